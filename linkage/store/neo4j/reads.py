"""Look-ups in Neo4j: one statement each, rows of the outside."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import zstandard

from linkage.errors import GoneError, NotFoundError
from linkage.model import Identifier, Verdict, founder_of
from linkage.ports import (
    AdRow,
    EvidenceRow,
    IdentifierRow,
    Moved,
    NetworkRow,
    ObservationRow,
    StoredLink,
)
from linkage.store.neo4j.connection import Query, Row
from linkage.store.neo4j.identifiers import FIELDS, KINDS, ident_row, read_holders, uid

AD = "a.ad_id, a.ad, a.source, a.source_id, a.network_id, a.first_seen, a.last_seen, a.observations"
CUT = "head(COLLECT { MATCH (c:Cut {ad: a.ad}) WHERE c.ident = i.ident RETURN c.decision_id LIMIT 1 })"
LINK = (
    "a.ad_id, i.kind, i.value, h.tenure, i.holders, h.first_seen, h.last_seen, h.observations, "
    f"h.confidence, h.wrong, {CUT}, h.belief, "
    "head(COLLECT { MATCH (v:Identifier {ident: h.via}) RETURN v.value })"
)
OBSERVATION = (
    "o.observation, a.ad_id, o.sha256, o.posted_at, o.crawled_at, o.url, o.title, o.body, o.country, "
    "o.region, o.city, o.raw, o.revision"
)


def ad_row(row: Row) -> AdRow:
    """An ad from its row of AD."""
    return AdRow(*row)


def stored_link(row: Row) -> StoredLink:
    """A link from its row of LINK. One that belongs to no tenure follows nothing: generic."""
    ad_id, kind, value, tenure, packed, first, last, observations, confidence, wrong, *more = row
    verdict = next((one.verdict for one in read_holders(packed) if one.tenure == tenure), Verdict.GENERIC)
    return StoredLink(
        ad_id, KINDS[kind], value, tenure, verdict, first, last, observations, confidence, wrong, *more
    )


def ads(query: Query, ad_ids: Collection[str]) -> Mapping[str, AdRow]:
    """See `Store.ads`."""
    rows = query.rows(
        f"UNWIND $keys AS key MATCH (a:Ad {{ad_id: key}}) USING INDEX SEEK a:Ad(ad_id) RETURN {AD}",
        keys=sorted(set(ad_ids)),
    )
    return {row[0]: ad_row(row) for row in rows}


def ads_with_prefix(query: Query, prefix: str, limit: int) -> Sequence[AdRow]:
    """See `Store.ads_with_prefix`."""
    rows = query.rows(
        f"MATCH (a:Ad) WHERE a.ad_id STARTS WITH $prefix RETURN {AD} ORDER BY a.ad_id LIMIT $limit",
        prefix=prefix,
        limit=max(0, limit),
    )
    return [ad_row(row) for row in rows]


def observations(query: Query, ad_id: str) -> Sequence[ObservationRow]:
    """See `Store.observations`."""
    rows = query.rows(
        f"MATCH (a:Ad {{ad_id: $ad_id}})-[:SEEN_AS]->(o:Observation) RETURN {OBSERVATION} "
        "ORDER BY o.observation",
        ad_id=ad_id,
    )
    expand = zstandard.ZstdDecompressor().decompress
    return [_observation(row, expand) for row in rows]


def _observation(row: Row, expand: Callable[[bytes], bytes]) -> ObservationRow:
    *head, raw, revision = row
    values: Row = (*head, None if raw is None else expand(raw), revision)
    return ObservationRow(*values)


def identifier_row(row: Row) -> IdentifierRow:
    """An identifier from its row of FIELDS."""
    one = ident_row(row)
    return IdentifierRow(one.kind, one.value, one.ads, one.first, one.last, one.holders)


def identifiers(query: Query, wanted: Collection[Identifier]) -> Mapping[Identifier, IdentifierRow]:
    """See `Store.identifiers`."""
    rows = query.rows(
        f"UNWIND $keys AS key MATCH (i:Identifier {{uid: key}}) USING INDEX SEEK i:Identifier(uid) "
        f"RETURN {FIELDS}",
        keys=sorted({uid(kind, value) for kind, value in wanted}),
    )
    return {Identifier(KINDS[row[1]], row[2]): identifier_row(row) for row in rows}


def identifiers_of_value(query: Query, value: str) -> Sequence[IdentifierRow]:
    """See `Store.identifiers_of_value`."""
    rows = query.rows(f"MATCH (i:Identifier {{value: $value}}) RETURN {FIELDS} ORDER BY i.kind", value=value)
    return [identifier_row(row) for row in rows]


def links_of_ads(query: Query, ad_ids: Collection[str]) -> Sequence[StoredLink]:
    """See `Store.links_of_ads`."""
    rows = query.rows(
        "UNWIND $keys AS key MATCH (a:Ad {ad_id: key})-[h:HAS|MENTIONS]->(i:Identifier) "
        f"RETURN {LINK} ORDER BY a.ad_id, i.kind, i.value",
        keys=sorted(set(ad_ids)),
    )
    return [stored_link(row) for row in rows]


def links_of_identifier(
    query: Query, identifier: Identifier, after: str | None, limit: int
) -> Sequence[StoredLink]:
    """See `Store.links_of_identifier`."""
    rows = query.rows(
        "MATCH (i:Identifier {uid: $uid})<-[h:HAS|MENTIONS]-(a:Ad) WHERE a.ad_id > $after "
        f"WITH a, h, i ORDER BY a.ad_id LIMIT $limit RETURN {LINK} ORDER BY a.ad_id",
        uid=uid(*identifier),
        after=after or "",
        limit=max(0, limit),
    )
    return [stored_link(row) for row in rows]


def evidence(query: Query, ad_id: str, identifier: Identifier | None) -> Sequence[EvidenceRow]:
    """See `Store.evidence`."""
    rows = query.rows(
        "MATCH (a:Ad {ad_id: $ad_id})-[:SEEN_AS]->(o:Observation) "
        "RETURN o.observation, o.sha256, o.posted_at, o.crawled_at, o.evidence ORDER BY o.observation",
        ad_id=ad_id,
    )
    found = [one for row in rows for one in _evidence_rows(ad_id, row)]
    if identifier is None:
        return found
    return [one for one in found if (one.kind, one.value) == identifier]


def _evidence_rows(ad_id: str, row: Row) -> Iterable[EvidenceRow]:
    observation, sha256, posted_at, crawled_at, packed = row
    pieces = json.loads(packed)
    pieces.sort(key=lambda piece: (piece[3], piece[4], piece[1], piece[2]))
    for _, kind, value, *rest in pieces:
        yield EvidenceRow(ad_id, KINDS[kind], value, observation, sha256, posted_at, crawled_at, *rest)


def network(query: Query, wanted: str, *, erased: bool) -> NetworkRow | Moved:
    """See `Store.network`. `erased`: whether the founding ad has a tombstone."""
    founder = founder_of(wanted)
    row = None
    if founder is not None:
        row = query.one("MATCH (a:Ad {ad_id: $founder}) RETURN a.network_id", founder=founder)
    if row is None:
        if erased:
            raise GoneError(f"the ad that founded network {wanted} has been erased")
        raise NotFoundError(f"there is no network {wanted}")
    if row[0] != wanted:
        return Moved(row[0])
    return network_rows(query, [wanted])[0]


def network_rows(query: Query, names: Sequence[str]) -> Sequence[NetworkRow]:
    """Networks by id, in order."""
    rows = query.rows(
        "UNWIND $names AS name MATCH (a:Ad {network_id: name}) "
        "RETURN name, count(a), min(a.first_seen), max(a.last_seen)",
        names=names,
    )
    found = {row[0]: NetworkRow(*row) for row in rows}
    return [found[name] for name in names]


def require_current(query: Query, wanted: str) -> None:
    """Raise NotFoundError unless a network of that id stands."""
    if query.one("MATCH (a:Ad {network_id: $name}) RETURN 1 LIMIT 1", name=wanted) is None:
        raise NotFoundError(f"there is no current network {wanted}")


def members(query: Query, wanted: str, after: str | None, limit: int) -> Sequence[AdRow]:
    """See `Store.members`."""
    require_current(query, wanted)
    rows = query.rows(
        f"MATCH (a:Ad {{network_id: $name}}) WHERE a.ad_id > $after RETURN {AD} "
        "ORDER BY a.ad_id LIMIT $limit",
        name=wanted,
        after=after or "",
        limit=max(0, limit),
    )
    return [ad_row(row) for row in rows]


def networks(query: Query, min_ads: int, after: tuple[int, str] | None, limit: int) -> Sequence[NetworkRow]:
    """See `Store.networks`."""
    ads_after, id_after = after or (1 << 62, "")
    rows = query.rows(
        "MATCH (n:Network) WHERE n.ads >= $least AND n.ads <= $most "
        "AND (n.ads < $most OR n.network_id > $name) "
        "RETURN n.network_id ORDER BY n.ads DESC, n.network_id LIMIT $limit",
        least=max(2, min_ads),
        most=ads_after,
        name=id_after,
        limit=max(0, limit),
    )
    return network_rows(query, [name for (name,) in rows])


def iter_ads(query: Query) -> Iterator[AdRow]:
    """See `Store.iter_ads`."""
    for row in query.each(f"MATCH (a:Ad) RETURN {AD} ORDER BY a.source, a.source_id"):
        yield ad_row(row)


def iter_links(query: Query) -> Iterator[tuple[object, ...]]:
    """See `Store.iter_links`."""
    rows = query.each(
        "MATCH (a:Ad)-[h:HAS|MENTIONS]->(i:Identifier) WHERE NOT h.wrong "
        "RETURN a.source, a.source_id, i.kind, i.value ORDER BY a.source, a.source_id, i.kind, i.value"
    )
    for source, source_id, kind, value in rows:
        yield source, source_id, KINDS[kind], value


def iter_identifiers(query: Query) -> Iterator[IdentifierRow]:
    """See `Store.iter_identifiers`."""
    rows = query.each(f"MATCH (i:Identifier) WHERE i.ads > 0 RETURN {FIELDS} ORDER BY i.kind, i.value")
    for row in rows:
        yield identifier_row(row)


def network_links(query: Query, wanted: str) -> Iterator[StoredLink]:
    """See `Store.network_links`."""
    require_current(query, wanted)
    rows = query.each(
        "MATCH (a:Ad {network_id: $name})-[h:HAS|MENTIONS]->(i:Identifier) "
        f"RETURN {LINK} ORDER BY a.ad_id, i.kind, i.value",
        name=wanted,
    )
    for row in rows:
        yield stored_link(row)
