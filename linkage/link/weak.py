"""What weak identifiers that two ads share are worth together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from linkage.link.rules import Rules
from linkage.model import Family, Kind, Outcome, Verdict
from linkage.ports.graph import UNDATED, Holder

LEAST_FAMILIES = 2


class Shared(NamedTuple):
    """A weak identifier on both ads, with what each ad's link to it is worth."""

    kind: Kind
    worth_a: float
    worth_b: float


def worth(kind: Kind, belief: float | None, confidence: float, rules: Rules) -> float:
    """Chance that an ad with this link is the holder's: the belief in it, or the kind's prior, read right.

    Belief was fitted on links as they were read, so how surely one was read is in it already.
    """
    return rules.kinds[kind].purity * confidence if belief is None else belief


def enumerable(holder: Holder, rules: Rules) -> bool:
    """Whether pairs of ads are formed over this holder: weak, and on few ads."""
    return holder.verdict is Verdict.WEAK and holder.ads <= rules.small and holder.tenure != UNDATED


def strength(worth_a: float, worth_b: float) -> float:
    """Chance that two ads sharing an identifier belong together: that of the weaker link."""
    return min(worth_a, worth_b)


def combine(strongest: Mapping[Family, float]) -> float:
    """Noisy-OR over families, the strongest evidence of each.

    Evidence inside a family fails together, so only its maximum counts.
    """
    doubt = 1.0
    for family in sorted(strongest):
        doubt *= 1.0 - strongest[family]
    return 1.0 - doubt


def pair_probability(shared: Iterable[Shared], rules: Rules) -> tuple[float, frozenset[Family]]:
    """Combined probability of a pair of ads, and the families that speak for it."""
    strongest: dict[Family, float] = {}
    for one in shared:
        family = rules.kinds[one.kind].family
        value = strength(one.worth_a, one.worth_b)
        strongest[family] = max(value, strongest.get(family, 0.0))
    return combine(strongest), frozenset(strongest)


def pair_outcome(probability: float, families: int, rules: Rules) -> Outcome:
    """Linked, possible, or nothing: one family alone never makes a pair."""
    if families < LEAST_FAMILIES:
        return Outcome.NONE
    return Outcome.LINKED if probability >= rules.linked else Outcome.POSSIBLE
