"""Decisions: rows in and out, and what each does to the graph before it is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import apsw

from linkage.errors import ConflictError, InvalidInputError, NotFoundError
from linkage.model import Decision, DecisionKind, Identifier, Kind
from linkage.ports import Constraint, DecisionRow, LostLink
from linkage.store.sqlite.connection import fetch, fetch_one, scalar

if TYPE_CHECKING:
    from linkage.store.sqlite.changes import Changes

COLUMNS = (
    "decision_id, kind, actor, reason, at, ad_a, ad_b, identifier_kind, identifier_value, undoes, "
    "undone_by, revision"
)
PAIRS = {DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK}
RULINGS = {DecisionKind.GENERIC, DecisionKind.NOT_GENERIC}


def decision_row(row: Sequence[Any]) -> DecisionRow:
    """A decision from its row of COLUMNS."""
    decision_id, kind, actor, reason, at, ad_a, ad_b, of, value, undoes, undone_by, revision = row
    identifier = None if of is None else Identifier(Kind(of), value)
    decision = Decision(decision_id, DecisionKind(kind), actor, reason, at, ad_a, ad_b, identifier, undoes)
    stands = undone_by is None and decision.kind is not DecisionKind.UNDO
    return DecisionRow(decision, stands, revision)


def standing(connection: apsw.Connection) -> list[Decision]:
    """The standing decisions in order of arrival."""
    rows = fetch(
        connection,
        f"SELECT {COLUMNS} FROM decision WHERE undone_by IS NULL AND kind <> 'undo' ORDER BY sequence",  # noqa: S608
    )
    return [decision_row(row).decision for row in rows]


def constraints(connection: apsw.Connection) -> list[Constraint]:
    """Standing must-links and cannot-links between two ads that are there."""
    rows = fetch(
        connection,
        "SELECT d.kind, a.ad, b.ad, d.decision_id FROM decision d "
        "JOIN ad a ON a.ad_id = d.ad_a JOIN ad b ON b.ad_id = d.ad_b "
        "WHERE d.undone_by IS NULL AND d.kind IN ('must-link', 'cannot-link') ORDER BY d.sequence",
    )
    return [Constraint(kind == DecisionKind.MUST_LINK, a, b, name) for kind, a, b, name in rows]


class Deciding:
    """Takes decisions into a delta."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._connection = changes.connection

    def take(self, decision: Decision) -> None:
        """Store one decision and note what it touches. Raises as `Store.apply` says."""
        sql = "SELECT 1 FROM decision WHERE decision_id = ?"
        if fetch_one(self._connection, sql, (decision.decision_id,)) is not None:
            raise ConflictError(f"there is a decision {decision.decision_id} already")
        target = decision
        if decision.kind is DecisionKind.UNDO:
            target = self._undone(decision)
        else:
            self._refuse_repeats(decision)
        self._insert(decision)
        if target.kind in PAIRS:
            self._changes.decided.update(self._ad(ad) for ad in (target.ad_a, target.ad_b) if self._there(ad))
        elif target.kind in RULINGS:
            self._rule(target, lifted=target is not decision)
        elif self._there(target.ad_a):
            self._extraction(target, lifted=target is not decision)
        elif target is decision:
            raise NotFoundError(f"there is no ad {target.ad_a}")

    def _undone(self, decision: Decision) -> Decision:
        sql = f"SELECT {COLUMNS} FROM decision WHERE decision_id = ?"  # noqa: S608 - constant
        row = fetch_one(self._connection, sql, (decision.undoes,))
        if row is None:
            raise NotFoundError(f"there is no decision {decision.undoes}")
        found = decision_row(row)
        if found.decision.kind is DecisionKind.UNDO:
            raise InvalidInputError("an undo cannot be undone; decide again")
        if not found.standing:
            raise ConflictError(f"decision {decision.undoes} has been undone before")
        self._connection.execute(
            "UPDATE decision SET undone_by = ? WHERE decision_id = ?", (decision.decision_id, decision.undoes)
        )
        self._changes.decisions = [
            one for one in self._changes.decisions if one.decision_id != decision.undoes
        ]
        return found.decision

    def _refuse_repeats(self, decision: Decision) -> None:
        if decision.kind in PAIRS:
            if decision.ad_a is None or decision.ad_b is None or decision.ad_a == decision.ad_b:
                raise InvalidInputError(f"a {decision.kind} needs two different ads")
            for ad in (decision.ad_a, decision.ad_b):
                if not self._there(ad):
                    raise NotFoundError(f"there is no ad {ad}")
        elif decision.identifier is None:
            raise InvalidInputError(f"a {decision.kind} decision needs an identifier")
        for other in self._changes.decisions:
            if _same_subject(decision, other):
                raise ConflictError(
                    f"decision {other.decision_id} ({other.kind}) stands on the same; undo it first"
                )

    def _insert(self, decision: Decision) -> None:
        of, value = decision.identifier or (None, None)
        self._connection.execute(
            f"INSERT INTO decision ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",  # noqa: S608
            (
                decision.decision_id,
                decision.kind,
                decision.actor,
                decision.reason,
                decision.at,
                decision.ad_a,
                decision.ad_b,
                of,
                value,
                decision.undoes,
                self._changes.revision,
            ),
        )
        if decision.kind is not DecisionKind.UNDO:
            self._changes.decisions.append(decision)

    def _there(self, ad_id: str | None) -> bool:
        return fetch_one(self._connection, "SELECT 1 FROM ad WHERE ad_id = ?", (ad_id,)) is not None

    def _ad(self, ad_id: str | None) -> int:
        return int(scalar(self._connection, "SELECT ad FROM ad WHERE ad_id = ?", (ad_id,)))

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
        ad = self._ad(decision.ad_a)
        changes.states.find([(identifier.kind, identifier.value)])
        changes.load_links([ad])
        entry = changes.states.by_name.get((identifier.kind, identifier.value))
        link = None if entry is None else changes.links[ad].get(entry.ident)
        if entry is None or link is None:
            if lifted:
                return
            raise NotFoundError(f"ad {decision.ad_a} carries no {identifier.kind} of that value")
        if link.wrong is not lifted:
            return
        link.wrong, link.new = not lifted, lifted
        self._connection.execute(
            "UPDATE link SET wrong = ?, tenure = 0 WHERE ident = ? AND rank = ? AND ad = ?",
            (int(link.wrong), link.ident, link.rank, ad),
        )
        link.tenure = 0
        if lifted:
            changes.states.regain(entry.ident, ad, link.first, link.last)
        else:
            changes.lost.append(LostLink(link.ident, ad, link.rank))
            changes.states.lose(entry.ident, ad, link.first, link.last)
        changes.idents.add(entry.ident)


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
