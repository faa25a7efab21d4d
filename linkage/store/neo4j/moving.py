"""All of a store in Neo4j, part by part: read to be copied, and written as a copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, LiteralString

from linkage.model import Reject
from linkage.ports import Component, Cut
from linkage.store.delta import BatchRow, EvidenceEntry, NewAd, Record, SketchRow
from linkage.store.hashlists import Piece
from linkage.store.moving.parts import (
    MARK,
    META,
    AdEntry,
    AuditLine,
    BatchEntry,
    DecisionEntry,
    IdentEntry,
    Key,
    KeyEntry,
    LinkEntry,
    MetaEntry,
    Page,
    Part,
    RecordEntry,
    RulesEntry,
    SketchEntry,
    TombstoneEntry,
    event_entry,
)
from linkage.store.neo4j import hashlists
from linkage.store.neo4j.connection import Query, Row
from linkage.store.neo4j.decisions import FIELDS as DECISION
from linkage.store.neo4j.identifiers import FIELDS, KINDS, ident_row
from linkage.store.neo4j.ledger import ENTRY, KEY
from linkage.store.neo4j.sketches import SKETCH
from linkage.store.neo4j.transaction import Neo4jTransaction

BATCH = ", ".join(f"b.{name}" for name in BatchRow._fields)
RECORD = ", ".join(f"o.{name}" if name != "ad" else "a.ad" for name in Record._fields)
Reader = Callable[[Query, Any, int], Page]


class Neo4jMoving(Neo4jTransaction):
    """`linkage.store.moving.MovingTransaction`."""

    def place_ads(self, entries: Sequence[AdEntry]) -> None:
        """See there."""
        self.add_ads([entry.ad for entry in entries])
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]}) USING INDEX SEEK a:Ad(ad) "
            "SET a.label = row[1], a.network_id = row[2]",
            [[entry.ad.ad, entry.label, entry.network_id] for entry in entries],
        )

    def restore_decisions(self, entries: Sequence[DecisionEntry]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row CREATE (d:Decision) SET d = row", [entry._asdict() for entry in entries]
        )
        self.set_counter("last_decision", entries[-1].sequence)

    def restore_keys(self, entries: Sequence[KeyEntry]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MERGE (k:ApiKey {key_id: row.key_id}) SET k = row",
            [entry._asdict() for entry in entries],
        )

    def restore_hash_lists(self, entries: Sequence[Piece]) -> None:
        """See there."""
        hashlists.restore(self.query, entries)

    def restore_audit(self, entries: Sequence[AuditLine]) -> None:
        """See there."""
        self.write("UNWIND $rows AS row CREATE (e:Audit) SET e = row", [entry._asdict() for entry in entries])
        self.query.run(
            "MATCH (l:Lock {name: 'audit'}) SET l.turns = $turns, l.chain = $chain",
            turns=entries[-1].sequence,
            chain=entries[-1].chain,
        )

    def restore_meta(self, entries: Sequence[MetaEntry]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MERGE (m:Meta {key: row[0]}) SET m.value = row[1]",
            [list(entry) for entry in sorted(entries)],
        )

    def mark(self) -> str | None:
        """How far a copy has come."""
        row = self.query.one("MATCH (m:Meta {key: $key}) RETURN m.value", key=MARK)
        return None if row is None else str(row[0])

    def set_mark(self, mark: str | None) -> None:
        """Remember it."""
        if mark is None:
            self.query.run("MATCH (m:Meta {key: $key}) DELETE m", key=MARK)
        else:
            self.query.run("MERGE (m:Meta {key: $key}) SET m.value = $mark", key=MARK, mark=mark)


def page(query: Query, part: Part, after: Key, limit: int) -> Page:
    """See `Movable.page`."""
    return _READERS[part](query, after, limit)


def _keyed(cypher: LiteralString, make: Callable[[Row], Any], least: Key = 0) -> Reader:
    """A part whose entries are rows with their key in front, asked for by $after and $limit."""

    def read(query: Query, after: Key, limit: int) -> Page:
        rows = query.rows(cypher, after=least if after is None else after, limit=limit)
        return Page([make(row) for row in rows], rows[-1][0] if rows else after)

    return read


def _batch(row: Row) -> BatchEntry:
    *fields, rejects = row[1:]
    return BatchEntry(BatchRow(*fields), tuple(Reject(*one) for one in rejects))


def _ad(row: Row) -> AdEntry:
    *head, label, network = row
    return AdEntry(NewAd(*head), label, network)


def _identifier(row: Row) -> IdentEntry:
    return IdentEntry(ident_row(row[:-1]), row[-1])


def _record(row: Row) -> RecordEntry:
    record = Record(*row[:-1])
    pieces = sorted(
        EvidenceEntry(record.observation, ident, *rest) for ident, _, _, *rest in json.loads(row[-1])
    )
    return RecordEntry(record._replace(sha256=bytes.fromhex(str(record.sha256))), tuple(pieces))


def _links(query: Query, after: Key, limit: int) -> Page:
    """The links of some ads, all of each."""
    rows = query.rows(
        "MATCH (a:Ad) WHERE a.ad > $after AND EXISTS { (a)-[:HAS|MENTIONS]->() } "
        "WITH a ORDER BY a.ad LIMIT $limit MATCH (a)-[h:HAS|MENTIONS]->(i:Identifier) "
        "RETURN i.ident, a.ad, h.rank, i.kind, h.tenure, h.first_seen, h.last_seen, h.observations, "
        "h.confidence, h.wrong, h.belief, h.via ORDER BY a.ad, i.ident",
        after=after or 0,
        limit=limit,
    )
    found = [LinkEntry(ident, ad, rank, KINDS[kind], *rest) for ident, ad, rank, kind, *rest in rows]
    return Page(found, found[-1].ad if found else after)


def _sketch(row: Row) -> SketchEntry:
    ident, place, keys, live, head, likeness, body = row
    return SketchEntry(SketchRow(ident, place, tuple(keys), live, head, likeness), bytes(body))


def _cuts(query: Query, after: Key, _limit: int) -> Page:
    """All at once, for they have no key; there are never many more than decisions."""
    if after is not None:
        return Page((), after)
    rows = query.rows(
        "MATCH (c:Cut) RETURN c.ad, c.ident, c.tenure, c.other, c.decision_id "
        "ORDER BY c.ad, coalesce(c.ident, -1), c.tenure, coalesce(c.other, -1), c.decision_id"
    )
    return Page([Cut(*row) for row in rows], 1)


def _meta(query: Query, after: Key, _limit: int) -> Page:
    if after is not None:
        return Page((), after)
    values: dict[str, Any] = {}
    for key, value in query.rows("MATCH (m:Meta) RETURN m.key, m.value"):
        values[key] = bytes(value) if isinstance(value, bytearray) else value
    return Page([MetaEntry(key, values[key]) for key in META if key in values], 1)


def _key(row: Row) -> KeyEntry:
    key_id, name, role, digest, *rest = row
    return KeyEntry(key_id, name, role, bytes(digest), *rest)


_READERS: Mapping[Part, Reader] = MappingProxyType(
    {
        Part.RULES: _keyed(
            "MATCH (r:Rules) WHERE r.digest > $after RETURN r.digest, r.text ORDER BY r.digest LIMIT $limit",
            lambda row: RulesEntry(*row),
            "",
        ),
        Part.BATCHES: _keyed(
            f"MATCH (b:Batch) WHERE b.revision > $after WITH b ORDER BY b.revision LIMIT $limit "
            f"RETURN b.revision AS number, {BATCH}, COLLECT {{ MATCH (r:Reject {{revision: b.revision}}) "
            "RETURN [r.file, r.line, r.field, r.reason] ORDER BY r.position } ORDER BY number",
            _batch,
        ),
        Part.ADS: _keyed(
            "MATCH (a:Ad) WHERE a.ad > $after RETURN a.ad, a.ad_id, a.rank, a.source, a.source_id, "
            "a.first_seen, a.last_seen, a.observations, a.label, a.network_id ORDER BY a.ad LIMIT $limit",
            _ad,
        ),
        Part.IDENTIFIERS: _keyed(
            f"MATCH (i:Identifier) WHERE i.ident > $after RETURN {FIELDS}, i.network_id "
            "ORDER BY i.ident LIMIT $limit",
            _identifier,
        ),
        Part.RECORDS: _keyed(
            "MATCH (o:Observation) WHERE o.observation > $after WITH o ORDER BY o.observation LIMIT $limit "
            f"MATCH (o)<-[:SEEN_AS]-(a:Ad) RETURN {RECORD}, o.evidence ORDER BY o.observation",
            _record,
        ),
        Part.LINKS: _links,
        Part.SKETCHES: _keyed(
            f"MATCH (s:Sketch) WHERE s.ident > $after RETURN {SKETCH}, s.body ORDER BY s.ident LIMIT $limit",
            _sketch,
        ),
        Part.NETWORKS: _keyed(
            "MATCH (n:Network) WHERE n.label > $after RETURN n.label, n.founder, n.ads "
            "ORDER BY n.label LIMIT $limit",
            lambda row: Component(*row),
        ),
        Part.CUTS: _cuts,
        Part.EVENTS: _keyed(
            "MATCH (e:Event) WHERE e.sequence > $after RETURN e.sequence, e.revision, e.kind, e.founder, "
            "e.other, e.ads ORDER BY e.sequence LIMIT $limit",
            event_entry,
        ),
        Part.DECISIONS: _keyed(
            f"MATCH (d:Decision) WHERE d.sequence > $after RETURN d.sequence, {DECISION} "
            "ORDER BY d.sequence LIMIT $limit",
            lambda row: DecisionEntry(*row),
        ),
        Part.TOMBSTONES: _keyed(
            "MATCH (t:Tombstone) WHERE t.digest > $after RETURN t.digest, t.at "
            "ORDER BY t.digest LIMIT $limit",
            lambda row: TombstoneEntry(bytes.fromhex(row[0]), row[1]),
            "",
        ),
        Part.KEYS: _keyed(
            f"MATCH (k:ApiKey) WHERE k.key_id > $after RETURN {KEY} ORDER BY k.key_id LIMIT $limit",
            _key,
            "",
        ),
        Part.HASH_LISTS: hashlists.page,
        Part.AUDIT: _keyed(
            f"MATCH (e:Audit) WHERE e.sequence > $after RETURN e.sequence, {ENTRY}, e.chain "
            "ORDER BY e.sequence LIMIT $limit",
            lambda row: AuditLine(*(*row[:-1], bytes(row[-1]))),
        ),
        Part.META: _meta,
    }
)
