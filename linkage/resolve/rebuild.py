"""Exact re-resolution of the components that something shook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from linkage.ports.graph import Constraint, Cut, LinkRow
from linkage.resolve.components import MUST, Edge, join, separate, violated
from linkage.resolve.connect import Joined
from linkage.resolve.graph import Graph
from linkage.resolve.pairs import linked_pairs


class Rebuilt(NamedTuple):
    """`labels`: every old label that was taken apart; `source`: old label by ad."""

    labels: set[int]
    source: dict[int, int]
    parts: list[list[int]]
    cuts: list[Cut]


class Rebuilder:
    """Gathers all ads that evidence ties to the shaken components, then partitions them anew."""

    def __init__(self, graph: Graph, joined: Joined, constraints: Sequence[Constraint]) -> None:
        self._graph = graph
        self._constraints = constraints
        self._class_of = {label: labels for labels in joined.classes for label in labels}
        self._source: dict[int, int] = {}
        self._labels: set[int] = set()
        self._must: dict[int, set[int]] = {}
        for one in constraints:
            if one.must:
                self._must.setdefault(one.a, set()).add(one.b)
                self._must.setdefault(one.b, set()).add(one.a)

    def rebuild(self, labels: Iterable[int]) -> Rebuilt:
        """Partition everything within reach of these components; nothing when there are none."""
        fresh = self._take(labels)
        while fresh:
            fresh = self._take(self._labels_of(self._beyond(fresh)))
        edges = self._edges()
        parts = join(self._source, edges)
        cuts: list[Cut] = []
        cannot = [one for one in self._constraints if not one.must]
        if cannot and violated(parts, cannot):
            within = [one for one in cannot if one.a in self._source and one.b in self._source]
            parts, cuts = separate(self._source, edges, within)
        return Rebuilt(self._labels, self._source, parts, cuts)

    def _labels_of(self, ads: set[int]) -> Iterable[int]:
        return self._graph.view.labels_of(ads).values() if ads else ()

    def _take(self, labels: Iterable[int]) -> list[int]:
        """Add components, whole classes of them; returns the ads that are new."""
        wanted = {mate for label in labels for mate in self._class_of.get(label, (label,))}
        wanted -= self._labels
        if not wanted:
            return []
        self._labels |= wanted
        fresh: list[int] = []
        for label, ads in self._graph.view.members(wanted).items():
            self._source.update(dict.fromkeys(ads, label))
            fresh.extend(ads)
        return fresh

    def _beyond(self, ads: Sequence[int]) -> set[int]:
        """Ads outside that evidence on these ads reaches."""
        graph, source = self._graph, self._source
        links = graph.links_of(ads)
        idents = {link.ident for rows in links.values() for link in rows}
        for _ in graph.states(idents):
            pass
        inside: dict[tuple[int, int], int] = {}
        for rows in graph.links_of(self._source).values():
            for link in rows:
                inside[link.ident, link.tenure] = inside.get((link.ident, link.tenure), 0) + 1
        leaving = {
            ident
            for (ident, tenure), count in inside.items()
            if ident in idents and graph.follows(ident, tenure) and self._ads_on(ident, tenure) > count
        }
        found = {
            carrier.ad
            for ident, carriers in graph.carriers(leaving).items()
            for carrier in carriers
            if carrier.ad not in source and graph.follows(ident, carrier.tenure)
        }
        for pair in linked_pairs(graph, ads, lambda _ad, other: other in source):
            found.update(ad for ad in (pair.a, pair.b) if ad not in source)
        found.update(mate for ad in ads for mate in self._must.get(ad, ()) if mate not in source)
        return found

    def _ads_on(self, ident: int, tenure: int) -> int:
        holder = self._graph.holder(ident, tenure)
        return holder.ads if holder is not None else 0

    def _edges(self) -> list[Edge]:
        """All evidence among the gathered ads, with an order that arrival does not change."""
        graph, source = self._graph, self._source
        parted = any(not one.must for one in self._constraints)
        ranks: Mapping[int, int] = graph.view.ranks(source) if parted else {}
        edges = [
            self._star(link, ranks.get(ad, 0))
            for ad, rows in graph.links_of(source).items()
            for link in rows
            if graph.follows(link.ident, link.tenure)
        ]
        edges.extend(self._pair_edges(ranks))
        return edges

    def _star(self, link: LinkRow, rank: int) -> Edge:
        state = self._graph.state(link.ident)
        strength = self._graph.rules.kinds[link.kind].purity * link.confidence
        ads = self._ads_on(link.ident, link.tenure)
        order = (0, ads, state.kind, state.value, link.tenure, rank, link.ad)
        return Edge(link.ad, link.ident, link.tenure, None, strength, order)

    def _pair_edges(self, ranks: Mapping[int, int]) -> Iterable[Edge]:
        source = self._source
        for pair in linked_pairs(self._graph, source, lambda _ad, _other: False):
            yield self._pair(pair.a, pair.b, pair.probability, 1, ranks)
        for one in self._constraints:
            if one.must and one.a in source and one.b in source:
                yield self._pair(one.a, one.b, MUST, 0, ranks)

    def _pair(self, a: int, b: int, strength: float, place: int, ranks: Mapping[int, int]) -> Edge:
        low, high = sorted(((ranks.get(a, 0), a), (ranks.get(b, 0), b)))
        return Edge(low[1], None, 0, high[1], strength, (place, *low, *high))
