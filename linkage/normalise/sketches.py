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
from hashlib import blake2b
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

WORD = 4
"""Bytes of a word in a text's sketch."""


def tokens(masked: str) -> list[str]:
    """Words of a masked text, or runs of characters where words are not parted by spaces."""
    words = masked.split()
    if len(words) >= FEW_WORDS and len(masked) <= LONG_WORDS * len(words):
        return words[:MAX_TOKENS]
    joined = "".join(words)[: MAX_TOKENS + SHINGLE - 1]
    return [joined[at : at + SHINGLE] for at in range(max(1, len(joined) - SHINGLE + 1))]


def text_sketch(value: str, masked: str) -> Sketch:
    """Of the text whose masked template is `masked`."""
    hashes = [crc32(token.encode()) for token in tokens(masked)]
    body = struct.pack(f"<{len(hashes)}I", *hashes)
    minhash = RMinHash(BANDS * ROWS, SEED)
    minhash.update(list(bigrams(body)))
    row = struct.pack(f"<{BANDS * ROWS}I", *minhash.digest())
    size = len(row) // BANDS
    keys = tuple(_key(Kind.TEXT, band, row[size * band : size * (band + 1)]) for band in range(BANDS))
    return Sketch(Kind.TEXT, value, keys, body)


def bigrams(body: bytes) -> set[bytes]:
    """Pairs of neighbouring words of a text's sketch; the word alone where there is but one."""
    return {body[at : at + 2 * WORD] for at in range(0, len(body) - WORD, WORD)} or {body}


def picture_sketch(value: str) -> Sketch:
    """Of a perceptual hash, `pdq:hex`."""
    body = bytes.fromhex(value.partition(":")[2])
    size = len(body) // PICTURE_BANDS
    keys = tuple(
        _key(Kind.PICTURE, band, body[size * band : size * (band + 1)]) for band in range(PICTURE_BANDS)
    )
    return Sketch(Kind.PICTURE, value, keys, body)


def vector_sketch(value: str, vector: Sequence[float]) -> Sketch:
    """Of an embedding of the model that `value` names; it is kept with length 1."""
    length = sqrt(fsum(x * x for x in vector))
    unit = [x / length for x in vector]
    model = value.rpartition(":")[0]
    bits = [
        fsum(sign * x for sign, x in zip(plane, unit, strict=True)) >= 0
        for plane in _planes(model, len(unit))
    ]
    signs = bytes(bits)
    space = f"{model} {len(unit)} ".encode()
    keys = tuple(
        _key(Kind.VECTOR, band, space + signs[VECTOR_BITS * band : VECTOR_BITS * (band + 1)])
        for band in range(VECTOR_BANDS)
    )
    return Sketch(Kind.VECTOR, value, keys, struct.pack(f"<{len(unit)}f", *unit))


@lru_cache(maxsize=64)
def _planes(model: str, size: int) -> tuple[tuple[int, ...], ...]:
    """Hyperplanes with entries of 1 and -1: the bits of a hash, so that every process has the same."""
    count = VECTOR_BANDS * VECTOR_BITS
    stream = hashlib.shake_256(f"{model} {size}".encode()).digest((count * size + 7) // 8)
    signs = [1 if stream[at >> 3] >> (at & 7) & 1 else -1 for at in range(count * size)]
    return tuple(tuple(signs[size * plane : size * (plane + 1)]) for plane in range(count))


def _key(kind: Kind, band: int, part: bytes) -> int:
    """The bucket of a band, as a signed 64-bit number."""
    digest = blake2b(part, digest_size=8, person=f"{kind} {band}".encode()).digest()
    return int.from_bytes(digest, signed=True)
