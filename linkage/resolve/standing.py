"""Second part of judging: what each link of an identifier is worth, and with that the verdict on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from linkage.link.bearers import UBIQUITOUS, Bearer, core_of
from linkage.link.belief import assess
from linkage.link.holding import Holding, hold
from linkage.link.similar import COMPARED
from linkage.link.verdicts import DECISION, WARNED, Standing, judged
from linkage.model import Kind, Verdict
from linkage.ports.graph import COVERED, STRAY, Anchor, Carrier, Holder
from linkage.resolve.graph import Graph
from linkage.resolve.profile import Profiles

DECIDED = 0.99
"""Belief in a link of an identifier that a person called not generic."""


class Large(NamedTuple):
    """An identifier whose sample is as before: only its touched carriers are looked at."""

    ident: int
    touched: frozenset[int]


class Around(NamedTuple):
    """An identifier with what its sample shows. `pictures` stand on nearly all of the sample."""

    ident: int
    holding: Holding
    sample: Sequence[int]
    pictures: frozenset[int]
    covered: bool


Witness = Callable[[Around, Sequence[Bearer]], None]
"""Told of everything that is judged anew: an identifier in one tenure, and all ads with it by rank."""


def is_fixed(holder: Holder) -> bool:
    """Whether a person or a warning list gave the verdict."""
    return holder.reason in {DECISION, WARNED}


def _tenure(holder: Holder, standing: Standing) -> int:
    """Tenure of a link, or the mark that says why it is not followed."""
    if standing.covered:
        return COVERED
    return STRAY if holder.verdict is Verdict.LINKING and not standing.followed else holder.tenure


def _fixed_belief(holder: Holder) -> float:
    return 0.0 if holder.verdict is Verdict.GENERIC else DECIDED


class Standings:
    """Gives every link its belief and marks those that are not followed; judges holders on the way."""

    def __init__(self, graph: Graph, profiles: Profiles, witness: Witness | None = None) -> None:
        self._graph = graph
        self._rules = graph.rules
        self._profiles = profiles
        self._witness = witness
        self._anchors: dict[int, Anchor] = {}

    def settle(self, whole: Collection[int], large: Collection[Large]) -> None:
        """Judge the identifiers `whole` over all their carriers; of `large` only look at touched ones."""
        graph = self._graph
        carriers = graph.carriers(whole)
        self._profiles.read(carrier.ad for rows in carriers.values() for carrier in rows)
        asked = [one.ident for one in large if not is_fixed(graph.holders[one.ident][0])]
        samples = graph.view.samples(asked, self._rules.sample)
        self._profiles.read(carrier.ad for sample in samples.values() for carrier in sample)
        self._profiles.read(ad for one in large for ad in one.touched)
        compared = [
            ident for ident in (*whole, *(one.ident for one in large)) if graph.state(ident).kind in COMPARED
        ]
        self._anchors = dict(graph.view.anchors(compared)) if compared else {}
        for ident in whole:
            self._whole(ident, carriers[ident])
        for one in large:
            self._touched(one, [carrier.ad for carrier in samples.get(one.ident, ())])

    def _whole(self, ident: int, carriers: Sequence[Carrier]) -> None:
        """Give every carrier its standing; a former mark gives way to the only tenure there is."""
        holders = list(self._graph.holders[ident])
        alone = holders[0].tenure if len(holders) == 1 else None
        members: dict[int, list[Carrier]] = {}
        for carrier in carriers:
            marked = carrier.tenure in {STRAY, COVERED} and alone is not None
            members.setdefault(alone if marked and alone is not None else carrier.tenure, []).append(carrier)
        for place, holder in enumerate(holders):
            rows = members.pop(holder.tenure, [])
            if len(rows) < 2 or is_fixed(holder):
                belief = _fixed_belief(holder) if len(rows) > 1 else None
                for carrier in rows:
                    self._set(carrier, holder.tenure, belief)
            else:
                holders[place] = self._judge(ident, holder, rows)
        for tenure, rows in members.items():
            for carrier in rows:
                self._set(carrier, tenure, None)
        self._graph.holders[ident] = tuple(holders)

    def _judge(self, ident: int, holder: Holder, carriers: Sequence[Carrier]) -> Holder:
        ordered = sorted(carriers, key=lambda one: (one.rank, one.ad))
        sample = ordered[: self._rules.sample]
        around = self._around(ident, [one.ad for one in sample])
        bearers = self._bearers(around, (one.ad for one in ordered))
        if self._witness is not None:
            self._witness(around, bearers)
        found = self._standings(around, bearers)
        holding = around.holding
        of_sample = [found[one.ad] for one in sample]
        holder = judged(holder, holding.kind, holding.core, of_sample, sample[-1].rank, self._rules)
        for carrier in ordered:
            standing = found[carrier.ad]
            self._set(carrier, _tenure(holder, standing), standing.belief)
        return holder

    def _around(self, ident: int, sample: Sequence[int]) -> Around:
        kind = self._graph.state(ident).kind
        family = self._rules.kinds[kind].family
        bearers = [self._profiles.bearer(ad, ident, family) for ad in sample]
        core = core_of(bearers, self._profiles.is_contact, self._profiles.kind)
        anchor = self._anchors.get(ident)
        return Around(
            ident,
            hold(kind, core, self._profiles.kind, self._rules),
            sample,
            self._pictures(sample) if kind is Kind.IMAGE else frozenset(),
            covered=anchor is not None and anchor.head is not None and not anchor.heads,
        )

    def _pictures(self, sample: Sequence[int]) -> frozenset[int]:
        """Perceptual hashes on nearly all of the sample: the same picture, seen on more ads."""
        counts: dict[int, int] = {}
        for ad in sample:
            for ident in self._profiles[ad].pictures:
                counts[ident] = counts.get(ident, 0) + 1
        least = UBIQUITOUS * len(sample)
        return frozenset(ident for ident, count in counts.items() if count >= least)

    def _is_covered(self, around: Around, ad: int) -> bool:
        return around.covered or not around.pictures.isdisjoint(self._profiles[ad].pictures)

    def _bearers(self, around: Around, ads: Iterable[int]) -> list[Bearer]:
        family = self._rules.kinds[around.holding.kind].family
        return [self._profiles.bearer(ad, around.ident, family) for ad in ads]

    def _standings(self, around: Around, bearers: Sequence[Bearer]) -> dict[int, Standing]:
        found = assess(bearers, around.holding, self._rules)
        return {
            ad: Standing(belief, followed, self._is_covered(around, ad))
            for ad, (belief, followed) in found.items()
        }

    def _touched(self, one: Large, sample: Sequence[int]) -> None:
        (holder,) = self._graph.holders[one.ident]
        rows = self._links(one)
        if is_fixed(holder):
            for carrier in rows.values():
                self._set(carrier, holder.tenure, _fixed_belief(holder))
            return
        around = self._around(one.ident, sample)
        found = self._standings(around, self._bearers(around, {*sample, *one.touched}))
        for ad in sample:
            if _tenure(holder, found[ad]) == holder.tenure:
                self._graph.speakers[one.ident] = ad
                break
        for ad in one.touched:
            self._set(rows[ad], _tenure(holder, found[ad]), found[ad].belief)

    def _links(self, one: Large) -> dict[int, Carrier]:
        links = self._graph.links_of(one.touched)
        return {
            ad: Carrier(one.ident, ad, 0, None, None, link.tenure, link.confidence, link.belief)
            for ad in one.touched
            for link in links[ad]
            if link.ident == one.ident
        }

    def _set(self, carrier: Carrier, tenure: int, belief: float | None) -> None:
        if carrier.tenure != tenure or carrier.belief != belief:
            moved = carrier.tenure != tenure
            self._graph.set_standing(carrier.ident, carrier.ad, tenure, belief, moved=moved)
