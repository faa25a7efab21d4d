"""Creating and upgrading the schema in Neo4j."""

from __future__ import annotations

import os

from linkage.errors import SchemaTooNewError, StoreUnavailableError
from linkage.store.neo4j.connection import Connections, Query
from linkage.store.neo4j.schema import MIGRATIONS

SECRET_BYTES = 32
LOCK = "MERGE (v:SchemaVersion {name: 'linkage'}) SET v.turn = coalesce(v.turn, 0) + 1"
"""Takes the lock that processes starting at once queue at, until the transaction ends."""


def version(query: Query) -> int:
    """Version of the schema; 0 for an empty database."""
    row = query.one("MATCH (v:SchemaVersion {name: 'linkage'}) RETURN coalesce(v.version, 0)")
    return 0 if row is None else int(row[0])


def imported(query: Query) -> int:
    """Version of the schema that files for Neo4j's importer were written for; 0 where none were loaded."""
    row = query.one("MATCH (v:SchemaVersion {name: 'linkage'}) RETURN coalesce(v.imported, 0)")
    return 0 if row is None else int(row[0])


def migrate(connections: Connections) -> None:
    """Bring the schema up to date. Every statement may run twice, so a second process does no harm."""
    found = connections.reading("reading the schema's version", version)
    if found == len(MIGRATIONS):
        return
    newest = max(found, connections.reading("reading what was imported", imported))
    if newest > len(MIGRATIONS):
        raise SchemaTooNewError(
            f"the store has schema {newest}, this linkage knows {len(MIGRATIONS)}: use a newer linkage"
        )
    if found == 0 and connections.reading("looking for other data", _others):
        raise StoreUnavailableError(f"{connections.url} holds a database of something else, not a store")
    connections.schema(
        "CREATE CONSTRAINT schema_version IF NOT EXISTS FOR (v:SchemaVersion) REQUIRE v.name IS UNIQUE"
    )
    for statements in MIGRATIONS[found:]:
        for statement in statements:
            connections.schema(statement)
    connections.schema("CALL db.awaitIndexes(300)")
    connections.writing("recording the schema's version", _record)


def _others(query: Query) -> bool:
    # In this order: whoever has written anything of linkage's has recorded the version before.
    there = query.one("MATCH (n) WHERE NOT n:SchemaVersion RETURN 1 LIMIT 1") is not None
    return there and version(query) == 0 and imported(query) == 0


def _record(query: Query) -> None:
    query.run(LOCK)
    if version(query) < len(MIGRATIONS):
        query.run(
            "MERGE (m:Meta {key: 'secret'}) ON CREATE SET m.value = $secret", secret=os.urandom(SECRET_BYTES)
        )
        query.run("MERGE (l:Lock {name: 'writer'}) ON CREATE SET l.turns = 0")
        query.run("MERGE (l:Lock {name: 'audit'}) ON CREATE SET l.turns = 0")
        query.run(
            "MATCH (v:SchemaVersion {name: 'linkage'}) SET v.version = $version", version=len(MIGRATIONS)
        )
