"""Third part of judging: which links of linking identifiers are strays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from linkage.link.strays import Bearer, core_of, is_stray
from linkage.link.verdicts import CORROBORATED, DEFAULT
from linkage.model import Family, Kind, Verdict
from linkage.ports.graph import STRAY, Carrier, Holder
from linkage.resolve.graph import Graph
from linkage.resolve.profile import Profiles


class Large(NamedTuple):
    """An identifier whose sample is as before: only its touched carriers are looked at."""

    ident: int
    touched: frozenset[int]


def asks(holder: Holder) -> bool:
    """Whether a holder's links may be strays: it links, and no person said so."""
    return holder.verdict is Verdict.LINKING and holder.reason in {DEFAULT, CORROBORATED}


class Strays:
    """Marks stray links by their tenure, and gives marks back."""

    def __init__(self, graph: Graph, profiles: Profiles) -> None:
        self._graph = graph
        self._rules = graph.rules
        self._profiles = profiles

    def mark(self, few: Collection[int], large: Collection[Large]) -> None:
        """Look at all carriers of the identifiers `few`, and at the touched ones of `large`."""
        carriers = self._graph.carriers(few)
        self._profiles.read(carrier.ad for rows in carriers.values() for carrier in rows)
        for ident in few:
            self._mark_all(ident, carriers[ident])
        samples = self._graph.view.samples([one.ident for one in large], self._rules.sample)
        self._profiles.read(carrier.ad for sample in samples.values() for carrier in sample)
        self._profiles.read(ad for one in large for ad in one.touched)
        for one in large:
            self._mark_touched(one, [carrier.ad for carrier in samples[one.ident]])

    def _mark_all(self, ident: int, carriers: Sequence[Carrier]) -> None:
        """Mark every carrier; `tenure` of a former stray is settled by the only tenure there is."""
        holders = {holder.tenure: holder for holder in self._graph.holders[ident]}
        alone = next(iter(holders)) if len(holders) == 1 else None
        members: dict[int, list[Carrier]] = {}
        for carrier in carriers:
            tenure = alone if carrier.tenure == STRAY and alone is not None else carrier.tenure
            members.setdefault(tenure, []).append(carrier)
        for tenure, rows in members.items():
            holder = holders.get(tenure)
            strays: set[int] = set()
            if holder is not None and asks(holder) and len(rows) > 1:
                strays = self._find(ident, holder, rows)
            for carrier in rows:
                self._set(carrier, STRAY if carrier.ad in strays else tenure)

    def _find(self, ident: int, holder: Holder, carriers: Sequence[Carrier]) -> set[int]:
        kind = self._graph.state(ident).kind
        bearers = {one.ad: self._bearer(one.ad, ident, kind) for one in carriers}
        sample: Iterable[Bearer] = bearers.values()
        if holder.ads > self._rules.small:
            smallest = sorted(carriers, key=lambda one: (one.rank, one.ad))[: self._rules.sample]
            sample = [bearers[one.ad] for one in smallest]
        core = core_of(sample)
        contact = self._rules.kinds[kind].family is Family.CONTACT
        return {ad for ad, one in bearers.items() if is_stray(one, core, holder.ads, contact=contact)}

    def _mark_touched(self, one: Large, sample: Sequence[int]) -> None:
        (holder,) = self._graph.holders[one.ident]
        kind = self._graph.state(one.ident).kind
        bearers = [self._bearer(ad, one.ident, kind) for ad in sample]
        core = core_of(bearers)
        contact = self._rules.kinds[kind].family is Family.CONTACT
        for ad, bearer in zip(sample, bearers, strict=True):
            if not is_stray(bearer, core, holder.ads, contact=contact):
                self._graph.speakers[one.ident] = ad
                break
        rows = {link.ad: link for link in self._links(one)}
        for ad in one.touched:
            stray = is_stray(self._bearer(ad, one.ident, kind), core, holder.ads, contact=contact)
            tenure = STRAY if stray else 0
            if rows[ad].tenure != tenure:
                self._graph.set_tenure(one.ident, ad, tenure)

    def _links(self, one: Large) -> Iterable[Carrier]:
        links = self._graph.links_of(one.touched)
        for ad in one.touched:
            for link in links[ad]:
                if link.ident == one.ident:
                    yield Carrier(one.ident, ad, 0, None, None, link.tenure, link.confidence)

    def _set(self, carrier: Carrier, tenure: int) -> None:
        if carrier.tenure != tenure:
            self._graph.set_tenure(carrier.ident, carrier.ad, tenure)

    def _bearer(self, ad: int, ident: int, kind: Kind) -> Bearer:
        profile = self._profiles[ad]
        contacts = profile.contacts
        if ident in contacts:
            contacts -= {ident}
        return Bearer(profile.beside(self._rules.kinds[kind].family), contacts)
