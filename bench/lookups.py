"""Look-ups beside bare indexed reads of the same file in the same process."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import apsw

from bench.figures import middle, quantile
from bench.plan import SEED, Plan, built, drop, scratch
from bench.processes import measured
from bench.tables import Cell, Table
from linkage import bootstrap
from linkage.bootstrap import App
from linkage.model import Identifier, Kind
from linkage.ports import AuditEntry
from linkage.services.audit import Actor
from linkage.settings import Settings

CALLS = 1_000
WARM_UP = 50

Call = Callable[[str], object]


class Looked(NamedTuple):
    """Microseconds of a look-up and of its bare read: half of the calls, and 99 % of them."""

    name: str
    p50: float
    p99: float
    bare_p50: float
    bare_p99: float


def sections(plan: Plan) -> list[Table]:
    """p50 and p99 of each kind of look-up, in the store and through the audited service."""
    return [
        Table(
            "Look-ups",
            f"{CALLS:,} random keys in each of {plan.runs} processes, medians over the processes. Bare is "
            "the row alone, by its index, over the same binding to SQLite. The service answers with records, "
            "evidence and verdicts, and before it answers it writes the read to the hash-chained audit with "
            "a full sync; what such an entry costs alone, and a bare insert with a full sync, stands at the "
            "end.",
            [
                ("look-up", ""),
                ("p50 µs", ",.0f"),
                ("p99 µs", ",.0f"),
                ("bare p50 µs", ",.0f"),
                ("bare p99 µs", ",.0f"),
                ("p50 over bare", ",.1f"),
                ("p99 over bare", ",.1f"),
            ],
            [row for ads in plan.ends for row in _rows(plan, ads)],
        )
    ]


def _rows(plan: Plan, ads: int) -> Iterator[list[Cell]]:
    runs: list[list[Looked]] = []
    with scratch(plan, built(plan, ads)) as store:
        for _ in range(plan.runs):
            answer = measured("lookups", str(store), folder=plan.folder).answer
            runs.append([Looked(*one) for one in answer["lookups"]])
    for each in zip(*runs, strict=True):
        yield [
            f"{ads:,}: {each[0].name}",
            *(middle([float(one[place]) for one in each]) for place in range(1, 5)),
            middle([one.p50 / one.bare_p50 for one in each]),
            middle([one.p99 / one.bare_p99 for one in each]),
        ]


def main(store: Path) -> list[Looked]:
    """Every look-up on a store, which gets entries in its audit."""
    connection = apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.execute("PRAGMA query_only = ON")
    with closing(connection), bootstrap.build(Settings(store=str(store)), create=False) as app:
        found = [*_ads(app, connection), *_identifiers(app, connection), *_networks(app, connection)]
        with _bare_inserts(store) as insert:
            keys = [str(number) for number in range(CALLS)]
            return [*found, *_timed("audit", keys, insert, {"entry": _entry(app)})]


def _ads(app: App, connection: apsw.Connection) -> list[Looked]:
    by = Actor("bench")
    return _timed(
        "ad",
        _picked(connection, "SELECT ad FROM ad", "SELECT ad_id FROM ad WHERE ad = ?"),
        _bare(connection, "SELECT * FROM ad WHERE ad_id = ?"),
        {"store": lambda key: app.store.ads([key])[key], "service": lambda key: app.query.ad(key, by=by)},
    )


def _identifiers(app: App, connection: apsw.Connection) -> list[Looked]:
    by = Actor("bench")
    keys = _picked(
        connection,
        "SELECT ident FROM identifier WHERE kind = 'phone' AND ads > 0",
        "SELECT value FROM identifier WHERE ident = ?",
    )

    def held(key: str) -> object:
        name = Identifier(Kind.PHONE, key)
        return app.store.identifiers([name])[name]

    return _timed(
        "identifier",
        keys,
        _bare(connection, "SELECT * FROM identifier WHERE value = ? AND kind = 'phone'"),
        {
            "store": held,
            "service": lambda key: app.query.identifier("phone", key, by=by),
            "service, as a search": lambda key: app.query.search(key, by=by),
        },
    )


def _networks(app: App, connection: apsw.Connection) -> list[Looked]:
    by = Actor("bench")
    return _timed(
        "network",
        _picked(
            connection, "SELECT label FROM component", "SELECT founder_id FROM component WHERE label = ?"
        ),
        _bare(
            connection,
            "SELECT c.* FROM ad a JOIN component c ON c.label = a.label WHERE a.ad_id = ?",
        ),
        {
            "store": lambda key: app.store.network(f"N-{key}"),
            "service": lambda key: app.query.network(f"N-{key}", by=by),
        },
    )


def _entry(app: App) -> Call:
    return lambda key: app.store.audit(AuditEntry(0, "bench", "ad", key, "", 1))


def _bare(connection: apsw.Connection, sql: str) -> Call:
    return lambda key: connection.execute(sql, (key,)).fetchall()[0]


@contextmanager
def _bare_inserts(store: Path) -> Iterator[Call]:
    """Inserts of a short row, each its own transaction with a full sync, into a file beside the store."""
    path = store.with_name("inserts.db")
    connection = apsw.Connection(str(path))
    try:
        connection.execute(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (subject)"
        ).fetchall()
        yield lambda key: connection.execute("INSERT INTO entry VALUES (?)", (key,)).fetchall()
    finally:
        connection.close()
        drop(path)


def _picked(connection: apsw.Connection, everything: str, one: str) -> list[str]:
    """Random keys, with repetition."""
    numbers = [int(str(row[0])) for row in connection.execute(everything)]
    pick = random.Random(SEED)
    chosen = [pick.choice(numbers) for _ in range(CALLS)]
    return [str(connection.execute(one, (number,)).fetchall()[0][0]) for number in chosen]


def _timed(name: str, keys: Sequence[str], bare: Call, calls: Mapping[str, Call]) -> list[Looked]:
    found = []
    for through, call in calls.items():
        floor, times = _times(bare, keys), _times(call, keys)
        figures = (quantile(values, share) for values in (times, floor) for share in (0.5, 0.99))
        found.append(Looked(f"{name}, {through}", *figures))
    return found


def _times(call: Call, keys: Sequence[str]) -> list[float]:
    """Microseconds of each call; the first keys are looked up once before it counts."""
    for key in keys[:WARM_UP]:
        call(key)
    times = []
    for key in keys:
        began = time.perf_counter()
        call(key)
        times.append((time.perf_counter() - began) * 1e6)
    return times


if __name__ == "__main__":
    json.dump({"lookups": main(Path(sys.argv[1]))}, sys.stdout)
