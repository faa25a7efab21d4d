"""The oracle's reading of what an identifier's ads say of it: belief in each link, and the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from math import ceil, log2
from typing import NamedTuple

import networkx as nx

from linkage.link.bearers import Bearer, Core
from linkage.link.belief import features, probability, rounded
from linkage.link.generic import is_generic
from linkage.link.holding import hold
from linkage.link.parties import Turns
from linkage.model import DecisionKind, Family, Identifier, Kind, Verdict, rank
from linkage.ports import COVERED, STRAY, Holder
from tests.support.oracle_world import World, by_rank, earliest, latest

NEARLY_ALL = 0.8
SAID = 0.99
"""Belief in what a person called not generic."""


class Judgement(NamedTuple):
    """What one tenure of an identifier is, and of each of its ads the tenure and the belief."""

    holder: Holder
    standings: dict[str, tuple[int, float | None]]


def judge(world: World, identifier: Identifier, tenure: int, ads: set[str], segments: int) -> Judgement:
    links = [world.links[ad, identifier] for ad in ads]
    first, last = earliest(link.first for link in links), latest(link.last for link in links)
    default = world.rules.kinds[identifier.kind].default
    plain = Holder(tenure, default, "default", len(ads), first, last, segments)
    ruling = world.ruling(identifier)
    if ruling is DecisionKind.GENERIC:
        fixed = plain._replace(verdict=Verdict.GENERIC, reason="decision")
    elif ruling is DecisionKind.NOT_GENERIC:
        fixed = plain._replace(reason="decision")
    elif identifier in world.rules.warned:
        fixed = plain._replace(verdict=Verdict.GENERIC, reason="warning-list")
    elif len(ads) < 2:
        fixed = plain
    else:
        return by_sample(world, identifier, ads, plain)
    belief = 0.0 if fixed.verdict is Verdict.GENERIC else SAID
    return Judgement(fixed, {ad: (tenure, belief if len(ads) > 1 else None) for ad in ads})


def by_sample(world: World, identifier: Identifier, ads: set[str], plain: Holder) -> Judgement:
    rules = world.rules
    sample = by_rank(ads)[: rules.sample]
    core, copied = core_of(world, identifier, sample)
    holding = hold(identifier.kind, core, _kind_of(world), rules)
    believed = {
        ad: rounded(probability(features(bearer(world, ad, identifier), holding, rules), rules.weights))
        for ad in ads
    }
    silenced = covered(world, identifier, ads, sample)
    followed = {ad for ad in ads if believed[ad] >= least_belief(world, identifier, ad, core, copied)}
    beliefs = [believed[ad] for ad in sample]
    free = [ad for ad in sample if ad not in silenced]
    if is_generic(identifier.kind, core, beliefs, rules):
        verdict, reason = Verdict.GENERIC, "strangers"
    elif len(followed & set(free)) >= 2:
        verdict, reason = Verdict.LINKING, "corroborated" if core.ads else "uncontested"
    else:
        verdict, reason = Verdict.WEAK, "uncorroborated" if free else "covered"
    holder = plain._replace(
        verdict=verdict,
        reason=reason,
        sampled=len(sample),
        share=round(core.share, 4),
        cohesion=round(len(core.ads) / len(sample), 4),
        bound=max(map(rank, sample)),
        parties=core.parties,
        purity=round(sum(beliefs) / len(beliefs), 4),
    )
    standings: dict[str, tuple[int, float | None]] = {}
    for ad in ads:
        astray = verdict is Verdict.LINKING and ad not in followed
        tenure = COVERED if ad in silenced else STRAY if astray else plain.tenure
        standings[ad] = (tenure, believed[ad])
    return Judgement(holder, standings)


def least_belief(world: World, identifier: Identifier, ad: str, core: Core, copied: set[Identifier]) -> float:
    """From where on an ad's link joins: where nothing vouches for it, it depends on the kind and the town."""
    rules = world.rules
    rule = rules.kinds[identifier.kind]
    named = contacts(world, ad, identifier)
    inside = world.numbers_of_ads[ad] in core.ads
    mates = max(1, len(core.ads) - inside)
    enough = inside + max(1, ceil(rules.support * mates))
    carried = {world.numbers[i] for i in others(world, ad, identifier) | named}
    if any(core.shared.get(i, 0) >= enough for i in carried):
        return rules.linked
    if rule.family is Family.CONTACT and rule.default is Verdict.LINKING:
        if contradicting(world, identifier, ad, core, copied):
            return rules.linked
        return rules.linked_silent if core.ads else rules.linked_alone
    number = world.numbers_of_ads[ad]
    in_town = any(
        other != number for place in world.contexts[ad].places for *_, other in core.seen.get(place, ())
    )
    if rule.family is Family.PICTURE:
        return rules.linked if in_town else rules.linked_picture
    if in_town:
        return rules.linked_town
    return rules.linked if core.ads else rules.linked_weak


