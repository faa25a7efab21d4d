"""A power cut at any moment: no acknowledged batch is lost, none is there in part."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import apsw
import pytest

from linkage.errors import StoreError
from linkage.ports import Resolver
from linkage.store.sqlite import SqliteStore
from linkage.store.sqlite.connection import Connections, translated
from tests.fault.conftest import batch, fill
from tests.support.making import NOW
from tests.support.powercut import Disk
from tests.support.state import State, read_state

# A connection that found no power to close properly says so when it is thrown away.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

BATCHES = 12
SMALL_LOG = 40
"""Pages after which the log is folded into the file, so that cuts fall into that too."""


class OneConnection(Connections):
    """Reads through the writer: a file layer in Python has no memory to share with other connections."""

    synchronous: str | None = None

    def _open(self, flags: int) -> apsw.Connection:
        connection = super()._open(flags)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return connection

    def _prepare(self, writer: apsw.Connection) -> None:
        super()._prepare(writer)
        if self.synchronous is not None:
            writer.execute(f"PRAGMA synchronous = {self.synchronous}")
        writer.execute(f"PRAGMA wal_autocheckpoint = {SMALL_LOG}")

    @contextmanager
    def snapshot(self, what: str) -> Iterator[apsw.Connection]:
        with translated(what):
            yield self._writer


class Careless(OneConnection):
    """What the store would be without waiting for the disk at each commit."""

    synchronous = "NORMAL"


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> list[State]:
    """The state after each number of batches."""
    from linkage.link.rules import DEFAULT_RULES  # noqa: PLC0415 - the function-scoped fixture is no use here
    from linkage.resolve import make_resolver  # noqa: PLC0415

    resolver = make_resolver(DEFAULT_RULES)
    with closing(SqliteStore.open(tmp_path_factory.mktemp("whole") / "store.db")) as store:
        states = [read_state(store)]
        for number in range(BATCHES):
            fill(store, range(number, number + 1), resolver)
            states.append(read_state(store))
    return states


NEVER = 1 << 40


def run_until_cut(kind: type[OneConnection], path: Path, cut: int, resolver: Resolver) -> tuple[int, int]:
    """Batches acknowledged before the cut, and the I/Os used; leaves the files as the cut would."""
    disk = Disk(path.name, cut)
    acknowledged = 0
    store: SqliteStore | None = None
    try:
        store = SqliteStore(kind(str(path), vfs=disk.name))
        store.migrate()
        for number in range(BATCHES):
            store.apply(batch(number), f"batch-{number}", resolver, NOW)
            acknowledged += 1
    except StoreError:
        assert disk.left < 0
    used = cut - disk.left
    disk.left = 0  # closing must not save what the cut has lost
    if store is not None:
        with suppress(apsw.Error):
            store.close()
    disk.leave(random.Random(path.name))
    disk.unregister()
    return acknowledged, used


def survives(kind: type[OneConnection], path: Path, cut: int, resolver: Resolver, whole: list[State]) -> bool:
    """Whether nothing acknowledged was lost; that nothing is there in part is asserted."""
    acknowledged, _ = run_until_cut(kind, path, cut, resolver)
    with closing(SqliteStore.open(path)) as store:
        assert store.check() == []
        landed = store.revision()
        assert landed <= acknowledged + 1
        assert read_state(store) == whole[landed]
        if landed >= acknowledged:
            fill(store, range(BATCHES), resolver)
            assert read_state(store) == whole[BATCHES]
    return landed >= acknowledged


def cuts(kind: type[OneConnection], folder: Path, resolver: Resolver, count: int) -> list[tuple[Path, int]]:
    """A file and a moment within the run for each of `count` tries."""
    acknowledged, used = run_until_cut(kind, folder / "measure.db", NEVER, resolver)
    assert acknowledged == BATCHES
    dice = random.Random(count)
    return [(folder / f"cut-{n}.db", dice.randrange(used)) for n in range(count)]


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.long)])
def test_a_power_cut_loses_nothing_acknowledged(
    tmp_path: Path, resolver: Resolver, uninterrupted: list[State], count: int
) -> None:
    for path, cut in cuts(OneConnection, tmp_path, resolver, count):
        assert survives(OneConnection, path, cut, resolver, uninterrupted), (path, cut)


def test_the_cut_is_a_real_one(tmp_path: Path, resolver: Resolver, uninterrupted: list[State]) -> None:
    tries = cuts(Careless, tmp_path, resolver, 12)
    assert not all(survives(Careless, path, cut, resolver, uninterrupted) for path, cut in tries)
