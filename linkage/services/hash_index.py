"""One hash list in memory, to be asked for the hashes of pictures."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from linkage.ports import DIGEST_BYTES, Packed

NEAR = 31
"""Bits within which two PDQ hashes are of one picture (Meta's guidance for PDQ)."""
SMALL = 20_000
"""Hashes up to which comparing with all of them is as fast as looking for those to compare with."""
WORTH_ORDERING = 16
"""Questions after which a large list is put in order: that takes as long as so many comparisons with all."""
REMEMBERED = 100_000
_BANDS, _VALUES = 16, 1 << 16
_NEXT = np.array([0, *(1 << bit for bit in range(16))], dtype=np.uint16)
"""What a band may differ by, in at most one bit."""
_Positions = NDArray[np.uint32]


class HashIndex:
    """Finds hashes of a list: exact ones as they are, PDQ within NEAR bits.

    A million PDQ hashes take 100 MB.
    """

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._near = lru_cache(REMEMBERED)(_Near(packed.get("pdq", b"")).distance)

    def distance(self, algorithm: str, digest: bytes) -> int | None:
        """Bits to the nearest hash of the list; None where none is near enough."""
        if algorithm == "pdq":
            return self._near(digest)
        return 0 if self._holds(algorithm, digest) else None

    def _holds(self, algorithm: str, digest: bytes) -> bool:
        data, size = self._packed.get(algorithm, b""), DIGEST_BYTES[algorithm]

        def at(index: int) -> bytes:
            return data[index * size : (index + 1) * size]

        count = len(data) // size
        found = bisect_left(range(count), digest, key=at)
        return found < count and at(found) == digest


class _Near:
    """PDQ hashes, and after some questions an order of them by each of their 16 bands of 16 bits.

    Two hashes that differ in at most 31 bits differ in at most one bit of some band, so the hashes
    with such a band are all that need comparing.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._words = np.frombuffer(data, dtype=np.uint64).reshape(-1, 4)
        self._asked = 0
        self._bands: list[tuple[_Positions, _Positions]] = []
        """By band: positions of hashes in order of their value of it, and where each value begins."""

    def distance(self, digest: bytes) -> int | None:
        """Bits to the nearest one; None beyond NEAR."""
        self._asked += 1
        if self._asked == WORTH_ORDERING and len(self._words) > SMALL:
            bands = np.frombuffer(self._data, dtype=np.uint16).reshape(-1, _BANDS)
            self._bands = [_ordered(band) for band in bands.T]
        words = self._words[self._candidates(digest)] if self._bands else self._words
        if not len(words):
            return None
        asked = np.frombuffer(digest, dtype=np.uint64)
        nearest = int(np.bitwise_count(words ^ asked).sum(axis=1, dtype=np.uint16).min())
        return nearest if nearest <= NEAR else None

    def _candidates(self, digest: bytes) -> _Positions:
        """Positions of hashes that may be near."""
        found = []
        asked = np.frombuffer(digest, dtype=np.uint16)
        for band, (order, starts) in zip(asked, self._bands, strict=True):
            values = (band ^ _NEXT).astype(np.intp)
            ranges = zip(starts[values].tolist(), starts[values + 1].tolist(), strict=True)
            found += [order[first:end] for first, end in ranges if first < end]
        return np.concatenate(found) if found else np.empty(0, np.uint32)


def _ordered(band: NDArray[np.uint16]) -> tuple[_Positions, _Positions]:
    ends = np.cumsum(np.bincount(band, minlength=_VALUES)).astype(np.uint32)
    starts = np.concatenate([np.zeros(1, np.uint32), ends])
    return np.argsort(band, kind="stable").astype(np.uint32), starts
