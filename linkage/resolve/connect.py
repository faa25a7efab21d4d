"""Second half of a resolution: which components the new verdicts and links bring together or shake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkage.link.unionfind import UnionFind
from linkage.link.weak import enumerable
from linkage.model import Verdict
from linkage.ports.graph import Carrier, Constraint, Holder, Touched
from linkage.resolve.graph import Graph
from linkage.resolve.judge import Judged
from linkage.resolve.pairs import doubtful, linked_pairs

JOINED = (0, None)
"""Standing of a link that nobody judged otherwise."""


class Joined(NamedTuple):
    """Component labels that belong together now, and those whose inside must be looked at again.

    `seeds` holds, by shaken label, the ads next to evidence that may be gone. `deep` are the labels
    under a cannot-link or a decision, which are only ever resolved whole; it may name labels
    outside every class: they matter once something reaches them. `bonds` are the pairs of ads over
    which components were joined, `labels` the component of every ad looked at.
    """

    classes: list[list[int]]
    seeds: dict[int, set[int]]
    deep: set[int]
    bonds: list[tuple[int, int]]
    labels: dict[int, int]


class Connector:
    """Collects unions and doubts over component labels."""

    def __init__(self, graph: Graph, touched: Touched) -> None:
        self._graph = graph
        self._touched = touched
        self._sets = UnionFind[int]()
        self._seeds: dict[int, set[int]] = {}
        self._deep: set[int] = set()
        self._bonds: list[tuple[int, int]] = []
        self._labels: dict[int, int] = {}
        self._speakers: set[int] = set()
        self._new = {(link.ident, link.ad) for link in touched.links if link.new}

    def connect(self, judged: Judged, constraints: Sequence[Constraint]) -> Joined:
        """Joins and doubts of everything the delta touched."""
        self._place({link.ad for link in self._touched.links})
        self._steady(judged.steady)
        self._shifted(judged.shifted)
        self._losses()
        self._decided(constraints)
        self._weak()
        classes = list(self._sets.groups().values())
        return Joined(classes, self._seeds, self._deep, self._bonds, self._labels)

    def _place(self, ads: Iterable[int]) -> None:
        """Learn the labels of the ads and make their components known."""
        missing = {ad for ad in ads if ad not in self._labels}
        if missing:
            self._labels.update(self._graph.view.labels_of(missing))
        for ad in missing:
            self._sets.add(self._labels[ad])

    def _shake(self, ads: Iterable[int]) -> None:
        found = set(ads)
        self._place(found)
        for ad in found:
            label = self._labels[ad]
            self._sets.add(label)
            self._seeds.setdefault(label, set()).add(ad)

    def _bind(self, a: int, b: int) -> None:
        """Two ads are together now."""
        left, right = self._labels[a], self._labels[b]
        if left != right:
            self._sets.union(left, right)
            self._bonds.append((a, b))

    def _steady(self, idents: Iterable[int]) -> None:
        """New links join where the old ones are: one old carrier speaks for all."""
        following = {ident for ident in idents if self._graph.follows(ident, 0)}
        speaker = {
            ident: representative
            for ident in following
            if (representative := self._speaker(ident)) is not None
        }
        self._place(speaker.values())
        for ident, ad in self._new:
            if ident in speaker and self._graph.standings.get((ident, ad), JOINED)[0] == JOINED[0]:
                self._bind(ad, speaker[ident])

    def _speaker(self, ident: int) -> int | None:
        return self._graph.speakers.get(ident, self._graph.state(ident).representative)

    def _shifted(self, idents: Iterable[int]) -> None:
        """Old links act otherwise now: look at every carrier."""
        idents = list(idents)
        before = self._graph.stored_carriers(idents)
        after = self._graph.carriers(idents)
        self._place(carrier.ad for carriers in before.values() for carrier in carriers)
        for ident in idents:
            old = self._graph.state(ident).holders
            new = self._graph.holders[ident]
            self._shift_linking(old, new, before[ident], after[ident])
            self._shift_weak(ident, old, new, before[ident], after[ident])

    def _shift_linking(
        self,
        old: tuple[Holder, ...],
        new: tuple[Holder, ...],
        before: list[Carrier],
        after: list[Carrier],
    ) -> None:
        followed = {holder.tenure for holder in old if holder.verdict is Verdict.LINKING}
        follows = {holder.tenure for holder in new if holder.verdict is Verdict.LINKING}
        fates: dict[int, set[int | None]] = {}
        first: dict[int, int] = {}
        for was, now in zip(before, after, strict=True):
            fate = now.tenure if now.tenure in follows else None
            if was.tenure in followed and (was.ident, was.ad) not in self._new:
                fates.setdefault(was.tenure, set()).add(fate)
            if fate is not None:
                self._bind(now.ad, first.setdefault(fate, now.ad))
        for tenure, ends in fates.items():
            mine = [
                now
                for was, now in zip(before, after, strict=True)
                if was.tenure == tenure and (was.ident, was.ad) not in self._new
            ]
            if ends == {None} or len(ends - {None}) > 1:
                self._shake(now.ad for now in mine)
            elif None in ends:
                self._shake(now.ad for now in mine if now.tenure not in follows)
                self._shake([now.ad for now in mine if now.tenure in follows][:1])

    def _shift_weak(
        self,
        ident: int,
        old: tuple[Holder, ...],
        new: tuple[Holder, ...],
        before: list[Carrier],
        after: list[Carrier],
    ) -> None:
        rules = self._graph.rules
        paired = {holder.tenure for holder in old if enumerable(holder, rules)}
        pairs = {holder.tenure for holder in new if enumerable(holder, rules)}
        split = len(old) > 1 or len(new) > 1
        lost = False
        mates: list[int] = []
        for was, now in zip(before, after, strict=True):
            if was.tenure in paired:
                mates.append(was.ad)
                # A pair is worth what the weaker of its links is: one that changes is enough.
                lost |= split or now.tenure not in pairs or now.belief != was.belief
            if now.tenure in pairs:
                self._speakers.add(now.ad)
        if lost:
            self._shake(doubtful(self._graph, ident, mates))

    def _losses(self) -> None:
        """Ads that lost a link, components that lost an ad, and what the lost links had joined."""
        gone = self._touched.gone
        for label in gone.values():
            self._sets.add(label)
            self._seeds.setdefault(label, set())
        self._shake(lost.ad for lost in self._touched.lost if lost.ad not in gone)
        states = self._graph.states({lost.ident for lost in self._touched.lost})
        few: list[int] = []
        for state in states:
            paired = any(enumerable(holder, self._graph.rules) for holder in state.holders)
            if paired or state.ads <= self._graph.rules.small or len(state.holders) > 1:
                few.append(state.ident)
            elif any(holder.verdict is Verdict.LINKING for holder in state.holders):
                self._shake(self._follower(state.ident))
        carriers = self._graph.stored_carriers(few)
        self._shake(carrier.ad for rows in carriers.values() for carrier in rows)

    def _follower(self, ident: int) -> list[int]:
        """One ad that the identifier still joins to others, where there is any."""
        if ident in self._graph.speakers:
            return [self._graph.speakers[ident]]
        carriers = self._graph.carriers((ident,))[ident]
        return [one.ad for one in carriers if self._graph.follows(ident, one.tenure)][:1]

    def _decided(self, constraints: Sequence[Constraint]) -> None:
        """A decision shakes its ads; what a cannot-link parts is never joined by shortcut."""
        decided = [ad for ad in self._touched.decided if ad not in self._touched.gone]
        self._shake(decided)
        self._deep.update(self._labels[ad] for ad in decided)
        parted = {ad for one in constraints if not one.must for ad in (one.a, one.b)}
        self._deep.update(self._graph.view.labels_of(parted).values())

    def _weak(self) -> None:
        """Join components that weak evidence of several families links."""
        speakers = self._speakers | {link.ad for link in self._touched.links}
        self._place(speakers)
        self._place_partners(speakers)
        for pair in linked_pairs(self._graph, speakers, self._together):
            self._bind(pair.a, pair.b)

    def _place_partners(self, speakers: set[int]) -> None:
        """Learn the labels of the ads that share weak evidence, all at once."""
        links = self._graph.links_of(speakers)
        shared = {
            link.ident
            for rows in links.values()
            for link in rows
            if self._graph.pairs(link.ident, link.tenure) and self._graph.state(link.ident).ads > 1
        }
        carriers = self._graph.carriers(shared)
        partners = {carrier.ad for rows in carriers.values() for carrier in rows}
        missing = {ad for ad in partners if ad not in self._labels}
        if missing:
            self._labels.update(self._graph.view.labels_of(missing))

    def _together(self, a: int, b: int) -> bool:
        left, right = self._labels[a], self._labels[b]
        if left == right:
            return True
        return left in self._sets and right in self._sets and self._sets.find(left) == self._sets.find(right)
