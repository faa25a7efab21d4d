"""Pictures by arithmetic: the same on every machine and with every version of every library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


def shapes(width: int, height: int, seed: int) -> Pixels:
    """Discs of every brightness on a slope, with grain; height x width x 3."""
    y, x = np.mgrid[0:height, 0:width]
    made = np.stack([x * 90 // width + y * 60 // height] * 3, axis=-1)
    state = seed * 7919 + 17
    for _ in range(12):
        numbers = []
        for _ in range(6):
            state = (state * 1103515245 + 12345) % 2**31
            numbers.append(state >> 8)
        at_x, at_y, radius, *colour = numbers
        radius = 3 + radius % (min(width, height) // 3)
        inside = (x - at_x % width) ** 2 + (y - at_y % height) ** 2 < radius**2
        made[inside] = [part % 256 for part in colour]
    grain = (x * 31 + y * 17 + x * y * 7) % 23
    pixels: Pixels = (made + grain[..., None]).clip(0, 255).astype(np.uint8)
    return pixels


def picture(width: int = 320, height: int = 240, seed: int = 1) -> Image.Image:
    """As a picture."""
    return Image.fromarray(shapes(width, height, seed))


def distance(one: str, other: str) -> int:
    """Bits that differ between two hashes in hex."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
