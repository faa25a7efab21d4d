"""A second reading of the linking rules: the whole data at once, in plain networkx.

Written from the rules alone and never from `linkage.resolve`; slow on purpose. Where the
incremental resolver and this page differ, one of the two has misread the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypeAlias

import networkx as nx

from linkage.link.rules import Rules
from linkage.model import Decision, DecisionKind, Family, Identifier, Observation, Verdict, rank
from linkage.ports import UNDATED, CutRow, Holder
from tests.support.oracle_judge import judge
from tests.support.oracle_world import Key, Pair, World, by_rank

Tenant: TypeAlias = tuple[Identifier, int]
Node: TypeAlias = str | Tenant


class Held(NamedTuple):
    """One tenure of an identifier: its verdict, and the ads in it that are neither covered nor strays."""

    identifier: Identifier
    holder: Holder
    ads: set[str]


class Edge(NamedTuple):
    """One edge of a raw component, in the order that Kruskal takes them. A must-link has no strength."""

    strength: float | None
    ties: tuple[object, ...]
    ad: str
    tenant: Tenant | None
    other: str | None

    @property
    def end(self) -> Node:
        return self.tenant or str(self.other)

    def cut(self, decision_id: str) -> CutRow:
        return CutRow(self.ad, self.tenant[0] if self.tenant else None, self.other, decision_id)


@dataclass(frozen=True, slots=True)
class Solution:
    """What follows from observations, standing decisions and rules. Pairs are (smaller, larger)."""

    partition: frozenset[frozenset[str]]
    verdicts: Mapping[Identifier, tuple[Holder, ...]]
    world: World
    standings: Mapping[Key, tuple[int, float | None]]
    """Tenure of each link that counts, and the belief in it."""
    linked_pairs: frozenset[Pair]
    possible_pairs: frozenset[Pair]
    cuts: frozenset[CutRow]


def solve(observations: Iterable[Observation], decisions: Iterable[Decision], rules: Rules) -> Solution:
    """Resolve everything from nothing. `decisions` are the standing ones."""
    world = World(observations, decisions, rules)
    verdicts: dict[Identifier, tuple[Holder, ...]] = {}
    standings: dict[Key, tuple[int, float | None]] = {}
    held: list[Held] = []
    for identifier in world.carriers:
        judgements = []
        for number, (ads, segments) in sorted(tenures(world, identifier).items()):
            if number == UNDATED:
                standings |= {(ad, identifier): (UNDATED, None) for ad in ads}
                continue
            judgement = judge(world, identifier, number, ads, segments)
            judgements.append(judgement)
            standings |= {(ad, identifier): standing for ad, standing in judgement.standings.items()}
            inside = {ad for ad, (tenure, _) in judgement.standings.items() if tenure == number}
            held.append(Held(identifier, judgement.holder, inside))
        verdicts[identifier] = tuple(judgement.holder for judgement in judgements)
    worths = {key: worth(world, key, standings[key][1]) for key in standings}
    scores = weak_pairs(world, held, worths)
    partition, cuts = components(world, list(edges_of(world, held, worths, scores)))
    return Solution(
        partition=partition,
        verdicts=verdicts,
        world=world,
        standings=standings,
        linked_pairs=frozenset(p for p, score in scores.items() if score >= rules.linked),
        possible_pairs=frozenset(p for p, score in scores.items() if score < rules.linked),
        cuts=cuts,
    )


def tenures(world: World, identifier: Identifier) -> dict[int, tuple[set[str], int]]:
    """Ads and number of segments of each tenure."""
    everyone = world.carriers[identifier]
    silence = world.rules.kinds[identifier.kind].silence
    if silence is None:
        return {0: (everyone, 1)}
    segments = segments_of(world, identifier, silence)
    same: nx.Graph[int] = nx.Graph()
    same.add_nodes_from(range(len(segments)))
    for a, b in combinations(range(len(segments)), 2):
        if enough_in_common(world, identifier, segments[a], segments[b]):
            same.add_edge(a, b)
    groups = sorted(sorted(group) for group in nx.connected_components(same))
    if len(groups) <= 1:
        return {0: (everyone, max(1, len(segments)))}
    split = {
        number: (set().union(*(segments[s] for s in group)), len(group))
        for number, group in enumerate(groups)
    }
    undated = everyone.difference(*segments)
    return {**split, UNDATED: (undated, 0)} if undated else split


def segments_of(world: World, identifier: Identifier, silence: int) -> list[set[str]]:
    dated: list[tuple[int, int, str]] = []
    for ad in world.carriers[identifier]:
        link = world.links[ad, identifier]
        if link.first is not None and link.last is not None:
            dated.append((link.first, link.last, ad))
    segments: list[set[str]] = []
    until = 0
    for first, last, ad in sorted(dated):
        if not segments or first - until > silence:
            segments.append(set())
            until = last
        segments[-1].add(ad)
        until = max(until, last)
    return segments


def enough_in_common(world: World, identifier: Identifier, one: set[str], two: set[str]) -> bool:
    seen = [
        {i for ad in by_rank(segment)[: world.rules.sample] for i in world.speaking(ad, identifier)}
        for segment in (one, two)
    ]
    common = [world.rules.kinds[i.kind] for i in seen[0] & seen[1]]
    return any(r.default is Verdict.LINKING for r in common) or len({r.family for r in common}) >= 2


def worth(world: World, key: Key, belief: float | None) -> float:
    """Chance that the ad of a link is the holder's: the belief, or the kind's prior where there is none."""
    if belief is not None:
        return belief
    return world.rules.kinds[key[1].kind].purity * world.links[key].confidence


def weak_pairs(world: World, held: Iterable[Held], worths: Mapping[Key, float]) -> dict[Pair, float]:
    """Probability of every pair of ads that share weak evidence of two families or more."""
    strongest: dict[Pair, dict[Family, float]] = defaultdict(dict)
    for identifier, holder, ads in held:
        if holder.verdict is not Verdict.WEAK or holder.ads > world.rules.small:
            continue
        family = world.rules.kinds[identifier.kind].family
        for a, b in combinations(by_rank(ads), 2):
            families = strongest[a, b]
            weaker = min(worths[a, identifier], worths[b, identifier])
            families[family] = max(families.get(family, 0.0), weaker)
    scores: dict[Pair, float] = {}
    for both, families in strongest.items():
        if len(families) >= 2:
            missed = 1.0
            for family in sorted(families):
                missed *= 1.0 - families[family]
            scores[both] = 1.0 - missed
    return scores


def edges_of(
    world: World, held: Iterable[Held], worths: Mapping[Key, float], scores: Mapping[Pair, float]
) -> Iterator[Edge]:
    for _, (a, b) in world.constraints(DecisionKind.MUST_LINK):
        yield Edge(None, (rank(a), a, rank(b), b), a, None, b)
    for identifier, holder, ads in held:
        if holder.verdict is Verdict.LINKING:
            tenant = (identifier, holder.tenure)
            for ad in ads:
                ties = (0, holder.ads, *identifier, holder.tenure, rank(ad), ad)
                yield Edge(worths[ad, identifier], ties, ad, tenant, None)
    for (a, b), score in scores.items():
        if score >= world.rules.linked:
            yield Edge(score, (1, rank(a), a, rank(b), b), a, None, b)


def components(world: World, edges: list[Edge]) -> tuple[frozenset[frozenset[str]], frozenset[CutRow]]:
    raw: nx.Graph[Node] = nx.Graph()
    raw.add_nodes_from(world.ads)
    raw.add_edges_from([(e.ad, e.end) for e in edges])
    partition: set[frozenset[str]] = set()
    cuts: set[CutRow] = set()
    forbidden = list(world.constraints(DecisionKind.CANNOT_LINK))
    for nodes in nx.connected_components(raw):
        inside = [(decision, ads) for decision, ads in forbidden if nodes.issuperset(ads)]
        if inside:
            parts, severed = keep_apart(nodes, [e for e in edges if e.ad in nodes], inside)
            cuts |= severed
        else:
            parts = [nodes]
        partition |= {frozenset(node for node in part if isinstance(node, str)) for part in parts}
    return frozenset(partition - {frozenset()}), frozenset(cuts)


def keep_apart(
    nodes: set[Node], edges: list[Edge], forbidden: list[tuple[str, Pair]]
) -> tuple[list[set[Node]], set[CutRow]]:
    """Kruskal, strongest first, that refuses an edge which would join the two ads of a cannot-link."""
    cluster: dict[Node, set[Node]] = {node: {node} for node in nodes}
    cuts: set[CutRow] = set()
    for edge in sorted(edges, key=lambda e: (e.strength is not None, -(e.strength or 0.0), e.ties)):
        one, two = cluster[edge.ad], cluster[edge.end]
        if one is two:
            continue
        violated = [d for d, (a, b) in forbidden if {a, b} <= one | two]
        if violated:
            cuts.add(edge.cut(min(violated)))
            continue
        one |= two
        cluster.update(dict.fromkeys(two, one))
    return list({id(part): part for part in cluster.values()}.values()), cuts
