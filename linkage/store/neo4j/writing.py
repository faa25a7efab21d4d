"""What a delta reads and writes in Neo4j: counters, ads, records.

Every statement takes its keys as one sorted list, so that two transactions lock in one order.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, LiteralString, TypeVar

from linkage.model import Evidence, Reject, RulesText
from linkage.ports import Component, Context
from linkage.store.delta import BatchRow, EvidenceEntry, KnownAd, NewAd, Record, RecordText, place_name
from linkage.store.neo4j.connection import Query, Row
from linkage.store.neo4j.identifiers import KINDS
from linkage.store.neo4j.recall import Recall
from linkage.store.neo4j.searching import index_words

T = TypeVar("T")

ROWS = 2_000
"""Rows of one statement: more do not make it faster, and the server holds them in memory."""


class Rows:
    """A write transaction; `query` has begun it and holds the writer's lock.

    Statements ask for a seek in an index: where the graph was young when Neo4j made its plan, it would
    read the whole index for each key, and keep that plan for a while.

    `recall` is what this process knows of the graph; without one, nothing is known.
    """

    def __init__(self, query: Query, recall: Recall | None = None) -> None:
        self.query = query
        self.recall = recall or Recall()
        self.uids: dict[int, str] = {}
        """Keys of identifiers that this transaction has read or claimed, by number."""
        self.generic: set[int] = set()
        """Those of them whose links are stored as MENTIONS."""

    def write(self, cypher: LiteralString, rows: Sequence[Any]) -> None:
        """Run a statement that begins with `UNWIND $rows AS row`, some thousand rows at a time."""
        for at in range(0, len(rows), ROWS):
            self.query.run(cypher, rows=rows[at : at + ROWS])

    def read(self, cypher: LiteralString, keys: Collection[Any]) -> list[Row]:
        """Rows of a statement that begins with `UNWIND $keys AS key` and ends with plain values."""
        return self.at_once(cypher, keys=sorted(set(keys))) if keys else []

    def at_once(self, cypher: LiteralString, **parameters: Any) -> list[Row]:
        """All rows of a statement in one record: each of its own takes the driver two calls of the system."""
        body, _, values = cypher.rpartition(" RETURN ")
        (rows,) = self.query.rows(f"{body} RETURN collect([{values}])", **parameters)[0]
        return [tuple(row) for row in rows]


class Counters(Rows):
    """See `linkage.store.delta.transaction.Counters`, `Rulebook` and `Graves`."""

    def counter(self, name: str) -> int:
        """See there."""
        row = self.query.one("MATCH (m:Meta {key: $name}) RETURN m.value", name=name)
        return 0 if row is None else int(row[0])

    def set_counter(self, name: str, value: int) -> None:
        """See there."""
        self.query.run("MERGE (m:Meta {key: $name}) SET m.value = $value", name=name, value=value)

    def batch(self, batch_id: str) -> BatchRow | None:
        """See there."""
        row = self.query.one(
            "MATCH (b:Batch {batch_id: $batch_id}) RETURN b.revision, b.batch_id, b.applied_at, b.origin, "
            "b.records, b.ads_new, b.observations_new, b.identifiers_new, b.refused, b.ads_erased, "
            "b.identifiers_erased, b.events, b.rules",
            batch_id=batch_id,
        )
        return None if row is None else BatchRow(*row)

    def rejects_of(self, revision: int) -> Sequence[Reject]:
        """See there."""
        rows = self.query.rows(
            "MATCH (r:Reject {revision: $revision}) RETURN r.file, r.line, r.field, r.reason "
            "ORDER BY r.position",
            revision=revision,
        )
        return [Reject(*row) for row in rows]

    def last_revision(self) -> int:
        """See there. What is remembered holds for one revision, so this comes before every other read."""
        row = self.query.one("MATCH (m:Meta {key: 'revision'}) RETURN m.value, m.writer")
        revision, writer = row or (0, None)
        self.recall.begin(revision, writer)
        return int(revision)

    def add_batch(self, row: BatchRow, rejects: Sequence[Reject]) -> None:
        """See there."""
        self.query.run("CREATE (b:Batch) SET b = $row", row=row._asdict())
        self.write(
            "UNWIND $rows AS row CREATE (r:Reject) SET r = row",
            [
                {"revision": row.revision, "position": position, **reject._asdict()}
                for position, reject in enumerate(rejects)
            ],
        )
        self.query.run(
            "MERGE (m:Meta {key: 'revision'}) SET m.value = $revision, m.writer = $writer",
            revision=row.revision,
            writer=self.recall.name,
        )

    def rules_digest(self) -> str | None:
        """See there."""
        row = self.query.one("MATCH (m:Meta {key: 'rules_digest'}) RETURN m.value")
        return None if row is None else str(row[0])

    def set_rules(self, rules: RulesText) -> None:
        """See there."""
        self.query.run(
            "MERGE (r:Rules {digest: $digest}) SET r.text = $text "
            "MERGE (m:Meta {key: 'rules_digest'}) SET m.value = $digest",
            digest=rules.digest,
            text=rules.text,
        )

    def has_tombstones(self) -> bool:
        """See there."""
        return self.query.one("MATCH (t:Tombstone) RETURN 1 LIMIT 1") is not None

    def buried(self, digests: Collection[bytes]) -> set[bytes]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (t:Tombstone {digest: key}) USING INDEX SEEK t:Tombstone(digest) "
            "RETURN t.digest",
            [digest.hex() for digest in digests],
        )
        return {bytes.fromhex(digest) for (digest,) in rows}

    def bury(self, digest: bytes, at: int) -> None:
        """See there."""
        self.query.run(
            "MERGE (t:Tombstone {digest: $digest}) ON CREATE SET t.at = $at", digest=digest.hex(), at=at
        )


class Ads(Rows):
    """See `linkage.store.delta.transaction.Ads`."""

    def every_ad(self) -> Sequence[int]:
        """See there."""
        return [ad for (ad,) in self.at_once("MATCH (a:Ad) RETURN a.ad")]

    def known_ads(self, ad_ids: Collection[str]) -> Iterable[KnownAd]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad_id: key}) USING INDEX SEEK a:Ad(ad_id) "
            "RETURN a.ad_id, a.ad, a.label, a.first_seen, a.last_seen, a.observations",
            ad_ids,
        )
        return [KnownAd(*row) for row in rows]

    def ad_ids(self, ads: Collection[int]) -> Mapping[int, str]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key}) USING INDEX SEEK a:Ad(ad) RETURN a.ad, a.ad_id", ads
        )
        return dict(rows)

    def add_ads(self, rows: Sequence[NewAd]) -> None:
        """See there. An ad alone is its own network."""
        self.write(
            "UNWIND $rows AS row CREATE (a:Ad {ad: row[0], ad_id: row[1], rank: row[2], source: row[3], "
            "source_id: row[4], first_seen: row[5], last_seen: row[6], observations: row[7], label: row[0], "
            "network_id: 'N-' + row[1]})",
            [list(row) for row in rows],
        )
        self.recall.learn_links([row.ad for row in rows], ())

    def update_ads(self, rows: Sequence[tuple[int, int | None, int | None, int]]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]}) USING INDEX SEEK a:Ad(ad) "
            "SET a.first_seen = row[1], a.last_seen = row[2], a.observations = row[3]",
            sorted((list(row) for row in rows), key=itemgetter(0)),
        )
        for ad, *_ in rows:
            self.recall.contexts.pop(ad, None)

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key}) USING INDEX SEEK a:Ad(ad) RETURN a.ad, a.rank", ads
        )
        return dict(rows)

    def contexts(self, ads: Collection[int]) -> Mapping[int, Context]:
        """See there."""
        known = self.recall.contexts
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key}) USING INDEX SEEK a:Ad(ad) "
            "RETURN key, a.first_seen, a.last_seen, "
            "[(a)-[:SEEN_AS]->(o) | [o.country, o.region, o.city]]",
            [ad for ad in ads if ad not in known],
        )
        self.recall.learn_contexts({ad: _context(*rest) for ad, *rest in rows})
        return {ad: known[ad] for ad in ads if ad in known}

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key}) USING INDEX SEEK a:Ad(ad) RETURN a.ad, a.label", ads
        )
        return dict(rows)

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (n:Network {label: key}) USING INDEX SEEK n:Network(label) "
            "RETURN n.label, n.founder, n.ads",
            labels,
        )
        return {row[0]: Component(*row) for row in rows}

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {label: key}) USING INDEX SEEK a:Ad(label) "
            "WITH key, collect(a.ad) AS ads RETURN key, ads",
            labels,
        )
        return {label: sorted(ads) for label, ads in rows}

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """See there."""
        row = self.query.one(
            "MATCH (a:Ad {label: $label}) USING INDEX SEEK a:Ad(label) WHERE NOT a.ad IN $without "
            "RETURN min(a.ad)",
            label=label,
            without=sorted(without),
        )
        return None if row is None else row[0]

    def erase_ad(self, ad: int) -> None:
        """See there."""
        self.recall.forget()
        self.query.run(
            "MATCH (a:Ad {ad: $ad}) OPTIONAL MATCH (a)-[:SEEN_AS]->(o:Observation) DETACH DELETE o", ad=ad
        )
        self.query.run("MATCH (c:Cut {ad: $ad}) DELETE c", ad=ad)
        self.query.run("MATCH (c:Cut {other: $ad}) DELETE c", ad=ad)
        self.query.run("MATCH (a:Ad {ad: $ad}) DETACH DELETE a", ad=ad)


def _context(first: int | None, last: int | None, places: Iterable[Sequence[str | None]]) -> Context:
    names = (place_name(*place) for place in places)
    return Context(frozenset(name for name in names if name is not None), first, last)


PIECE = ("ident", "kind", "value", *EvidenceEntry._fields[2:])
"""What a piece of evidence is in an observation's `evidence`, in order.

