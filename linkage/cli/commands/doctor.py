"""`linkage doctor`: is this installation and its store in order?"""

from __future__ import annotations

import typer

from linkage.cli.options import ActorOption, JsonOption, StoreOption, common
from linkage.cli.output import as_json, emit
from linkage.cli.session import EXIT_FAILED, session, who


def doctor(
    ctx: typer.Context,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Check the store's integrity, the graph's invariants, the rules and the versions in use."""
    chosen = common(ctx, store, json=json)
    with session(chosen, other_rules=True) as app:
        answer = app.doctor.check(by=who(actor, "doctor"))
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.counts(answer.counts)
        render.doctor(answer)
    if not answer.healthy:
        raise typer.Exit(EXIT_FAILED)
