"""`python -m bench.on_neo4j`: Neo4j beside SQLite and beside the least that the same rows cost."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import neo4j

from bench import floor, machine
from bench.figures import middle, quantile, spread
from bench.filling import filling
from bench.page import body, write_json, write_page
from bench.plan import SEED, drop
from bench.tables import Cell, Table
from bench.work import Stopwatch, quieten_collector
from linkage.bootstrap import App, StoreAndLedger, build
from linkage.ingest.prepare import prepare
from linkage.ingest.raw import RawRecord
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta
from linkage.resolve import make_resolver
from linkage.services.audit import Actor
from linkage.settings import Settings
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j.server import LocalServer
from linkage.store.sqlite import SqliteStore
from linkage.synthetic import generate
from linkage.synthetic.files import line

PAGE, RESULTS = "docs/benchmarks.md", "bench/results/latest.json"
BATCH = 1_000
COUNTED = 5
LOOKS = 200
BY = Actor("bench")


@dataclass(frozen=True, slots=True)
class Bench:
    """A server, a folder, and the sizes in ads."""

    server: LocalServer
    folder: Path
    rate: int
    sizes: tuple[int, ...]
    runs: int
    filled: dict[int, float] = field(default_factory=dict)
    """Seconds that applying the first so many ads has taken."""

    @contextmanager
    def session(self) -> Iterator[neo4j.Session]:
        """On an empty database without a schema."""
        with neo4j.GraphDatabase.driver(self.server.url) as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            for kind in ("CONSTRAINT", "INDEX"):
                rows = session.run(f"SHOW {kind} YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
                for (name,) in rows.values():
                    session.run(f"DROP {kind} {name} IF EXISTS").consume()
            yield session

    def neo4j(self) -> Neo4jStore:
        """An empty store on the server."""
        with self.session():
            pass
        return Neo4jStore.open(self.server.url)

    def sqlite(self) -> SqliteStore:
        """An empty store in a file."""
        drop(self.folder / "bench.db")
        return SqliteStore.open(self.folder / "bench.db")


def deltas(ads: int, tail: int) -> tuple[list[Delta], list[Delta]]:
    """Batches of a stream of ads, and those that follow it."""
    stream = generate(ads + tail, SEED)
    made = [list(islice(stream, BATCH)) for _ in range(-(-(ads + tail) // BATCH))]
    found = []
    for number, batch in enumerate(made):
        raws = [RawRecord(at, line(one).encode()) for at, one in enumerate(batch, number * BATCH + 1)]
        found.append(Delta(tuple(prepare(raws, "bench").observations)))
    cut = ads // BATCH
    return found[:cut], found[cut:]


def rates(bench: Bench) -> Table:
    """Ads a second of the same batches: plain rows, Neo4j, SQLite."""
    first, _ = deltas(bench.rate, 0)
    rows: list[list[Cell]] = []
    lowest = 0.0
    acts: Sequence[tuple[str, Callable[[], tuple[float, float]], int]] = (
        ("plain UNWIND and MERGE", lambda: _plain(bench, first), 1),
        ("Neo4j", lambda: _whole(bench.neo4j, first), 1),
        ("SQLite", lambda: _whole(bench.sqlite, first), 0),
    )
    for name, act, warm in acts:
        runs = [act() for _ in range(bench.runs + warm)][warm:]
        taken = [seconds for seconds, _ in runs]
        lowest = lowest or middle(taken)
        rate, resolving = bench.rate / middle(taken), middle([resolved for _, resolved in runs])
        rows.append([name, middle(taken), spread(taken, ".1f"), rate, resolving, middle(taken) / lowest])
        sys.stderr.write(f"bench: {name}: {rate:.0f} ads/s\n")
    return Table(
        f"Neo4j: {bench.rate:,} ads in batches of {BATCH:,}",
        f"`apply` of prepared batches, resolution included, median of {bench.runs} runs into an empty "
        "database after one to warm up. Plain: the same ads, records, identifiers and links in one "
        "transaction a batch, nothing looked up, no evidence, no verdicts, no networks. Goal: at most twice "
        "its time.",
        [
            ("store", ""),
            ("seconds", ".1f"),
            ("least - most", ""),
            ("ads/s", ",.0f"),
            ("resolving s", ".1f"),
            ("over plain", ".2f"),
        ],
        rows,
    )


def _plain(bench: Bench, first: Sequence[Delta]) -> tuple[float, float]:
    """Seconds of writing the rows, and none of resolving."""
    with bench.session() as session:
        floor.prepare(session)
        began = time.perf_counter()
        for delta in first:
            floor.merge(session, delta)
        return time.perf_counter() - began, 0.0


def _whole(open_: Callable[[], StoreAndLedger], first: Sequence[Delta]) -> tuple[float, float]:
    """Seconds of applying the batches, and of resolving among them."""
    resolver = Stopwatch(make_resolver(DEFAULT_RULES))
    with closing(open_()) as store:
        began = time.perf_counter()
        for number, delta in enumerate(first):
            store.apply(delta, f"batch-{number}", resolver, 0)
        return time.perf_counter() - began, resolver.seconds


def batches(bench: Bench) -> Table:
    """One batch on a small and on a large graph."""
    rows: list[list[Cell]] = []
    first = 0.0
    for ads in bench.sizes:
        base, tail = deltas(ads, COUNTED * BATCH + BATCH)
        resolver = Stopwatch(make_resolver(DEFAULT_RULES))
        taken, resolving = [], []
        with closing(bench.neo4j()) as store:
            filling = time.perf_counter()
            for number, delta in enumerate([*base, *tail]):
                resolver.seconds = 0.0
                began = time.perf_counter()
                store.apply(delta, f"batch-{number}", resolver, 0)
                if number > len(base):
                    taken.append((time.perf_counter() - began) * 1_000)
                    resolving.append(resolver.seconds * 1_000)
                elif number == len(base):
                    bench.filled[ads] = began - filling
                elif number % 10 == 0:
                    sys.stderr.write(f"bench: {number:,} of {len(base):,} batches\n")
        first = first or middle(taken)
        rows.append([ads, middle(taken), spread(taken, ",.0f"), middle(resolving), middle(taken) / first])
    return Table(
        f"Neo4j: one batch of {BATCH:,} new ads",
        f"Median of {COUNTED} batches that continue the graph, after one to warm up. Goal: a ratio of 2.",
        [
            ("ads in the graph", ",d"),
            ("apply ms", ",.0f"),
            ("least - most", ""),
            ("of it resolving ms", ",.0f"),
            ("ratio", ".2f"),
        ],
        rows,
    )


def looks(bench: Bench) -> Table:
    """Milliseconds of look-ups through the audited service, on both stores."""
    first, _ = deltas(bench.rate, 0)
    rows: list[list[Cell]] = []
    for name, store in (("Neo4j", bench.neo4j), ("SQLite", bench.sqlite)):
        with closing(store()) as opened:
            for number, delta in enumerate(first):
                opened.apply(delta, f"batch-{number}", make_resolver(DEFAULT_RULES), 0)
        location = bench.server.url if name == "Neo4j" else str(bench.folder / "bench.db")
        with build(Settings(store=location)) as app:
            rows += [[f"{name}: {what}", *figures] for what, figures in _looked(app, first)]
    return Table(
        f"Neo4j: look-ups on {bench.rate:,} ads",
        f"{LOOKS} random questions of each kind through the audited service, after as many to warm up.",
        [("question", ""), ("p50 ms", ".1f"), ("p99 ms", ".1f")],
        rows,
    )


def _looked(app: App, first: Sequence[Delta]) -> Iterator[tuple[str, tuple[float, float]]]:
    dice = random.Random(SEED)
    seen = [one for delta in first for one in delta.observations if one.evidence]
    chosen = [dice.choice(seen) for _ in range(2 * LOOKS)]
    networks = [row.network_id for row in app.store.networks(2, None, 1_000)]
    together = [
        [ad.ad_id for ad in app.store.members(dice.choice(networks), None, 50)] for _ in range(2 * LOOKS)
    ]
    questions: dict[str, Callable[[int], object]] = {
        "an ad": lambda n: app.query.ad(chosen[n].ad_id, by=BY),
        "an identifier": lambda n: app.query.identifier(
            chosen[n].evidence[0].kind, chosen[n].evidence[0].value, by=BY
        ),
        "the graph of a network": lambda n: app.query.graph(networks[n % len(networks)], by=BY),
        "why two ads are in one network": lambda n: app.explain.why(together[n][0], together[n][-1], by=BY),
    }
    for what, ask in questions.items():
        taken = []
        for number in range(2 * LOOKS):
            began = time.perf_counter()
            ask(number)
            taken.append((time.perf_counter() - began) * 1_000)
        yield what, (quantile(taken[LOOKS:], 0.5), quantile(taken[LOOKS:], 0.99))


def main() -> None:
    """Parse the options, start a server, measure, and write the page and the JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.on_neo4j", description=main.__doc__)
    parser.add_argument("--rate", type=int, default=10_000, help="ads of the comparison; 10,000")
    parser.add_argument("--sizes", default="20000,200000", help="ads in the graph before a batch")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jars", type=Path, default=Path(".neo4j"))
    parser.add_argument("--out", metavar="PAGE", default=PAGE)
    parser.add_argument("--json", metavar="FILE", default=RESULTS)
    options = parser.parse_args()
    quieten_collector()
    with tempfile.TemporaryDirectory(prefix="linkage-bench-") as made:
        folder = Path(made)
        server = LocalServer(
            folder / "neo4j", port=17_688, heap="2g", pagecache="1g", auth=False, jars=options.jars
        )
        facts = f"{datetime.now(UTC):%Y-%m-%d} on {machine.facts(folder)}, Neo4j {server.version.name}"
        server.start()
        try:
            sizes = tuple(int(size) for size in options.sizes.split(","))
            bench = Bench(server, folder, options.rate, sizes, options.runs)
            tables = [rates(bench), looks(bench), batches(bench)]
            server.stop()
            largest = max(sizes)
            tables.append(filling(folder, options.jars, deltas(largest, 0)[0], bench.filled[largest]))
        finally:
            server.kill()
    print(body(tables, facts))
    if options.out:
        write_page(Path(options.out), "neo4j", tables, facts)
    if options.json:
        write_json(Path(options.json), "neo4j", tables, facts)


if __name__ == "__main__":
    main()
