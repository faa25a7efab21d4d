"""Long reads, each over a snapshot and a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator

from linkage.model import Kind
from linkage.ports import AdRow, IdentifierRow, StoredLink
from linkage.store.sqlite.connection import Connections
from linkage.store.sqlite.identifiers import COLUMNS
from linkage.store.sqlite.reads import (
    AD,
    LINK,
    LINK_FROM,
    ad_row,
    current_label,
    identifier_row,
    stored_link,
)


def iter_ads(connections: Connections) -> Iterator[AdRow]:
    """See `Store.iter_ads`."""
    with connections.stream("reading ads") as connection:
        sql = f"SELECT {AD} FROM ad a ORDER BY a.source, a.source_id"  # noqa: S608 - constants
        yield from map(ad_row, connection.execute(sql))


def iter_links(connections: Connections) -> Iterator[tuple[str, str, Kind, str]]:
    """See `Store.iter_links`."""
    with connections.stream("reading links") as connection:
        rows = connection.execute(
            "SELECT a.source, a.source_id, l.kind, i.value FROM ad a JOIN link l ON l.ad = a.ad "
            "JOIN identifier i ON i.ident = l.ident WHERE l.wrong = 0 "
            "ORDER BY a.source, a.source_id, l.kind, i.value"
        )
        for source, source_id, kind, value in rows:
            yield str(source), str(source_id), Kind(str(kind)), str(value)


def iter_identifiers(connections: Connections) -> Iterator[IdentifierRow]:
    """See `Store.iter_identifiers`."""
    with connections.stream("reading identifiers") as connection:
        sql = f"SELECT {COLUMNS} FROM identifier WHERE ads > 0 ORDER BY kind, value"  # noqa: S608 - constant
        for row in connection.execute(sql):
            yield identifier_row(connection, row)


def network_links(connections: Connections, wanted: str) -> Iterator[StoredLink]:
    """See `Store.network_links`."""
    with connections.stream("reading a network") as connection:
        label = current_label(connection, wanted)
        sql = f"SELECT {LINK} {LINK_FROM} WHERE a.label = ? ORDER BY a.ad_id, l.kind, i.value"
        yield from map(stored_link, connection.execute(sql, (label,)))
