"""`kill -9` in the middle of an ingest, then the same command again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from linkage.bootstrap import open_store
from linkage.ingest.pipeline import batches
from linkage.ingest.readers import open_source
from linkage.synthetic import write_files
from tests.support.command import exported, run, start
from tests.support.neo4j import Servers

ADS = 3_000
BATCH = "150"


class Whole(NamedTuple):
    """Records, the ids of their batches in order, and what an uninterrupted ingest of them exports."""

    folder: Path
    batches: list[str]
    exports: list[bytes]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    write_files(folder / "ads.jsonl", folder / "truth.csv", ads=ADS, bad_lines=3)
    run("ingest", "ads.jsonl", "--batch-size", BATCH, "--store", "whole.db", cwd=folder, code=3)
    with open_source(str(folder / "ads.jsonl")) as source:
        ids = [batch.batch_id for batch in batches(source, int(BATCH))]
    return Whole(folder, ids, exported("whole.db", folder))


class Target:
    """A store that an ingest is killed over; each look at it is a connection of its own."""

    def __init__(self, location: str, clear: Callable[[], None]) -> None:
        self.location = location
        self.clear = clear
        self.names: Sequence[str] = ()

    def landed(self) -> list[str]:
        """Ids of the batches that it holds, which is what it has acknowledged."""
        if "://" not in self.location and not Path(self.location).exists():
            return []
        with closing(open_store(self.location)) as store:
            revision = store.revision()
            found = [store.batch(name) for name in self.names]
        ids = [one.batch_id for one in found if one is not None]
        assert len(ids) == revision, "a batch is there twice or is none of ours"
        return ids


@pytest.fixture
def sqlite_target(tmp_path: Path) -> Target:
    store = tmp_path / "killed.db"

    def clear() -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{store}{suffix}").unlink(missing_ok=True)

    return Target(str(store), clear)


@pytest.fixture
def neo4j_target(neo4j_servers: Servers) -> Iterator[Target]:
    with neo4j_servers.lease() as place:
        yield Target(place.url, place.empty)


@pytest.fixture(params=["sqlite", "neo4j"])
def target(request: pytest.FixtureRequest, whole: Whole) -> Target:
    found: Target = request.getfixturevalue(f"{request.param}_target")
    found.names = whole.batches
    return found


def children(pid: int) -> set[int]:
    """Processes that a process started, and theirs."""
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found |= {int(path.parent.name), *children(int(path.parent.name))}
    return found


def kill_once(folder: Path, target: Target, dice: random.Random, longest: float) -> bool:
    """Start the ingest and kill it at a random moment; whether it had ended before."""
    process = start("ingest", "ads.jsonl", "--batch-size", BATCH, "--store", target.location, cwd=folder)
    time.sleep(dice.uniform(0.3, longest))
    workers = children(process.pid)
    ended = process.poll() is not None
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()], "a worker outlived its parent"
    return ended


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_killed_ingest_goes_on_where_it_was(whole: Whole, target: Target, kills: int) -> None:
    dice = random.Random(kills)
    longest = 6.0 if "://" in target.location else 2.2
    killed = 0
    acknowledged: list[str] = []
    while killed < kills:
        if len(acknowledged) > 15:
            target.clear()  # nearly done: begin again
        acknowledged = target.landed()
        killed += not kill_once(whole.folder, target, dice, longest)
        now = target.landed()
        assert now[: len(acknowledged)] == acknowledged, "an acknowledged batch is gone"
        acknowledged = now
    arguments = ("ingest", "ads.jsonl", "--batch-size", BATCH, "--store", target.location)
    run(*arguments, cwd=whole.folder, code=3)
    run("doctor", "--store", target.location, cwd=whole.folder)
    assert exported(target.location, whole.folder) == whole.exports
