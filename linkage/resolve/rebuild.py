"""Exact re-resolution of the components that something shook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from linkage.link.weak import worth
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

    def rebuild(self, labels: Iterable[int], *, closed: bool) -> Rebuilt:
        """Partition everything within reach of these components; nothing when there are none.

        `closed`: no evidence leads out of their classes, which holds wherever no cannot-link is near.
        """
        fresh = self._take(labels)
        while fresh and not closed:
            fresh = self._take(self._labels_of(self._beyond(fresh)))
        stars = self._stars()
        joined = join(self._source, stars)
        cannot = [one for one in self._constraints if not one.must]
        within = [one for one in cannot if one.a in self._source and one.b in self._source]
        if not within:
            place = {ad: number for number, part in enumerate(joined) for ad in part}
            pairs = self._pairs(lambda ad, other: other not in place or place[ad] == place[other])
            return Rebuilt(self._labels, self._source, join(self._source, [*stars, *pairs]), [])
        edges = [*stars, *self._pairs(lambda _ad, _other: False)]
        parts = join(self._source, edges)
        cuts: list[Cut] = []
        if violated(parts, within):
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
        graph.know(idents)
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

    def _ranks(self) -> Mapping[int, int]:
        """Ranks of the gathered ads where an order of edges will be asked for."""
        parted = any(not one.must for one in self._constraints)
        return self._graph.view.ranks(self._source) if parted else {}

    def _stars(self) -> list[Edge]:
        """Followed links among the gathered ads, with an order that arrival does not change."""
        graph, ranks = self._graph, self._ranks()
        links_of = graph.links_of(self._source)
        graph.know({link.ident for links in links_of.values() for link in links})
        return [
            self._star(link, ranks.get(ad, 0))
            for ad, links in links_of.items()
            for link in links
            if graph.follows(link.ident, link.tenure)
        ]

    def _star(self, link: LinkRow, rank: int) -> Edge:
        state = self._graph.state(link.ident)
        strength = worth(link.kind, link.belief, link.confidence, self._graph.rules)
        ads = self._ads_on(link.ident, link.tenure)
        order = (0, ads, state.kind, state.value, link.tenure, rank, link.ad)
        return Edge(link.ad, link.ident, link.tenure, None, strength, order)

    def _pairs(self, skip: Callable[[int, int], bool]) -> Iterable[Edge]:
        """Pairs that weak evidence or a must-link joins, among the gathered ads."""
        source, ranks = self._source, self._ranks()
        for pair in linked_pairs(self._graph, source, skip):
            yield self._pair(pair.a, pair.b, pair.probability, 1, ranks)
        for one in self._constraints:
            if one.must and one.a in source and one.b in source:
                yield self._pair(one.a, one.b, MUST, 0, ranks)

    def _pair(self, a: int, b: int, strength: float, place: int, ranks: Mapping[int, int]) -> Edge:
        low, high = sorted(((ranks.get(a, 0), a), (ranks.get(b, 0), b)))
        return Edge(low[1], None, 0, high[1], strength, (place, *low, *high))
