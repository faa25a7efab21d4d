"""Decisions: what each does to the graph before it is resolved."""

from __future__ import annotations

from linkage.errors import ConflictError, InvalidInputError, NotFoundError
from linkage.model import Decision, DecisionKind
from linkage.ports import LostLink
from linkage.store.delta.changes import Changes

PAIRS = {DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK}
RULINGS = {DecisionKind.GENERIC, DecisionKind.NOT_GENERIC}


class Deciding:
    """Takes decisions into a delta."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._transaction = changes.transaction

    def take(self, decision: Decision) -> None:
        """Store one decision and note what it touches. Raises as `Store.apply` says."""
        if self._transaction.decision(decision.decision_id) is not None:
            raise ConflictError(f"there is a decision {decision.decision_id} already")
        target = decision
        if decision.kind is DecisionKind.UNDO:
            target = self._undone(decision)
        else:
            self._refuse_repeats(decision)
        self._insert(decision)
        if target.kind in PAIRS:
            self._changes.decided.update(self._there((target.ad_a, target.ad_b)).values())
        elif target.kind in RULINGS:
            self._rule(target, lifted=target is not decision)
        elif self._there((target.ad_a,)):
            self._extraction(target, lifted=target is not decision)
        elif target is decision:
            raise NotFoundError(f"there is no ad {target.ad_a}")

    def _undone(self, decision: Decision) -> Decision:
        found = None if decision.undoes is None else self._transaction.decision(decision.undoes)
        if found is None:
            raise NotFoundError(f"there is no decision {decision.undoes}")
        undone = found.decision
        if undone.kind is DecisionKind.UNDO:
            raise InvalidInputError("an undo cannot be undone; decide again")
        if not found.standing:
            raise ConflictError(f"decision {undone.decision_id} has been undone before")
        self._transaction.end_decision(undone.decision_id, decision.decision_id)
        self._changes.decisions = [
            one for one in self._changes.decisions if one.decision_id != undone.decision_id
        ]
        return undone

    def _refuse_repeats(self, decision: Decision) -> None:
        if decision.kind in PAIRS:
            if decision.ad_a is None or decision.ad_b is None or decision.ad_a == decision.ad_b:
                raise InvalidInputError(f"a {decision.kind} needs two different ads")
            there = self._there((decision.ad_a, decision.ad_b))
            for ad in (decision.ad_a, decision.ad_b):
                if ad not in there:
                    raise NotFoundError(f"there is no ad {ad}")
        elif decision.identifier is None:
            raise InvalidInputError(f"a {decision.kind} decision needs an identifier")
        for other in self._changes.decisions:
            if _same_subject(decision, other):
                raise ConflictError(
                    f"decision {other.decision_id} ({other.kind}) stands on the same; undo it first"
                )

    def _insert(self, decision: Decision) -> None:
        self._transaction.add_decision(decision, self._changes.revision)
        if decision.kind is not DecisionKind.UNDO:
            self._changes.decisions.append(decision)

    def _there(self, ad_ids: tuple[str | None, ...]) -> dict[str, int]:
        """Numbers of those ads that are there."""
        found = self._transaction.known_ads([ad_id for ad_id in ad_ids if ad_id is not None])
        return {known.ad_id: known.ad for known in found}

    def _rule(self, decision: Decision, *, lifted: bool) -> None:
        """Let a ruling on an identifier begin or end."""
        identifier = decision.identifier
        assert identifier is not None
        states = self._changes.states
        states.find([(identifier.kind, identifier.value)])
        entry = states.by_name.get((identifier.kind, identifier.value))
        if entry is None:
            if lifted:
                return
            raise NotFoundError(f"there is no {identifier.kind} of that value")
        states.rule(identifier, ruling=None if lifted else decision.kind is DecisionKind.GENERIC)
        self._changes.idents.add(entry.ident)

    def _extraction(self, decision: Decision, *, lifted: bool) -> None:
        """Rule a link wrong, or give it back."""
        changes, identifier = self._changes, decision.identifier
        assert identifier is not None
        (ad,) = self._there((decision.ad_a,)).values()
        changes.states.find([(identifier.kind, identifier.value)])
        changes.load_links([ad])
        entry = changes.states.by_name.get((identifier.kind, identifier.value))
        link = None if entry is None else changes.links[ad].get(entry.ident)
        if entry is None or link is None or link.via is not None:
            if lifted:
                return
            raise NotFoundError(f"ad {decision.ad_a} carries no {identifier.kind} of that value")
        if link.wrong is not lifted:
            return
        link.wrong, link.new, link.tenure, link.belief = not lifted, lifted, 0, None
        self._transaction.set_wrong(link)
        if lifted:
            changes.states.regain(entry.ident, ad, link.first, link.last)
        else:
            changes.lost.append(LostLink(link.ident, ad, link.rank))
            changes.states.lose(entry.ident, ad, link.first, link.last)
        changes.idents.add(entry.ident)


def decided_with(decisions: list[Decision], ad_id: str) -> set[str]:
    """Ads that a standing must-link or cannot-link pairs with this one."""
    pairs = [(one.ad_a, one.ad_b) for one in decisions if one.kind in PAIRS]
    found = {other for a, b in pairs for one, other in ((a, b), (b, a)) if one == ad_id}
    return {other for other in found if other is not None}


def _same_subject(decision: Decision, other: Decision) -> bool:
    """Whether two decisions speak of the same thing, and so repeat or contradict each other."""
    if decision.kind in PAIRS:
        return other.kind in PAIRS and {decision.ad_a, decision.ad_b} == {other.ad_a, other.ad_b}
    if decision.kind in RULINGS:
        return other.kind in RULINGS and decision.identifier == other.identifier
    return (
        other.kind is decision.kind
        and other.ad_a == decision.ad_a
        and other.identifier == decision.identifier
    )
