"""Look-ups: one snapshot each, rows of the outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import apsw
import zstandard

from linkage.errors import GoneError, NotFoundError
from linkage.model import Identifier, Kind, Verdict, founder_of, network_id
from linkage.ports import (
    AdRow,
    EvidenceRow,
    IdentifierRow,
    Moved,
    NetworkRow,
    ObservationRow,
    StoredLink,
)
from linkage.store.sqlite.connection import Row, fetch, fetch_each, fetch_one
from linkage.store.sqlite.identifiers import COLUMNS, KINDS, VERDICTS, read_holders

FOUNDER = "coalesce((SELECT c.founder_id FROM component c WHERE c.label = a.label), a.ad_id)"  # an ad alone
AD = f"a.ad_id, a.ad, a.source, a.source_id, {FOUNDER}, a.first_seen, a.last_seen, a.observations"
LINK = (
    "a.ad_id, l.kind, i.value, l.tenure, "
    "CASE WHEN i.tenures <= 1 THEN i.verdict ELSE "
    "(SELECT h.verdict FROM holder h WHERE h.ident = l.ident AND h.tenure = l.tenure) END, "
    "l.first_seen, l.last_seen, l.observations, l.confidence, l.wrong, "
    "(SELECT c.decision_id FROM cut c WHERE c.ad = l.ad AND c.ident = l.ident), l.belief, "
    "(SELECT v.value FROM identifier v WHERE v.ident = l.via)"
)
LINK_FROM = "FROM link l JOIN identifier i ON i.ident = l.ident JOIN ad a ON a.ad = l.ad"


def ad_row(row: Sequence[Any]) -> AdRow:
    """An ad from its row of AD."""
    ad_id, arrival, source, source_id, founder, first, last, observations = row
    return AdRow(ad_id, arrival, source, source_id, network_id(founder), first, last, observations)


def stored_link(row: Sequence[Any]) -> StoredLink:
    """A link from its row of LINK. One that belongs to no tenure follows nothing: generic."""
    ad_id, kind, value, tenure, verdict, first, last, observations, confidence, wrong, *more = row
    known = Verdict.GENERIC if verdict is None or tenure < 0 else VERDICTS[verdict]
    return StoredLink(
        ad_id, KINDS[kind], value, tenure, known, first, last, observations, confidence, bool(wrong), *more
    )


def ads(connection: apsw.Connection, ad_ids: Collection[str]) -> Mapping[str, AdRow]:
    """See `Store.ads`."""
    sql = f"SELECT {AD} FROM ad a WHERE a.ad_id = ?"  # noqa: S608 - constants
    return {row[0]: ad_row(row) for row in fetch_each(connection, sql, [(ad_id,) for ad_id in ad_ids])}


def ads_with_prefix(connection: apsw.Connection, prefix: str, limit: int) -> Sequence[AdRow]:
    """See `Store.ads_with_prefix`."""
    rows = fetch(
        connection,
        f"SELECT {AD} FROM ad a WHERE a.ad_id >= ? AND a.ad_id < ? ORDER BY a.ad_id LIMIT ?",  # noqa: S608
        (prefix, prefix + "g", limit),  # "g" sorts after every hexadecimal digit
    )
    return [ad_row(row) for row in rows]


def observations(connection: apsw.Connection, ad_id: str) -> Sequence[ObservationRow]:
    """See `Store.observations`."""
    rows = fetch(
        connection,
        "SELECT o.observation, a.ad_id, lower(hex(o.sha256)), o.posted_at, o.crawled_at, o.url, o.title, "
        "o.body, o.country, o.region, o.city, o.raw, o.revision FROM observation o "
        "JOIN ad a ON a.ad = o.ad WHERE a.ad_id = ? ORDER BY o.observation",
        (ad_id,),
    )
    expand = zstandard.ZstdDecompressor().decompress
    return [_observation(row, expand) for row in rows]


def _observation(row: Row, expand: Callable[[bytes], bytes]) -> ObservationRow:
    *head, raw, revision = row
    values: Row = (*head, None if raw is None else expand(raw), revision)
    return ObservationRow(*values)


def identifier_row(connection: apsw.Connection, row: Row) -> IdentifierRow:
    """An identifier from its row of COLUMNS."""
    return IdentifierRow(KINDS[row[1]], row[2], row[3], row[4], row[5], read_holders(connection, row))


def identifiers(
    connection: apsw.Connection, wanted: Collection[Identifier]
) -> Mapping[Identifier, IdentifierRow]:
    """See `Store.identifiers`."""
    sql = f"SELECT {COLUMNS} FROM identifier WHERE value = ? AND kind = ?"  # noqa: S608 - constant
    rows = fetch_each(connection, sql, [(value, kind) for kind, value in wanted])
    return {Identifier(KINDS[row[1]], row[2]): identifier_row(connection, row) for row in rows}


def identifiers_of_value(connection: apsw.Connection, value: str) -> Sequence[IdentifierRow]:
    """See `Store.identifiers_of_value`."""
    sql = f"SELECT {COLUMNS} FROM identifier WHERE value = ? ORDER BY kind"  # noqa: S608 - constant
    return [identifier_row(connection, row) for row in fetch(connection, sql, (value,))]


def links_of_ads(connection: apsw.Connection, ad_ids: Collection[str]) -> Iterable[StoredLink]:
    """See `Store.links_of_ads`."""
    sql = f"SELECT {LINK} {LINK_FROM} WHERE a.ad_id = ? ORDER BY l.kind, i.value"
    return map(stored_link, fetch_each(connection, sql, [(ad_id,) for ad_id in sorted(set(ad_ids))]))


def links_of_identifier(
    connection: apsw.Connection, identifier: Identifier, after: str | None, limit: int
) -> Sequence[StoredLink]:
    """See `Store.links_of_identifier`. Rank is the start of the ad id, so the key serves the order."""
    start = -1 if after is None else int(after[:16], 16) >> 1
    rows = fetch(
        connection,
        f"SELECT {LINK} {LINK_FROM} WHERE l.ident = "  # noqa: S608 - constants
        "(SELECT ident FROM identifier WHERE value = ? AND kind = ?) "
        "AND l.rank >= ? AND a.ad_id > ? ORDER BY l.rank, a.ad_id LIMIT ?",
        (identifier.value, identifier.kind, start, after or "", limit),
    )
    return [stored_link(row) for row in rows]


def evidence(connection: apsw.Connection, ad_id: str, identifier: Identifier | None) -> Sequence[EvidenceRow]:
    """See `Store.evidence`."""
    kind, value = identifier or (None, None)
    rows = fetch(
        connection,
        "SELECT a.ad_id, i.kind, i.value, o.observation, lower(hex(o.sha256)), o.posted_at, o.crawled_at, "
        "e.field, e.start, e.end, e.raw, e.extractor, e.confidence, e.form, e.region_source FROM ad a "
        "JOIN observation o ON o.ad = a.ad JOIN evidence e ON e.observation = o.observation "
        "JOIN identifier i ON i.ident = e.ident WHERE a.ad_id = ?1 "
        "AND (?2 IS NULL OR (i.kind = ?2 AND i.value = ?3)) "
        "ORDER BY o.observation, e.field, e.start, i.kind, i.value",
        (ad_id, kind, value),
    )
    return [EvidenceRow(row[0], Kind(row[1]), *row[2:]) for row in rows]


def network(connection: apsw.Connection, wanted: str, *, erased: bool) -> NetworkRow | Moved:
    """See `Store.network`. `erased`: whether the founding ad has a tombstone."""
    founder = founder_of(wanted)
    row = None
    if founder is not None:
        sql = f"SELECT {FOUNDER}, a.label FROM ad a WHERE a.ad_id = ?"  # noqa: S608 - constant
        row = fetch_one(connection, sql, (founder,))
    if row is None:
        if erased:
            raise GoneError(f"the ad that founded network {wanted} has been erased")
        raise NotFoundError(f"there is no network {wanted}")
    if row[0] != founder:
        return Moved(network_id(row[0]))
    return network_row(connection, row[0], row[1])


def network_row(connection: apsw.Connection, founder: str, label: int) -> NetworkRow:
    """A network by its label."""
    row = fetch_one(
        connection, "SELECT count(*), min(first_seen), max(last_seen) FROM ad WHERE label = ?", (label,)
    )
    assert row is not None
    return NetworkRow(network_id(founder), *row)


def current_label(connection: apsw.Connection, wanted: str) -> int:
    """Label of a current network. Raises NotFoundError."""
    sql = f"SELECT a.label FROM ad a WHERE a.ad_id = ?1 AND {FOUNDER} = ?1"  # noqa: S608 - constant
    row = fetch_one(connection, sql, (founder_of(wanted),))
    if row is None:
        raise NotFoundError(f"there is no current network {wanted}")
    return int(row[0])


def members(connection: apsw.Connection, wanted: str, after: str | None, limit: int) -> Sequence[AdRow]:
    """See `Store.members`."""
    label = current_label(connection, wanted)
    rows = fetch(
        connection,
        f"SELECT {AD} FROM ad a WHERE a.label = ? AND a.ad_id > ? ORDER BY a.ad_id LIMIT ?",  # noqa: S608
        (label, after or "", limit),
    )
    return [ad_row(row) for row in rows]


def networks(
    connection: apsw.Connection, min_ads: int, after: tuple[int, str] | None, limit: int
) -> Sequence[NetworkRow]:
    """See `Store.networks`."""
    ads_after, id_after = after or (1 << 62, "")
    rows = fetch(
        connection,
        "SELECT founder_id, label FROM component WHERE ads >= ?1 "
        "AND (ads < ?2 OR (ads = ?2 AND founder_id > ?3)) ORDER BY ads DESC, founder_id LIMIT ?4",
        (min_ads, ads_after, founder_of(id_after) or "", limit),
    )
    return [network_row(connection, founder, label) for founder, label in rows]
