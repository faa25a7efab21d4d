"""A network as a graph of ads and identifiers, cut to size in a way that does not depend on chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from linkage.link.rules import Rules
from linkage.model import Identifier, Outcome, Verdict
from linkage.ports import Moved, Store, StoredLink
from linkage.services.evidence_graph import (
    MUST,
    HolderKey,
    cut_pairs,
    followed,
    holders_of,
    must_links,
    weak_pairs,
    worth_of,
)
from linkage.services.views import ads_by_id
from linkage_schemas.answers import EdgeOut, GraphOut, NodeOut
from linkage_schemas.from_rows import ad_brief, network_out


class _Size(NamedTuple):
    """Degrees in the whole network; `verdicts` by holder."""

    holders: Counter[HolderKey]
    ads: Counter[str]
    verdicts: dict[HolderKey, Verdict]
    edges: int


class _Choice(NamedTuple):
    """What is shown."""

    holders: set[HolderKey]
    ads: set[str]


def network_graph(
    store: Store, rules: Rules, network_id: str, max_nodes: int, revision: int
) -> GraphOut | Moved:
    """The graph of a network, or where the network moved.

    When it does not fit: up to half of the nodes are the identifiers on most of its ads, the
    rest the ads that carry most of these, then whatever else the chosen ads carry. Ties go to
    the smaller name.
    """
    row = store.network(network_id)
    if isinstance(row, Moved):
        return row
    size = _measure(store.network_links(network_id))
    total = len(size.holders) + row.ads
    if total <= max_nodes:
        members = store.members(network_id, None, max_nodes + 1)
        chosen = _Choice(set(size.holders), {member.ad_id for member in members})
        links = list(store.network_links(network_id))
    else:
        chosen, links = _choose(store, network_id, size, max_nodes)
    reason = f"{total:,} nodes; shown are the best connected {max_nodes:,}"
    return GraphOut(
        network=network_out(row, revision),
        nodes=_nodes(store, chosen, size),
        edges=_edges(store, rules, chosen, links),
        total_nodes=total,
        total_edges=size.edges,
        truncated=total > max_nodes,
        truncated_reason=reason if total > max_nodes else None,
        revision=revision,
    )


def holder_key(link: StoredLink) -> HolderKey:
    """The tenure of an identifier that a link belongs to."""
    return Identifier(link.kind, link.value), link.tenure


def _measure(links: Iterable[StoredLink]) -> _Size:
    size = _Size(Counter(), Counter(), {}, 0)
    edges = 0
    for link in links:
        key = holder_key(link)
        size.holders[key] += 1
        size.ads[link.ad_id] += 1
        size.verdicts[key] = link.verdict
        edges += 1
    return size._replace(edges=edges)


def _choose(store: Store, network_id: str, size: _Size, max_nodes: int) -> tuple[_Choice, list[StoredLink]]:
    """The nodes to show, and every link of the chosen ads."""
    ranked = sorted(
        (key for key, degree in size.holders.items() if degree > 1),
        key=lambda key: (-size.holders[key], key),
    )
    holders = set(ranked[: max_nodes // 2])
    weight: Counter[str] = Counter()
    for link in store.network_links(network_id):
        if holder_key(link) in holders:
            weight[link.ad_id] += 1
    ads = sorted(weight, key=lambda ad: (-weight[ad], ad))[: max_nodes - len(holders)]
    if not ads:
        ads = [member.ad_id for member in store.members(network_id, None, max_nodes)]
    links = list(store.links_of_ads(ads))
    room = max_nodes - len(holders) - len(ads)
    others = sorted({holder_key(link) for link in links} - holders, key=lambda key: (-size.holders[key], key))
    return _Choice(holders | set(others[:room]), set(ads)), links


def _nodes(store: Store, chosen: _Choice, size: _Size) -> list[NodeOut]:
    rows = ads_by_id(store, chosen.ads)
    ads = [
        NodeOut(id=_ad_id(ad), type="ad", degree=size.ads[ad], ad=ad_brief(rows[ad]))
        for ad in sorted(chosen.ads)
    ]
    holders = [
        NodeOut(
            id=_holder_id(key),
            type="identifier",
            degree=size.holders[key],
            kind=key[0].kind,
            value=key[0].value,
            tenure=key[1],
            verdict=size.verdicts[key],
        )
        for key in sorted(chosen.holders)
    ]
    return ads + holders


def _ad_id(ad: str) -> str:
    return f"ad:{ad}"


def _holder_id(key: HolderKey) -> str:
    name, tenure = key
    return f"{name.kind}:{tenure}:{name.value}"


def _edges(store: Store, rules: Rules, chosen: _Choice, links: Collection[StoredLink]) -> list[EdgeOut]:
    carried = [
        EdgeOut(
            source=_ad_id(link.ad_id),
            target=_holder_id(holder_key(link)),
            type="carries",
            followed=followed(link),
            confidence=worth_of(link, rules),
        )
        for link in links
        if link.ad_id in chosen.ads and holder_key(link) in chosen.holders
    ]
    return carried + _pairs(store, rules, chosen, links)


def _pairs(store: Store, rules: Rules, chosen: _Choice, links: Collection[StoredLink]) -> list[EdgeOut]:
    """Edges between ads: weak evidence worth a link together, and people's must-links."""
    parted = cut_pairs(store, chosen.ads)
    weak = [
        EdgeOut(
            source=_ad_id(pair.a),
            target=_ad_id(pair.b),
            type="weak",
            followed=(pair.a, pair.b) not in parted,
            confidence=pair.probability,
        )
        for pair in weak_pairs(links, holders_of(store, links), rules)
        if pair.outcome is Outcome.LINKED
    ]
    must = [
        EdgeOut(
            source=_ad_id(a),
            target=_ad_id(b),
            type="must-link",
            followed=(a, b) not in parted,
            confidence=MUST,
        )
        for a, b, _ in must_links(store)
        if a in chosen.ads and b in chosen.ads
    ]
    return weak + must
