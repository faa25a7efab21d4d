"""`linkage explain`: why two ads are in one possible network."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit
from linkage.cli.session import session, who


def explain(
    ctx: typer.Context,
    a: Annotated[str, typer.Argument(help="An ad: source:source_id, its id, or the start of its id.")],
    b: Annotated[str, typer.Argument(help="Another ad.")],
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Explain the strongest chain of evidence between two ads, or why there is none."""
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as app:
        answer = app.explain.why(a, b, by=who(actor, reason))
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.why(answer)
