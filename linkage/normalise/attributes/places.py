"""Places: cities of at least 15,000 inhabitants, from free text and from the structured fields.

A name that several cities share is the one in the country that is written behind it, else in the
record's country, else the largest. Small towns far from the record's country, and towns that are
also words or given names, need a preposition or a country beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from linkage.model import Attribute, AttributeKind, Record
from linkage.normalise.attributes.gazetteer import City, gazetteer, key
from linkage.normalise.attributes.place_words import BEFORE, COMMON, PERSONAL
from linkage.normalise.attributes.reading import TRIES, Reading
from linkage.normalise.regions import region_code
from linkage.normalise.spans import words

NAME, VERSION = "place", 1
LABEL = f"{NAME}/{VERSION}"
STRUCTURED_CONFIDENCE = 1.0
UNLISTED_CONFIDENCE = 0.8
"""What a record calls its city, where the gazetteer knows no such name."""
NAMED_CONFIDENCE = 0.9
"""The country or state is written, or is the record's."""
GUESSED_CONFIDENCE = 0.7
"""The largest of its name."""

_LARGE = 100_000
"""Inhabitants from which a capital is enough without any country."""
_FAMOUS = 250_000
"""Inhabitants from which a city of another country than the record's needs no context."""
_MAX_CITY = 100


class Scope(NamedTuple):
    """Where the record says it is: a country (ISO-3166 alpha-2) and a first-order division."""

    country: str | None
    division: str | None
    city: str = ""
    """Folded, as the gazetteer would have it."""


def scope(record: Record, country: str | None) -> Scope:
    """Where a record is; `country` where its own or the site's is known."""
    division = record.region.strip().upper() if record.region else None
    city = key(record.city.partition(",")[0]) if record.city and len(record.city) <= _MAX_CITY else ""
    return Scope(country, division, city)


class _Context(NamedTuple):
    announced: bool
    """A preposition stands before the name."""
    inside: bool
    """The word before is written small, so a capital means something."""
    country: str | None
    division: str | None
    """Written behind the name."""


def find(reading: Reading, where: Scope) -> Iterator[Attribute]:
    """Places of one passage of free text."""
    cities, lengths, _, _ = gazetteer()
    words = reading.words
    done = 0
    for index in _candidates(reading, lengths):
        if index < done:
            continue
        for count in lengths[words[index]]:
            name = words[index] if count == 1 else " ".join(words[index : index + count])
            hit = _hit(reading, index, name, cities[name], where) if name in cities else None
            if hit is not None:
                done = index + count
                yield hit
                break


def _candidates(reading: Reading, lengths: dict[str, tuple[int, ...]]) -> list[int]:
    """Words that begin a known name and stand with a capital or behind a preposition."""
    text, starts, words = reading.text, reading.starts, reading.words
    hits = [i for i, word in enumerate(words) if word in lengths]
    shown = (i for i in hits if text[starts[i]].isupper() or (i and words[i - 1] in BEFORE))
    return list(islice(shown, TRIES))


def _hit(reading: Reading, index: int, name: str, cities: tuple[City, ...], scope: Scope) -> Attribute | None:
    last = index + name.count(" ")
    start, end = reading.starts[index], reading.ends[last]
    if any(not _joins(reading.gap(i)) for i in range(index + 1, last + 1)):
        return None
    capital = reading.text[start].isupper()
    context = _context(reading, index, last)
    if not (capital or context.announced) or reading.in_address(start, end):
        return None
    city, confidence = choose(cities, scope, context.country, context.division)
    if not _is_plausible(name, city, scope, context, capital=capital):
        return None
    value = f"{city.name}, {city.country}"
    return reading.attribute(AttributeKind.PLACE, value, (start, end), LABEL, confidence)


def _joins(gap: str) -> bool:
    return 0 < len(gap) <= 2 and not gap.strip(" -.'")


