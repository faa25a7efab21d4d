"""Re-resolution of a large component from the places where it may have come apart.

Every piece that breaks off a component holds an ad that lost evidence: on the way from any ad to
the first missing edge nothing is missing. So it is enough to search outwards from those ads, the
smaller regions first, until regions meet, end, or one is left. What ended is a part of its own,
what is left is the rest, and the rest is never read: the cost is that of the smaller parts, as in
Even and Shiloach's search for decremental connectivity (J. ACM 28, 1981).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from linkage.link.unionfind import UnionFind
from linkage.resolve.graph import Graph
from linkage.resolve.pairs import linked_pairs

Node = tuple[int, int]


class Broken(NamedTuple):
    """A piece that came off: its ads from shaken components, and whole steady components in it."""

    ads: list[int]
    labels: list[int]


class Outcome(NamedTuple):
    """The pieces, and whether anything is left beside them."""

    pieces: list[Broken]
    rest: bool


@dataclass(slots=True)
class Region:
    """What one search has reached, and where it goes on."""

    ads: set[int] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    edge_ads: list[int] = field(default_factory=list)
    edge_nodes: list[Node] = field(default_factory=list)

    @property
    def active(self) -> bool:
        """Whether there is anywhere to go."""
        return bool(self.edge_ads or self.edge_nodes)

    def absorb(self, other: Region) -> None:
        """Take over another search."""
        self.ads |= other.ads
        self.labels |= other.labels
        self.edge_ads += other.edge_ads
        self.edge_nodes += other.edge_nodes


class Search:
    """Searches one class of components.

    `shaken` are the labels that lost evidence; the class's other components are steady and count as
    one place each. `bonds` are the pairs of ads over which components were joined.
    """

    def __init__(
        self,
        graph: Graph,
        shaken: Collection[int],
        bonds: Iterable[tuple[int, int]],
        labels: Mapping[int, int],
        must: Mapping[int, Collection[int]],
    ) -> None:
        self._graph = graph
        self._shaken = frozenset(shaken)
        self._labels = dict(labels)
        self._must = must
        self._sets = UnionFind[int]()
        self._regions: dict[int, Region] = {}
        self._of_ad: dict[int, int] = {}
        self._of_node: dict[Node, int] = {}
        self._of_label: dict[int, int] = {}
        self._bonds_at: dict[int, list[int]] = {}
        self._bonds_of: dict[int, list[int]] = {}
        for pair in bonds:
            for here, there in (pair, pair[::-1]):
                self._bonds_at.setdefault(here, []).append(there)
                if self._labels[here] not in self._shaken:
                    self._bonds_of.setdefault(self._labels[here], []).append(there)

    def run(self, seeds: Collection[int]) -> Outcome:
        """Search from the ads that lost evidence; all lie in shaken components."""
        for number, ad in enumerate(sorted(seeds)):
            self._sets.add(number)
            self._regions[number] = Region()
            self._reach_ad(number, ad)
        while len(active := [root for root, region in self._regions.items() if region.active]) > 1:
            active.sort(key=lambda root: (len(self._regions[root].ads), root))
            self._advance(active[:-1])
        pieces = [
            Broken(sorted(region.ads), sorted(region.labels))
            for region in self._regions.values()
            if not region.active
        ]
        return Outcome(pieces, rest=bool(active))

    def _advance(self, roots: Collection[int]) -> None:
        """Take every one of these regions a step further: first from its ads, then from its holders."""
        ads: list[int] = []
        for root in roots:
            region = self._regions[root]
            ads += region.edge_ads
            region.edge_ads = []
        self._from_ads(ads)
        chosen = {self._sets.find(root) for root in roots}
        nodes: list[Node] = []
        for root in chosen:
            region = self._regions[root]
            nodes += region.edge_nodes
            region.edge_nodes = []
        self._from_nodes(nodes)

    def _from_ads(self, ads: Collection[int]) -> None:
        graph = self._graph
        links_of = graph.links_of(ads)
        graph.know({link.ident for links in links_of.values() for link in links})
        self._place({mate for ad in ads for mate in (*self._must.get(ad, ()), *self._bonds_at.get(ad, ()))})
        for ad, links in links_of.items():
            for link in links:
                if graph.follows(link.ident, link.tenure):
                    self._reach_node(self._of_ad[ad], (link.ident, link.tenure))
            for mate in (*self._must.get(ad, ()), *self._bonds_at.get(ad, ())):
                self._reach_ad(self._of_ad[ad], mate)
        for pair in linked_pairs(graph, ads, self._together):
            here, there = (pair.a, pair.b) if pair.a in self._of_ad else (pair.b, pair.a)
            self._place([there])
            self._reach_ad(self._of_ad[here], there)

    def _together(self, ad: int, other: int) -> bool:
        """Whether one region holds both ads already."""
        there = self._of_ad.get(other)
        return there is not None and self._sets.find(there) == self._sets.find(self._of_ad[ad])

    def _from_nodes(self, nodes: Collection[Node]) -> None:
        carriers = self._graph.carriers({ident for ident, _ in nodes})
        self._place({carrier.ad for rows in carriers.values() for carrier in rows})
        for node in nodes:
            for carrier in carriers[node[0]]:
                if carrier.tenure == node[1]:
                    self._reach_ad(self._of_node[node], carrier.ad)

    def _place(self, ads: Collection[int]) -> None:
        missing = [ad for ad in ads if ad not in self._labels]
        if missing:
            self._labels.update(self._graph.view.labels_of(missing))

    def _reach_ad(self, region: int, ad: int) -> None:
        label = self._labels[ad]
        if label not in self._shaken:
            self._reach_label(region, label)
        elif ad in self._of_ad:
            self._meet(region, self._of_ad[ad])
        else:
            root = self._sets.find(region)
            self._of_ad[ad] = root
            self._regions[root].ads.add(ad)
            self._regions[root].edge_ads.append(ad)

    def _reach_label(self, region: int, label: int) -> None:
        """Arrive at a steady component, and with that wherever it is bound to."""
        if label in self._of_label:
            self._meet(region, self._of_label[label])
            return
        root = self._sets.find(region)
        self._of_label[label] = root
        self._regions[root].labels.add(label)
        for ad in self._bonds_of.get(label, ()):
            self._place([ad])
            self._reach_ad(root, ad)

    def _reach_node(self, region: int, node: Node) -> None:
        if node in self._of_node:
            self._meet(region, self._of_node[node])
        else:
            root = self._sets.find(region)
            self._of_node[node] = root
            self._regions[root].edge_nodes.append(node)

    def _meet(self, one: int, other: int) -> None:
        one, other = self._sets.find(one), self._sets.find(other)
        if one == other:
            return
        root = self._sets.union(one, other)
        loser = other if root == one else one
        self._regions[root].absorb(self._regions.pop(loser))
