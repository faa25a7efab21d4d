"""Creating and upgrading the schema."""

from __future__ import annotations

import os

import apsw

from linkage.errors import SchemaTooNewError
from linkage.store.sqlite.connection import Connections, fetch_one
from linkage.store.sqlite.schema import META, MIGRATIONS

SECRET_BYTES = 32


def version(connection: apsw.Connection) -> int:
    """Version of the schema; 0 for an empty file."""
    if fetch_one(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'meta'") is None:
        return 0
    row = fetch_one(connection, "SELECT value FROM meta WHERE key = 'schema_version'")
    return 0 if row is None else int(row[0])


def migrate(connections: Connections) -> None:
    """Bring the schema up to date, all or nothing; a second process finds it done."""
    with connections.snapshot("reading the schema's version") as reader:
        found = version(reader)
    if found == len(MIGRATIONS):
        return
    with connections.writing("upgrading the schema") as connection:
        found = version(connection)
        if found > len(MIGRATIONS):
            raise SchemaTooNewError(
                f"the store has schema {found}, this linkage knows {len(MIGRATIONS)}: use a newer linkage"
            )
        connection.execute(META)
        for script in MIGRATIONS[found:]:
            connection.execute(script)
        connection.execute(
            "INSERT OR IGNORE INTO meta (key, value) VALUES ('secret', ?)", (os.urandom(SECRET_BYTES),)
        )
        connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('schema_version', ?)", (len(MIGRATIONS),)
        )
