"""How the parties around an identifier stand to each other: groups of ads that share nothing between them.

One operator that changes its phone looks like many parties that take turns and come back to its places;
strangers are seen at once, and anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import comb, log2
from typing import TYPE_CHECKING, NamedTuple

from linkage.link.rules import DAY

if TYPE_CHECKING:
    from linkage.link.bearers import Bearer

Period = tuple[int, int]


class Turns(NamedTuple):
    """`near`: share of the pairs of parties with places that name one in common.

    `relay`: log2 of how many pairs of parties would be seen at one time were their periods thrown at random
    over the whole, by how many are, one added to both; 0 where no more would be. That strangers are seen at
    one time says nothing, so nothing else is made of it. Both are 0 where there is no pair.
    """

    near: float
    relay: float


def turns(parties: Sequence[Sequence[Bearer]]) -> Turns:
    """How the parties stand to each other, each given by its ads."""
    periods = sorted(period for group in parties if (period := _period(group)) is not None)
    meetings = sum(other[0] <= one[1] for one, other in combinations(periods, 2))
    placed = [places for group in parties if (places := frozenset().union(*(one.places for one in group)))]
    common = sum(not one.isdisjoint(other) for one, other in combinations(placed, 2))
    return Turns(
        near=common / comb(len(placed), 2) if len(placed) > 1 else 0.0,
        relay=max(0.0, log2((_by_chance(periods) + 1) / (meetings + 1))) if len(periods) > 1 else 0.0,
    )


def _period(group: Iterable[Bearer]) -> Period | None:
    times = [time for one in group for time in (one.first, one.last) if time is not None]
    return (min(times), max(times)) if times else None


def _by_chance(periods: Sequence[Period]) -> float:
    """Meetings to expect: two periods meet where the sum of their lengths over the whole says so.

    In whole seconds up to the one division, so that no order of ads changes a digit.
    """
    whole = max(last for _, last in periods) - periods[0][0] + DAY
    lengths = [last - first for first, last in periods]
    return sum(min(whole, one + other + DAY) for one, other in combinations(lengths, 2)) / whole
