"""`linkage export`: what the store holds, as files."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.guard import spare
from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import emit, note
from linkage.cli.session import session, who


def export(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(help="membership, links, identifiers (CSV), or network (JSON).")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Where to; - is standard output.")
    ] = "-",
    network_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Which network.")] = None,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Export membership, links, identifiers, or one network. Same revision, same bytes."""
    chosen = common(ctx, store, json=json)
    with session(chosen) as app:
        spare(out, app.settings.store)
        answer = app.export.export(what, out, by=who(actor, reason), network_id=network_id)
    if chosen.json and out != "-":
        emit(answer)
    else:
        note(
            f"{answer.rows:,} rows of {answer.what} at revision {answer.revision}"
            + ("" if out == "-" else f" in {out}")
        )
