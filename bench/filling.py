"""Filling an empty Neo4j: batch by batch, or by its own importer from what an SQLite store exports."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from bench.plan import drop
from bench.tables import Cell, Table
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta
from linkage.resolve import make_resolver
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j.importing import write_import_files
from linkage.store.neo4j.server import LocalServer
from linkage.store.sqlite import SqliteStore

T = TypeVar("T")


def filling(folder: Path, jars: Path, batches: Sequence[Delta], applied: float) -> Table:
    """Seconds of each step; `applied` are those that the same batches took on Neo4j."""
    ads = sum(len({one.ad_id for one in delta.observations}) for delta in batches)
    steps: list[tuple[str, float]] = []

    def timed(what: str, act: Callable[[], T]) -> T:
        began = time.perf_counter()
        answer = act()
        steps.append((what, time.perf_counter() - began))
        sys.stderr.write(f"bench: {what}: {steps[-1][1]:.1f} s\n")
        return answer

    drop(folder / "filling.db")
    files = folder / "files"
    files.mkdir()
    with closing(SqliteStore.open(folder / "filling.db")) as store:
        timed("applying to SQLite", lambda: _apply(store, batches))
        timed("writing the files", lambda: write_import_files(store, files, lambda _: None))
        counts = store.counts()
    server = LocalServer(folder / "imported", port=17_689, heap="2g", pagecache="1g", auth=False, jars=jars)
    timed("Neo4j's importer", lambda: server.load(files))
    server.start()
    try:
        with closing(timed("first opening, indexes", lambda: Neo4jStore.open(server.url))) as imported:
            if imported.counts() != counts:
                raise AssertionError("the importer made another graph")
    finally:
        server.kill()
    total = sum(seconds for _, seconds in steps)
    rows: list[list[Cell]] = [["applying to Neo4j", applied, ads / applied, 1.0]]
    rows += [[what, seconds, ads / seconds, seconds / applied] for what, seconds in steps]
    rows.append(["all four steps", total, ads / total, total / applied])
    return Table(
        f"Neo4j: filling an empty database with {ads:,} ads",
        "One run. Applying: prepared batches of 1,000, resolution included. The importer's graph has the "
        "counts of the store it came from.",
        [("step", ""), ("seconds", ",.1f"), ("ads/s", ",.0f"), ("over applying to Neo4j", ".2f")],
        rows,
    )


def _apply(store: SqliteStore, batches: Sequence[Delta]) -> None:
    resolver = make_resolver(DEFAULT_RULES)
    for number, delta in enumerate(batches):
        store.apply(delta, f"batch-{number}", resolver, 0)
