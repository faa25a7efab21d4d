"""Why two ads are in one possible network, or why they are not, from the graph as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from linkage.link.rules import Rules
from linkage.model import DecisionKind, Outcome
from linkage.ports import AdRow, Ledger, Store
from linkage.services.audit import Actor, Audit
from linkage.services.evidence_graph import (
    WeakPair,
    cut_pairs,
    holders_of,
    pair_confidence,
    weak_pairs,
)
from linkage.services.reach import chain_between
from linkage.services.refs import resolve_ad
from linkage.services.sharing import SUGGESTED, VOID, Effect, Sharing, decision_out
from linkage.services.steps import Steps
from linkage.services.views import ads_by_id
from linkage_schemas.answers import SharedOut, WhyDecision, WhyOut
from linkage_schemas.from_rows import ad_brief
from linkage_schemas.reasons import COVERED_WORDS
from linkage_schemas.words import CAVEAT, asked_words, chance_number, chance_words, count, kind_name


class ExplainService:
    """Explains. Nothing is stored for it: the answer follows from what the store says now."""

    def __init__(self, store: Store, ledger: Ledger, rules: Rules, clock: Callable[[], int]) -> None:
        self._store = store
        self._rules = rules
        self._audit = Audit(ledger, clock)

    def why(self, a: str, b: str, *, by: Actor) -> WhyOut:
        """The strongest chain of evidence between two ads, or what they share and why it does not link.

        Raises NotFoundError, GoneError and InvalidInputError for the names, and StoreError.
        """
        with self._audit.reading(by, "why", f"{a} | {b}") as tally:
            answer = self._store.at_one_revision(lambda revision: self._why(a, b, revision))
            tally.results = len(answer.steps) or len(answer.shared)
        return answer

    def _why(self, a: str, b: str, revision: int) -> WhyOut:
        ids = resolve_ad(self._store, a), resolve_ad(self._store, b)
        rows = ads_by_id(self._store, set(ids))
        one, two = rows[ids[0]], rows[ids[1]]
        if one.ad_id == two.ad_id:
            return _answer(one, two, revision, Outcome.LINKED, "Both names stand for the same ad.")
        if one.network_id == two.network_id:
            return self._linked(one, two, revision)
        return self._apart(one, two, revision)

    def _linked(self, one: AdRow, two: AdRow, revision: int) -> WhyOut:
        reached = chain_between(self._store, self._rules, one, two)
        steps = Steps(self._store, self._rules).of(reached.chain)
        hops = "directly" if len(steps) == 1 else f"in {count(len(steps), 'step')}"
        summary = (
            f"Both ads are in the possible network {one.network_id}: the strongest evidence joins "
            f"them {hops}, and that its weakest step holds is {chance_words(reached.chain.strength)}."
        )
        answer = _answer(one, two, revision, Outcome.LINKED, summary)
        shared = Sharing(self._store, self._rules).between(one, two)
        return answer.model_copy(
            update={
                "network_id": one.network_id,
                "strength": reached.chain.strength,
                "steps": steps,
                "shared": shared,
                "confidence": self._confidence(shared),
                "decisions": self._decisions(one, two),
                "exhaustive": reached.exhaustive,
            }
        )

    def _apart(self, one: AdRow, two: AdRow, revision: int) -> WhyOut:
        shared = Sharing(self._store, self._rules).between(one, two)
        decisions = self._decisions(one, two)
        pair = self._pair(one, two)
        judged = _judge(shared, pair, decisions, self._suggested(shared))
        answer = _answer(one, two, revision, judged.outcome, judged.summary)
        return answer.model_copy(
            update={
                "shared": shared,
                "decisions": decisions,
                "probability": pair.probability if pair else None,
                "confidence": self._confidence(shared),
            }
        )

    def _confidence(self, shared: Sequence[SharedOut]) -> float | None:
        """What all that they share says together; None where they share nothing that counts."""
        counted = [(one.kind, one.strength) for one in shared if one.effect not in VOID]
        return pair_confidence(counted, self._rules) if counted else None

    def _suggested(self, shared: Sequence[SharedOut]) -> str | None:
        """What they share without being joined by it, in words, where that makes them possibly one."""
        counted = [(one.kind, one.strength) for one in shared if one.effect in SUGGESTED]
        chance = pair_confidence(counted, self._rules) if counted else 0.0
        if not counted or chance < self._rules.possible:
            return None
        asked = asked_words(chance, self._rules.linked)
        return f"that they belong together is {chance_words(chance)}, and {asked}"

    def _pair(self, one: AdRow, two: AdRow) -> WeakPair | None:
        """What weak evidence says of these two ads, unless a decision cut it."""
        links = list(self._store.links_of_ads((one.ad_id, two.ad_id)))
        pairs = weak_pairs(links, holders_of(self._store, links), self._rules)
        parted = cut_pairs(self._store, (one.ad_id, two.ad_id))
        return next((pair for pair in pairs if (pair.a, pair.b) not in parted), None)

    def _decisions(self, one: AdRow, two: AdRow) -> list[WhyDecision]:
        """Standing must-links and cannot-links between exactly these two."""
        ids = {one.ad_id, two.ad_id}
        links = (DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK)
        return [
            decision_out(row.decision)
            for row in self._store.decisions(standing=True)
            if row.decision.kind in links and {row.decision.ad_a, row.decision.ad_b} == ids
        ]


def _answer(one: AdRow, two: AdRow, revision: int, outcome: Outcome, summary: str) -> WhyOut:
    return WhyOut(
        outcome=outcome,
        summary=summary,
        caveat=CAVEAT,
        a=ad_brief(one),
        b=ad_brief(two),
        network_id=one.network_id if one.network_id == two.network_id else None,
        revision=revision,
    )


class _Judged(NamedTuple):
    outcome: Outcome
    summary: str


def _judge(
    shared: Sequence[SharedOut],
    pair: WeakPair | None,
    decisions: Sequence[WhyDecision],
    suggested: str | None,
) -> _Judged:
    """Outcome and summary for two ads of different networks."""
    apart = "The two ads are in different networks"
    if any(decision.kind == DecisionKind.CANNOT_LINK for decision in decisions):
        return _Judged(Outcome.NONE, f"{apart}: a person decided that they do not belong together.")
    if not shared:
        return _Judged(Outcome.NONE, f"{apart} and share no identifier.")
    if pair is not None:
        worth = f"evidence of different kinds, worth {chance_number(pair.probability)} together"
        return _Judged(Outcome.POSSIBLE, f"{apart} but share weak {worth}: a person may confirm it.")
    effects = {one.effect for one in shared if one.same_as is None}
    if effects == {"generic"}:
        kinds = " and ".join(sorted({kind_name(one.kind) for one in shared}))
        return _Judged(Outcome.GENERIC, f"{apart}: all they share is generic ({kinds}), which never links.")
    reasons = [words for effect, words in _EFFECTS.items() if effect in effects]
    if suggested is not None:
        told = f"{apart}. They share {_listed(reasons)}: {suggested}. A person may confirm it."
        return _Judged(Outcome.POSSIBLE, told)
    return _Judged(Outcome.NONE, f"{apart}. They share {_listed(reasons)}.")


_EFFECTS: Mapping[Effect, str] = {
    "cut": "evidence that is not followed because of a person's decision",
    "stray": "an identifier that one of them may carry by mistake or theft, so it does not join them",
    "covered": f"an identifier that adds nothing, since {COVERED_WORDS}",
    "other-tenure": "an identifier that changed hands between their dates",
    "weak": "evidence that is too weak to link by itself",
    "wrong": "an extraction that a person ruled wrong",
    "generic": "a generic identifier, which never links",
    "links": "an identifier that links each of them to others",
    "near": "something alike that links each of them to others",
}


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
