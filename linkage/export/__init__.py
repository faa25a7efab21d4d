"""Exports: one file a format, streamed, byte-identical for the same revision of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from linkage.export import identifiers, links, membership, network
from linkage.export.base import Exporter, Request

EXPORTS: Mapping[str, Exporter] = MappingProxyType(
    {
        "membership": membership.export,
        "links": links.export,
        "identifiers": identifiers.export,
        "network": network.export,
    }
)
"""Every export by the name that people ask for it by."""

__all__ = ["EXPORTS", "Exporter", "Request"]
