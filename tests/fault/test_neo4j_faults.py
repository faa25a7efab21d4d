"""Neo4j that is young, old, somebody else's, busy, or not there."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import neo4j
import pytest
from starlette.testclient import TestClient

from linkage.bootstrap import build, open_store
from linkage.errors import (
    InvalidInputError,
    LinkageError,
    SchemaTooNewError,
    StoreBusyError,
    StoreUnavailableError,
)
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta, Identifier, Kind
from linkage.resolve import make_resolver
from linkage.settings import Settings
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j import connection as connections
from linkage.store.neo4j.schema import MIGRATIONS
from tests.api.asking import Asking, service
from tests.fault.conftest import until
from tests.support.making import NOW, of, phone, seen
from tests.support.neo4j import Place, free_port


def cypher(place: Place, statement: str, **parameters: object) -> list[list[object]]:
    with neo4j.GraphDatabase.driver(place.url, auth=place.auth) as driver:
        records, _, _ = driver.execute_query(statement, parameters)
        return [record.values() for record in records]


def test_processes_that_start_at_once_migrate_once(place: Place) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Neo4jStore.open(place.url, place.auth), range(4)))
    assert len({store.secret() for store in stores}) == 1
    assert cypher(place, "MATCH (v:SchemaVersion) RETURN v.version") == [[len(MIGRATIONS)]]
    for store in stores:
        store.close()


def test_a_newer_schema_is_left_alone(place: Place) -> None:
    place.open().close()
    cypher(place, "MATCH (v:SchemaVersion) SET v.version = 99")
    with pytest.raises(SchemaTooNewError, match="99"):
        place.open()


def test_a_migration_that_was_cut_off_is_begun_anew(place: Place) -> None:
    place.open().close()
    cypher(place, "MATCH (n) WHERE n:SchemaVersion OR n:Meta OR n:Lock DETACH DELETE n")
    cypher(place, "DROP INDEX ad_label")
    with closing(place.open()) as store:
        assert store.revision() == 0
    assert cypher(place, "SHOW INDEXES YIELD name WHERE name = 'ad_label' RETURN name") == [["ad_label"]]


def test_a_database_of_something_else_is_left_alone(place: Place) -> None:
    cypher(place, "CREATE (:Person {name: 'somebody'})")
    with pytest.raises(StoreUnavailableError, match="something else"):
        place.open()
    assert cypher(place, "MATCH (n) RETURN count(n)") == [[1]]


def test_no_credentials_in_a_url() -> None:
    word = "made-up"
    with pytest.raises(InvalidInputError, match="no credentials") as told:
        open_store(f"bolt://neo4j:{word}@127.0.0.1:7687")
    assert word not in str(told.value)


def test_a_server_that_is_not_there_is_told_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "READ_PATIENCE", 0.5)
    began = time.monotonic()
    with pytest.raises(StoreUnavailableError, match="could not be reached"):
        open_store(f"bolt://127.0.0.1:{free_port()}")
    assert time.monotonic() - began < 20


INJECTIONS = [
    "' OR 1=1 //",
    "'}) DETACH DELETE n //",
    '"}) DETACH DELETE n //',
    "`) MATCH (n) DETACH DELETE n //",
    "\\' RETURN 1 //",
    "$keys",
    "+1; MATCH (n) DETACH DELETE n",
    "\u2019 OR true",
    "*) OR *:*",
    "title:* OR body:[* TO *]",
    "a~ b^9 !(c) && d || e",
    "/.*/",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_is_cypher_or_lucene(place: Place, text: str) -> None:
    resolver = make_resolver(DEFAULT_RULES)
    with closing(place.open()) as store:
        store.apply(Delta((seen("a", phone(1)), seen("b", phone(1)))), "batch-1", resolver, NOW)
        before = store.counts()
        found = [hit.ad_id for hit in store.search_text(text, 10)]
        assert len(found) <= 2
        hostile = Identifier(Kind.HANDLE, text)
        assert store.identifiers([hostile]) == {}
        assert store.identifiers_of_value(text) == []
        assert store.ads([text]) == {}
        assert store.ads_with_prefix(text, 5) == []
        assert store.links_of_identifier(hostile, text, 5) == []
        assert store.cuts([text]) == []
        with pytest.raises(LinkageError):
            store.network(text)
        assert store.counts() == before
        store.apply(Delta((seen(text, hostile, title=text, words=text),)), text, resolver, NOW)
        assert store.identifiers([hostile])[hostile].ads == 1
        assert [hit.ad_id for hit in store.search_text(text, 10)] in ([], [of(text)])
        assert store.check() == []


def test_a_batch_that_cannot_have_the_writer_is_named_and_lands_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver = make_resolver(DEFAULT_RULES)
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with (
            neo4j.GraphDatabase.driver(place.url, auth=place.auth) as driver,
            driver.session() as session,
            session.begin_transaction() as transaction,
        ):
            transaction.run("MATCH (l:Lock {name: 'writer'}) SET l.turns = l.turns + 1").consume()
            held.set()
            let_go.wait(30)

    with closing(place.open()) as store:
        holder = threading.Thread(target=hold)
        holder.start()
        assert held.wait(20)
        try:
            with monkeypatch.context() as short:
                short.setattr(connections, "WRITE_TIMEOUT", 1.0)
                with pytest.raises(StoreBusyError, match="batch-1"):
                    store.apply(Delta((seen("a"),)), "batch-1", resolver, NOW)
        finally:
            let_go.set()
            holder.join()
        assert store.revision() == 0
        assert store.apply(Delta((seen("a"),)), "batch-1", resolver, NOW).ads_new == 1


def test_the_service_says_when_to_ask_again_and_recovers(place: Place) -> None:
    server = place.server
    if server is None:
        pytest.skip("a server that was not started here is not killed")
    with (
        build(Settings(store=place.url)) as app,
        TestClient(service(app), raise_server_exceptions=False) as client,
    ):
        asking = Asking(app, client)
        assert asking.ask("/v1/networks").status_code == 200
        server.kill()
        try:
            away = asking.ask("/v1/networks")
            assert (away.status_code, away.headers["content-type"]) == (503, "application/problem+json")
            assert int(away.headers["retry-after"]) > 0
            assert asking.ask("/readyz", role=None).status_code == 503
            assert asking.ask("/healthz", role=None).status_code == 200
        finally:
            server.start()
        assert until(lambda: asking.ask("/v1/networks").status_code == 200)
