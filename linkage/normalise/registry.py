"""Every extractor, and what the rest of the system calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from linkage.model import Evidence, Identifier, Kind, Record, Sketch
from linkage.normalise import image, phone, picture, text, url, vector, wallet
from linkage.normalise.email import extractor as email
from linkage.normalise.handle import extractor as handle
from linkage.normalise.regions import region_code
from linkage.normalise.sketches import picture_sketch
from linkage.normalise.spans import MAX_HITS, Extractor

NORMALISER_VERSION = "2026.3"
"""Changes whenever an extractor's version does or the set of extractors changes."""

EXTRACTORS: tuple[Extractor, ...] = (
    phone.EXTRACTOR,
    email.EXTRACTOR,
    handle.EXTRACTOR,
    url.EXTRACTOR,
    wallet.EXTRACTOR,
    image.EXTRACTOR,
    picture.EXTRACTOR,
)

_BY_PLACE = itemgetter(2, 3, 0, 1)
_FINDERS = tuple(extractor.find for extractor in EXTRACTORS[1:])
"""All but the phones', which also reads the region that the caller assumes."""
_CANONICAL: dict[Kind, Callable[[str], Identifier | None]] = {
    Kind.NATIONAL: phone.canonical_national,
    Kind.EMAIL: email.canonical_email,
    Kind.HANDLE: handle.canonical_handle,
    Kind.USERNAME: handle.canonical_username,
    Kind.URL: url.canonical_url,
    Kind.WALLET: wallet.canonical_wallet,
    Kind.IMAGE: image.canonical_image,
    Kind.PICTURE: picture.canonical_picture,
    Kind.TEXT: text.canonical_text,
    Kind.VECTOR: vector.canonical_vector,
}
_picture_sketch = lru_cache(maxsize=65_536)(picture_sketch)


class Identified(NamedTuple):
    """The identifiers of a record with their evidence, and sketches of those that can be compared."""

    evidence: tuple[Evidence, ...]
    sketches: tuple[Sketch, ...]


def normalise(record: Record, region: str | None = None) -> tuple[Evidence, ...]:
    """Every identifier in a record with its evidence, ordered by field, start, kind and value.

    `region` (alpha-2 code or country name) is assumed for phones where nothing surer tells their
    country. One evidence for each (kind, value, field, start); at most `MAX_HITS` for a kind in a field,
    those that come first in the text. Depends on record and region alone.
    """
    return identify(record, region).evidence


def identify(record: Record, region: str | None = None) -> Identified:
    """As `normalise`, with the sketches of texts, pictures and vectors, ordered by kind and value."""
    found: dict[tuple[Kind, str, str, int], Evidence] = {}
    for evidence in phone.find(record, region):
        found.setdefault(evidence[:4], evidence)
    for find in _FINDERS:
        for evidence in find(record):
            found.setdefault(evidence[:4], evidence)
    sketches: dict[tuple[Kind, str], Sketch] = {}
    compared = list(vector.find(record))
    template = text.find(record, list(found.values()))
    if template is not None:
        compared.append(template)
    for evidence, sketch in compared:
        found.setdefault(evidence[:4], evidence)
        sketches[sketch.kind, sketch.value] = sketch
    ordered = sorted(found.values(), key=_BY_PLACE)
    if len(ordered) > MAX_HITS:
        ordered = list(_capped(ordered))
    for evidence in ordered:
        if evidence.kind is Kind.PICTURE:
            sketches[evidence.kind, evidence.value] = _picture_sketch(evidence.value)
    return Identified(tuple(ordered), tuple([sketches[key] for key in sorted(sketches)]))


def _capped(ordered: list[Evidence]) -> tuple[Evidence, ...]:
    seen: Counter[tuple[Kind, str]] = Counter()
    kept = []
    for evidence in ordered:
        place = (evidence.kind, evidence.field)
        seen[place] += 1
        if seen[place] <= MAX_HITS:
            kept.append(evidence)
    return tuple(kept)


def identifier(kind: Kind, value: str, region: str | None = None) -> Identifier | None:
    """The canonical identifier of one value of a kind; None when invalid or a placeholder.

    `region` (alpha-2 code or country name) is read for phones without a country code.
    """
    if kind is Kind.PHONE:
        return phone.canonical_phone(value, region_code(region))
    return _CANONICAL[kind](value)
