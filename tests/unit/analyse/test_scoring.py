from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.analyse.scoring import Score, bcubed, contingency, exact, pairwise, score

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


def clusters(classes: Classes) -> set[frozenset[int]]:
    return {frozenset(one for one in classes if classes[one] == classes[item]) for item in classes}


def slow_exact(truth: Classes, found: Classes) -> tuple[float, float]:
    true, claimed = clusters(truth), clusters(completed(truth, found))
    both = len(true & claimed)
    return ratio(both, len(claimed)), ratio(both, len(true))


@pytest.mark.parametrize(
    ("fast", "slow"), [(pairwise, slow_pairwise), (bcubed, slow_bcubed), (exact, slow_exact)]
)
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


@given(truth=labels, found=labels)
def test_what_is_merged_equals_the_definition(truth: dict[int, int], found: dict[int, int]) -> None:
    scores = score(truth.items(), found.items())
    networks = clusters(completed(truth, found))
    operators = clusters(truth)
    behind = [[truth[ad] for ad in network] for network in networks]
    assert scores.over_merged == sum(len(set(each)) > 1 for each in behind)
    assert scores.foreign == sum(len(each) - max(map(each.count, each)) for each in behind)
    assert scores.under_merged == sum(
        not any(operator <= network for network in networks) for operator in operators
    )
    assert scores.largest == max(map(len, networks), default=0)
    assert scores.largest_operator == max(map(len, operators), default=0)


def test_a_known_case() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y", "stranger": "y"}
    scores = score(truth.items(), found.items())
    assert (scores.items, scores.operators, scores.networks, scores.largest) == (5, 2, 2, 3)
    assert scores.pairwise == Score(2 / 4, 2 / 4)
    assert scores.bcubed.precision == pytest.approx((2 + 1 / 3 + 4 / 3) / 5)
    assert scores.bcubed.recall == pytest.approx((4 / 3 + 1 / 3 + 2) / 5)
    assert scores.exact == Score(0.0, 0.0)
    assert (scores.over_merged, scores.foreign, scores.under_merged) == (1, 1, 1)
    assert (scores.largest_operator, scores.ratio) == (3, 1.0)
    assert scores.describe()[0] == "pairwise  P 0.5000  R 0.5000  F1 0.5000"


def test_unknown_items_stand_alone_even_when_a_class_has_their_name() -> None:
    scores = score([("a", 1), ("b", 1)], [("a", "b")])
    assert scores.networks == 2
    assert scores.pairwise == Score(1.0, 0.0)


def test_f1_of_nothing_right_is_zero() -> None:
    assert Score(0.0, 0.0).f1 == 0.0
    assert Score(0.5, 1.0).f1 == pytest.approx(2 / 3)


def test_only_a_whole_operator_and_nothing_else_is_exact() -> None:
    truth = [("a", 1), ("b", 1), ("c", 2), ("d", 3), ("e", 3)]
    scores = score(truth, [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("e", "z")])
    assert scores.exact == Score(1 / 3, 1 / 3)
    assert (scores.over_merged, scores.foreign, scores.under_merged) == (1, 1, 1)
    assert scores.describe()[2] == "exact     P 0.3333  R 0.3333  F1 0.3333"


def test_nothing_at_all_is_no_larger_than_nothing() -> None:
    assert score([], []).ratio == 1.0
    assert score([("a", 1), ("b", 2)], [("a", "x"), ("b", "x")]).ratio == 2.0
