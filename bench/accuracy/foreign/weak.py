"""Operators in cells that share no contact, known by texts written anew and pictures encoded anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from bench.accuracy.foreign.draft import Draft
from bench.accuracy.foreign.pictures import Picture, picture, recoded
from bench.accuracy.foreign.places import CITIES, City
from bench.accuracy.foreign.words import NAMES, TRADES, edited, filled, prose, title
from bench.accuracy.foreign.world import World, pareto_sizes

_SITES = ("ivory.example", "amber.example", "coral.example", "olive.example", "slate.example")
_DAYS = ("weekdays", "Monday to Friday", "every day", "weekends")
_HOURS = ("9 to 5", "10 to 8", "mornings", "evenings", "noon to 9")
_TEMPLATES = 20
_TEMPLATED = 0.6
"""The most operators that have the text of others."""


@dataclass(slots=True)
class _Operator:
    size: int
    cells: int
    pictures: list[Picture]
    text: list[str]
    trade: str
    stolen: list[Picture] = field(default_factory=list)


class _Held(NamedTuple):
    """A number, and the day of the cell before which it is given up."""

    end: int
    phone: str


@dataclass(frozen=True, slots=True)
class _Cell:
    text: list[str]
    files: list[list[Picture]]
    """Files of each picture."""
    trade: str
    name: str
    city: City
    handle: str | None
    sites: list[str]
    start: int
    span: int
    phones: list[_Held]


def make(seed: int, ads: int) -> World:
    """The world of a seed."""
    world = World("weak", seed, _SITES)
    rng = world.rng
    operators = [_operator(rng, size) for size in pareto_sizes(rng, ads, 1.1, 120, least=2)]
    _template(rng, operators)
    _steal(rng, operators)
    for number, operator in enumerate(operators):
        # No cell is empty.
        cells = [*range(operator.cells)]
        cells += [rng.randrange(operator.cells) for _ in range(operator.size - operator.cells)]
        start = rng.randrange(300)
        for which in range(operator.cells):
            size = cells.count(which)
            cell = _cell(world, operator, size, start, first=which == 0)
            for day in sorted(rng.randrange(cell.span) for _ in range(size)):
                world.emit(f"w{number}", _ad(world, cell, day), rng.choice(cell.sites))
    return world


def _operator(rng: Random, size: int) -> _Operator:
    return _Operator(
        size=size,
        cells=min(5, max(1, round(size / rng.uniform(1.5, 5)))),
        pictures=[picture(rng) for _ in range(rng.randint(1, 5))] if rng.random() < 0.8 else [],
        text=_text(rng),
        trade=rng.choice(TRADES),
    )


def _text(rng: Random) -> list[str]:
    words = prose(rng, rng.randint(40, 75))
    half = len(words) // 2
    start, middle, end = "{name} here, {city}.", "{day} {hours}.", "{price} an hour."
    return [*start.split(), *words[:half], *middle.split(), *words[half:], *end.split()]


def _template(rng: Random, operators: Sequence[_Operator]) -> None:
    """Give groups of 30 to 200 operators one text each, as long as there are enough."""
    order = list(operators)
    rng.shuffle(order)
    left = int(_TEMPLATED * len(order))
    for _ in range(_TEMPLATES):
        size = min(left, int(30 * (200 / 30) ** rng.random()))
        text = _text(rng)
        left -= size
        for _ in range(size):
            order.pop().text = text


def _steal(rng: Random, operators: Sequence[_Operator]) -> None:
    """Let a few show pictures of others."""
    rich = [operator for operator in operators if operator.pictures]
    for operator in operators:
        if rng.random() < 0.08 and rich:
            other = rng.choice(rich)
            if other is not operator:
                operator.stolen = rng.sample(other.pictures, min(len(other.pictures), rng.randint(1, 2)))


def _cell(world: World, by: _Operator, size: int, start: int, *, first: bool) -> _Cell:
    """A cell of so many ads; all but the first write the text anew."""
    rng = world.rng
    text = by.text if first else edited(rng, by.text, rng.uniform(0.10, 0.20))
    pictures = [*by.pictures, *(by.stolen if first or rng.random() < 0.4 else ())]
    files = [[recoded(rng, one, 0, 14) for _ in range(rng.choice((1, 1, 2)))] for one in pictures]
    name, city = rng.choice(NAMES), rng.choice(CITIES)
    handle = world.handle() if rng.random() < 0.15 else None
    sites = rng.sample(world.sites, rng.choice((1, 2)))
    start, span = start + rng.randrange(60), rng.randint(4, 12) * size + 1
    phones = _phones(world, span, city.country)
    return _Cell(text, files, by.trade, name, city, handle, sites, start, span, phones)


def _phones(world: World, span: int, country: str) -> list[_Held]:
    """Numbers one after the other, each kept for two to six weeks."""
    held: list[_Held] = []
    end = 0
    while end < span:
        end += world.rng.randint(14, 42)
        held.append(_Held(end, world.phone(country)))
    return held


def _ad(world: World, cell: _Cell, day: int) -> Draft:
    rng, ad = world.rng, world.draft()
    ad.place(cell.city, exact=0.2)
    ad.date(cell.start + day)
    ad.fields["title"] = title(rng, cell.trade, cell.city.name)
    words = edited(rng, cell.text, rng.choice((0, 0, 0.03, 0.05)))
    slots = {
        "name": cell.name,
        "city": cell.city.name,
        "price": f"${rng.randrange(30, 150, 5)}",
        "day": rng.choice(_DAYS),
        "hours": rng.choice(_HOURS),
    }
    ad.fields["body"] = filled(" ".join(words), slots)
    phones = _shown(rng, cell.phones, day) if rng.random() < 0.4 else []
    handles = [cell.handle] if cell.handle and rng.random() < 0.4 else []
    ad.contacts(phones, (), handles, hidden=0.25)
    if cell.files and rng.random() < 0.65:
        for files in rng.sample(cell.files, min(len(cell.files), rng.randint(1, 3))):
            ad.picture(rng.choice(files))
    return ad


def _shown(rng: Random, phones: Sequence[_Held], day: int) -> list[str]:
    """The number of the day, and for some days after a change the one before as well."""
    now = next(number for number, held in enumerate(phones) if day < held.end)
    shown = [phones[now].phone]
    if now and day - phones[now - 1].end < 5 and rng.random() < 0.3:
        shown.append(phones[now - 1].phone)
    return shown
