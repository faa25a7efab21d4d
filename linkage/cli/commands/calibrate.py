"""`linkage calibrate`: fit what evidence is worth to what is known."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.guard import spare
from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit, note
from linkage.cli.session import session, who


def calibrate(
    ctx: typer.Context,
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="FILE", help="Where the rules file goes; - is standard output."),
    ],
    truth: Annotated[
        str | None,
        typer.Option("--truth", metavar="FILE", help="CSV with source, source_id and operator."),
    ] = None,
    ridge: Annotated[
        float,
        typer.Option("--ridge", help="How many links the weights in force weigh against the labelled ones."),
    ] = 1.0,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Refit the weights of evidence to confirmed and rejected links, or to a truth.

    Takes must-links and cannot-links between ads that share an identifier, at least 50 links in all and of
    both sorts. The file written holds the weights and a new version; a store goes by it once its records are
    resolved with LINKAGE_RULES naming it.
    """
    chosen = common(ctx, store, json=json)
    with session(chosen) as app:
        spare(out, app.settings.store, (truth,) if truth else ())
        answer = app.calibrate.calibrate(out, truth=truth, ridge=ridge, by=who(actor, reason))
    if out == "-":
        if answer.warning is not None:
            note(f"WARNING: {answer.warning}")
        return
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render_evaluation  # noqa: PLC0415 - heavy

        render_evaluation.calibration(answer)
