"""Whether the ads behind an identifier hang together through evidence of another kind.

A switchboard's ads share its number and nothing else; an operator's ads also share pictures or
text. The share of corroborated pairs alone lets one busy operator vouch for a switchboard, so
the sample must also hang together: `cohesion` is the part of it in one connected group.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple


class Corroboration(NamedTuple):
    """`share` of the sampled pairs that are corroborated; `cohesion` of the largest group."""

    sampled: int
    share: float
    cohesion: float


def corroborate(sample: Sequence[Collection[int]]) -> Corroboration:
    """Measure a sample of at least two ads.

    `sample[i]` holds the identifiers of ad i that may corroborate: live, not warned, and of
    another family than the identifier under judgement.
    """
    masks: dict[int, int] = {}
    for position, idents in enumerate(sample):
        bit = 1 << position
        for ident in idents:
            masks[ident] = masks.get(ident, 0) | bit
    shared = [mask for mask in masks.values() if mask & (mask - 1)]
    neighbours = [0] * len(sample)
    for mask in set(shared):
        rest = mask
        while rest:
            position = rest.bit_length() - 1
            neighbours[position] |= mask
            rest ^= 1 << position
    total = len(sample) * (len(sample) - 1) // 2
    ends = sum((mask & ~(1 << position)).bit_count() for position, mask in enumerate(neighbours))
    return Corroboration(len(sample), ends // 2 / total, _largest(shared) / len(sample))


def _largest(masks: Sequence[int]) -> int:
    """Size of the largest group when overlapping sets of positions are joined."""
    groups: list[int] = []
    for mask in masks:
        joined = mask
        for group in groups:
            if group & mask:
                joined |= group
        groups = [*(group for group in groups if not group & mask), joined]
    return max((group.bit_count() for group in groups), default=1)
