from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.synthetic.scoring import Score, bcubed, contingency, pairwise, score

Classes = Mapping[int, object]
labels = st.dictionaries(st.integers(0, 14), st.integers(0, 5), max_size=15)


def completed(truth: Classes, found: Classes) -> Classes:
    return {item: found.get(item, ("alone", item)) for item in truth}


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def pairs(classes: Classes) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(sorted(classes), 2) if classes[a] == classes[b]}


def slow_pairwise(truth: Classes, found: Classes) -> tuple[float, float]:
    true, claimed = pairs(truth), pairs(completed(truth, found))
    both = len(true & claimed)
    return ratio(both, len(claimed)), ratio(both, len(true))


def slow_bcubed(truth: Classes, found: Classes) -> tuple[float, float]:
    if not truth:
        return 1.0, 1.0
    whole = completed(truth, found)
    precision = recall = 0.0
    for item in truth:
        true = {other for other in truth if truth[other] == truth[item]}
        mine = {other for other in truth if whole[other] == whole[item]}
        precision += len(true & mine) / len(mine)
        recall += len(true & mine) / len(true)
    return precision / len(truth), recall / len(truth)


@pytest.mark.parametrize(("fast", "slow"), [(pairwise, slow_pairwise), (bcubed, slow_bcubed)])
@given(truth=labels, found=labels)
def test_figures_equal_the_definition(
    fast: Callable[..., Score],
    slow: Callable[[Classes, Classes], tuple[float, float]],
    truth: dict[int, int],
    found: dict[int, int],
) -> None:
    got = fast(contingency(truth.items(), found.items()))
    precision, recall = slow(truth, found)
    assert got.precision == pytest.approx(precision)
    assert got.recall == pytest.approx(recall)


def test_a_known_case() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y", "stranger": "y"}
    scores = score(truth.items(), found.items())
    assert (scores.items, scores.operators, scores.networks, scores.largest) == (5, 2, 2, 3)
    assert scores.pairwise == Score(2 / 4, 2 / 4)
    assert scores.bcubed.precision == pytest.approx((2 + 1 / 3 + 4 / 3) / 5)
    assert scores.bcubed.recall == pytest.approx((4 / 3 + 1 / 3 + 2) / 5)
    assert scores.describe()[0] == "pairwise  P 0.5000  R 0.5000  F1 0.5000"


def test_unknown_items_stand_alone_even_when_a_class_has_their_name() -> None:
    scores = score([("a", 1), ("b", 1)], [("a", "b")])
    assert scores.networks == 2
    assert scores.pairwise == Score(1.0, 0.0)


def test_f1_of_nothing_right_is_zero() -> None:
    assert Score(0.0, 0.0).f1 == 0.0
    assert Score(0.5, 1.0).f1 == pytest.approx(2 / 3)
