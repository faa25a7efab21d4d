"""Every identifier with its verdict and the figures behind it.

An identifier that changed hands has one row for each tenure, with that tenure's ads; its reason
then begins with which tenure it is and when. All others have exactly one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from linkage.export.base import Request, write_lines
from linkage.export.cells import escaped, table, value_cell
from linkage.link.rules import Rules
from linkage.model import Identifier
from linkage.ports import IdentifierRow, Store
from linkage_schemas.reasons import holder_words

HEADER = ("kind", "value", "verdict", "reason", "ads")


def export(store: Store, out: BinaryIO, request: Request) -> int:
    """CSV of kind, value, verdict, reason, ads, by kind and value; returns the rows."""
    rows = (cells for found in store.iter_identifiers() for cells in _rows(found, request.rules))
    return write_lines(out, table(HEADER, rows)) - 1


def _rows(found: IdentifierRow, rules: Rules) -> Iterator[tuple[str, ...]]:
    value = value_cell(found.kind, found.value)
    name = Identifier(found.kind, found.value)
    for holder in found.holders:
        words = holder_words(name, holder, rules, several=len(found.holders) > 1)
        yield (found.kind.value, value, holder.verdict.value, escaped(words), str(holder.ads))
