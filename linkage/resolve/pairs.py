"""Pairs of ads that weak evidence joins."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import combinations
from typing import NamedTuple

from linkage.link.weak import LEAST_FAMILIES, combine, strength, worth
from linkage.model import Family
from linkage.ports.graph import LinkRow
from linkage.resolve.graph import Graph

Pair = tuple[int, int]


class WeakPair(NamedTuple):
    """Two ads, the smaller arrival number first, and the probability that they belong together."""

    a: int
    b: int
    probability: float


def linked_pairs(graph: Graph, ads: Collection[int], skip: Callable[[int, int], bool]) -> list[WeakPair]:
    """Pairs between `ads` and any ad that weak evidence of several families links.

    `skip(ad, other)` may spare pairs whose answer does not matter.
    """
    speakers = _speakers(graph, ads)
    idents = {link.ident for links in speakers.values() for link in links}
    shared = [state.ident for state in graph.states(idents) if state.ads > 1]
    carriers = graph.carriers(shared)
    weights: dict[Pair, dict[Family, float]] = {}
    kinds = graph.rules.kinds
    for ad, links in speakers.items():
        for link in links:
            family = kinds[link.kind].family
            for carrier in carriers.get(link.ident, ()):
                other = carrier.ad
                if other == ad or carrier.tenure != link.tenure or skip(ad, other):
                    continue
                value = strength(
                    worth(link.kind, link.belief, link.confidence, graph.rules),
                    worth(link.kind, carrier.belief, carrier.confidence, graph.rules),
                )
                weight = weights.setdefault((ad, other) if ad < other else (other, ad), {})
                weight[family] = max(value, weight.get(family, 0.0))
    return sorted(
        WeakPair(*pair, probability)
        for pair, weight in weights.items()
        if len(weight) >= LEAST_FAMILIES and (probability := combine(weight)) >= graph.rules.linked
    )


def _speakers(graph: Graph, ads: Collection[int]) -> dict[int, list[LinkRow]]:
    """Weak links that may form pairs, of the ads that have them in several families."""
    kinds = graph.rules.kinds
    links_of = graph.links_of(ads)
    graph.know({link.ident for links in links_of.values() for link in links})
    found: dict[int, list[LinkRow]] = {}
    for ad, links in links_of.items():
        weak = [link for link in links if graph.pairs(link.ident, link.tenure)]
        if len({kinds[link.kind].family for link in weak}) >= LEAST_FAMILIES:
            found[ad] = weak
    return found


def doubtful(graph: Graph, ident: int, ads: Collection[int]) -> set[int]:
    """Ads that may have been joined by a weak pair through `ident`, which forms pairs no more.

    Two ads count when they share another identifier that is weak by default in another family,
    and no identifier that links them directly now.
    """
    kinds = graph.rules.kinds
    own = kinds[graph.state(ident).kind].family
    links_of = graph.links_of(ads)
    graph.know({link.ident for links in links_of.values() for link in links})
    others: dict[int, set[int]] = {}
    direct: dict[int, set[tuple[int, int]]] = {}
    for ad, links in links_of.items():
        others[ad] = {link.ident for link in links if kinds[link.kind].family is not own}
        direct[ad] = {(link.ident, link.tenure) for link in links if graph.follows(link.ident, link.tenure)}
    found: set[int] = set()
    for a, b in combinations(sorted(ads), 2):
        if others[a] & others[b] and not direct[a] & direct[b]:
            found.update((a, b))
    return found
