"""Exports: one file a format, streamed, byte-identical for the same revision of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from linkage.export.base import Exporter, Request
from linkage.export.identifiers import export as export_identifiers
from linkage.export.links import export as export_links
from linkage.export.membership import export as export_membership
from linkage.export.network import export as export_network

EXPORTS: Mapping[str, Exporter] = MappingProxyType(
    {
        "membership": export_membership,
        "links": export_links,
        "identifiers": export_identifiers,
        "network": export_network,
    }
)
"""Every export by the name that people ask for it by."""

__all__ = ["EXPORTS", "Exporter", "Request"]
