"""Every extractor, and what the rest of the system calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import itemgetter

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import image, phone, picture, text, url, wallet
from linkage.normalise.email import extractor as email
from linkage.normalise.handle import extractor as handle
from linkage.normalise.regions import region_code
from linkage.normalise.spans import MAX_HITS, Extractor

NORMALISER_VERSION = "2026.2"
"""Changes whenever an extractor's version does or the set of extractors changes."""

EXTRACTORS: tuple[Extractor, ...] = (
    phone.EXTRACTOR,
    email.EXTRACTOR,
    handle.EXTRACTOR,
    url.EXTRACTOR,
    wallet.EXTRACTOR,
    image.EXTRACTOR,
    picture.EXTRACTOR,
    text.EXTRACTOR,
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
}


def normalise(record: Record, region: str | None = None) -> tuple[Evidence, ...]:
    """Every identifier in a record with its evidence, ordered by field, start, kind and value.

    `region` (alpha-2 code or country name) is assumed for phones where nothing surer tells their
    country. One evidence for each (kind, value, field, start); at most `MAX_HITS` for a kind in a field,
    those that come first in the text. Depends on record and region alone.
    """
    found: dict[tuple[Kind, str, str, int], Evidence] = {}
    for evidence in phone.find(record, region):
        found.setdefault(evidence[:4], evidence)
    for find in _FINDERS:
        for evidence in find(record):
            found.setdefault(evidence[:4], evidence)
    ordered = sorted(found.values(), key=_BY_PLACE)
    return tuple(ordered) if len(ordered) <= MAX_HITS else _capped(ordered)


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
