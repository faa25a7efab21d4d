"""`linkage serve`: the HTTP service."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import StoreOption, common
from linkage.cli.output import line, note
from linkage.cli.session import session

if TYPE_CHECKING:
    from linkage.bootstrap import App


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on.")] = 8000,
    allow_remote: Annotated[
        bool,
        typer.Option("--allow-remote", help="Allow an address that other machines reach; put TLS before it."),
    ] = False,
    no_key: Annotated[
        bool, typer.Option("--no-key", help="Do not make a key; those of `linkage keys` remain.")
    ] = False,
    create: Annotated[bool, typer.Option("--create", help="Make the store if there is none.")] = False,
    store: StoreOption = None,
) -> None:
    """Serve the HTTP API. Prints a key that is shown once and ends with this process."""
    chosen = common(ctx, store)
    with session(chosen, create=create, reading=True) as app:
        run(app, host=host, port=port, allow_remote=allow_remote, with_key=not no_key)
    note("Stopped.")


def run(app: App, *, host: str, port: int, allow_remote: bool, with_key: bool) -> None:
    """Serve until interrupted; the one-time key is revoked at the end."""
    from linkage.cli.session import who  # noqa: PLC0415 - heavy
    from linkage.security.keys import KeyService  # noqa: PLC0415 - heavy
    from linkage.security.pepper import load_pepper  # noqa: PLC0415 - heavy
    from linkage_api.serve import serve as serve_api  # noqa: PLC0415 - heavy

    keys = KeyService(app.store, lambda: int(time.time()), load_pepper(app.store, app.settings.secret_file))
    by = who(None, "").name
    key, text = keys.create("one-time", "analyst", by=by, reason="serve") if with_key else (None, "")

    def started(address: str) -> None:
        line(f"Serving on {address} (Ctrl-C ends it)")
        if key is None:
            line("Make a key with: linkage keys create NAME")
            return
        line(f"One-time key, shown only now, void when this ends: {text}")
        line(f"Try: curl -H 'Authorization: Bearer {text}' '{address}/v1/networks?limit=3'")

    try:
        serve_api(app, host, port, allow_remote=allow_remote, started=started)
    finally:
        if key is not None:
            keys.revoke(key.key_id, by=by, reason="serve ended")
