"""Decisions in SQLite."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from linkage.model import Decision, DecisionKind, Identifier
from linkage.ports import Constraint, DecisionRow
from linkage.store.outside import decision_row
from linkage.store.sqlite.connection import fetch, fetch_one
from linkage.store.sqlite.writing import Rows

COLUMNS = (
    "decision_id, kind, actor, reason, at, ad_a, ad_b, identifier_kind, identifier_value, undoes, "
    "undone_by, revision"
)


def decisions(connection: apsw.Connection, *, standing: bool) -> Sequence[DecisionRow]:
    """See `Store.decisions`."""
    only = "WHERE undone_by IS NULL AND kind <> 'undo'" if standing else ""
    sql = f"SELECT {COLUMNS} FROM decision {only} ORDER BY sequence"  # noqa: S608 - constants
    return [decision_row(row) for row in fetch(connection, sql)]


class Decisions(Rows):
    """See `linkage.store.delta.transaction.Decisions`."""

    def standing(self) -> Sequence[Decision]:
        """See there."""
        return [row.decision for row in decisions(self.connection, standing=True)]

    def constraints(self) -> Sequence[Constraint]:
        """See there."""
        rows = fetch(
            self.connection,
            "SELECT d.kind, a.ad, b.ad, d.decision_id FROM decision d "
            "JOIN ad a ON a.ad_id = d.ad_a JOIN ad b ON b.ad_id = d.ad_b "
            "WHERE d.undone_by IS NULL AND d.kind IN ('must-link', 'cannot-link') ORDER BY d.sequence",
        )
        return [Constraint(kind == DecisionKind.MUST_LINK, a, b, name) for kind, a, b, name in rows]

    def decision(self, decision_id: str) -> DecisionRow | None:
        """See there."""
        sql = f"SELECT {COLUMNS} FROM decision WHERE decision_id = ?"  # noqa: S608 - constant
        row = fetch_one(self.connection, sql, (decision_id,))
        return None if row is None else decision_row(row)

    def add_decision(self, decision: Decision, revision: int) -> None:
        """See there."""
        of, value = decision.identifier or (None, None)
        self.connection.execute(
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
                revision,
            ),
        )

    def end_decision(self, decision_id: str, undone_by: str) -> None:
        """See there."""
        sql = "UPDATE decision SET undone_by = ? WHERE decision_id = ?"
        self.connection.execute(sql, (undone_by, decision_id))

    def blank_decisions(self, identifier: Identifier, mark: str) -> None:
        """See there."""
        self.connection.execute(
            "UPDATE decision SET identifier_value = ? WHERE identifier_value = ? AND identifier_kind = ?",
            (mark, identifier.value, identifier.kind),
        )
