"""Tenure: periods of use and their holders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linkage.link.rules import DAY, DEFAULT_RULES
from linkage.link.tenure import Interval, group, in_common, reachable, segments
from linkage.model import Kind

SILENCE = 274 * DAY


def test_a_gap_longer_than_the_silence_parts() -> None:
    spans = [
        Interval(0, 10, 0),
        Interval(10 + SILENCE, 20 + SILENCE, 1),
        Interval(21 + 2 * SILENCE, 9**12, 2),
    ]
    assert segments(spans, SILENCE) == [[0, 1], [2]]


def test_a_long_running_ad_bridges_the_gap() -> None:
    spans = [Interval(0, 10, 0), Interval(5, 3 * SILENCE, 1), Interval(3 * SILENCE + 5, 3 * SILENCE + 9, 2)]
    assert segments(spans, SILENCE) == [[0, 1, 2]]


def test_one_default_linking_identifier_is_enough_in_common() -> None:
    assert in_common({1: Kind.EMAIL}, {1: Kind.EMAIL, 2: Kind.TEXT}, DEFAULT_RULES)


def test_one_weak_family_is_not_enough_in_common() -> None:
    assert not in_common({1: Kind.URL, 2: Kind.USERNAME}, {1: Kind.URL, 2: Kind.USERNAME}, DEFAULT_RULES)


def test_two_weak_families_are_enough_in_common() -> None:
    assert in_common({1: Kind.URL, 2: Kind.TEXT}, {1: Kind.URL, 2: Kind.TEXT}, DEFAULT_RULES)


def test_periods_join_across_a_stranger() -> None:
    assert group([{1: Kind.EMAIL}, {2: Kind.EMAIL}, {1: Kind.EMAIL}], DEFAULT_RULES) == [0, 1, 0]


def test_nothing_makes_no_tenure() -> None:
    assert group([], DEFAULT_RULES) == []


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9)), max_size=4),
)
def test_a_hull_stands_for_the_period_it_covers(
    old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    """Judging new intervals against the hull of one old period equals judging all of them."""
    before = [Interval(first, first + length, i) for i, (first, length) in enumerate(old)]
    if len(segments(before, 5)) != 1:
        return
    hull = (min(span.first for span in before), max(span.last for span in before))
    added = [(first, first + length) for first, length in new]
    everything = before + [Interval(first, last, -1) for first, last in added]
    assert reachable(hull, added, 5) is (len(segments(everything, 5)) == 1)