def contradicting(world: World, identifier: Identifier, ad: str, core: Core, copied: set[Identifier]) -> bool:
    """Whether an ad names a contact of a kind of which the identifier is, or another ad names one."""
    kinds = {one.kind for one in contacts(world, ad, identifier) - copied}
    me = world.numbers_of_ads[ad]
    return identifier.kind in kinds or any(core.named.get(kind, frozenset()) - {me} for kind in kinds)


def covered(world: World, identifier: Identifier, ads: set[str], sample: list[str]) -> set[str]:
    """Ads whose link says nothing that another of their links does not say of more ads.

    All of them, where another identifier stands for this one and this one for none. Of an exact picture
    those that carry the perceptual hash that nearly all of the sample carries.
    """
    heads = world.heads
    if identifier in heads and all(alike.head != identifier for alike in heads.values()):
        return set(ads)
    if identifier.kind is not Kind.IMAGE:
        return set()
    looks = {ad: {i for i in world.speaking(ad, identifier) if i.kind is Kind.PICTURE} for ad in ads}
    counts = Counter(i for ad in sample for i in looks[ad])
    same = {i for i, count in counts.items() if count >= NEARLY_ALL * len(sample)}
    return {ad for ad in ads if looks[ad] & same}


def _kind_of(world: World) -> Callable[[int], Kind]:
    kinds = {number: i.kind for i, number in world.numbers.items()}
    return kinds.__getitem__


def others(world: World, ad: str, identifier: Identifier) -> set[Identifier]:
    """What an ad carries of other families."""
    kinds = world.rules.kinds
    own = kinds[identifier.kind].family
    return {i for i in world.speaking(ad, identifier) if kinds[i.kind].family is not own}


def contacts(world: World, ad: str, identifier: Identifier) -> set[Identifier]:
    """The contacts that an ad names beside this identifier, of kinds that link by default."""
    named = set()
    for i in world.speaking(ad, identifier):
        rule = world.rules.kinds[i.kind]
        if rule.family is Family.CONTACT and rule.default is Verdict.LINKING:
            named.add(i)
    return named


def bearer(world: World, ad: str, identifier: Identifier) -> Bearer:
    number, context = world.numbers, world.contexts[ad]
    return Bearer(
        world.numbers_of_ads[ad],
        frozenset(number[i] for i in others(world, ad, identifier)),
        frozenset(number[i] for i in contacts(world, ad, identifier)),
        *context,
        near=world.links[ad, identifier].via is not None,
    )


