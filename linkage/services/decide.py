"""People's decisions: taken, checked against the standing ones, undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock

from linkage.errors import ConflictError, InvalidInputError, NotFoundError
from linkage.model import Decision, DecisionKind, Delta, Identifier
from linkage.ports import Ledger, Resolver, Store
from linkage.services.audit import Actor, Audit
from linkage.services.refs import find_identifier, resolve_ad
from linkage.services.retry import patiently
from linkage.services.views import first_events
from linkage_schemas.answers import DecisionOut, DecisionsOut
from linkage_schemas.from_rows import decision_brief

MAX_EVENTS = 1_000
_OPPOSITE = {
    DecisionKind.GENERIC: DecisionKind.NOT_GENERIC,
    DecisionKind.NOT_GENERIC: DecisionKind.GENERIC,
}
_PAIRS = frozenset({DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK})


class DecideService:
    """Takes decisions. `new_id` gives an id that was never given before."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        resolver: Resolver,
        clock: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._resolver = resolver
        self._clock = clock
        self._new_id = new_id
        self._audit = Audit(ledger, clock)
        self._deciding = Lock()

    def decide(
        self,
        kind: str,
        *,
        by: Actor,
        ad_a: str | None = None,
        ad_b: str | None = None,
        identifier_kind: str | None = None,
        identifier_value: str | None = None,
    ) -> DecisionOut:
        """Take a decision; ads and identifiers by any name that a look-up takes.

        Raises InvalidInputError (unknown kind, wrong arguments, no stated reason), NotFoundError,
        GoneError, and ConflictError when standing decisions say otherwise, naming them.
        """
        by.needs_reason()
        chosen = _kind(kind)
        wants_ads = 2 if chosen in _PAIRS else 1 if chosen is DecisionKind.WRONG_EXTRACTION else 0
        ads = self._ads(chosen, wants_ads, ad_a, ad_b)
        name = self._identifier(chosen, identifier_kind, identifier_value)
        decision = Decision(
            decision_id=self._new_id(),
            kind=chosen,
            actor=by.name,
            reason=by.reason,
            at=self._clock(),
            ad_a=ads[0] if ads else None,
            ad_b=ads[1] if wants_ads == 2 else None,
            identifier=name,
        )
        with self._deciding:
            refuse_contradiction(decision, [row.decision for row in self._store.decisions(standing=True)])
            return self._apply(decision, by)

    def undo(self, decision_id: str, *, by: Actor) -> DecisionOut:
        """Undo a standing decision.

        Raises InvalidInputError without a stated reason, NotFoundError for an unknown decision, and
        ConflictError when it no longer stands or is an undo itself.
        """
        by.needs_reason()
        rows = {row.decision.decision_id: row for row in self._store.decisions(standing=False)}
        row = rows.get(decision_id)
        if row is None:
            raise NotFoundError("no decision of that id")
        if row.decision.kind is DecisionKind.UNDO or not row.standing:
            raise ConflictError(f"decision {decision_id} does not stand; nothing to undo")
        decision = Decision(
            decision_id=self._new_id(),
            kind=DecisionKind.UNDO,
            actor=by.name,
            reason=by.reason,
            at=self._clock(),
            undoes=decision_id,
        )
        with self._deciding:
            return self._apply(decision, by)

    def list(self, *, by: Actor, standing: bool = True) -> DecisionsOut:
        """Decisions in the order they were taken: the standing ones, or all."""
        with self._audit.reading(by, "decisions", "standing" if standing else "all") as tally:
            revision = self._store.revision()
            rows = self._store.decisions(standing=standing)
            tally.results = len(rows)
        return DecisionsOut(decisions=[decision_brief(row) for row in rows], revision=revision)

    def _ads(self, kind: DecisionKind, wanted: int, ad_a: str | None, ad_b: str | None) -> tuple[str, ...]:
        given = [ref for ref in (ad_a, ad_b) if ref is not None]
        if len(given) != wanted or (wanted == 1 and ad_a is None):
            raise InvalidInputError(f"{kind.value} takes {('no ad', 'one ad', 'two ads')[wanted]}")
        ads = tuple(resolve_ad(self._store, ref) for ref in given)
        if len(set(ads)) != len(ads):
            raise InvalidInputError("both names stand for the same ad")
        return ads

    def _identifier(self, kind: DecisionKind, named_kind: str | None, value: str | None) -> Identifier | None:
        if kind in _PAIRS:
            if named_kind is not None or value is not None:
                raise InvalidInputError(f"{kind.value} takes no identifier")
            return None
        if named_kind is None or value is None:
            raise InvalidInputError(f"{kind.value} takes the kind and the value of an identifier")
        return find_identifier(self._store, named_kind, value, None)

    def _apply(self, decision: Decision, by: Actor) -> DecisionOut:
        """Write it, and tell what it did. The caller holds the lock."""
        delta = Delta(decisions=(decision,), origin=by.name)
        batch = f"decision:{decision.decision_id}"
        with self._audit.reading(by, f"decide {decision.kind.value}", _subject(decision)) as tally:
            applied = patiently(lambda: self._store.apply(delta, batch, self._resolver, self._clock()))
            tally.results = applied.events
        row = next(
            row
            for row in self._store.decisions(standing=False)
            if row.decision.decision_id == decision.decision_id
        )
        events = first_events(self._store, applied.revision, MAX_EVENTS).events
        return DecisionOut(decision=decision_brief(row), events=events, revision=applied.revision)


