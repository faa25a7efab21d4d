"""The operators of the touring world, and what they have in common before the first ad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from bench.accuracy.foreign.pictures import Picture, picture, recoded
from bench.accuracy.foreign.places import CITIES, City, tour
from bench.accuracy.foreign.words import NAMES, TRADES, prose
from bench.accuracy.foreign.world import World, pareto_sizes

HORIZON = 730
"""Days of the world."""
_AGENCIES = 20
_VENUES = 40
_MOST_CITIES = 8
_MOST_COUNTRIES = 3


class Venue(NamedTuple):
    """A place that several operators work at, and the number of its reception."""

    city: City
    phone: str


@dataclass(slots=True)
class Traveller:
    """An operator."""

    size: int
    span: int
    """Days from its first ad to its last."""
    start: int
    phones: list[str]
    """One after the other."""
    second_phone: str | None
    """A line that is there all along."""
    cities: list[City]
    emails: list[str]
    handles: list[str]
    pictures: list[Picture]
    text: list[str]
    improvises: bool
    """Whether each of its texts is new."""
    trade: str
    names: list[str]
    sites: list[str]
    venues: list[Venue] = field(default_factory=list)
    stolen: list[Picture] = field(default_factory=list)
    has_agency: bool = False
    tells_helpline: bool = False


def travellers(world: World, ads: int) -> list[Traveller]:
    """Operators who have so many ads between them."""
    rng = world.rng
    everyone = [_traveller(world, size) for size in pareto_sizes(rng, ads, 0.85, 150)]
    _hire(rng, everyone)
    _host(world, everyone)
    _steal(rng, everyone)
    return everyone


def _traveller(world: World, size: int) -> Traveller:
    rng = world.rng
    span = min(540, max(4, int(size * rng.uniform(2, 12))))
    phones = max(1, min(4, size, 1 + int(span / rng.uniform(60, 140))))
    second = size > 25 and rng.random() < 0.6
    cities = tour(rng, rng.randint(2, _MOST_CITIES), rng.choice((1, 1, 2, 2, 3)))
    country = cities[0].country
    emails = world.emails(rng.choice((0, 1, 1, 2)))
    handles = world.handles(rng.choice((0, 0, 1, 2)))
    album = rng.random() < 0.85
    pictures = [picture(rng) for _ in range(rng.randint(1, min(8, 1 + size)))] if album else []
    if phones > 1 and not (emails or handles or pictures):
        emails = world.emails(1)  # or nothing would tell that it is one operator
    words = prose(rng, rng.randint(25, 70))
    return Traveller(
        size=size,
        span=span,
        start=rng.randrange(max(1, HORIZON - span)),
        phones=world.phones(phones, country),
        second_phone=world.phone(country) if second else None,
        cities=cities,
        emails=emails,
        handles=handles,
        pictures=pictures,
        text=["{name}", "in", "{city},", *words, "from", "{price}", "per", "hour."],
        improvises=rng.random() < 0.25,
        trade=rng.choice(TRADES),
        names=rng.sample(NAMES, min(1 + size // 30, 6)),
        sites=rng.sample(world.sites, rng.randint(1, min(4, size))),
    )


def _hire(rng: Random, everyone: Sequence[Traveller]) -> None:
    """Let agencies write for 5 to 30 operators each; the first has many, and tells a helpline."""
    order = list(everyone)
    rng.shuffle(order)
    for number in range(min(_AGENCIES, max(1, len(order) // 40))):
        first = number == 0
        start, end = prose(rng, rng.randint(15, 30)), prose(rng, rng.randint(20, 35))
        text = [*start, "{name}", "is", "in", "{city}", "now.", *end]
        for _ in range(min(len(order), rng.randint(20 if first else 5, 30))):
            operator = order.pop()
            operator.text = text
            operator.improvises = False
            operator.has_agency = True
            operator.tells_helpline = first


def _host(world: World, everyone: Sequence[Traveller]) -> None:
    """Let venues take in 7 to 15 operators each who pass by or could."""
    rng = world.rng
    for _ in range(_VENUES):
        city = rng.choice(CITIES)
        venue = Venue(city, world.phone(city.country))
        world.share("phone", venue.phone)
        fit = [operator for operator in everyone if operator.size >= 5 and _could_visit(operator, city)]
        for operator in rng.sample(fit, min(len(fit), rng.randint(7, 15))):
            operator.venues.append(venue)
            if city not in operator.cities:
                operator.cities.append(city)


def _could_visit(operator: Traveller, city: City) -> bool:
    if city in operator.cities:
        return True
    countries = {known.country for known in operator.cities} | {city.country}
    return len(operator.cities) < _MOST_CITIES and len(countries) <= _MOST_COUNTRIES


def _steal(rng: Random, everyone: Sequence[Traveller]) -> None:
    """Let a few show pictures of others, mostly in files of their own."""
    rich = [operator for operator in everyone if operator.pictures]
    for operator in everyone:
        if rng.random() >= 0.04 or not rich:
            continue
        other = rng.choice(rich)
        if other is operator:
            continue
        for one in rng.sample(other.pictures, min(len(other.pictures), rng.randint(1, 2))):
            operator.stolen.append(recoded(rng, one, 0, 10) if rng.random() < 0.7 else one)
