"""`linkage network`: one possible network."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, LimitOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit, note
from linkage.cli.session import session, who


def network(
    ctx: typer.Context,
    network_id: Annotated[str, typer.Argument(metavar="ID", help="A network id, N-...")],
    limit: LimitOption = 50,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show a possible network: its ads, its period, and what happened to it.

    The id of a network that has merged into another answers with that other one.
    """
    from linkage.ports import Moved  # noqa: PLC0415 - heavy

    chosen = common(ctx, store, json=json)
    with session(chosen) as app:
        by = who(actor, reason)
        found = app.query.network(network_id, by=by)
        while isinstance(found, Moved):
            note(f"{network_id} is part of {found.network_id} now")
            network_id = found.network_id
            found = app.query.network(network_id, by=by)
        ads = app.query.network_ads(network_id, by=by, limit=limit)
        events = app.query.events(by=by, network_id=network_id, limit=limit)
    if isinstance(ads, Moved):
        msg = "the network moved while it was read; ask again"
        raise typer.BadParameter(msg)
    if as_json(asked=chosen.json):
        emit(found)
        emit(ads)
        emit(events)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.network(found, ads.ads, events.events)
