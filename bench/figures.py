"""Medians, quantiles and spreads."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import median


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)), 1) - 1]


def middle(values: Sequence[float]) -> float:
    """Median."""
    return float(median(values))


def spread(values: Sequence[float], form: str) -> str:
    """Least and largest, as text."""
    return f"{min(values):{form}} - {max(values):{form}}"
