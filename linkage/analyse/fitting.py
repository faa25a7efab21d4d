"""Fitting the weights of the model of belief to links of which it is known whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkage.errors import LinkageError
from linkage.link.features import FEATURES

Floats = NDArray[np.float64]

STEPS = 100
HALVINGS = 30
CLOSE = 1e-9
"""A step that changes no weight by more ends the fit."""
DIGITS = 4
"""Decimals of a fitted weight: more than 50,000 links can tell apart, and few enough to read."""
LEAST_CHANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Labelled:
    """Links of which it is known whose they are, equal ones together.

    `numbers` (links, features) in the order of `FEATURES`; `true`: the mean label in [0, 1]; `times`: how
    many links each row stands for.
    """

    numbers: Floats
    true: Floats
    times: Floats

    def __len__(self) -> int:
        """How many links there are."""
        return int(self.times.sum())


def labelled(tally: Mapping[tuple[float, ...], tuple[int, float]]) -> Labelled:
    """Links from (how many, sum of their labels) by their numbers; in no order but that of the numbers."""
    rows = sorted(tally.items())
    times = np.array([count for _, (count, _) in rows], dtype=np.float64)
    sums = np.array([total for _, (_, total) in rows], dtype=np.float64)
    numbers = np.array([row for row, _ in rows], dtype=np.float64)
    if not rows:
        numbers = numbers.reshape(0, len(FEATURES))
    return Labelled(numbers, sums / np.maximum(times, 1), times)


def chances(links: Labelled, weights: Mapping[str, float], names: Sequence[str] = FEATURES) -> Floats:
    """The model's probability of each row, whose numbers have these names."""
    return _sigmoid(links.numbers @ _vector(weights, names))


def log_loss(links: Labelled, weights: Mapping[str, float]) -> float:
    """Mean negative log-likelihood of a link in nats; 0 for someone who knows everything."""
    chance = np.clip(chances(links, weights), LEAST_CHANCE, 1 - LEAST_CHANCE)
    each = links.true * np.log(chance) + (1 - links.true) * np.log1p(-chance)
    return float(-(links.times @ each) / max(links.times.sum(), 1.0))


def fit(
    links: Labelled, weights: Mapping[str, float], ridge: float, names: Sequence[str] = FEATURES
) -> Mapping[str, float]:
    """Weights of the numbers with these names that make the labels most probable, drawn towards those given.

    Newton's method on the penalised likelihood (iteratively reweighted least squares; Hastie, Tibshirani
    and Friedman, The Elements of Statistical Learning, 4.4.1), with steps halved until they better it.
    `ridge` > 0 is the weight of half the squared distance from `weights`, in links. Raises LinkageError
    where no finite weights come of it.
    """
    with np.errstate(all="ignore"):  # whatever comes of it is looked at in the end
        found, loss = _climbed(links, _vector(weights, names), ridge)
    if not (np.isfinite(found).all() and np.isfinite(loss)):
        raise LinkageError("the fit came to no finite weights; nothing was written")
    return {name: round(float(value), DIGITS) + 0.0 for name, value in zip(names, found, strict=True)}


def _climbed(links: Labelled, start: Floats, ridge: float) -> tuple[Floats, float]:
    """The weights, and their penalised loss."""
    found, loss = start, _penalised(links, start, start, ridge)
    for _ in range(STEPS):
        step = _newton(links, found, start, ridge)
        for _ in range(HALVINGS):
            better = _penalised(links, found + step, start, ridge)
            if better <= loss:
                break
            step /= 2
        else:
            break
        found, loss = found + step, better
        if np.abs(step).max() < CLOSE:
            break
    return found, loss


def _vector(weights: Mapping[str, float], names: Sequence[str] = FEATURES) -> Floats:
    return np.array([weights[name] for name in names], dtype=np.float64)


def _sigmoid(values: Floats) -> Floats:
    return np.exp(-np.logaddexp(0.0, -values))


def _penalised(links: Labelled, at: Floats, start: Floats, ridge: float) -> float:
    """What is to be made small."""
    values = links.numbers @ at
    each = np.logaddexp(0.0, values) - links.true * values
    return float(links.times @ each + ridge / 2 * np.sum((at - start) ** 2))


def _newton(links: Labelled, at: Floats, start: Floats, ridge: float) -> Floats:
    chance = _sigmoid(links.numbers @ at)
    slope = links.numbers.T @ (links.times * (links.true - chance)) - ridge * (at - start)
    weighted = links.numbers * (links.times * chance * (1 - chance))[:, None]
    curvature = links.numbers.T @ weighted + ridge * np.eye(len(at))
    return np.asarray(np.linalg.solve(curvature, slope), dtype=np.float64)


def merged(parts: Sequence[Labelled]) -> Labelled:
    """All links of several parts."""
    return Labelled(
        np.concatenate([one.numbers for one in parts]),
        np.concatenate([one.true for one in parts]),
        np.concatenate([one.times for one in parts]),
    )
