"""Identifiers in Neo4j: one node each, its holders in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from linkage.model import Kind, Verdict
from linkage.ports import Holder
from linkage.store.delta import IdentRow

KINDS = {str(kind): kind for kind in Kind}
VERDICTS = {str(verdict): verdict for verdict in Verdict}

FIELDS = "i.ident, i.kind, i.value, i.ads, i.first_seen, i.last_seen, i.representative, i.holders"


def uid(kind: Kind | str, value: str) -> str:
    """The key of an identifier over all kinds. No kind holds a colon, so it can be taken apart again."""
    return f"{kind}:{value}"


def read_holders(packed: str | None) -> tuple[Holder, ...]:
    """Holders as `pack_holders` packed them."""
    if not packed:
        return ()
    return tuple(Holder(row[0], VERDICTS[row[1]], *row[2:]) for row in json.loads(packed))


def pack_holders(holders: Sequence[Holder]) -> str:
    """Holders as a JSON text: Neo4j keeps no list of maps, and nothing but linkage needs the figures."""
    return json.dumps(holders, separators=(",", ":"))


def ident_row(row: Sequence[Any]) -> IdentRow:
    """An identifier from its row of FIELDS."""
    ident, kind, value, ads, first, last, representative, holders = row
    return IdentRow(ident, KINDS[kind], value, ads, first, last, representative, read_holders(holders))


def figures(row: IdentRow) -> Mapping[str, object]:
    """The properties of an identifier that a delta may change. `verdict` is that of its first holder."""
    first = row.holders[0] if row.holders else None
    return {
        "ads": row.ads,
        "first_seen": row.first,
        "last_seen": row.last,
        "representative": row.representative,
        "holders": pack_holders(row.holders),
        "tenures": len(row.holders),
        "verdict": None if first is None else str(first.verdict),
        "reason": None if first is None else first.reason,
        "generic": is_generic(row),
    }


def is_generic(row: IdentRow) -> bool:
    """Whether no link of the identifier says anything: its links are MENTIONS, which no path follows."""
    return bool(row.holders) and all(holder.verdict is Verdict.GENERIC for holder in row.holders)
