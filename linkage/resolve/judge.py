"""First half of a resolution: the verdicts of the touched identifiers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from linkage.link.tenure import Interval, group, reachable, segments
from linkage.link.verdicts import DEFAULT
from linkage.model import Kind, Verdict
from linkage.ports.graph import COVERED, STRAY, UNDATED, Carrier, Holder, IdentState, Touched, TouchedLink
from linkage.resolve.graph import Graph
from linkage.resolve.profile import Profiles
from linkage.resolve.standing import Large, Standings, Witness, is_fixed


class Judged(NamedTuple):
    """`steady`: identifiers of one tenure whose old links do what they did before; `shifted`: the others."""

    steady: list[int]
    shifted: list[int]


class Judge:
    """Judges every touched identifier and lays the verdicts into the graph.

    An identifier's verdict depends on the ads that carry it and on the other identifiers of those
    ads, so the touched ones are all that can have changed.
    """

    def __init__(self, graph: Graph, touched: Touched, witness: Witness | None = None) -> None:
        self._witness = witness
        self._graph = graph
        self._rules = graph.rules
        self._profiles = Profiles(graph)
        self._links: dict[int, list[TouchedLink]] = {}
        for link in touched.links:
            self._links.setdefault(link.ident, []).append(link)
        self._lost: dict[int, list[int]] = {}
        for lost in touched.lost:
            self._lost.setdefault(lost.ident, []).append(lost.rank)
        self._kindred = touched.kindred
        self._new = {(link.ident, link.ad) for link in touched.links if link.new}
        self._moved: set[int] = set()

    def judge(self, idents: Iterable[int]) -> Judged:
        """Decide holders and tenures of the identifiers."""
        graph, judged = self._graph, Judged([], [])
        several: list[IdentState] = []
        singles: list[IdentState] = []
        for state in graph.states(sorted(idents)):
            (singles if self._single(state) else several).append(state)
        graph.stored_carriers([state.ident for state in several])
        for state in singles:
            graph.holders[state.ident] = (self._whole(state),) if state.ads else ()
        for state in several:
            graph.holders[state.ident] = self._split(state)
        self._settle([*singles, *several], {state.ident for state in several})
        for state in (*singles, *several):
            (judged.shifted if self._shifted(state) else judged.steady).append(state.ident)
        return judged

    def _single(self, state: IdentState) -> bool:
        """Whether all carriers surely are one period of use, without reading them."""
        silence = self._rules.kinds[state.kind].silence
        if len(state.holders) > 1:
            return False
        if silence is None or state.first is None or state.last is None:
            return True
        if state.last - state.first <= silence:
            return True
        if state.ident in self._lost or (state.holders and state.holders[0].segments > 1):
            return False
        hull = None
        if state.holders:
            first, last = state.holders[0].first, state.holders[0].last
            hull = (first, last) if first is not None and last is not None else None
        spans = [
            (link.first, link.last)
            for link in self._links.get(state.ident, ())
            if link.first is not None and link.last is not None
        ]
        return reachable(hull, spans, silence)

    def _whole(self, state: IdentState) -> Holder:
        """The holder of an identifier with one period of use; with its old figures where they stand."""
        holder = self._plain(state, 0, state.ads, state.first, state.last, 1)
        old = state.holders[0] if state.holders else None
        if old is not None and self._same(state, holder):
            return old._replace(ads=state.ads, first=state.first, last=state.last, segments=1)
        return holder

    def _same(self, state: IdentState, holder: Holder) -> bool:
        """Whether nothing touched what the old verdict stands on, which is not all of its ads."""
        if len(state.holders) != 1 or state.ident in self._kindred:
            return False
        (old,) = state.holders
        if is_fixed(holder) or is_fixed(old):
            # An ad alone with its identifier gets no belief.
            alone = (old.ads > 1) is not (holder.ads > 1)
            return not alone and (old.verdict, old.reason) == (holder.verdict, holder.reason)
        return state.ads > self._rules.sample and not self._sample_touched(state.ident, old)

    def _sample_touched(self, ident: int, old: Holder) -> bool:
        """Whether the sample of the old verdict may have changed, in its ads or in their links."""
        bound = old.bound
        if bound is None or old.sampled != self._rules.sample:
            return True
        if any(link.rank <= bound for link in self._links.get(ident, ())):
            return True
        return any(rank <= bound for rank in self._lost.get(ident, ()))

    def _plain(
        self, state: IdentState, tenure: int, ads: int, first: int | None, last: int | None, periods: int
    ) -> Holder:
        """A holder with the verdict it has without a sample."""
        verdict, reason = self._graph.fixed(state) or (self._rules.kinds[state.kind].default, DEFAULT)
        return Holder(tenure, verdict, reason, ads, first, last, periods)

    def _split(self, state: IdentState) -> tuple[Holder, ...]:
        """Holders of an identifier that may have changed hands; sets the tenures of its links."""
        carriers = self._graph.stored_carriers((state.ident,))[state.ident]
        silence = self._rules.kinds[state.kind].silence or 0
        dated = [
            Interval(carrier.first, carrier.last, position)
            for position, carrier in enumerate(carriers)
            if carrier.first is not None and carrier.last is not None
        ]
        periods = segments(dated, silence)
        numbers = self._tenures(state.ident, [[carriers[p] for p in period] for period in periods])
        count = max(numbers, default=0) + 1
        of = [0 if count == 1 else UNDATED] * len(carriers)
        for number, period in zip(numbers, periods, strict=True):
            for position in period:
                of[position] = number
        for carrier, tenure in zip(carriers, of, strict=True):
            if carrier.tenure != tenure:
                self._graph.set_standing(state.ident, carrier.ad, tenure, carrier.belief)
        return tuple(
            self._tenure_holder(
                state,
                number,
                [carrier for carrier, tenure in zip(carriers, of, strict=True) if tenure == number],
                max(1, numbers.count(number)),
            )
            for number in range(count if carriers else 0)
        )

    def _tenures(self, ident: int, periods: Sequence[Sequence[Carrier]]) -> list[int]:
        """Tenure number of each period."""
        if len(periods) <= 1:
            return [0] * len(periods)
        speakers = [self._smallest(period) for period in periods]
        links = self._graph.links_of({carrier.ad for period in speakers for carrier in period})
        seen: list[dict[int, Kind]] = [
            {
                link.ident: link.kind
                for carrier in period
                for link in links[carrier.ad]
                if link.ident != ident and not self._graph.warned(link.ident)
            }
            for period in speakers
        ]
        return group(seen, self._rules)

    def _smallest(self, carriers: Sequence[Carrier]) -> Sequence[Carrier]:
        """The deterministic sample: the carriers of smallest ad id."""
        if len(carriers) <= self._rules.sample:
            return carriers
        return sorted(carriers, key=lambda carrier: (carrier.rank, carrier.ad))[: self._rules.sample]

    def _tenure_holder(
        self, state: IdentState, tenure: int, carriers: Sequence[Carrier], periods: int
    ) -> Holder:
        first = min((carrier.first for carrier in carriers if carrier.first is not None), default=None)
        last = max((carrier.last for carrier in carriers if carrier.last is not None), default=None)
        return self._plain(state, tenure, len(carriers), first, last, periods)

    def _settle(self, states: Sequence[IdentState], split: Collection[int]) -> None:
        """Give links their standing: all of an identifier's where anything of its sample is touched.

        The tenures of `split` identifiers were decided anew, which took their marks away.
        """
        whole: list[int] = []
        large: list[Large] = []
        for state in states:
            new = self._graph.holders[state.ident]
            if max(state.ads, max((holder.ads for holder in state.holders), default=0)) < 2:
                continue
            if state.ident not in split and len(new) == 1 and self._same(state, new[0]):
                touched = frozenset(link.ad for link in self._links.get(state.ident, ()))
                large.append(Large(state.ident, touched))
            else:
                whole.append(state.ident)
        Standings(self._graph, self._profiles, self._witness).settle(whole, large)
        self._moved.update(ident for ident, ad in self._graph.retenured if (ident, ad) not in self._new)
        # What weak evidence is worth decides which pairs it joins.
        self._moved.update(
            ident
            for ident, ad in self._graph.standings
            if (ident, ad) not in self._new and ident not in self._moved and self._is_weak(ident)
        )
        for ident, carriers in self._graph.carriers(whole).items():
            if any(carrier.tenure in {STRAY, COVERED} for carrier in carriers):
                self._moved.add(ident)

    def _is_weak(self, ident: int) -> bool:
        holders = (*self._graph.state(ident).holders, *self._graph.holders[ident])
        return any(holder.verdict is Verdict.WEAK for holder in holders)

    def _shifted(self, state: IdentState) -> bool:
        """Whether links made before this delta may act otherwise, or not any carrier speaks for all."""
        if state.ident in self._moved:
            return True
        old, new = state.holders, self._graph.holders[state.ident]
        if not old:
            return len(new) > 1
        if len(old) != 1 or len(new) != 1:
            return True
        if old[0].verdict is not new[0].verdict:
            return True
        small = self._rules.small
        weak = new[0].verdict is Verdict.WEAK
        return weak and (old[0].ads <= small) is not (new[0].ads <= small)