One of schema 1 ends with its confidence; the defaults of `Evidence` hold for the rest.
"""
RECORD = (
    "{observation: row[1], sha256: row[2], posted_at: row[3], crawled_at: row[4], url: row[5], "
    "title: row[6], body: row[7], country: row[8], region: row[9], city: row[10], raw: row[11], "
    "revision: row[12], evidence: row[13], words: row[14]}"
)
"""`record_properties` out of a row; a list is smaller than a map on the wire."""


class Records(Rows):
    """See `linkage.store.delta.transaction.Records`.

    A record's evidence is a JSON text in its node: it is only ever read with its record, and a node
    for each piece would be five times as many nodes as everything else together.
    """

    def hashes(self, ads: Collection[int]) -> Iterable[tuple[int, bytes]]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key})-[:SEEN_AS]->(o:Observation) "
            "USING INDEX SEEK a:Ad(ad) RETURN a.ad, o.sha256",
            ads,
        )
        return [(ad, bytes.fromhex(sha256)) for ad, sha256 in rows]

    def add_records(self, records: Sequence[Record], evidence: Sequence[EvidenceEntry]) -> None:
        """See there. Neo4j keeps its index of words itself."""
        pieces = {
            number: [piece(entry, self.uids[entry.ident]) for entry in sorted(entries)]
            for number, entries in groupby(evidence, attrgetter("observation"))
        }
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]}) USING INDEX SEEK a:Ad(ad) "
            f"CREATE (a)-[:SEEN_AS]->(:Observation {RECORD})",
            [
                [record.ad, *record_properties(record, pieces.get(record.observation, [])).values()]
                for record in records
            ],
        )

    def records_with(self, ident: int, ads: Collection[int]) -> Iterable[RecordText]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key})-[:SEEN_AS]->(o:Observation) "
            "USING INDEX SEEK a:Ad(ad) "
            "RETURN o.observation, o.title, o.body, o.url, o.evidence",
            ads,
        )
        for number, title, body, url, packed in rows:
            pieces = json.loads(packed)
            if any(piece[0] == ident for piece in pieces):
                yield RecordText(number, title, body, url, tuple(map(evidence_of, pieces)))

    def rewrite(self, ident: int, old: Sequence[RecordText], new: Sequence[RecordText]) -> None:
        """See there. The numbers of the identifiers are those that stood there."""
        packed: dict[int, str] = dict(
            self.read(
                "UNWIND $keys AS key MATCH (o:Observation {observation: key}) "
                "USING INDEX SEEK o:Observation(observation) RETURN key, o.evidence",
                [one.observation for one in old],
            )
        )
        rows = []
        for after in new:
            left = [piece for piece in json.loads(packed[after.observation]) if piece[0] != ident]
            pieces = [[piece[0], one.kind, *one[1:]] for piece, one in zip(left, after.evidence, strict=True)]
            words = index_words(after.title, after.body)
            rows.append([after.observation, after.title, after.body, after.url, pack(pieces), words])
        self.write(
            "UNWIND $rows AS row MATCH (o:Observation {observation: row[0]}) "
            "USING INDEX SEEK o:Observation(observation) "
            "SET o.title = row[1], o.body = row[2], o.url = row[3], o.evidence = row[4], o.words = row[5], "
            "o.raw = NULL",
            rows,
        )


def piece(entry: EvidenceEntry, uid: str) -> list[Any]:
    """A piece of evidence as `PIECE` describes it."""
    kind, _, value = uid.partition(":")
    return [entry.ident, kind, value, *entry[2:]]


def pack(pieces: Sequence[Sequence[Any]]) -> str:
    """Evidence as the JSON text that `PIECE` describes."""
    return json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))


def evidence_of(piece: Sequence[Any]) -> Evidence:
    """One piece of evidence."""
    _, kind, *rest = piece
    return Evidence(KINDS[kind], *rest)


def record_properties(record: Record, pieces: Sequence[Sequence[Any]]) -> dict[str, object]:
    """The properties of an observation."""
    properties: dict[str, object] = record._asdict()
    del properties["ad"]
    properties["sha256"] = record.sha256.hex()
    properties["evidence"] = pack(pieces)
    properties["words"] = index_words(record.title, record.body)
    return properties
