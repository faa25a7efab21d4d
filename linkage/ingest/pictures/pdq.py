"""PDQ, the perceptual hash that hash lists of pictures are exchanged in, as matrix products.

The steps are those of the reference (Meta's ThreatExchange, "pdq/cpp"): brightness, blurred twice by
a box as wide as a 128th of the picture, sampled at 64 x 64 points, turned into the 16 x 16 lowest
frequencies, one bit for each that is above their median. Blurring, sampling and turning are linear,
so one matrix a side does them all: no compiled extension is needed, and a picture takes a few
milliseconds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GRID = 64
"""Samples along either side."""
FREQUENCIES = 16
"""Lowest frequencies kept along either side, the constant left out."""
LEAST_SIDE = 5
"""Pixels below which the reference gives a hash of zeros and quality 0."""
PASSES = 2
MEDIAN = FREQUENCIES**2 // 2 - 1
"""Rank of the reference's median: the lower one of the two in the middle."""
GRADIENTS_OF_FULL_QUALITY = 90
SIDES = 64
"""Lengths whose matrices are remembered: pictures of one site come in few sizes."""

Matrix = NDArray[np.float32]


class Pdq(NamedTuple):
    """A hash in 64 hex digits and its quality, 0 to 100: how much there is to see."""

    digest: str
    quality: int


def pdq(luma: Matrix) -> Pdq:
    """The hash of a picture's brightness: rows x columns, 0 to 255."""
    rows, columns = luma.shape
    if min(rows, columns) < LEAST_SIDE:
        return Pdq("0" * (FREQUENCIES**2 // 4), 0)
    grid: Matrix = luma
    if (rows, columns) != (GRID, GRID):
        grid = np.asarray(_sampling(rows) @ luma @ _sampling(columns).T, dtype=np.float32)
    waves = (_cosines() @ grid @ _cosines().T).ravel()
    bits = waves > np.partition(waves, MEDIAN)[MEDIAN]
    return Pdq(np.packbits(bits[::-1]).tobytes().hex(), _quality(grid))


def _quality(grid: Matrix) -> int:
    """Steps between neighbouring samples, each in whole percent of the range: small ones count nothing."""
    steps = (np.diff(grid, axis=axis) * 100 / 255 for axis in (0, 1))
    return min(
        100, int(sum(np.abs(step).astype(np.int32).sum() for step in steps)) // GRADIENTS_OF_FULL_QUALITY
    )


@lru_cache(SIDES)
def _sampling(length: int) -> Matrix:
    """GRID x length: the blur of a line of that many pixels, at the points where it is sampled."""
    weights = np.zeros((GRID, length))
    weights[np.arange(GRID), ((np.arange(GRID) + 0.5) * length / GRID).astype(np.intp)] = 1
    for _ in range(PASSES):
        weights = _spread(weights)
    return weights.astype(np.float32)


def _spread(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each pixel's weight, evenly over the window around it that the ends of the line cut off."""
    length = weights.shape[1]
    window = -(-length // (2 * GRID))
    ahead = (window + 2) // 2
    at = np.arange(length)
    first, end = np.maximum(at + ahead - window, 0), np.minimum(at + ahead, length)
    share = weights / (end - first)
    steps = np.zeros((length + 1, len(weights)))
    np.add.at(steps, first, share.T)
    np.subtract.at(steps, end, share.T)
    return steps.cumsum(axis=0)[:length].T


@lru_cache(1)
def _cosines() -> Matrix:
    """FREQUENCIES x GRID: the discrete cosine transform without its constant."""
    frequency = np.arange(1, FREQUENCIES + 1)[:, None]
    angles = np.pi / (2 * GRID) * frequency * (2 * np.arange(GRID) + 1)
    cosines: Matrix = (np.sqrt(2 / GRID) * np.cos(angles)).astype(np.float32)
    return cosines
