"""`linkage evaluate`: how right is the graph?"""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit
from linkage.cli.session import session, who


def evaluate(
    ctx: typer.Context,
    truth: Annotated[
        str, typer.Option("--truth", metavar="FILE", help="CSV with source, source_id and operator.")
    ],
    hubs: Annotated[
        str | None,
        typer.Option(
            "--hubs", metavar="FILE", help="CSV with kind and value of identifiers known to be generic."
        ),
    ] = None,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Compare networks, verdicts and confidences with who is known to be behind the ads."""
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as app:
        answer = app.evaluate.evaluate(truth, hubs=hubs, by=who(actor, reason))
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render_evaluation  # noqa: PLC0415 - heavy

        render_evaluation.evaluation(answer)
