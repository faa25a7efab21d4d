"""`linkage query`: look anything up."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import (
    ActorOption,
    JsonOption,
    LimitOption,
    ReasonOption,
    RegionOption,
    StoreOption,
    common,
)
from linkage.cli.output import as_json, emit
from linkage.cli.session import session, who


def query(
    ctx: typer.Context,
    value: Annotated[
        str,
        typer.Argument(help="A phone, e-mail, handle, hash, URL, wallet, ad id, source:source_id, or words."),
    ],
    region: RegionOption = None,
    limit: LimitOption = 20,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Look up an identifier, an ad, a network, or words in titles and bodies."""
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as app:
        answer = app.query.search(value, by=who(actor, reason), region=region, limit=limit)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.search(answer)
