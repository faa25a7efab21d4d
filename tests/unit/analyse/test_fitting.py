"""Fits to links that were drawn by known weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from linkage.analyse.fitting import Labelled, fit, labelled, log_loss, merged
from linkage.errors import LinkageError
from linkage.link.features import FEATURES

ZERO = dict.fromkeys(FEATURES, 0.0)
TRUE = ZERO | {"base": 1.0, "near": -2.0, "place": 1.5}


def drawn(number: int, weights: Mapping[str, float], seed: int = 1) -> Labelled:
    """Links with chance features, each right with the probability that the weights say."""
    chance = np.random.default_rng(seed)
    numbers = chance.integers(0, 2, (number, len(FEATURES))).astype(np.float64)
    numbers[:, 0] = 1.0
    said = 1 / (1 + np.exp(-numbers @ np.array([weights[name] for name in FEATURES])))
    return Labelled(numbers, (chance.random(number) < said).astype(np.float64), np.ones(number))


def test_weights_that_drew_the_labels_are_found() -> None:
    found = fit(drawn(40_000, TRUE), ZERO, ridge=1.0)
    assert found == pytest.approx(TRUE, abs=0.2)
    assert found["near"] < -1.8


def test_the_fit_says_its_labels_better_and_others_too() -> None:
    links, others = drawn(5_000, TRUE), drawn(5_000, TRUE, seed=2)
    found = fit(links, ZERO, ridge=1.0)
    assert log_loss(links, found) < log_loss(links, TRUE) < log_loss(links, ZERO)
    assert log_loss(others, found) < log_loss(others, ZERO)


def test_a_strong_ridge_keeps_the_weights() -> None:
    assert fit(drawn(500, ZERO), TRUE, ridge=1e9) == pytest.approx(TRUE, abs=1e-3)


def test_labels_that_one_feature_tells_apart_give_finite_weights() -> None:
    links = drawn(400, TRUE)
    apart = Labelled(links.numbers, links.numbers[:, FEATURES.index("alone")], links.times)
    found = fit(apart, ZERO, ridge=0.001)
    assert found["alone"] > 5
    assert all(abs(value) < 100 for value in found.values())


def test_equal_links_together_or_apart_are_the_same() -> None:
    links = drawn(3_000, TRUE)
    tally: dict[tuple[float, ...], tuple[int, float]] = {}
    for row, true in zip(links.numbers[:, :3].tolist(), links.true.tolist(), strict=True):
        key = (*row, *[0.0] * (len(FEATURES) - 3))
        count, total = tally.get(key, (0, 0.0))
        tally[key] = (count + 1, total + true)
    together = labelled(tally)
    numbers = np.pad(links.numbers[:, :3], ((0, 0), (0, len(FEATURES) - 3)))
    apart = Labelled(numbers, links.true, links.times)
    assert len(together) == len(apart) == 3_000
    assert len(together.numbers) == 4
    assert fit(together, ZERO, 1.0) == pytest.approx(fit(apart, ZERO, 1.0), abs=1e-4)
    assert log_loss(together, TRUE) == pytest.approx(log_loss(apart, TRUE))
    halves = merged([labelled(dict(list(tally.items())[:2])), labelled(dict(list(tally.items())[2:]))])
    assert fit(halves, ZERO, 1.0) == fit(together, ZERO, 1.0)


def test_no_weights_come_of_numbers_without_bounds() -> None:
    links = drawn(100, TRUE)
    links.numbers[0, 1] = np.nan
    with pytest.raises(LinkageError, match="no finite weights"):
        fit(links, ZERO, ridge=1.0)
