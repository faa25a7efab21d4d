"""Every attribute of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter

from linkage.model import Attribute, AttributeKind, Record
from linkage.normalise.attributes import ages, dates, names, places, prices
from linkage.normalise.attributes.reading import Reading
from linkage.normalise.regions import region_code
from linkage.normalise.spans import MAX_HITS, prose

EXTRACTORS: tuple[str, ...] = (ages.LABEL, dates.LABEL, names.LABEL, places.LABEL, prices.LABEL)
"""Labels of all extractors; an attribute carries one of them."""

_Find = Callable[[Reading, str | None], Iterator[Attribute]]
_FINDERS: tuple[_Find, ...] = (prices.find, ages.find, names.find, dates.find)
_LANDMARKS = prices.LANDMARKS | ages.LANDMARKS | names.LANDMARKS | dates.LANDMARKS
_BY_PLACE = attrgetter("field", "start", "kind", "value")


def attributes(record: Record, region: str | None = None) -> tuple[Attribute, ...]:
    """Every attribute in a record, ordered by field, start, kind and value.

    `region` (ISO-3166 alpha-2) is where the ad's site is, for records without a country. One
    attribute for each (kind, value, field, start); at most `MAX_HITS` for a kind in a field, those
    that come first in the text. Offsets are into the original field. No clock: relative dates
    are not read.
    """
    country = region_code(record.country) or region
    found: dict[tuple[AttributeKind, str, str, int], Attribute] = {}
    scope = places.scope(record, country)
    for passage in prose(record):
        reading = Reading(passage.field, passage.text, _LANDMARKS)
        hits = [a for find in _FINDERS for a in find(reading, country)]
        named = {a.end for a in hits if a.kind is AttributeKind.NAME}
        hits.extend(a for a in places.find(reading, scope) if a.end not in named)
        for hit in hits:
            found.setdefault(hit[:4], hit)
    for hit in places.structured(record, scope):
        found.setdefault(hit[:4], hit)
    ordered = sorted(found.values(), key=_BY_PLACE)
    return tuple(ordered) if len(ordered) <= MAX_HITS else _capped(ordered)


def _capped(ordered: list[Attribute]) -> tuple[Attribute, ...]:
    seen: Counter[tuple[AttributeKind, str]] = Counter()
    kept = []
    for hit in ordered:
        place = (hit.kind, hit.field)
        seen[place] += 1
        if seen[place] <= MAX_HITS:
            kept.append(hit)
    return tuple(kept)
