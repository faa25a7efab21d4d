"""`kill -9` in the middle of an ingest, then the same command again."""

from __future__ import annotations

import random
import time
from pathlib import Path

import apsw
import pytest

from linkage.synthetic import write_files
from tests.support.command import exported, run, start

ADS = 3_000
BATCH = "150"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes]]:
    """Records, and what an uninterrupted ingest of them exports."""
    folder = tmp_path_factory.mktemp("whole")
    write_files(folder / "ads.jsonl", folder / "truth.csv", ads=ADS, bad_lines=3)
    run("ingest", "ads.jsonl", "--batch-size", BATCH, "--store", "whole.db", cwd=folder, code=3)
    return folder, exported("whole.db", folder)


def landed(store: Path) -> list[str]:
    """Ids of the batches that a store holds, which is what it has acknowledged."""
    if not store.exists():
        return []
    connection = apsw.Connection(str(store))
    try:
        return [str(row[0]) for row in connection.execute("SELECT batch_id FROM batch ORDER BY revision")]
    except apsw.SQLError:  # killed before the schema was there
        return []
    finally:
        connection.close()


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


def kill_once(folder: Path, dice: random.Random) -> bool:
    """Start the ingest and kill it at a random moment; whether it had ended before."""
    process = start("ingest", "ads.jsonl", "--batch-size", BATCH, "--store", "killed.db", cwd=folder)
    time.sleep(dice.uniform(0.3, 2.2))
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
def test_a_killed_ingest_goes_on_where_it_was(whole: tuple[Path, list[bytes]], kills: int) -> None:
    folder, expected = whole
    store = folder / "killed.db"
    dice = random.Random(kills)
    killed = 0
    acknowledged: list[str] = []
    while killed < kills:
        for suffix in ("", "-wal", "-shm") if len(acknowledged) > 15 else ():
            Path(f"{store}{suffix}").unlink(missing_ok=True)  # nearly done: begin again
        acknowledged = landed(store)
        killed += not kill_once(folder, dice)
        now = landed(store)
        assert now[: len(acknowledged)] == acknowledged, "an acknowledged batch is gone"
        assert len(now) == len(set(now))
        acknowledged = now
    run("ingest", "ads.jsonl", "--batch-size", BATCH, "--store", "killed.db", cwd=folder, code=3)
    run("doctor", "--store", "killed.db", cwd=folder)
    assert exported("killed.db", folder) == expected
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)
