"""The edges that resolution follows, rebuilt from what the store says now.

A node is `("ad", ad_id)`, `("holder", kind, value, tenure)`, or what joins two ads without a holder between
them: `("weak", ad_a, ad_b)` and `("must", ad_a, ad_b, decision_id)`. These last are
nodes of their own so that every step from an ad to an ad is two edges long.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from linkage.link.rules import Rules
from linkage.link.weak import (
    LEAST_FAMILIES,
    Shared,
    combine,
    enumerable,
    pair_outcome,
    pair_probability,
    strength,
    worth,
)
from linkage.model import DecisionKind, Family, Identifier, Kind, Outcome, Verdict
from linkage.ports import Holder, Store, StoredLink
from linkage.services.chain import Edge, Node

MUST = 1.0
"""Strength of a must-link: a person's word."""

HolderKey = tuple[Identifier, int]


class WeakPair(NamedTuple):
    """Two ads (smaller id first) that share weak evidence, and what it is worth together."""

    a: str
    b: str
    probability: float
    outcome: Outcome
    holders: tuple[HolderKey, ...]


def ad_node(ad_id: str) -> Node:
    """Node of an ad."""
    return ("ad", ad_id)


def followed(link: StoredLink) -> bool:
    """Whether resolution follows this link."""
    return live(link) and link.verdict is Verdict.LINKING


def live(link: StoredLink) -> bool:
    """Whether the link counts for anything: not ruled wrong, not cut, of a known tenure."""
    return not link.wrong and link.cut_by is None and link.tenure >= 0


def edges(store: Store, rules: Rules, links: Collection[StoredLink]) -> Iterator[Edge]:
    """Every edge that these links make, and all standing must-links.

    `links` must hold all links of the ads it names, or weak pairs come out too weak.
    """
    for link in links:
        if followed(link):
            node: Node = ("holder", link.kind.value, link.value, link.tenure)
            yield Edge(worth_of(link, rules), ad_node(link.ad_id), node)
    must = must_links(store)
    ads = {link.ad_id for link in links} | {ad for a, b, _ in must for ad in (a, b)}
    parted = cut_pairs(store, ads)
    for pair in weak_pairs(links, holders_of(store, links), rules):
        if pair.outcome is Outcome.LINKED and (pair.a, pair.b) not in parted:
            yield from _between(("weak", pair.a, pair.b), pair.a, pair.b, pair.probability)
    for a, b, decision_id in must:
        if (a, b) not in parted:
            yield from _between(("must", a, b, decision_id), a, b, MUST)


def _between(node: Node, a: str, b: str, worth: float) -> Iterator[Edge]:
    yield Edge(worth, ad_node(a), node)
    yield Edge(worth, node, ad_node(b))


def must_links(store: Store) -> list[tuple[str, str, str]]:
    """(smaller ad id, larger ad id, decision id) of every standing must-link."""
    found: list[tuple[str, str, str]] = []
    for row in store.decisions(standing=True):
        decision = row.decision
        if decision.kind is DecisionKind.MUST_LINK and decision.ad_a and decision.ad_b:
            a, b = sorted((decision.ad_a, decision.ad_b))
            found.append((a, b, decision.decision_id))
    return sorted(found)


def cut_pairs(store: Store, ads: Collection[str]) -> set[tuple[str, str]]:
    """Pairs of ads, smaller id first, whose weak evidence or must-link a cannot-link cut."""
    pairs: set[tuple[str, str]] = set()
    if all(row.decision.kind is not DecisionKind.CANNOT_LINK for row in store.decisions(standing=True)):
        return pairs
    for cut in store.cuts(ads):
        if cut.identifier is None and cut.other_ad_id is not None:
            a, b = sorted((cut.ad_id, cut.other_ad_id))
            pairs.add((a, b))
    return pairs


def holders_of(store: Store, links: Iterable[StoredLink]) -> Mapping[HolderKey, Holder]:
    """Present holders of the weak identifiers that at least two of these links share."""
    seen: dict[Identifier, int] = {}
    for link in links:
        if link.verdict is Verdict.WEAK and live(link):
            name = Identifier(link.kind, link.value)
            seen[name] = seen.get(name, 0) + 1
    rows = store.identifiers([name for name, times in seen.items() if times > 1])
    return {(name, holder.tenure): holder for name, row in rows.items() for holder in row.holders}


def worth_of(link: StoredLink, rules: Rules) -> float:
    """Chance that the ad of a link is the holder's."""
    return worth(link.kind, link.belief, link.confidence, rules)


def pair_confidence(shared: Iterable[tuple[Kind, float]], rules: Rules) -> float:
    """Probability that two ads belong together by all they share, each with its `strength`.

    Of a family only the strongest counts, since its kinds fail together; families count as independent.
    """
    strongest: dict[Family, float] = {}
    for kind, worth_ in shared:
        family = rules.kinds[kind].family
        strongest[family] = max(worth_, strongest.get(family, 0.0))
    return combine(strongest)


def weak_pairs(
    links: Iterable[StoredLink], holders: Mapping[HolderKey, Holder], rules: Rules
) -> list[WeakPair]:
    """Pairs of ads that share weak evidence of two families or more, in order of the pair.

    Of one family alone it says nothing, so those pairs, most of all, are left out.
    """
    carriers = _carriers(links, holders, rules)
    shared: dict[tuple[str, str], list[tuple[HolderKey, Shared]]] = {}
    for key, on in carriers.items():
        for one, two in combinations(sorted(on, key=lambda link: link.ad_id), 2):
            both = Shared(key[0].kind, worth_of(one, rules), worth_of(two, rules))
            shared.setdefault((one.ad_id, two.ad_id), []).append((key, both))
    pairs = (_weak_pair(pair, found, rules) for pair, found in shared.items() if len(found) > 1)
    return sorted(pair for pair in pairs if pair.outcome is not Outcome.NONE)


def _carriers(
    links: Iterable[StoredLink], holders: Mapping[HolderKey, Holder], rules: Rules
) -> Mapping[HolderKey, list[StoredLink]]:
    """Links to weak holders, of the ads that have some in two families."""
    weak: dict[str, list[tuple[HolderKey, StoredLink]]] = {}
    for link in links:
        if link.verdict is Verdict.WEAK and live(link):
            key = (Identifier(link.kind, link.value), link.tenure)
            holder = holders.get(key)
            if holder is not None and enumerable(holder, rules):
                weak.setdefault(link.ad_id, []).append((key, link))
    carriers: dict[HolderKey, list[StoredLink]] = {}
    for found in weak.values():
        if len({rules.kinds[key[0].kind].family for key, _ in found}) >= LEAST_FAMILIES:
            for key, link in found:
                carriers.setdefault(key, []).append(link)
    return carriers


def _weak_pair(pair: tuple[str, str], found: list[tuple[HolderKey, Shared]], rules: Rules) -> WeakPair:
    probability, families = pair_probability((both for _, both in found), rules)
    outcome = pair_outcome(probability, len(families), rules)
    by_worth: Callable[[tuple[HolderKey, Shared]], tuple[float, HolderKey]] = lambda item: (  # noqa: E731
        -strength(item[1].worth_a, item[1].worth_b),
        item[0],
    )
    holders = tuple(key for key, _ in sorted(found, key=by_worth))
    return WeakPair(*pair, probability, outcome, holders)
