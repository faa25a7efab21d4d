"""Perceptual hashes (PDQ): pictures that look alike, whatever their bytes.

The 64-bit `phash` is no identifier: it collides too often to name a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise.placeholders import is_dummy_hash
from linkage.normalise.spans import MAX_TEXT, Extractor, Passage

NAME, VERSION = "picture", 1
LABEL = f"{NAME}/{VERSION}"
MIN_QUALITY = 50
"""Below it the picture is too featureless to hash (ThreatExchange's PDQ guidance)."""
UNRATED_CONFIDENCE = 0.9

_PDQ = re.compile(r"(?:pdq:)?([0-9a-f]{64})")


def canonical_picture(value: str) -> Identifier | None:
    """`pdq:hex` from 64 hex digits, with or without the prefix."""
    match = _PDQ.fullmatch(value.strip().lower())
    if match is None or is_dummy_hash(match.group(1)):
        return None
    return Identifier(Kind.PICTURE, "pdq:" + match.group(1))


def _find(record: Record) -> Iterator[Evidence]:
    for index, hashes in enumerate(record.images):
        quality = hashes.pdq_quality
        if not hashes.pdq or (quality is not None and quality < MIN_QUALITY):
            continue
        found = canonical_picture(hashes.pdq)
        if found is not None:
            field = Passage(f"images[{index}].pdq", hashes.pdq[:MAX_TEXT], structured=True)
            yield field.whole(found, LABEL, UNRATED_CONFIDENCE if quality is None else 1.0)


EXTRACTOR = Extractor(NAME, VERSION, _find)