def _kind(kind: str) -> DecisionKind:
    takes = [one for one in DecisionKind if one is not DecisionKind.UNDO]
    for one in takes:
        if one.value == kind.lower():
            return one
    raise InvalidInputError(f"no decision is called that; known are {', '.join(takes)}")


def _subject(decision: Decision) -> str:
    named = decision.identifier
    parts = (
        decision.decision_id,
        decision.ad_a,
        decision.ad_b,
        f"{named.kind}:{named.value}" if named else None,
        decision.undoes,
    )
    return " ".join(part for part in parts if part)


def refuse_contradiction(decision: Decision, standing: Iterable[Decision]) -> None:
    """Raise ConflictError, naming decisions, when the standing ones say otherwise.

    A cannot-link contradicts a chain of must-links between its ads; a must-link contradicts a
    cannot-link between ads that it would bring together; generic contradicts not generic.
    """
    standing = list(standing)
    if decision.kind in _OPPOSITE:
        opposite = _OPPOSITE[decision.kind]
        against = [
            one.decision_id
            for one in standing
            if one.kind is opposite and one.identifier == decision.identifier
        ]
        _refuse(decision, against)
    if decision.kind is DecisionKind.CANNOT_LINK:
        _refuse(decision, must_chain(standing, decision.ad_a, decision.ad_b) or [])
    if decision.kind is DecisionKind.MUST_LINK:
        for one in standing:
            if one.kind is DecisionKind.CANNOT_LINK:
                chain = must_chain([*standing, decision], one.ad_a, one.ad_b)
                if chain is not None:
                    _refuse(decision, [one.decision_id, *chain])


def _refuse(decision: Decision, against: list[str]) -> None:
    others = [one for one in against if one != decision.decision_id]
    if others:
        raise ConflictError(
            f"{decision.kind.value} contradicts what stands; undo first one of: {', '.join(others)}"
        )


def must_chain(decisions: Iterable[Decision], start: str | None, end: str | None) -> list[str] | None:
    """Ids of the fewest must-links that lead from one ad to another, or None."""
    beside: dict[str | None, list[tuple[str | None, str]]] = {}
    for one in decisions:
        if one.kind is DecisionKind.MUST_LINK:
            beside.setdefault(one.ad_a, []).append((one.ad_b, one.decision_id))
            beside.setdefault(one.ad_b, []).append((one.ad_a, one.decision_id))
    chains: dict[str | None, list[str]] = {start: []}
    waiting = deque([start])
    while waiting:
        ad = waiting.popleft()
        if ad == end:
            return chains[ad]
        for other, decision_id in beside.get(ad, ()):
            if other not in chains:
                chains[other] = [*chains[ad], decision_id]
                waiting.append(other)
    return None
