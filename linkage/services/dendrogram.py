"""A network along its maximum spanning tree: how it falls apart where more confidence is asked for. Pure.

Removing every edge weaker than a threshold leaves the same components whether it is done to a graph or to a
maximum spanning tree of it (Gower and Ross 1969, "Minimum spanning trees and single linkage cluster
analysis"), so one tree answers for all thresholds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from linkage.link.unionfind import UnionFind
from linkage.services.chain import Edge, Node


class Level(NamedTuple):
    """A confidence above which a network has more parts than up to it: the sizes of all, largest first."""

    confidence: float
    sizes: tuple[int, ...]


class Dendrogram:
    """The spanning tree of one network. `ads` maps its ads to their arrival numbers."""

    def __init__(self, ads: Mapping[str, int], edges: Iterable[Edge]) -> None:
        self.ads = ads
        self._names: dict[Node, int] = {("ad", ad): place for place, ad in enumerate(ads)}
        self._ids = tuple(ads)
        sets = UnionFind[int]()
        self._tree: list[tuple[float, int, int]] = []
        for edge in sorted(edges, reverse=True):
            a, b = (self._names.setdefault(node, len(self._names)) for node in (edge.a, edge.b))
            if sets.find(a) != sets.find(b):
                sets.union(a, b)
                self._tree.append((edge.strength, a, b))
        self._names.clear()  # numbers do from here on

    def parts(self, least: float) -> list[tuple[str, ...]]:
        """The ads of each part that edges of `least` and more hold together, in order of arrival.

        Largest first, then the one whose first ad arrived first.
        """
        sets = UnionFind[int]()
        for strength, a, b in self._tree:
            if strength < least:
                break
            sets.union(a, b)
        groups: dict[int, list[str]] = {}
        for place, ad in enumerate(self._ids):
            groups.setdefault(sets.find(place), []).append(ad)
        arrival = self.ads
        found = [tuple(sorted(group, key=arrival.__getitem__)) for group in groups.values()]
        return sorted(found, key=lambda group: (-len(group), arrival[group[0]]))

    def weakest(self, count: int) -> list[Level]:
        """The lowest `count` confidences above which the ads fall further apart, lowest first."""
        levels: list[Level] = []
        before = (1,) * len(self._ids)
        merged = UnionFind[int]()
        for strength, ties in _by_strength(self._tree):
            for a, b in ties:
                merged.union(a, b)
            sizes = self._sizes(merged)
            if sizes != before:
                levels.append(Level(strength, before))
                before = sizes
        return levels[::-1][:count]

    def _sizes(self, sets: UnionFind[int]) -> tuple[int, ...]:
        sizes: dict[int, int] = {}
        for place in range(len(self._ids)):
            root = sets.find(place)
            sizes[root] = sizes.get(root, 0) + 1
        return tuple(sorted(sizes.values(), reverse=True))


def _by_strength(
    tree: Sequence[tuple[float, int, int]],
) -> Iterable[tuple[float, list[tuple[int, int]]]]:
    """The edges of each strength together, strongest first."""
    found: dict[float, list[tuple[int, int]]] = {}
    for strength, a, b in tree:
        found.setdefault(strength, []).append((a, b))
    return found.items()
