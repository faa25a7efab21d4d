"""The full-text index of a store, made once more and alone."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import apsw

from bench.plan import drop


def indexing(store: Path) -> float:
    """Seconds to index the texts of a store in the same batches, with the same settings and syncs.

    A file of its own gets the same table of records, and then only the index is timed: FTS5 writes
    out what a transaction indexed when that commits, so it cannot be told apart inside an ingest.
    """
    path = store.with_name("words.db")
    try:
        _prepare(path, store)
        with closing(apsw.Connection(str(path))) as connection:  # anew: settings are read on opening
            connection.execute("PRAGMA synchronous = FULL; ATTACH ? AS held", (str(store),)).fetchall()
            revisions = [row[0] for row in connection.execute("SELECT revision FROM held.batch")]
            return sum(_batch(connection, revision) for revision in revisions)
    finally:
        drop(path)


def _prepare(path: Path, store: Path) -> None:
    """The tables and settings of the store, without rows."""
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("ATTACH ? AS held", (str(store),))
        size = connection.execute("PRAGMA held.page_size").fetchall()[0][0]
        connection.execute(f"PRAGMA main.page_size = {size}; PRAGMA main.journal_mode = WAL").fetchall()
        tables = "SELECT sql FROM held.sqlite_master WHERE name IN ('observation', 'words') ORDER BY name"
        for (sql,) in connection.execute(tables).fetchall():
            connection.execute(str(sql))
        connection.execute("INSERT OR REPLACE INTO words_config SELECT * FROM held.words_config")


def _batch(connection: apsw.Connection, revision: object) -> float:
    connection.execute(
        "INSERT INTO observation SELECT * FROM held.observation WHERE revision = ?", (revision,)
    )
    began = time.perf_counter()
    connection.execute(
        "INSERT INTO words (rowid, title, body) "
        "SELECT observation, title, body FROM observation WHERE revision = ?",
        (revision,),
    )
    return time.perf_counter() - began
