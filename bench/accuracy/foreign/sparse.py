"""Little but a phone number and a short text, on the move, with a helpline on some ads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.accuracy.foreign.pictures import Picture
from bench.accuracy.foreign.places import CITIES, City, tour
from bench.accuracy.foreign.words import TRADES, prose, title
from bench.accuracy.foreign.world import World

_SITES = ("alpha.example", "bravo.example", "chart.example", "delta.example")


@dataclass(frozen=True, slots=True)
class _Operator:
    size: int
    cities: list[City]
    phones: list[str]
    email: str | None
    trade: str


def make(seed: int, ads: int) -> World:
    """The world of a seed."""
    world = World("sparse", seed, _SITES)
    helplines = world.phones(2)
    for phone in helplines:
        world.share("phone", phone)
    operators: list[_Operator] = []
    left = ads
    while left:
        operators.append(_operator(world, left))
        left -= operators[-1].size
    for number in range(len(operators)):
        _post(world, number, operators, helplines)
    return world


def _operator(world: World, left: int) -> _Operator:
    """Someone with at most so many ads."""
    rng = world.rng
    few = rng.random() > 0.03
    size = rng.choices((1, 2, 3, 4, 5, 6), (34, 24, 16, 11, 8, 7))[0] if few else rng.randint(7, 25)
    size = min(size, left)
    moves = rng.random() < 0.4
    cities = tour(rng, rng.randint(2, 4), 1 if rng.random() < 0.6 else 2) if moves else [rng.choice(CITIES)]
    phones = min(size, rng.choices((1, 2, 3), (78, 18, 4))[0])
    return _Operator(
        size=size,
        cities=cities,
        phones=world.phones(phones, cities[0].country),
        email=world.email() if rng.random() < 0.1 else None,
        trade=rng.choice(TRADES),
    )


def _post(world: World, number: int, operators: Sequence[_Operator], helplines: Sequence[str]) -> None:
    """All ads of one operator, from one city after the other."""
    rng, by = world.rng, operators[number]
    start, span = rng.randrange(300), rng.randint(3, 20) * by.size
    days = sorted(start + rng.randrange(span) for _ in range(by.size))
    stay = max(3, span // len(by.cities))
    sites = rng.sample(world.sites, rng.choice((1, 1, 2)))
    for turn, day in enumerate(days):
        ad = world.draft()
        ad.place(by.cities[min(len(by.cities) - 1, (day - start) // stay)], exact=0.1)
        ad.date(day)
        if rng.random() < 0.5:
            ad.fields["title"] = title(rng, by.trade)
        ad.fields["body"] = " ".join(prose(rng, rng.randint(8, 30)))
        phones = [by.phones[turn % len(by.phones)]]
        if len(by.phones) > 1 and rng.random() < 0.3:
            phones = rng.sample(by.phones, 2)
        if rng.random() < 0.005:  # the number of somebody else, by mistake
            phones = [rng.choice(rng.choice(operators).phones)]
        if rng.random() < 0.01:
            phones = [*phones, rng.choice(helplines)]
        emails = [by.email] if by.email and rng.random() < 0.3 else []
        ad.contacts(phones, emails, hidden=0.2)
        if rng.random() < 0.3:
            for _ in range(rng.choice((1, 1, 2))):
                ad.picture(Picture(f"{rng.getrandbits(256):064x}"))
        world.emit(f"s{number}", ad, rng.choice(sites))
