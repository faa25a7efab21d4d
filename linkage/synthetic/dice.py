"""Seeded chance that comes out the same on every machine and Python version."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws built on `random()` and `getrandbits()` alone.

    Python promises the sequence of `random()` for a seed across versions, and no more than that
    for `choice` or `sample`.
    """

    __slots__ = ("bits", "roll")

    def __init__(self, seed: int) -> None:
        source = Random(seed)
        self.roll = source.random
        self.bits = source.getrandbits

    def below(self, end: int) -> int:
        """A whole number in [0, end)."""
        return int(self.roll() * end)

    def between(self, low: int, high: int) -> int:
        """A whole number in [low, high]."""
        return low + int(self.roll() * (high - low + 1))

    def chance(self, rate: float) -> bool:
        """True with this probability."""
        return self.roll() < rate

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self.roll() * len(options))]

    def favour(self, options: Sequence[T]) -> T:
        """One of the options, the early ones more likely: rank floor(n * u^2)."""
        u = self.roll()
        return options[int(u * u * len(options))]

    def two(self, options: Sequence[T]) -> tuple[T, T]:
        """Two different ones of at least two options."""
        first = self.below(len(options))
        second = (first + 1 + self.below(len(options) - 1)) % len(options)
        return options[first], options[second]

    def hex(self, digits: int) -> str:
        """Random lower-case hex of so many digits."""
        return f"{self.bits(4 * digits):0{digits}x}"