def core_of(world: World, identifier: Identifier, sample: list[str]) -> tuple[Core, set[Identifier]]:
    """The core of a sample, and the contacts that are copied with the text."""
    told = {ad: others(world, ad, identifier) | contacts(world, ad, identifier) for ad in sample}
    named = {ad: contacts(world, ad, identifier) for ad in sample}
    copied = _on_nearly_all(world, told)
    together = _together(told, copied)
    parties = _parties(together, named, copied)
    if copied and len(parties) < 3:
        copied = set()
        together = _together(told, copied)
        parties = _parties(together, named, copied)
    largest = max(nx.connected_components(together), key=lambda ads: (len(ads), -min(map(sample.index, ads))))
    core = largest if len(largest) > 1 else set()
    number, number_of_ads = world.numbers, world.numbers_of_ads
    shared = Counter(number[i] for ad in core for i in told[ad] - copied)
    found = Core(
        ads=frozenset(number_of_ads[ad] for ad in core),
        shared=dict(shared),
        seen=_seen(world, sorted(core or sample)),
        sampled=len(sample),
        parties=len(parties),
        speakers=sum(parties),
        template=frozenset(number[i] for i in copied),
        named=_named(world, {ad: named[ad] - copied for ad in sample}),
        share=together.number_of_edges() / (len(sample) * (len(sample) - 1) // 2),
        voices=_voices([named[ad] - copied for ad in core]),
        turns=_turns(world, together, {ad for ad in sample if named[ad] - copied}),
        **_places(world, sample),
    )
    return found, copied


def _named(world: World, named: dict[str, set[Identifier]]) -> dict[Kind, frozenset[int]]:
    """Which ads name a contact of a kind."""
    found: dict[Kind, set[int]] = {}
    for ad, own in named.items():
        for one in own:
            found.setdefault(one.kind, set()).add(world.numbers_of_ads[ad])
    return {kind: frozenset(ads) for kind, ads in found.items()}


def _on_nearly_all(world: World, told: dict[str, set[Identifier]]) -> set[Identifier]:
    counts = Counter(i for carried in told.values() for i in carried)
    return {
        i
        for i, count in counts.items()
        if count >= max(3, NEARLY_ALL * len(told)) and world.rules.kinds[i.kind].family is Family.CONTACT
    }


def _together(told: dict[str, set[Identifier]], copied: set[Identifier]) -> nx.Graph[str]:
    """Ads, and an edge where two share anything that is not copied with the text."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(told)
    graph.add_edges_from((a, b) for a, b in combinations(told, 2) if told[a] & told[b] - copied)
    return graph


def _parties(
    together: nx.Graph[str], named: dict[str, set[Identifier]], copied: set[Identifier]
) -> list[int]:
    """Of each group that has any, how many of its ads name contacts of their own."""
    counts = [len([ad for ad in ads if named[ad] - copied]) for ads in nx.connected_components(together)]
    return [count for count in counts if count]


def _turns(world: World, together: nx.Graph[str], speaking: set[str]) -> Turns:
    """How the groups that have an ad that names contacts stand to each other."""
    parties = [ads for ads in nx.connected_components(together) if ads & speaking]
    places, periods = [], []
    for ads in parties:
        seen = [world.contexts[ad] for ad in ads]
        places.append({place for there, _, _ in seen for place in there})
        times = [time for _, *both in seen for time in both if time is not None]
        if times:
            periods.append((min(times), max(times)))
    placed = [one for one in places if one]
    both_placed, both_dated = list(combinations(placed, 2)), list(combinations(periods, 2))
    met = sum(max(one[0], other[0]) <= min(one[1], other[1]) for one, other in both_dated)
    relay = 0.0
    if both_dated:
        day = 86_400
        whole = max(last for _, last in periods) - min(first for first, _ in periods) + day
        expected = sum(min(whole, a[1] - a[0] + b[1] - b[0] + day) for a, b in both_dated) / whole
        relay = log2((expected + 1) / (met + 1))
    return Turns(
        near=sum(bool(a & b) for a, b in both_placed) / len(both_placed) if both_placed else 0.0,
        relay=max(0.0, relay),
    )


def _voices(named: list[set[Identifier]]) -> float:
    """How many groups the contacts fall into that are named together, as a power of two."""
    graph: nx.Graph[Identifier] = nx.Graph()
    for own in named:
        nx.add_path(graph, sorted(own))
    return log2(max(1, nx.number_connected_components(graph)))


def _seen(world: World, ads: list[str]) -> dict[str, list[tuple[int | None, int | None, int]]]:
    seen: dict[str, list[tuple[int | None, int | None, int]]] = {}
    for ad in ads:
        places, first, last = world.contexts[ad]
        for place in places:
            seen.setdefault(place, []).append((first, last, world.numbers_of_ads[ad]))
    return seen


def _places(world: World, sample: list[str]) -> dict[str, float]:
    """How far the ads are from being in one place, and in one country."""
    placed = [world.contexts[ad].places for ad in sample if world.contexts[ad].places]
    if not placed:
        return {"spread": 0.0, "mixed": 0.0}
    countries = Counter(min(place.split("|")[0] for place in places) for places in placed)
    everywhere = set().union(*placed)
    return {
        "spread": (len(everywhere) - 1) / len(placed),
        "mixed": 1.0 - max(countries.values()) / len(placed),
    }
