"""Networks from evidence: connected components, kept apart where a person said so.

Without a cannot-link it is plain union. With one, edges are followed from the strongest to the
weakest (Kruskal's order), and an edge that would bring the two ads together is cut: so every path
between them loses its weakest evidence, and the result depends on nothing but the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkage.link.unionfind import UnionFind
from linkage.ports.graph import Constraint, Cut

Node = tuple[int, int]
"""(arrival number, 0) for an ad's node is `(ad, AD)`; a holder's is `(ident, tenure)`."""

AD = -9


class Edge(NamedTuple):
    """Evidence between an ad and a holder, or between two ads (`other` set).

    `order` sorts edges of equal strength by what they are, never by when they arrived.
    """

    ad: int
    ident: int | None
    tenure: int
    other: int | None
    strength: float
    order: tuple[int | str, ...]

    def ends(self) -> tuple[Node, Node]:
        """The two nodes it joins."""
        if self.other is not None:
            return (self.ad, AD), (self.other, AD)
        assert self.ident is not None
        return (self.ad, AD), (self.ident, self.tenure)


MUST = 2.0
"""Strength of a must-link: above every probability."""


def join(ads: Iterable[int], edges: Iterable[Edge]) -> list[list[int]]:
    """Plain connected components as lists of ads."""
    sets = UnionFind[Node]()
    for ad in ads:
        sets.add((ad, AD))
    for edge in edges:
        sets.union(*edge.ends())
    return _ads_of(sets)


def _ads_of(sets: UnionFind[Node]) -> list[list[int]]:
    groups = ([ad for ad, mark in nodes if mark == AD] for nodes in sets.groups().values())
    return [group for group in groups if group]


def violated(parts: Sequence[Sequence[int]], cannot: Sequence[Constraint]) -> bool:
    """Whether a part holds both ads of a cannot-link."""
    place = {ad: position for position, part in enumerate(parts) for ad in part}
    return any(
        constraint.a in place and place[constraint.a] == place.get(constraint.b) for constraint in cannot
    )


class Separation:
    """Union-find that refuses to bring the two ads of a cannot-link together."""

    def __init__(self, ads: Iterable[int], cannot: Sequence[Constraint]) -> None:
        self._sets = UnionFind[Node]()
        self._barred: dict[Node, dict[int, set[str]]] = {}
        self._holds: dict[Node, set[int]] = {}
        for ad in ads:
            self._sets.add((ad, AD))
        for constraint in cannot:
            for here, there in ((constraint.a, constraint.b), (constraint.b, constraint.a)):
                self._barred.setdefault((here, AD), {}).setdefault(there, set()).add(constraint.decision_id)
                self._holds.setdefault((here, AD), set()).add(here)

    def follow(self, edge: Edge) -> str | None:
        """Union along the edge; or, when refused, the smallest id among the decisions against it."""
        left, right = (self._sets.find(node) for node in edge.ends())
        if left == right:
            return None
        barred, holds = self._barred.get(left, {}), self._holds.get(right, set())
        against = [decision for ad in barred.keys() & holds for decision in barred[ad]]
        if against:
            return min(against)
        root = self._sets.union(left, right)
        loser = right if root == left else left
        for ad, decisions in self._barred.pop(loser, {}).items():
            self._barred.setdefault(root, {}).setdefault(ad, set()).update(decisions)
        self._holds.setdefault(root, set()).update(self._holds.pop(loser, set()))
        return None

    def parts(self) -> list[list[int]]:
        """Ads of each part."""
        return _ads_of(self._sets)


def separate(
    ads: Iterable[int], edges: Sequence[Edge], cannot: Sequence[Constraint]
) -> tuple[list[list[int]], list[Cut]]:
    """Parts in which no cannot-link is broken, and the evidence cut for it."""
    separation = Separation(ads, cannot)
    cuts: list[Cut] = []
    for edge in sorted(edges, key=lambda edge: (-edge.strength, edge.order)):
        decision = separation.follow(edge)
        if decision is not None:
            cuts.append(Cut(edge.ad, edge.ident, edge.tenure, edge.other, decision))
    return separation.parts(), cuts
