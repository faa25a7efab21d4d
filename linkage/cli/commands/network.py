"""`linkage network`: one possible network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from linkage.cli.options import ActorOption, JsonOption, LimitOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit, note
from linkage.cli.session import session, who

if TYPE_CHECKING:
    from linkage.bootstrap import App
    from linkage.ports import Moved
    from linkage.services.audit import Actor
    from linkage_schemas.answers import Answer

T = TypeVar("T")


def _chance(value: float | None) -> float | None:
    """The value, if it is a probability; NaN is within no bounds."""
    if value is not None and not 0 <= value <= 1:
        msg = f"a confidence is a number from 0 to 1, not {value:g}"
        raise typer.BadParameter(msg)
    return value


def network(
    ctx: typer.Context,
    network_id: Annotated[str, typer.Argument(metavar="ID", help="A network id, N-...")],
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="P",
            callback=_chance,
            help="The parts that evidence of this confidence or more holds together, from 0 to 1.",
        ),
    ] = None,
    possible: Annotated[
        bool, typer.Option("--possible", help="Networks that may belong to it, to confirm or reject.")
    ] = False,
    limit: LimitOption = 50,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show a possible network: its ads, its period, and what happened to it.

    The id of a network that has merged into another answers with that other one.
    """
    chosen = common(ctx, store, json=json)
    if possible and min_confidence is not None:
        msg = "--possible and --min-confidence are two questions; ask one"
        raise typer.BadParameter(msg)
    with session(chosen, reading=True) as app:
        by = who(actor, reason)
        answers: list[Answer]
        if possible:
            answers = [_here(lambda name: app.networks.possible(name, by=by, limit=limit), network_id)]
        elif min_confidence is not None:
            least = min_confidence
            answers = [_here(lambda name: app.networks.parts(name, least, by=by, limit=limit), network_id)]
        else:
            answers = _whole(app, network_id, by, limit)
    if as_json(asked=chosen.json):
        for answer in answers:
            emit(answer)
    else:
        _show(answers)


def _whole(app: App, network_id: str, by: Actor, limit: int) -> list[Answer]:
    """The network, its ads and its events."""
    found = _here(lambda name: app.query.network(name, by=by), network_id)
    ads = _here(lambda name: app.query.network_ads(name, by=by, limit=limit), found.network_id)
    return [found, ads, app.query.events(by=by, network_id=found.network_id, limit=limit)]


def _here(ask: Callable[[str], T | Moved], network_id: str) -> T:
    """The answer of the network that answers for the id now."""
    from linkage.ports import Moved  # noqa: PLC0415 - heavy

    answer = ask(network_id)
    while isinstance(answer, Moved):
        note(f"{network_id} is part of {answer.network_id} now")
        network_id = answer.network_id
        answer = ask(network_id)
    return answer


def _show(answers: Sequence[Answer]) -> None:
    from linkage.cli import render, render_networks  # noqa: PLC0415 - heavy
    from linkage_schemas.answers import (  # noqa: PLC0415 - heavy
        AdsOut,
        EventsOut,
        NetworkOut,
        NetworkPartsOut,
        PossibleOut,
    )

    match answers:
        case [NetworkOut() as network, AdsOut() as ads, EventsOut() as events]:
            render.network(network, ads.ads, events.events)
        case [NetworkPartsOut() as parts]:
            render_networks.parts(parts)
        case [PossibleOut() as suggestions]:
            render_networks.possible(suggestions)
