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


def run_until_cut(kind: type[OneConnection], path: Path, cut: int, resolver: Resolver) -> tuple[int, bool]:
    """Batches acknowledged before the cut, and whether there was one; leaves the files as the cut would."""
    disk = Disk(f"disk-{cut}", cut)
    acknowledged = 0
    was_cut = False
    store: SqliteStore | None = None
    try:
        store = SqliteStore(kind(str(path), vfs=disk.name))
        store.migrate()
        for number in range(BATCHES):
            store.apply(batch(number), f"batch-{number}", resolver, NOW)
            acknowledged += 1
    except StoreError:
        was_cut = disk.left < 0
        assert was_cut
    disk.left = 0  # closing must not save what the cut has lost
    if store is not None:
        with suppress(apsw.Error):
            store.close()
    disk.leave(random.Random(cut))
    disk.unregister()
    return acknowledged, was_cut


def survives(
    kind: type[OneConnection], path: Path, cut: int, resolver: Resolver, whole: list[State]
) -> tuple[bool, bool]:
    """Whether nothing acknowledged was lost, and whether the power was cut at all."""
    acknowledged, was_cut = run_until_cut(kind, path, cut, resolver)
    with closing(SqliteStore.open(path)) as store:
        assert store.check() == []
        landed = store.revision()
        assert landed <= acknowledged + 1
        assert read_state(store) == whole[landed]
        if landed >= acknowledged:
            fill(store, range(BATCHES), resolver)
            assert read_state(store) == whole[BATCHES]
    return landed >= acknowledged, was_cut


def cuts(count: int) -> list[int]:
    dice = random.Random(7)
    return sorted(dice.sample(range(1, 2_000), count))


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.long)])
def test_a_power_cut_loses_nothing_acknowledged(
    tmp_path: Path, resolver: Resolver, uninterrupted: list[State], count: int
) -> None:
    hit = 0
    for cut in cuts(count):
        whole, was_cut = survives(OneConnection, tmp_path / f"{cut}.db", cut, resolver, uninterrupted)
        assert whole, cut
        hit += was_cut
    assert hit > count // 2


def test_the_cut_is_a_real_one(tmp_path: Path, resolver: Resolver, uninterrupted: list[State]) -> None:
    results = [
        survives(Careless, tmp_path / f"{cut}.db", cut, resolver, uninterrupted)[0] for cut in cuts(12)
    ]
    assert not all(results)
