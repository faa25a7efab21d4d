"""Weak evidence: what it takes to make a pair."""

from __future__ import annotations

import pytest

from linkage.link.rules import DEFAULT_RULES
from linkage.link.weak import Shared, combine, pair_outcome, pair_probability
from linkage.model import Family, Kind, Outcome


def outcome(*shared: Shared) -> Outcome:
    probability, families = pair_probability(shared, DEFAULT_RULES)
    return pair_outcome(probability, len(families), DEFAULT_RULES)


def test_one_family_never_makes_a_pair() -> None:
    assert (
        outcome(Shared(Kind.URL, 1, 1), Shared(Kind.NATIONAL, 1, 1), Shared(Kind.USERNAME, 1, 1))
        is Outcome.NONE
    )


def test_two_strong_families_link() -> None:
    assert outcome(Shared(Kind.TEXT, 1, 1), Shared(Kind.PICTURE, 1, 1)) is Outcome.LINKED


def test_two_doubtful_families_are_possible() -> None:
    assert outcome(Shared(Kind.TEXT, 0.6, 0.7), Shared(Kind.USERNAME, 0.5, 0.5)) is Outcome.POSSIBLE


def test_only_the_strongest_of_a_family_counts() -> None:
    one = pair_probability([Shared(Kind.TEXT, 1, 1), Shared(Kind.URL, 1, 1)], DEFAULT_RULES)
    more = pair_probability(
        [Shared(Kind.TEXT, 1, 1), Shared(Kind.URL, 1, 1), Shared(Kind.USERNAME, 1, 1)], DEFAULT_RULES
    )
    assert one == more


def test_noisy_or() -> None:
    assert combine({Family.TEXT: 0.5, Family.PICTURE: 0.8}) == pytest.approx(0.9)
