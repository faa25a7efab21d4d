"""Look-ups beside a bare indexed read of the same file in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import apsw

from bench.runs import SEED, built, quantile
from bench.tables import Table
from linkage import bootstrap
from linkage.model import Identifier, Kind
from linkage.services.audit import Actor
from linkage.settings import Settings

CALLS = 1_000


def lookups(folder: Path, sizes: Sequence[int], runs: int) -> Table:
    """p50 and p99 of each kind of look-up, in the store and through the audited service."""
    rows = [row for ads in sizes for row in _of(built(folder, ads), f"{ads:,}", runs)]
    return Table(
        "Look-ups",
        f"{CALLS:,} random keys, {runs} rounds. The service answers with records, evidence and verdicts, and "
        "writes each read to the hash-chained audit with a full sync before it answers.",
        ["look-up", "p50 µs", "p99 µs", "p50 over bare"],
        rows,
    )


def _of(store: Path, size: str, runs: int) -> list[list[str]]:
    connection = apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READONLY)
    pick = random.Random(SEED)
    ad_ids = _sample(connection, "SELECT ad_id FROM ad ORDER BY ad_id", pick)
    values = _sample(connection, "SELECT value FROM identifier WHERE kind = 'phone' ORDER BY value", pick)
    founders = _sample(connection, "SELECT founder_id FROM component ORDER BY founder_id", pick)

    def bare_read(ad_id: str) -> object:
        return connection.execute("SELECT * FROM ad WHERE ad_id = ?", (ad_id,)).fetchall()

    bare = _times(bare_read, ad_ids, runs)
    floor = quantile(bare, 0.5)
    rows = [_row(f"{size}: bare SQLite, ad by id", bare, floor)]
    by = Actor("bench")
    with bootstrap.build(Settings(store=str(store)), create=False) as app:
        held = app.store
        named: tuple[tuple[str, Callable[[str], object], list[str]], ...] = (
            ("store, ad", lambda x: held.ads([x]), ad_ids),
            ("store, identifier", lambda x: held.identifiers([Identifier(Kind.PHONE, x)]), values),
            ("store, network", lambda x: held.network("N-" + x), founders),
            ("service, ad", lambda x: app.query.ad(x, by=by), ad_ids),
            ("service, identifier", lambda x: app.query.search(x, by=by), values),
            ("service, network", lambda x: app.query.network("N-" + x, by=by), founders),
        )
        rows.extend(_row(f"{size}: {name}", _times(call, keys, runs), floor) for name, call, keys in named)
    return rows


def _sample(connection: apsw.Connection, sql: str, pick: random.Random) -> list[str]:
    keys = [str(row[0]) for row in connection.execute(sql)]
    return [pick.choice(keys) for _ in range(CALLS)]


def _times(call: Callable[[str], object], keys: Sequence[str], runs: int) -> list[float]:
    call(keys[0])
    times = []
    for _ in range(runs):
        for key in keys:
            began = time.perf_counter()
            call(key)
            times.append(time.perf_counter() - began)
    return times


def _row(name: str, times: list[float], floor: float) -> list[str]:
    half = quantile(times, 0.5)
    return [name, f"{half * 1e6:,.0f}", f"{quantile(times, 0.99) * 1e6:,.0f}", f"{half / floor:,.1f}"]
