"""The links that exist in a world, read off its observations and decisions: the oracle's ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from linkage.link.rules import Rules
from linkage.link.similar import likeness
from linkage.model import Decision, DecisionKind, Identifier, Observation, Sketch, rank
from linkage.ports import Context

Pair: TypeAlias = tuple[str, str]
Key: TypeAlias = tuple[str, Identifier]


class Link(NamedTuple):
    """What all observations of an ad say together about one identifier on it.

    `via`: what the ad carries in the identifier's place, when it carries only something like it.
    """

    first: int | None
    last: int | None
    confidence: float
    observations: int
    via: Identifier | None = None


class Alike(NamedTuple):
    """The identifier that stands for another one, and how alike the two are."""

    head: Identifier
    likeness: float


def by_rank(ads: Iterable[str]) -> list[str]:
    return sorted(ads, key=lambda ad: (rank(ad), ad))


def pair(ad_a: str, ad_b: str) -> Pair:
    smaller, larger = by_rank([ad_a, ad_b])
    return smaller, larger


def earliest(times: Iterable[int | None]) -> int | None:
    return min((t for t in times if t is not None), default=None)


def latest(times: Iterable[int | None]) -> int | None:
    return max((t for t in times if t is not None), default=None)


def place_in_bucket(identifier: Identifier) -> int:
    """First 63 bits of the SHA-256 of `kind:value`."""
    digest = sha256(f"{identifier.kind}:{identifier.value}".encode()).hexdigest()
    return int(digest[:16], 16) // 2


class World:
    """The links that exist, and lookups over them.

    `found`: every link that an observation makes, those ruled wrong included; `links`: those that count,
    with the ones to what is only like what an ad carries.
    """

    def __init__(self, seen: Iterable[Observation], standing: Iterable[Decision], rules: Rules) -> None:
        self.rules = rules
        self.decisions = list(standing)
        distinct = {(o.ad_id, o.sha256): o for o in seen}
        self.ads = {o.ad_id for o in distinct.values()}
        self.contexts = {ad: _context([o for o in distinct.values() if o.ad_id == ad]) for ad in self.ads}
        found: dict[Key, list[tuple[Observation, float]]] = defaultdict(list)
        for observation in distinct.values():
            for e in observation.evidence:
                found[observation.ad_id, Identifier(e.kind, e.value)].append((observation, e.confidence))
        self.found = {key: _link(seen) for key, seen in found.items()}
        wrong = {(d.ad_a, d.identifier) for d in self.decisions if d.kind is DecisionKind.WRONG_EXTRACTION}
        self.links = {key: link for key, link in self.found.items() if key not in wrong}
        sketches = {Identifier(s.kind, s.value): s for o in distinct.values() for s in o.sketches}
        here = {identifier for _, identifier in self.links}
        self.heads = heads_of([s for i, s in sketches.items() if i in here], rules)
        self.links |= self._near_links()
        self.carriers: dict[Identifier, set[str]] = defaultdict(set)
        self.carried: dict[str, set[Identifier]] = defaultdict(set)
        for ad, identifier in self.links:
            self.carriers[identifier].add(ad)
            self.carried[ad].add(identifier)
        self.numbers = {identifier: number for number, identifier in enumerate(sorted(self.carriers))}
        self.numbers_of_ads = {ad: number for number, ad in enumerate(by_rank(self.ads))}

    def _near_links(self) -> dict[Key, Link]:
        """Links of ads to the heads of what they carry, where no link of their own leads there."""
        near: dict[Key, list[Link]] = defaultdict(list)
        for (ad, identifier), link in self.links.items():
            alike = self.heads.get(identifier)
            if alike is not None and (ad, alike.head) not in self.found:
                confidence = round(link.confidence * alike.likeness, 4)
                near[ad, alike.head].append(Link(link.first, link.last, confidence, 0, identifier))
        return {key: min(links, key=_strongest_first) for key, links in near.items()}

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


def _strongest_first(link: Link) -> tuple[float, int]:
    assert link.via is not None
    return -link.confidence, place_in_bucket(link.via)


def heads_of(sketches: Collection[Sketch], rules: Rules) -> Mapping[Identifier, Alike]:
    """What is like another one, and which: of the firsts of its buckets, the first that it is like."""
    buckets: dict[int, list[tuple[int, Sketch]]] = defaultdict(list)
    for sketch in sketches:
        for key in sketch.keys:
            buckets[key].append((place_in_bucket(Identifier(sketch.kind, sketch.value)), sketch))
    heads: dict[Identifier, Alike] = {}
    for sketch in sketches:
        mine = Identifier(sketch.kind, sketch.value)
        for _, first in sorted(min(buckets[key]) for key in sketch.keys):
            other = Identifier(first.kind, first.value)
            if other == mine:
                break
            found = likeness(sketch.kind, sketch.value, sketch.body, first.body, rules)
            if found is not None:
                heads[mine] = Alike(other, found)
                break
    return heads


def _link(seen: list[tuple[Observation, float]]) -> Link:
    return Link(
        earliest(o.first_seen for o, _ in seen),
        latest(o.last_seen for o, _ in seen),
        max(confidence for _, confidence in seen),
        len({o.sha256 for o, _ in seen}),
    )


def _context(seen: list[Observation]) -> Context:
    """Cities that an ad names, as `country|region|city`, and its period."""
    places = {
        "|".join((part or "").strip().casefold() for part in (o.country, o.region, o.city))
        for o in seen
        if o.city
    }
    return Context(frozenset(places), earliest(o.first_seen for o in seen), latest(o.last_seen for o in seen))
