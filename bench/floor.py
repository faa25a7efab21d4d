"""The least that the same rows cost in Neo4j: plain UNWIND and MERGE, nothing looked up or resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import neo4j

from linkage.model import Delta

ROWS = 2_000
SCHEMA: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT ad_id IF NOT EXISTS FOR (a:Ad) REQUIRE a.ad_id IS UNIQUE",
    "CREATE CONSTRAINT identifier_uid IF NOT EXISTS FOR (i:Identifier) REQUIRE i.uid IS UNIQUE",
    "CREATE CONSTRAINT observation_sha IF NOT EXISTS FOR (o:Observation) REQUIRE o.sha256 IS UNIQUE",
    "CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (o:Observation) ON EACH [o.title, o.body]",
    "CALL db.awaitIndexes(60)",
)
ADS = (
    "UNWIND $rows AS row MERGE (a:Ad {ad_id: row[0]}) SET a.source = row[1], a.source_id = row[2], "
    "a.first_seen = row[3], a.last_seen = row[4]"
)
RECORDS = (
    "UNWIND $rows AS row MATCH (a:Ad {ad_id: row[0]}) MERGE (o:Observation {sha256: row[1]}) "
    "SET o.title = row[2], o.body = row[3], o.url = row[4], o.raw = row[5] MERGE (a)-[:SEEN_AS]->(o)"
)
IDENTIFIERS = "UNWIND $rows AS row MERGE (i:Identifier {uid: row[0]}) SET i.kind = row[1], i.value = row[2]"
LINKS = (
    "UNWIND $rows AS row MATCH (a:Ad {ad_id: row[0]}) MATCH (i:Identifier {uid: row[1]}) "
    "MERGE (a)-[h:HAS]->(i) SET h.first_seen = row[2], h.last_seen = row[3], h.confidence = row[4]"
)


def prepare(session: neo4j.Session) -> None:
    """The constraints that MERGE needs, and the index of words."""
    for statement in SCHEMA:
        session.run(statement).consume()


def merge(session: neo4j.Session, delta: Delta) -> None:
    """Write the rows of a delta in one transaction."""
    with session.begin_transaction() as transaction:
        for statement, rows in _rows(delta):
            for at in range(0, len(rows), ROWS):
                transaction.run(statement, rows=rows[at : at + ROWS]).consume()
        transaction.commit()


def _rows(delta: Delta) -> Sequence[tuple[LiteralString, list[list[Any]]]]:
    ads: dict[str, list[Any]] = {}
    records: dict[str, list[Any]] = {}
    identifiers: dict[str, list[Any]] = {}
    links: dict[tuple[str, str], list[Any]] = {}
    for one in delta.observations:
        ads[one.ad_id] = [one.ad_id, one.source, one.source_id, one.first_seen, one.last_seen]
        key = one.sha256.hex()
        records[key] = [one.ad_id, key, one.title, one.body, one.url, one.raw]
        for e in one.evidence:
            uid = f"{e.kind}:{e.value}"
            identifiers[uid] = [uid, str(e.kind), e.value]
            links[one.ad_id, uid] = [one.ad_id, uid, one.first_seen, one.last_seen, e.confidence]
    return (
        (ADS, [ads[key] for key in sorted(ads)]),
        (RECORDS, [records[key] for key in sorted(records)]),
        (IDENTIFIERS, [identifiers[key] for key in sorted(identifiers)]),
        (LINKS, [links[pair] for pair in sorted(links)]),
    )
