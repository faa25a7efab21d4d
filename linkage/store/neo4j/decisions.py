"""Decisions in Neo4j."""

from __future__ import annotations

from collections.abc import Sequence

from linkage.model import Decision, DecisionKind, Identifier
from linkage.ports import Constraint, DecisionRow
from linkage.store.neo4j.connection import Query
from linkage.store.neo4j.writing import Rows
from linkage.store.outside import decision_row

FIELDS = (
    "d.decision_id, d.kind, d.actor, d.reason, d.at, d.ad_a, d.ad_b, d.identifier_kind, "
    "d.identifier_value, d.undoes, d.undone_by, d.revision"
)


def decisions(query: Query, *, standing: bool) -> Sequence[DecisionRow]:
    """See `Store.decisions`."""
    rows = query.rows(
        "MATCH (d:Decision) WHERE NOT $standing OR (d.undone_by IS NULL AND d.kind <> 'undo') "
        f"RETURN {FIELDS} ORDER BY d.sequence",
        standing=standing,
    )
    return [decision_row(row) for row in rows]


class Decisions(Rows):
    """See `linkage.store.delta.transaction.Decisions`."""

    def standing(self) -> Sequence[Decision]:
        """See there."""
        return [row.decision for row in decisions(self.query, standing=True)]

    def constraints(self) -> Sequence[Constraint]:
        """See there."""
        rows = self.query.rows(
            "MATCH (d:Decision) WHERE d.undone_by IS NULL AND d.kind IN ['must-link', 'cannot-link'] "
            "MATCH (a:Ad {ad_id: d.ad_a}) MATCH (b:Ad {ad_id: d.ad_b}) "
            "RETURN d.kind, a.ad, b.ad, d.decision_id ORDER BY d.sequence"
        )
        return [Constraint(kind == DecisionKind.MUST_LINK, a, b, name) for kind, a, b, name in rows]

    def decision(self, decision_id: str) -> DecisionRow | None:
        """See there."""
        row = self.query.one(
            f"MATCH (d:Decision {{decision_id: $decision_id}}) RETURN {FIELDS}", decision_id=decision_id
        )
        return None if row is None else decision_row(row)

    def add_decision(self, decision: Decision, revision: int) -> None:
        """See there."""
        of, value = decision.identifier or (None, None)
        self.query.run(
            "MERGE (m:Meta {key: 'last_decision'}) SET m.value = coalesce(m.value, 0) + 1 "
            "CREATE (d:Decision {sequence: m.value}) SET d += $row",
            row={
                "decision_id": decision.decision_id,
                "kind": str(decision.kind),
                "actor": decision.actor,
                "reason": decision.reason,
                "at": decision.at,
                "ad_a": decision.ad_a,
                "ad_b": decision.ad_b,
                "identifier_kind": None if of is None else str(of),
                "identifier_value": value,
                "undoes": decision.undoes,
                "revision": revision,
            },
        )

    def end_decision(self, decision_id: str, undone_by: str) -> None:
        """See there."""
        self.query.run(
            "MATCH (d:Decision {decision_id: $decision_id}) SET d.undone_by = $undone_by",
            decision_id=decision_id,
            undone_by=undone_by,
        )

    def blank_decisions(self, identifier: Identifier, mark: str) -> None:
        """See there."""
        self.query.run(
            "MATCH (d:Decision {identifier_kind: $kind, identifier_value: $value}) "
            "SET d.identifier_value = $mark",
            kind=str(identifier.kind),
            value=identifier.value,
            mark=mark,
        )