def choose(
    cities: tuple[City, ...], scope: Scope, country: str | None = None, division: str | None = None
) -> tuple[City, float]:
    """The city that a name means, and how sure that is. `country`, `division`: written with it."""
    wanted = [(country, division), (country, None)] if country else []
    wanted += [(scope.country, scope.division), (scope.country, None)] if scope.country else []
    for code, part in wanted:
        for city in cities:
            if city.country == code and part in {None, city.division}:
                return city, NAMED_CONFIDENCE
    return cities[0], GUESSED_CONFIDENCE


def _is_plausible(name: str, city: City, scope: Scope, context: _Context, *, capital: bool) -> bool:
    """Whether a name is a place here and not a word, a person or a far-off hamlet."""
    home = city.country == scope.country
    near = home or city.population >= _LARGE
    if context.country == city.country or name == scope.city:
        return True
    if name in PERSONAL:
        return capital and context.announced and near
    if name in COMMON:
        return capital and context.inside and near
    if not capital:
        return near
    if home or context.announced:
        return True
    return city.population >= (_FAMOUS if scope.country else _LARGE)


def _context(reading: Reading, first: int, last: int) -> _Context:
    before, gap = reading.word(first - 1), reading.gap(first)
    beside = bool(gap) and not gap.strip(" ") and len(gap) <= 2
    announced = beside and before in BEFORE
    inside = beside and reading.text[reading.starts[first - 1]].islower()
    # "Text VAN to 60777" shouts.
    inside = inside and not reading.text[reading.starts[first] : reading.ends[last]].isupper()
    country, division = _behind(reading, last)
    return _Context(announced, inside, country, division)


def _behind(reading: Reading, last: int) -> tuple[str | None, str | None]:
    """The country, and in the US the state, written behind a name: `Paris, TX`, `Milan (Italy)`."""
    gap = reading.gap(last + 1)
    if not gap or len(gap) > 3 or gap.strip(" ,(-"):
        return None, None
    start, end = reading.starts[last + 1], reading.ends[last + 1]
    raw = reading.text[start:end]
    if len(raw) == 2 and raw.isupper():
        if raw in _STATES and "," in gap:
            return "US", raw
        return (region_code(raw), None) if gap.strip(" ") else (None, None)
    if not raw[0].isupper():
        return None, None
    codes = gazetteer().codes
    for count in (3, 2, 1):
        stop = last + count
        if stop < len(reading.words) and all(reading.gap(i) == " " for i in range(last + 2, stop + 1)):
            name = " ".join(reading.words[last + 1 : stop + 1])
            code = codes.get(name) or (region_code(name) if len(name) > 2 else None)
            if code:
                return code, None
    return None, None


def structured(record: Record, scope: Scope) -> Iterator[Attribute]:
    """The places that the record's own `city` and `country` fields name."""
    if record.city and len(record.city) <= _MAX_CITY:
        yield from _city(record.city, scope)
    code = region_code(record.country)
    name = gazetteer().countries.get(code) if code else None
    if name and record.country:
        yield _whole("country", record.country, f"{name}, {code}", STRUCTURED_CONFIDENCE)


def _city(text: str, scope: Scope) -> Iterator[Attribute]:
    head, _, tail = text.partition(",")
    table = gazetteer()
    code = table.codes.get(key(tail)) or region_code(tail.strip())
    division = tail.strip().upper()
    country, division = ("US", division) if division in _STATES and code is None else (code, "")
    cities = table.cities.get(key(head)) or table.cities.get(key(text)) or ()
    home = country or scope.country
    # A record's city is in its country, listed there or not.
    there = tuple(city for city in cities if home in {None, city.country})
    if there:
        city, _ = choose(there, scope, country, division or None)
        yield _whole("city", text, f"{city.name}, {city.country}", STRUCTURED_CONFIDENCE)
    elif home and any(c.isalpha() for c in head):
        value = f"{' '.join(head.split())}, {home}"
        yield _whole("city", text, value, UNLISTED_CONFIDENCE)


def _whole(field: str, text: str, value: str, confidence: float) -> Attribute:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return Attribute(AttributeKind.PLACE, value, field, start, end, text[start:end][:200], LABEL, confidence)


_STATES = words(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH"
    " OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
