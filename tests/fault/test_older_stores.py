"""Stores that an older linkage wrote are upgraded with all that is in them."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import neo4j
import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta, RulesText
from linkage.ports import Resolver
from linkage.store.neo4j import schema as on_neo4j
from linkage.store.sqlite import SqliteStore
from linkage.store.sqlite.schema import MIGRATIONS
from tests.support.history import fill
from tests.support.making import NOW, email, of, phone, seen, written
from tests.support.neo4j import Place
from tests.support.state import State, assert_same, read_state


def as_in_schema_1(state: State) -> State:
    """The state without what schema 1 did not keep."""
    assert {piece.form for *_, piece in state.evidence} > {"plain"}
    older = {
        (ad, sha256, posted_at, crawled_at, piece._replace(form="plain", region_source=None))
        for ad, sha256, posted_at, crawled_at, piece in state.evidence
    }
    return replace(state, evidence=older)


def before_beliefs(state: State) -> State:
    """The state without what only schema 3 of a file keeps."""
    return replace(
        state,
        identifiers={
            name: (ads, first, last, tuple(one._replace(parties=None, purity=None) for one in holders))
            for name, (ads, first, last, holders) in state.identifiers.items()
        },
        links={key: link._replace(belief=None, via=None) for key, link in state.links.items()},
    )


def goes_on(store: StoreAndLedger, resolver: Resolver) -> None:
    """New evidence beside the old, and an erasure in old records."""
    news = written(seen("z", phone(1)), "glued", "site")
    store.apply(Delta((news, seen("a", phone(1), at=NOW + 99))), "more", resolver, NOW)
    (piece,) = store.evidence(of("z"))
    assert (piece.form, piece.region_source) == ("glued", "site")
    store.apply(Delta(erase_identifiers=(email("one"),)), "erase", resolver, NOW)
    rows = store.evidence(of("a"))
    assert {row.kind for row in rows} >= {phone(1).kind}
    assert {(row.form, row.region_source) for row in rows} == {("plain", None)}
    assert store.check() == []


def knows_its_rules(store: StoreAndLedger) -> None:
    """What was bound once is what every batch was resolved by."""
    bound = RulesText(DEFAULT_RULES.digest(), DEFAULT_RULES.canonical())
    assert store.rules() == bound
    assert {store.rules(revision) for revision in range(1, store.revision() + 1)} == {bound}


def test_a_file_of_schema_1(
    path: Path, tmp_path: Path, resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "newer.db"
    with closing(SqliteStore.open(newer)) as store:
        fill(store)
        expected = before_beliefs(as_in_schema_1(read_state(store)))
    monkeypatch.setattr("linkage.store.sqlite.migrate.MIGRATIONS", MIGRATIONS[:1])
    SqliteStore.open(path).close()
    monkeypatch.undo()
    take_over(path, newer)
    with closing(SqliteStore.open(path)) as store:
        assert_same(read_state(store), expected)
        assert store.check() == []
        knows_its_rules(store)
        goes_on(store, resolver)


def take_over(path: Path, newer: Path) -> None:
    """Fill an empty file of an older schema with what a newer one holds in the older one's columns."""
    with closing(apsw.Connection(str(path))) as old:
        old.execute("ATTACH ? AS newer", (str(newer),))
        tables = old.execute("SELECT name FROM main.sqlite_schema WHERE sql LIKE '%STRICT%'").fetchall()
        for (table,) in tables:
            found = old.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,)).fetchall()
            columns = ", ".join(str(name) for (name,) in found)
            own = " WHERE key <> 'schema_version'" if table == "meta" else ""
            sql = f"INSERT OR REPLACE INTO main.{table} SELECT {columns} FROM newer.{table}{own}"  # noqa: S608 - our own names
            old.execute(sql)
        old.execute("INSERT INTO meta (key, value) SELECT 'rules', text FROM newer.rules")
        old.execute("INSERT INTO words (words) VALUES ('rebuild')")
        assert old.execute("SELECT value FROM meta WHERE key = 'schema_version'").get == 1
        assert "form" not in str(old.execute("SELECT name FROM pragma_table_info('evidence', 'main')").get)


def test_a_graph_of_schema_1(place: Place, resolver: Resolver) -> None:
    with closing(place.open()) as store:
        fill(store)
        expected = as_in_schema_1(read_state(store))
    with neo4j.GraphDatabase.driver(place.url, auth=place.auth) as driver:
        records, _, _ = driver.execute_query("MATCH (o:Observation) RETURN o.observation, o.evidence")
        rows = [[number, json.dumps([one[:9] for one in json.loads(packed)])] for number, packed in records]
        driver.execute_query(
            "UNWIND $rows AS row MATCH (o:Observation {observation: row[0]}) SET o.evidence = row[1]",
            rows=rows,
        )
        driver.execute_query(
            "MATCH (m:Meta {key: 'rules_digest'}) MATCH (r:Rules {digest: m.value}) "
            "SET m.rules = r.text DELETE r"
        )
        driver.execute_query("MATCH (b:Batch) REMOVE b.rules")
        driver.execute_query("MATCH (v:SchemaVersion) SET v.version = 1")
    with closing(place.open()) as store:
        assert_same(read_state(store), expected)
        assert store.check() == []
        knows_its_rules(store)
        goes_on(store, resolver)
    with neo4j.GraphDatabase.driver(place.url, auth=place.auth) as driver:
        (found,), _, _ = driver.execute_query("MATCH (v:SchemaVersion) RETURN v.version")
        assert found[0] == len(on_neo4j.MIGRATIONS)
