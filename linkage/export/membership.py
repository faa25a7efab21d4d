"""Which network every ad belongs to, ads that stand alone included."""

from __future__ import annotations

from typing import BinaryIO

from linkage.export.base import Request, write_lines
from linkage.export.cells import escaped, table
from linkage.ports import Store

HEADER = ("source", "source_id", "ad_id", "network_id")


def export(store: Store, out: BinaryIO, request: Request) -> int:  # noqa: ARG001 - one protocol
    """CSV of source, source_id, ad_id, network_id, ordered by the first two; returns the ads."""
    rows = ((escaped(ad.source), escaped(ad.source_id), ad.ad_id, ad.network_id) for ad in store.iter_ads())
    return write_lines(out, table(HEADER, rows)) - 1
