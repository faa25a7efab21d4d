"""The ads around an identifier: which of them hang together through what else they carry.

Everything here is about a sample of the ads that carry one identifier, and about what those ads carry
beside it. The largest group that hangs together is the core: by all signs the ads of the holder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import log2
from typing import NamedTuple

from linkage.link.parties import Turns, turns
from linkage.link.unionfind import UnionFind
from linkage.model import Kind

UBIQUITOUS = 0.8
"""Part of the sample from which a contact that all carry looks like a part of the copied text itself."""
LEAST_UBIQUITOUS = 3
LEAST_STRANGERS = 3
"""So many parties with contacts of their own, and a contact that all carry no longer joins them."""

Stay = tuple[int | None, int | None, int]
"""When an ad was first and last seen in a place, and the ad."""


class Bearer(NamedTuple):
    """An ad that carries the identifier.

    `others`: its identifiers of another family than the identifier's; `contacts`: its other contact
    identifiers of kinds that link by default. Warned identifiers are in neither. `places` are where it
    says it is, `first` and `last` when it was seen. `near` when the ad carries something like the
    identifier, not the identifier itself.
    """

    ad: int
    others: frozenset[int]
    contacts: frozenset[int]
    places: frozenset[str]
    first: int | None
    last: int | None
    near: bool = False


class Core(NamedTuple):
    """What a sample shows.

    `ads`: the largest group of the sample that hangs together, empty when no two ads do. `shared`: how
    many ads of the core carry each other identifier. `seen`: places of the core's ads (of the sample's,
    without a core) with their periods. `sampled`, `parties`: ads looked at, and groups among them that
    name contacts; `speakers`: ads that name contacts. `template`: contacts that nearly all of the sample
    carry while its ads otherwise name different ones. `named`: the ads that name a contact of a kind.
    `share`: share of the pairs of the sample that carry something else together. `spread`: places beyond
    the first by ads that name one; `mixed`: share of those ads outside the country of most. `voices`: log2 of
    the groups into which the core falls by shared contacts alone: one, where a person could call them all.
    `turns`: how the parties stand to each other in time and place.
    """

    ads: frozenset[int]
    shared: dict[int, int]
    seen: dict[str, list[Stay]]
    sampled: int
    parties: int
    speakers: int
    template: frozenset[int]
    named: Mapping[Kind, frozenset[int]]
    share: float
    spread: float
    mixed: float
    voices: float
    turns: Turns


def country(place: str) -> str:
    """The country in the name of a place, `country|region|city`."""
    return place.partition("|")[0]


def core_of(
    sample: Sequence[Bearer], is_contact: Callable[[int], bool], kind_of: Callable[[int], Kind]
) -> Core:
    """The core of a sample, which is in the order of rank.

    `is_contact` tells whether an identifier is a contact of any kind, `kind_of` of which.
    """
    template = _everywhere(sample, is_contact)
    groups = _groups(sample, template)
    parties = _parties(groups, template)
    if template and len(parties) < LEAST_STRANGERS:
        template = frozenset()
        groups = _groups(sample, template)
        parties = _parties(groups, template)
    # Groups come in the order of their first ad, so the first of the largest is always the same.
    largest = max(groups, key=len)
    core = largest if len(largest) > 1 else []
    return Core(
        ads=frozenset(one.ad for one in core),
        shared=_shared(core, template),
        seen=_seen(core or sample),
        sampled=len(sample),
        parties=len(parties),
        speakers=sum(one.speakers for one in parties),
        template=template,
        named=_named(sample, template, kind_of),
        share=_share(sample, template),
        spread=_spread(sample),
        mixed=_mixed(sample),
        voices=_voices(core, template),
        turns=turns([one.ads for one in parties]),
    )


def _everywhere(sample: Sequence[Bearer], is_contact: Callable[[int], bool]) -> frozenset[int]:
    """Contacts that nearly all of the sample carry."""
    least = max(LEAST_UBIQUITOUS, UBIQUITOUS * len(sample))
    if len(sample) < least:
        return frozenset()
    counts = Counter(ident for one in sample for ident in one.others | one.contacts)
    return frozenset(ident for ident, count in counts.items() if count >= least and is_contact(ident))


def _groups(sample: Sequence[Bearer], without: frozenset[int]) -> list[list[Bearer]]:
    """Ads that share anything, joined."""
    sets = UnionFind[int]()
    first: dict[int, int] = {}
    for place, one in enumerate(sample):
        sets.add(place)
        for ident in one.others | one.contacts:
            if ident not in without:
                sets.union(first.setdefault(ident, place), place)
    found: dict[int, list[Bearer]] = {}
    for place, one in enumerate(sample):
        found.setdefault(sets.find(place), []).append(one)
    return list(found.values())


class _Party(NamedTuple):
    """A group whose ads name contacts beside the template's, and how many of them do."""

    ads: Sequence[Bearer]
    speakers: int


def _parties(groups: Iterable[Sequence[Bearer]], template: frozenset[int]) -> list[_Party]:
    parties = (_Party(group, sum(not one.contacts <= template for one in group)) for group in groups)
    return [one for one in parties if one.speakers]


def _named(
    sample: Iterable[Bearer], template: frozenset[int], kind_of: Callable[[int], Kind]
) -> Mapping[Kind, frozenset[int]]:
    found: dict[Kind, set[int]] = {}
    for one in sample:
        for ident in one.contacts - template:
            found.setdefault(kind_of(ident), set()).add(one.ad)
    return {kind: frozenset(ads) for kind, ads in found.items()}


def _shared(core: Iterable[Bearer], template: frozenset[int]) -> dict[int, int]:
    counts = Counter(ident for one in core for ident in one.others | one.contacts)
    return {ident: count for ident, count in counts.items() if ident not in template}


def _seen(ads: Iterable[Bearer]) -> dict[str, list[Stay]]:
    found: dict[str, list[Stay]] = {}
    for one in ads:
        for place in one.places:
            found.setdefault(place, []).append((one.first, one.last, one.ad))
    return found


def _voices(core: Iterable[Bearer], template: Collection[int]) -> float:
    """log2 of the groups of contacts that ads of the core name together."""
    sets = UnionFind[int]()
    for one in core:
        mine = sorted(one.contacts.difference(template))
        for ident in mine:
            sets.add(ident)
            sets.union(mine[0], ident)
    return log2(max(1, len(sets.groups())))


def _spread(sample: Iterable[Bearer]) -> float:
    placed = [one.places for one in sample if one.places]
    return (len(frozenset().union(*placed)) - 1) / len(placed) if placed else 0.0


def _mixed(sample: Iterable[Bearer]) -> float:
    found = [min(map(country, one.places)) for one in sample if one.places]
    return 1.0 - max(Counter(found).values()) / len(found) if found else 0.0


def _share(sample: Sequence[Bearer], template: Collection[int]) -> float:
    """Share of the pairs of sampled ads that carry another identifier together."""
    total = len(sample) * (len(sample) - 1) // 2
    if not total:
        return 0.0
    masks: dict[int, int] = {}
    for place, one in enumerate(sample):
        for ident in one.others | one.contacts:
            if ident not in template:
                masks[ident] = masks.get(ident, 0) | 1 << place
    beside = [0] * len(sample)
    for mask in {mask for mask in masks.values() if mask & (mask - 1)}:
        rest = mask
        while rest:
            place = rest.bit_length() - 1
            beside[place] |= mask
            rest ^= 1 << place
    return sum((mask & ~(1 << place)).bit_count() for place, mask in enumerate(beside)) // 2 / total
