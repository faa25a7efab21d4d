"""`linkage verdicts`: identifiers by what they may do."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit
from linkage.cli.session import session, who


def verdicts(
    ctx: typer.Context,
    verdict: Annotated[
        str, typer.Option("--verdict", metavar="VERDICT", help="generic, weak or linking.")
    ] = "generic",
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only phone, email, handle, ...")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind `next` of the last answer.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="Most identifiers to show.")] = 20,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """List identifiers of a verdict, those on most ads first, with the figures and the reason.

    Generic ones identify nobody and join nothing. `linkage decide not-generic` overturns that.
    """
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as app:
        by = who(actor, reason)
        answer = app.query.verdicts(by=by, verdict=verdict, kind=kind, after=after, limit=limit)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.verdicts(answer)
