"""Whether what is said of links with a confidence comes true that often."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
"""Of the bins, each from its lower edge on and below its upper one; the last holds 1 too."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Links said with a confidence in [low, high): how many, the mean said, the share that is true."""

    low: float
    high: float
    links: int
    said: float
    true: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that hold links, and two sums over all: both 0 for someone who knows everything.

    `brier`: mean squared distance of the said from 0 or 1 (Brier 1950). `calibration_error`: mean
    distance of what was said from what came true in its bin (the expected calibration error of
    Naeini, Cooper and Hauskrecht 2015, with these bins).
    """

    links: int
    said: float
    true: float
    brier: float
    calibration_error: float
    bins: tuple[Bin, ...]


def reliability(links: Iterable[tuple[float, float]]) -> Reliability:
    """Measure links, each the confidence said in [0, 1] and how true it is: 0 or 1, or a share between.

    Raises ValueError for a confidence outside.
    """
    binned: list[list[tuple[float, float]]] = [[] for _ in EDGES[1:]]
    for said, true in links:
        if not 0 <= said <= 1:
            raise ValueError(f"a confidence lies between 0 and 1, not {said}")
        binned[min(bisect_right(EDGES, said), len(binned)) - 1].append((said, true))
    bins = tuple(
        Bin(low, high, len(held), *_means(held))
        for (low, high), held in zip(pairwise(EDGES), binned, strict=True)
        if held
    )
    every = [link for held in binned for link in held]
    mean, share = _means(every)
    return Reliability(
        links=len(every),
        said=mean,
        true=share,
        brier=fsum((said - true) ** 2 for said, true in every) / max(len(every), 1),
        calibration_error=fsum(one.links * abs(one.said - one.true) for one in bins) / max(len(every), 1),
        bins=bins,
    )


def _means(links: list[tuple[float, float]]) -> tuple[float, float]:
    """Mean said, and share true; 0 of none."""
    number = max(len(links), 1)
    return fsum(said for said, _ in links) / number, fsum(true for _, true in links) / number
