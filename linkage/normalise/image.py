"""Exact hashes of pictures: the same bytes, published again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise.placeholders import is_dummy_hash
from linkage.normalise.spans import MAX_TEXT, Extractor, Passage

NAME, VERSION = "image", 1
LABEL = f"{NAME}/{VERSION}"

LENGTHS = {"sha256": 64, "sha1": 40, "md5": 32}
"""Hex digits of each algorithm, strongest first."""

_HEX = re.compile(r"[0-9a-f]{32,64}")


def exact_hash(algorithm: str, digest: str) -> Identifier | None:
    """`algorithm:hex` when the digest has the algorithm's length and is the hash of something."""
    bare = digest.strip().lower().removeprefix(algorithm + ":")
    if len(bare) != LENGTHS[algorithm] or not _HEX.fullmatch(bare) or is_dummy_hash(bare):
        return None
    return Identifier(Kind.IMAGE, f"{algorithm}:{bare}")


def canonical_image(value: str) -> Identifier | None:
    """An exact hash from `algorithm:hex`, or from bare hex whose length names the algorithm."""
    text = value.strip().lower()
    algorithm, colon, digest = text.partition(":")
    if colon:
        return exact_hash(algorithm, digest) if algorithm in LENGTHS else None
    for name, length in LENGTHS.items():
        if len(text) == length:
            return exact_hash(name, text)
    return None


def _find(record: Record) -> Iterator[Evidence]:
    for index, hashes in enumerate(record.images):
        for name, digest in (("sha256", hashes.sha256), ("sha1", hashes.sha1), ("md5", hashes.md5)):
            if digest:
                found = exact_hash(name, digest)
                if found is not None:
                    field = Passage(f"images[{index}].{name}", digest[:MAX_TEXT], structured=True)
                    yield field.whole(found, LABEL, 1.0)


EXTRACTOR = Extractor(NAME, VERSION, _find)
