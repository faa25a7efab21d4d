"""The links that exist in a world, read off its observations and decisions: the oracle's ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from linkage.link.rules import Rules
from linkage.model import Decision, DecisionKind, Identifier, Observation, rank

Pair: TypeAlias = tuple[str, str]


class Link(NamedTuple):
    """What all observations of an ad say together about one identifier on it."""

    first: int | None
    last: int | None
    confidence: float


def by_rank(ads: Iterable[str]) -> list[str]:
    return sorted(ads, key=lambda ad: (rank(ad), ad))


def pair(ad_a: str, ad_b: str) -> Pair:
    smaller, larger = by_rank([ad_a, ad_b])
    return smaller, larger


def earliest(times: Iterable[int | None]) -> int | None:
    return min((t for t in times if t is not None), default=None)


def latest(times: Iterable[int | None]) -> int | None:
    return max((t for t in times if t is not None), default=None)


class World:
    """The links that exist, and lookups over them."""

    def __init__(self, seen: Iterable[Observation], standing: Iterable[Decision], rules: Rules) -> None:
        self.rules = rules
        self.decisions = list(standing)
        distinct = {(o.ad_id, o.sha256): o for o in seen}
        self.ads = {o.ad_id for o in distinct.values()}
        wrong = {(d.ad_a, d.identifier) for d in self.decisions if d.kind is DecisionKind.WRONG_EXTRACTION}
        found: dict[tuple[str, Identifier], list[tuple[Observation, float]]] = defaultdict(list)
        for observation in distinct.values():
            for e in observation.evidence:
                key = (observation.ad_id, Identifier(e.kind, e.value))
                if key not in wrong:
                    found[key].append((observation, e.confidence))
        self.links = {key: _link(seen) for key, seen in found.items()}
        self.carriers: dict[Identifier, set[str]] = defaultdict(set)
        self.carried: dict[str, set[Identifier]] = defaultdict(set)
        for ad, identifier in self.links:
            self.carriers[identifier].add(ad)
            self.carried[ad].add(identifier)

    def speaking(self, ad: str, besides: Identifier) -> set[Identifier]:
        """Identifiers on an ad that may vouch for another one."""
        return {i for i in self.carried[ad] if i != besides and i not in self.rules.warned}

    def ruling(self, identifier: Identifier) -> DecisionKind | None:
        for d in self.decisions:
            if d.kind in {DecisionKind.GENERIC, DecisionKind.NOT_GENERIC} and d.identifier == identifier:
                return d.kind
        return None

    def constraints(self, kind: DecisionKind) -> Iterator[tuple[str, Pair]]:
        for d in self.decisions:
            if d.kind is kind and d.ad_a in self.ads and d.ad_b in self.ads:
                yield d.decision_id, pair(str(d.ad_a), str(d.ad_b))


def _link(seen: list[tuple[Observation, float]]) -> Link:
    return Link(
        earliest(o.first_seen for o, _ in seen),
        latest(o.last_seen for o, _ in seen),
        max(confidence for _, confidence in seen),
    )
