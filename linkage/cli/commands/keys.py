"""`linkage keys`: who may use the HTTP service."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from json import dumps as to_json
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, StoreOption, common
from linkage.cli.output import as_json, note, say, table
from linkage.cli.session import session, who

if TYPE_CHECKING:
    from linkage.bootstrap import App
    from linkage.security.keys import KeyService

app = typer.Typer(no_args_is_help=True, help="Make, list and revoke keys of the HTTP service.")


def _service(opened: App) -> KeyService:
    from linkage.security.keys import KeyService  # noqa: PLC0415 - heavy
    from linkage.security.pepper import load_pepper  # noqa: PLC0415 - heavy

    pepper = load_pepper(opened.store, opened.settings.secret_file)
    return KeyService(opened.store, lambda: int(time.time()), pepper)


@app.command("create")
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose key it is.")],
    role: Annotated[
        str, typer.Option("--role", help="ingest, investigator, analyst, auditor or admin.")
    ] = "investigator",
    actor: ActorOption = None,
    store: StoreOption = None,
) -> None:
    """Make a key. It is shown once and stored only as a keyed hash."""
    with session(common(ctx, store), reading=True) as opened:
        key, text = _service(opened).create(name, role, by=who(actor, "").name)
    note(f"Key {key.key_id} for {name} as {key.role}; nothing can show it again:")
    say(text)


@app.command("list")
def listing(ctx: typer.Context, store: StoreOption = None, json: JsonOption = False) -> None:
    """List keys, revoked ones included; never the keys themselves."""
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as opened:
        keys = _service(opened).list()
    if as_json(asked=chosen.json):
        for key in keys:
            shown = {"key_id": key.key_id, "name": key.name, "role": key.role}
            typer.echo(to_json(shown | {"made": _when(key.created_at), "revoked": _when(key.revoked_at)}))
        return
    table(
        "Keys",
        ("id", "name", "role", "made", "revoked"),
        [(key.key_id, key.name, key.role, _when(key.created_at), _when(key.revoked_at)) for key in keys],
    )


@app.command("revoke")
def revoke(
    ctx: typer.Context,
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The id of the key, from `keys list`.")],
    actor: ActorOption = None,
    store: StoreOption = None,
) -> None:
    """Make a key useless from the next request on."""
    with session(common(ctx, store), reading=True) as opened:
        _service(opened).revoke(key_id, by=who(actor, "").name)
    note(f"Key {key_id} is revoked.")


def _when(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
