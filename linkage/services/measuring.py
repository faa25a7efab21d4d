"""What a store says of its ads, set against who is known to be behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from linkage.analyse.generic import GenericTally, Nature, nature
from linkage.link.rules import Rules
from linkage.link.weak import strength
from linkage.model import DecisionKind, Identifier, Verdict, rank
from linkage.ports import STRAY, Holder, Store, StoredLink
from linkage.services.evidence_graph import HolderKey, cut_pairs, followed, weak_pairs, worth_of
from linkage.services.sharing import SUGGESTED, effect_of

PAGE = 1_000
"""Ads whose links are read at once."""
PAIRS = 10
"""Pairs of ads that one holder answers for, so that a hub does not speak for all."""
WEAK = "weak evidence"
"""What stands for the kind where weak identifiers join two ads together."""

Carried = Mapping[Identifier, Sequence[StoredLink]]
Operators = Mapping[str, str]
"""Operator by ad id."""


class SaidPair(NamedTuple):
    """Two ads that the store joins: by what, with which confidence, and whether that is true."""

    by: str
    said: float
    true: bool


def carried(store: Store, ad_ids: Collection[str]) -> Carried:
    """Links of these ads by identifier, those ruled wrong left out; each in the order of ad ids."""
    found: dict[Identifier, list[StoredLink]] = {}
    ordered = sorted(ad_ids)
    for start in range(0, len(ordered), PAGE):
        for link in store.links_of_ads(ordered[start : start + PAGE]):
            if not link.wrong:
                found.setdefault(Identifier(link.kind, link.value), []).append(link)
    return found


def holders_by_key(store: Store, wanted: Carried) -> Mapping[Identifier, Sequence[Holder]]:
    """Holders of the identifiers on two ads or more."""
    return {
        name: row.holders
        for row in store.iter_identifiers()
        if len(wanted.get(name := Identifier(row.kind, row.value), ())) > 1
    }


def called_generic(holders: Sequence[Holder]) -> bool:
    """Whether an identifier's main holder is generic."""
    main = max(holders, key=lambda holder: holder.ads, default=None)
    return main is not None and main.verdict is Verdict.GENERIC


def generic_tallies(
    operators: Operators,
    links: Carried,
    holders: Mapping[Identifier, Sequence[Holder]],
    hubs: Collection[Identifier],
) -> Mapping[str, GenericTally]:
    """Tallies by kind. Of `hubs` it is known that they are generic, whatever their ads say."""
    tallies: dict[str, GenericTally] = {}
    for name, on in links.items():
        what = nature(operators[link.ad_id] for link in on)
        if what is not None:
            tally = tallies.setdefault(name.kind.value, GenericTally())
            truly = Nature.GENERIC if name in hubs else what
            tally.add(truly, called_generic=called_generic(holders.get(name, ())))
    return dict(sorted(tallies.items()))


def said_pairs(
    operators: Operators, links: Carried, holders: Mapping[Identifier, Sequence[Holder]], rules: Rules
) -> Iterator[SaidPair]:
    """A sample of the pairs of ads that an identifier joins or suggests, and every pair of weak evidence.

    Of a holder at most `PAIRS` neighbours in the order of the ads' ranks, which is that of a hash:
    the same in every run, and of no other meaning. A suggestion pairs an ad whose link is not followed with
    the first that is, or with its neighbour where none is.
    """
    present = _present(holders)
    for name, on in links.items():
        by_tenure: dict[int, list[StoredLink]] = {}
        for link in sorted(on, key=lambda link: (rank(link.ad_id), link.ad_id)):
            if followed(link):
                by_tenure.setdefault(link.tenure, []).append(link)
            elif effect_of(link, link) in SUGGESTED:
                by_tenure.setdefault(STRAY, []).append(link)
        suggested = by_tenure.pop(STRAY, [])[: PAIRS + 1]
        firsts = [joined[0] for joined in by_tenure.values()]
        chosen = zip(suggested, firsts * len(suggested), strict=False) if firsts else pairwise(suggested)
        yield from _said(f"{name.kind} (suggested)", chosen, operators, rules)
        for tenure, joined in by_tenure.items():
            if (name, tenure) in present:
                yield from _said(name.kind.value, pairwise(joined[: PAIRS + 1]), operators, rules)
    weak = [link for on in links.values() for link in on if link.verdict is Verdict.WEAK]
    for pair in weak_pairs(weak, present, rules):
        yield SaidPair(WEAK, pair.probability, operators[pair.a] == operators[pair.b])


def _said(
    by: str, pairs: Iterable[tuple[StoredLink, StoredLink]], operators: Operators, rules: Rules
) -> Iterator[SaidPair]:
    for a, b in pairs:
        said = strength(worth_of(a, rules), worth_of(b, rules))
        yield SaidPair(by, said, operators[a.ad_id] == operators[b.ad_id])


def _present(holders: Mapping[Identifier, Sequence[Holder]]) -> Mapping[HolderKey, Holder]:
    return {(name, holder.tenure): holder for name, each in holders.items() for holder in each}


def violated(store: Store) -> tuple[int, Sequence[str]]:
    """How many standing decisions on pairs of present ads there are, and ids of those not kept.

    A cannot-link is kept when its ads are in two networks; a must-link when they are in one, or
    when a cannot-link cut it.
    """
    standing = [row.decision for row in store.decisions(standing=True)]
    pairs = [
        (one, one.ad_a, one.ad_b)
        for one in standing
        if one.kind in {DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK} and one.ad_a and one.ad_b
    ]
    ads = store.ads({ad for _, a, b in pairs for ad in (a, b)})
    present = [(one, a, b) for one, a, b in pairs if a in ads and b in ads]
    cut = cut_pairs(store, ads.keys())
    broken: list[str] = []
    for one, a, b in present:
        together = ads[a].network_id == ads[b].network_id
        must = one.kind is DecisionKind.MUST_LINK
        explained = must and (min(a, b), max(a, b)) in cut
        if together != must and not explained:
            broken.append(one.decision_id)
    return len(present), broken
