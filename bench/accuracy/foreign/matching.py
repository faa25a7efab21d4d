"""Steady operators with several contacts, beside agencies' numbers, stock pictures and copied texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench.accuracy.foreign.draft import Draft
from bench.accuracy.foreign.pictures import Album, Picture, picture
from bench.accuracy.foreign.places import US_CITIES, City
from bench.accuracy.foreign.words import NAMES, TRADES, edited, prose, title
from bench.accuracy.foreign.world import World

_ADS_EACH = 5
"""Ads of an operator in the mean."""
_AGENCIES = 8
_STOCK = 60
_COPIED = 25
"""Texts that several operators have."""


@dataclass(frozen=True, slots=True)
class _Operator:
    phones: list[str]
    emails: list[str]
    handles: list[str]
    pictures: list[Picture]
    agency: str | None
    text: list[str]
    cities: list[City]
    trade: str
    name: str
    """Which no ad tells."""
    start: int
    """The day from which it posts."""


def make(seed: int, ads: int) -> World:
    """The world of a seed."""
    world = World("matching", seed, ("north.example", "south.example", "east.example"))
    rng = world.rng
    sizes = _sizes(rng, ads)
    agencies = world.phones(_AGENCIES)
    for phone in agencies:
        world.share("phone", phone)
    stock = [picture(rng) for _ in range(_STOCK)]
    for one in stock:
        world.share_picture(one)
    copied = [prose(rng, rng.randint(35, 60)) for _ in range(_COPIED)]
    operators = [_operator(world, agencies, copied) for _ in sizes]
    for number, (operator, size) in enumerate(zip(operators, sizes, strict=True)):
        album = Album(rng, operator.pictures, anew=0.2, files=3)
        for _ in range(size):
            ad = _ad(world, operator, operators)
            if rng.random() < 0.7:
                for one in album.some(2):
                    ad.picture(one)
            if rng.random() < 0.15:
                ad.picture(rng.choice(stock))
            world.emit(f"m{number}", ad)
    return world


def _sizes(rng: Random, ads: int) -> list[int]:
    """Ads of each operator: one, and more by its weight."""
    count = max(1, ads // _ADS_EACH)
    weights = [rng.paretovariate(1.3) for _ in range(count)]
    more = Counter(rng.choices(range(count), weights=weights, k=ads - count))
    return [1 + more[number] for number in range(count)]


def _operator(world: World, agencies: Sequence[str], copied: Sequence[list[str]]) -> _Operator:
    rng = world.rng
    home = rng.choice(US_CITIES)
    return _Operator(
        phones=world.phones(rng.choice((1, 1, 2))),
        emails=world.emails(rng.choice((0, 1, 1))),
        handles=world.handles(rng.choice((0, 0, 1))),
        pictures=[picture(rng) for _ in range(rng.randint(1, 4))],
        agency=rng.choice(agencies) if rng.random() < 0.12 else None,
        text=rng.choice(copied) if rng.random() < 0.2 else prose(rng, rng.randint(25, 60)),
        cities=[home, *(rng.sample(US_CITIES, 2) if rng.random() < 0.25 else ())],
        trade=rng.choice(TRADES),
        name=rng.choice(NAMES),
        start=rng.randrange(150),
    )


def _ad(world: World, by: _Operator, operators: Sequence[_Operator]) -> Draft:
    """All of an ad but its pictures."""
    rng, ad = world.rng, world.draft()
    city = rng.choice(by.cities)
    if rng.random() < 0.7:
        ad.place(city, exact=0.3)
    ad.date(by.start + rng.randrange(90))
    ad.fields["title"] = title(rng, by.trade)
    ad.fields["body"] = " ".join(edited(rng, by.text, 0.06))
    phones = [rng.choice(by.phones)] if rng.random() < 0.8 else []
    if by.agency and rng.random() < 0.5:
        phones = [by.agency, *(phones if rng.random() < 0.5 else ())]
    elif rng.random() < 0.01:  # the number of somebody else, by mistake
        phones = [rng.choice(rng.choice(operators).phones)]
    emails = [rng.choice(by.emails)] if by.emails and rng.random() < 0.45 else []
    handles = by.handles if by.handles and rng.random() < 0.4 else []
    ad.contacts(phones, emails, handles, hidden=0.1)
    return ad
