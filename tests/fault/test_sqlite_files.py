"""Files that are no store, stores that are busy or full, and schemas of another day."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from linkage.errors import DiskFullError, SchemaTooNewError, StoreBusyError, StoreError, StoreUnavailableError
from linkage.model import Delta
from linkage.ports import GraphView, Resolution, Resolver, Touched
from linkage.store.sqlite import SqliteStore
from linkage.store.sqlite.schema import MIGRATIONS
from tests.fault.conftest import batch, fill
from tests.support.making import NOW, of, phone, seen
from tests.support.resolvers import Acting
from tests.support.state import read_state

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be read as one" * 9, b"\x00" * 4096]
)
def test_a_file_that_is_no_database_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreUnavailableError, match=r"store\.db"):
        SqliteStore.open(path)
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as other:
        other.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailableError, match="something else"):
        SqliteStore.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "missing/store.db", ":memory:"])
def test_what_cannot_be_a_store(tmp_path: Path, name: str) -> None:
    where = name if name == ":memory:" else tmp_path / name
    with pytest.raises(StoreUnavailableError):
        SqliteStore.open(where)


def test_a_newer_schema_is_refused_and_kept(path: Path) -> None:
    SqliteStore.open(path).close()
    with closing(apsw.Connection(str(path))) as other:
        other.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (len(MIGRATIONS) + 1,))
    with pytest.raises(SchemaTooNewError):
        SqliteStore.open(path)
    with closing(apsw.Connection(str(path))) as other:
        assert other.execute("SELECT value FROM meta WHERE key = 'schema_version'").get == len(MIGRATIONS) + 1


def test_a_migration_that_fails_leaves_no_trace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SqliteStore.open(path).close()
    broken = "CREATE TABLE half (a); CREATE TABLE half (a);"
    monkeypatch.setattr("linkage.store.sqlite.migrate.MIGRATIONS", (*MIGRATIONS, broken))
    with pytest.raises(StoreError):
        SqliteStore.open(path)
    monkeypatch.undo()
    with closing(apsw.Connection(str(path))) as other:
        assert other.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").get == 0
    with closing(SqliteStore.open(path)) as store:
        assert store.check() == []


OPEN = """
import sys
from linkage.store.sqlite import SqliteStore
print(SqliteStore.open(sys.argv[1]).secret().hex())
"""


def test_processes_that_start_at_once_create_one_store(path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(path)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    secrets = {process.communicate(timeout=60)[0] for process in started}
    assert [process.returncode for process in started] == [0] * 4
    assert len(secrets) == 1


def test_threads_that_start_at_once_create_one_store(tmp_path: Path) -> None:
    for n in range(10):
        barrier = threading.Barrier(4)

        def start(where: Path = tmp_path / f"{n}.db", barrier: threading.Barrier = barrier) -> bytes:
            barrier.wait()
            with closing(SqliteStore.open(where)) as store:
                return store.secret()

        with ThreadPoolExecutor(4) as pool:
            futures = [pool.submit(start) for _ in range(4)]
            assert len({future.result() for future in futures}) == 1


def test_a_busy_store_says_so_and_works_later(path: Path, resolver: Resolver) -> None:
    with closing(SqliteStore.open(path, wait=50)) as store, closing(apsw.Connection(str(path))) as other:
        fill(store, range(1), resolver)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError):
            fill(store, range(1, 2), resolver)
        assert store.counts().ads == 8
        other.execute("ROLLBACK")
        fill(store, range(1, 2), resolver)
        assert store.counts().ads == 16


def test_a_thread_waits_for_another_only_so_long(path: Path, resolver: Resolver) -> None:
    with closing(SqliteStore.open(path, wait=50)) as store:

        def nested(view: GraphView, touched: Touched) -> Resolution:
            with ThreadPoolExecutor(1) as pool, pytest.raises(StoreBusyError):
                pool.submit(fill, store, range(1, 2), resolver).result()
            return resolver(view, touched)

        started = time.monotonic()
        store.apply(batch(0), "outer", Acting(nested), NOW)
        assert time.monotonic() - started < 10
        assert store.counts().ads == 8


def test_a_full_disk_rolls_back_and_room_lets_it_go_on(path: Path, resolver: Resolver) -> None:
    with closing(SqliteStore.open(path)) as store:
        fill(store, range(3), resolver)
        before = read_state(store)
        writer = store._connections._writer
        pages = writer.execute("PRAGMA page_count").get
        for room in range(1, 30, 4):
            writer.execute(f"PRAGMA max_page_count = {pages + room}")
            with pytest.raises(DiskFullError):
                store.apply(batch(9, size=2_000), "large", resolver, NOW)
            assert read_state(store) == before
        assert (store.check(), store.batch("large")) == ([], None)
        writer.execute("PRAGMA max_page_count = 1073741823")
        fill(store, range(3, 5), resolver)
        assert store.counts().ads == 40
        assert store.check() == []


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from linkage.errors import StoreError
from linkage.link.rules import DEFAULT_RULES
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore
from tests.fault.conftest import batch
store, resolver = SqliteStore.open(sys.argv[1]), make_resolver(DEFAULT_RULES)
for number in range(200):
    try:
        store.apply(batch(number), f"batch-{number}", resolver, 0)
    except StoreError as error:
        print("failed", type(error).__name__, flush=True)
        sys.exit(store.counts().ads != number * 8)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="file size limits are POSIX")
@pytest.mark.parametrize("limit", [400_000, 700_000, 1_000_000])
def test_a_file_that_may_not_grow(path: Path, limit: int, resolver: Resolver) -> None:
    SqliteStore.open(path).close()
    command = [sys.executable, "-c", LIMITED, str(path), str(limit)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    *acknowledged, last = done.stdout.splitlines()
    assert last.startswith("failed")
    with closing(SqliteStore.open(path)) as store:
        assert store.counts().ads == len(acknowledged) * 8 > 0
        assert store.check() == []
        fill(store, range(len(acknowledged), len(acknowledged) + 2), resolver)


def test_a_torn_page_is_reported_not_believed(path: Path, resolver: Resolver) -> None:
    with closing(SqliteStore.open(path)) as store:
        fill(store, range(6), resolver)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 6_000] = os.urandom(6_000)
    path.write_bytes(content)
    try:
        with closing(SqliteStore.open(path)) as store:
            problems = list(store.check())
    except StoreError:
        return
    assert problems


def test_reading_connections_go_with_their_threads(path: Path, resolver: Resolver) -> None:
    with closing(SqliteStore.open(path)) as store:
        store.apply(Delta((seen("a", phone(1)),)), "one", resolver, NOW)
        for _ in range(20):
            with ThreadPoolExecutor(1) as pool:
                assert len(pool.submit(store.ads, [of("a")]).result()) == 1
        assert len(store._connections._opened) <= 3


def test_the_reads_of_one_answer_see_one_state(path: Path, resolver: Resolver) -> None:
    with closing(SqliteStore.open(path)) as store:
        fill(store, range(1), resolver)
        count = "SELECT count(*) FROM ad"
        with store._connections.snapshot("a test") as connection:
            before = connection.execute(count).get
            fill(store, range(1, 2), resolver)
            assert connection.execute(count).get == before == 8
        assert store.counts().ads == 16
