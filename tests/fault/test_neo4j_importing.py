"""Files for Neo4j's own importer make the very graph that applying the same batches makes."""

from __future__ import annotations

import json
import stat
from collections import Counter
from contextlib import closing
from pathlib import Path

import neo4j
import pytest

from linkage.errors import ConflictError, SchemaTooNewError, StoreUnavailableError
from linkage.store.moving import Moving, Part
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j.importing import write_import_files
from linkage.store.neo4j.schema import MIGRATIONS
from linkage.store.neo4j.server import LocalServer
from linkage.store.sqlite import SqliteStore
from tests.support.history import fill, go_on
from tests.support.neo4j import JARS, Place, free_port
from tests.support.state import assert_same, read_state

OWN = ("secret",)
"""What every store has of its own."""


@pytest.fixture
def applied(own_place: Place) -> Place:
    with closing(own_place.open()) as store:
        fill(store)
    return own_place


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    with closing(SqliteStore.open(tmp_path / "store.db")) as store:
        fill(store)
        write_import_files(store, folder, lambda _: None)
    return folder


def server_at(folder: Path) -> LocalServer:
    return LocalServer(folder, port=free_port(), heap="512m", pagecache="64m", auth=False, jars=JARS)


def graph(url: str) -> tuple[Counter[str], Counter[str]]:
    """All nodes and all relationships with everything on them, but what every store has of its own."""
    with neo4j.GraphDatabase.driver(url) as driver:
        nodes, _, _ = driver.execute_query(
            "MATCH (n) WHERE NOT n:SchemaVersion AND NOT n:Tombstone AND NOT coalesce(n.key, '') IN $own "
            "AND NOT coalesce(n.name, '') = 'writer' RETURN labels(n), n {.*, writer: null}",
            own=OWN,
        )
        edges, _, _ = driver.execute_query(
            "MATCH (a)-[r]->(b) RETURN [type(r), labels(a), coalesce(a.ad_id, a.network_id), "
            "coalesce(b.uid, b.network_id, b.observation)], properties(r)"
        )
    return Counter(map(_packed, nodes)), Counter(map(_packed, edges))


def _packed(row: neo4j.Record) -> str:
    return json.dumps(row.values(), default=lambda value: bytes(value).hex(), sort_keys=True)


def test_the_importer_makes_the_graph_that_batches_make(tmp_path: Path, applied: Place, files: Path) -> None:
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files.iterdir())
    server = server_at(tmp_path / "imported")
    server.load(files)
    with pytest.raises(StoreUnavailableError, match="import"):
        server.load(files)
    server.start()
    try:
        with pytest.raises(StoreUnavailableError, match="stop the server"):
            server.load(files)
        with closing(Neo4jStore.open(server.url)) as store, closing(applied.open()) as other:
            assert graph(server.url) == graph(applied.url)
            assert store.check() == []
            assert store.verify_audit() is None
            assert go_on(store) == go_on(other)
            assert store.check() == []
            assert_same(read_state(store), read_state(other))
        assert graph(server.url) == graph(applied.url)
    finally:
        server.kill()


def test_an_export_for_a_newer_schema_is_refused(applied: Place) -> None:
    with neo4j.GraphDatabase.driver(applied.url) as driver:
        driver.execute_query(
            "MATCH (v:SchemaVersion) REMOVE v.version SET v.imported = $next", next=len(MIGRATIONS) + 1
        )
    with pytest.raises(SchemaTooNewError):
        applied.open()


def test_a_store_that_changes_meanwhile_is_not_exported(tmp_path: Path) -> None:
    def write(moving: Moving) -> None:
        if moving.part is Part.LINKS:
            go_on(store)

    folder = tmp_path / "files"
    folder.mkdir()
    with closing(SqliteStore.open(tmp_path / "store.db")) as store:
        fill(store)
        with pytest.raises(ConflictError, match="written to"):
            write_import_files(store, folder, write)
