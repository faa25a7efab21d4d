"""Identifiers in SQLite: a row each, its only holder in it; several holders in rows of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import apsw

from linkage.model import Kind, Verdict
from linkage.ports import Holder
from linkage.store.delta import IdentRow
from linkage.store.sqlite.connection import fetch

COLUMNS = (
    "ident, kind, value, ads, first_seen, last_seen, representative, tenures, "
    "verdict, reason, segments, sampled, share, cohesion, bound, parties, purity"
)
COLUMNS_OF = ", ".join(f"i.{name}" for name in COLUMNS.split(", "))
HOLDER_COLUMNS = (
    "tenure, verdict, reason, ads, first_seen, last_seen, segments, sampled, share, cohesion, bound, "
    "parties, purity"
)
KINDS = {str(kind): kind for kind in Kind}
VERDICTS = {str(verdict): verdict for verdict in Verdict}


def single_holder(row: Sequence[Any]) -> tuple[Holder, ...]:
    """Holder of an identifier of one tenure from its row of COLUMNS."""
    _, _, _, ads, first, last, _, tenures, verdict, reason, segments, *figures = row
    if tenures == 0:
        return ()
    return (Holder(0, VERDICTS[verdict], reason, ads, first, last, segments, *figures),)


def holder_rows(connection: apsw.Connection, ident: int) -> tuple[Holder, ...]:
    """Holders of an identifier of several tenures."""
    sql = f"SELECT {HOLDER_COLUMNS} FROM holder WHERE ident = ? ORDER BY tenure"  # noqa: S608 - constant
    return tuple(Holder(row[0], VERDICTS[row[1]], *row[2:]) for row in fetch(connection, sql, (ident,)))


def ident_row(connection: apsw.Connection, row: Sequence[Any]) -> IdentRow:
    """An identifier from its row of COLUMNS."""
    ident, kind, value, ads, first, last, representative = row[:7]
    holders = read_holders(connection, row)
    return IdentRow(ident, KINDS[kind], value, ads, first, last, representative, holders)


def read_holders(connection: apsw.Connection, row: Sequence[Any]) -> tuple[Holder, ...]:
    """Holders of an identifier from its row of COLUMNS."""
    return single_holder(row) if row[7] <= 1 else holder_rows(connection, row[0])
