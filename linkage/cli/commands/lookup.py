"""`linkage lookup`: the ads of a picture, by a hash of it."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, LimitOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit
from linkage.cli.session import session, who


def lookup(
    ctx: typer.Context,
    value: Annotated[str, typer.Argument(metavar="HASH", help="MD5, SHA-1, SHA-256 or PDQ, in hexadecimal.")],
    within: Annotated[
        int | None,
        typer.Option("--within", metavar="BITS", help="Most bits that a PDQ may differ in, up to 60."),
    ] = None,
    limit: LimitOption = 20,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Find a picture by a hash of it, and with a PDQ also those that look like it, nearest first.

    Up to 31 bits (the default) two PDQ are of one picture, edited; up to 60 they may be.
    """
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as app:
        answer = app.query.pictures(value, by=who(actor, reason), within=within, limit=limit)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.pictures(answer)
