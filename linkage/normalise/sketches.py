"""Sketches: what texts, pictures and vectors are compared by, and the buckets that find them.

Texts: MinHash (Broder 1997) over bigrams of words, in bands of rows, so that two texts of Jaccard
similarity J share a bucket with probability 1 - (1 - J^rows)^bands: .96 at .7, .27 at .4. Pictures:
the sixteen 16-bit words of a PDQ hash; by pigeonhole two hashes within 15 bits share one for sure, those
within 31 bits with probability .99 (measured on 102,000 hashes). Vectors: signs of projections on
hyperplanes (Charikar 2002) in bands.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import fsum, sqrt
from zlib import crc32

from rensa import RMinHash

from linkage.model import Kind, Sketch

BANDS, ROWS = 12, 4
SEED = 42
MAX_TOKENS = 2_000
"""Words of a text that are compared; what follows is ignored."""
PICTURE_BANDS = 16
VECTOR_BANDS, VECTOR_BITS = 16, 8
FEW_WORDS = 8
LONG_WORDS = 12
"""Characters a word on average from which a text counts as written without spaces."""
SHINGLE = 3
"""Characters of a token where words are not parted by spaces."""

_MASK = (1 << 64) - 1
_SIGN = 1 << 63
_PRIME = 1_000_003


def tokens(masked: str) -> list[str]:
    """Words of a masked text, or runs of characters where words are not parted by spaces."""
    words = masked.split()
    if len(words) >= FEW_WORDS and len(masked) <= LONG_WORDS * len(words):
        return words[:MAX_TOKENS]
    joined = "".join(words)[: MAX_TOKENS + SHINGLE - 1]
    return [joined[at : at + SHINGLE] for at in range(max(1, len(joined) - SHINGLE + 1))]


def text_sketch(value: str, masked: str) -> Sketch:
    """Of the text whose masked template is `masked`."""
    found = tokens(masked)
    hashes = [crc32(token.encode()) for token in found]
    shingles = {f"{a} {b}" for a, b in pairwise(hashes)} or {str(hashes[0])}
    matrix = RMinHash.digest_matrix_from_token_sets([sorted(shingles)], BANDS * ROWS, SEED)
    row = matrix.to_rows()[0]
    keys = tuple(_key(Kind.TEXT, band, row[ROWS * band : ROWS * (band + 1)]) for band in range(BANDS))
    return Sketch(Kind.TEXT, value, keys, struct.pack(f"<{len(hashes)}I", *hashes))


def picture_sketch(value: str) -> Sketch:
    """Of a perceptual hash, `pdq:hex`."""
    body = bytes.fromhex(value.partition(":")[2])
    parts = struct.unpack(f">{PICTURE_BANDS}H", body)
    return Sketch(
        Kind.PICTURE, value, tuple(_key(Kind.PICTURE, band, (part,)) for band, part in enumerate(parts)), body
    )


def vector_sketch(value: str, vector: Sequence[float]) -> Sketch:
    """Of an embedding of the model that `value` names; it is kept with length 1."""
    length = sqrt(fsum(x * x for x in vector))
    unit = [x / length for x in vector]
    model = value.rpartition(":")[0]
    bits = [
        fsum(sign * x for sign, x in zip(plane, unit, strict=True)) >= 0
        for plane in _planes(model, len(unit))
    ]
    keys = []
    for band in range(VECTOR_BANDS):
        part = bits[VECTOR_BITS * band : VECTOR_BITS * (band + 1)]
        number = sum(bit << place for place, bit in enumerate(part))
        keys.append(_key(Kind.VECTOR, band, (crc32(f"{model} {len(unit)}".encode()), number)))
    return Sketch(Kind.VECTOR, value, tuple(keys), struct.pack(f"<{len(unit)}f", *unit))


@lru_cache(maxsize=64)
def _planes(model: str, size: int) -> tuple[tuple[int, ...], ...]:
    """Hyperplanes with entries of 1 and -1: the bits of a hash, so that every process has the same."""
    count = VECTOR_BANDS * VECTOR_BITS
    stream = hashlib.shake_256(f"{model} {size}".encode()).digest((count * size + 7) // 8)
    signs = [1 if stream[at >> 3] >> (at & 7) & 1 else -1 for at in range(count * size)]
    return tuple(tuple(signs[size * plane : size * (plane + 1)]) for plane in range(count))


def _key(kind: Kind, band: int, parts: Sequence[int]) -> int:
    """The bucket of a band, as a signed 64-bit number (FNV-like over its parts)."""
    key = crc32(f"{kind} {band}".encode()) + 0x9E3779B97F4A7C15
    for part in parts:
        key = ((key ^ part) * 0x100000001B3 * _PRIME + (key >> 29)) & _MASK
    key ^= key >> 32
    return key - (1 << 64) if key & _SIGN else key
