"""Rows of the outside from the values that every store keeps of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linkage.model import Decision, DecisionKind, EventKind, Identifier, Kind, network_id
from linkage.ports import DecisionRow, EventRow


def decision_row(row: Sequence[Any]) -> DecisionRow:
    """A decision from its values as stores keep them: id to undoes, then undone_by and revision."""
    decision_id, kind, actor, reason, at, ad_a, ad_b, of, value, undoes, undone_by, revision = row
    identifier = None if of is None else Identifier(Kind(of), value)
    decision = Decision(decision_id, DecisionKind(kind), actor, reason, at, ad_a, ad_b, identifier, undoes)
    stands = undone_by is None and decision.kind is not DecisionKind.UNDO
    return DecisionRow(decision, stands, revision)


def event_row(row: Sequence[Any]) -> EventRow:
    """An event from its values; networks are kept by the id of their founding ad."""
    sequence, revision, kind, founder, other, ads = row
    absorbed = None if other is None else network_id(other)
    return EventRow(sequence, revision, EventKind(kind), network_id(founder), absorbed, ads)
