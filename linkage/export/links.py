"""Which identifiers every ad carries, generic ones included."""

from __future__ import annotations

from typing import BinaryIO

from linkage.export.base import Request, write_lines
from linkage.export.cells import escaped, table, value_cell
from linkage.ports import Store

HEADER = ("source", "source_id", "kind", "value")


def export(store: Store, out: BinaryIO, request: Request) -> int:  # noqa: ARG001 - one protocol
    """CSV of source, source_id, kind, value, in that order; returns the links."""
    rows = (
        (escaped(source), escaped(source_id), kind.value, value_cell(kind, value))
        for source, source_id, kind, value in store.iter_links()
    )
    return write_lines(out, table(HEADER, rows)) - 1
