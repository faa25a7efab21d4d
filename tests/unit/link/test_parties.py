"""How parties take turns, and where they come back to."""

from __future__ import annotations

import random
from math import log2

import pytest

from linkage.link.bearers import Bearer
from linkage.link.parties import turns
from linkage.link.rules import DAY


def party(first: int, last: int, *places: str) -> list[Bearer]:
    """An ad on the first and one on the last day."""
    return [
        Bearer(n, frozenset(), frozenset(), frozenset(places), day * DAY, day * DAY)
        for n, day in ((first, first), (last, last))
    ]


RELAY = [party(30 * n, 30 * n + 25, "DE||berlin") for n in range(8)]
AT_ONCE = [party(n, 100 + n, f"DE||town-{n}") for n in range(8)]


def test_parties_that_take_turns_meet_less_than_chance_would_have_it() -> None:
    found = turns(RELAY)
    # 28 pairs of 25 days each, and a day, over 210 + 25 + 1 days; none meet.
    assert found.relay == pytest.approx(log2(28 * 51 / 236 + 1))
    assert found.near == 1.0


def test_parties_that_are_there_at_once_take_no_turns() -> None:
    assert turns(AT_ONCE) == (0.0, 0.0)


def test_one_place_that_two_of_three_name_counts_for_their_pair() -> None:
    assert turns([party(0, 1, "a", "b"), party(0, 1, "b"), party(0, 1, "c")]).near == pytest.approx(1 / 3)


def test_what_is_not_known_counts_neither_way() -> None:
    undated = [Bearer(n, frozenset(), frozenset(), frozenset(), None, None) for n in range(3)]
    assert turns([[one] for one in undated]) == (0.0, 0.0)
    assert turns([*RELAY, undated]) == turns(RELAY)
    assert turns(RELAY[:1]) == turns([]) == (0.0, 0.0)


def test_no_order_changes_a_digit() -> None:
    dice = random.Random(3)
    parties = [party(start, start + dice.randint(0, 90), "ab"[start % 2]) for start in range(0, 300, 7)]
    expected = turns(parties)
    for _ in range(5):
        mixed = [dice.sample(one, len(one)) for one in dice.sample(parties, len(parties))]
        assert turns(mixed) == expected
