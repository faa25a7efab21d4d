"""kill -9 while a process applies batches, and several processes that write at once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from linkage.ports import Resolver
from linkage.store.sqlite import SqliteStore
from tests.fault.conftest import fill
from tests.support.state import read_state

ROOT = Path(__file__).parents[2]
BATCHES = 150

CHILD = """
import sys
from linkage.link.rules import DEFAULT_RULES
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore
from tests.fault.conftest import batch
store, resolver = SqliteStore.open(sys.argv[1]), make_resolver(DEFAULT_RULES)
print("open", flush=True)
for number in range(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])):
    applied = store.apply(batch(number), f"batch-{number}", resolver, 0)
    print(number, flush=True)
"""


def child(path: Path, first: int, end: int, step: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(path), str(first), str(end), str(step)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed(path: Path, after: float) -> list[int]:
    """Batches that a child acknowledged until it was killed, `after` seconds from its first word."""
    with child(path, 0, BATCHES) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(after)
        process.kill()
        return [int(line) for line in process.stdout.read().split()]


@pytest.mark.parametrize("times", [4, pytest.param(50, marks=pytest.mark.long)])
def test_a_kill_loses_nothing_acknowledged(tmp_path: Path, resolver: Resolver, times: int) -> None:
    dice = random.Random(times)
    with closing(SqliteStore.open(tmp_path / "whole.db")) as whole:
        fill(whole, range(BATCHES), resolver)
        expected, events = read_state(whole), whole.events(0, None, 10_000)
    path, acknowledged, interrupted = tmp_path / "killed.db", set[int](), 0
    for _ in range(times):
        acknowledged.update(killed(path, dice.uniform(0.0, 0.25)))
        with closing(SqliteStore.open(path)) as store:
            landed = {n for n in range(BATCHES) if store.batch(f"batch-{n}") is not None}
            assert acknowledged <= landed
            assert landed == set(range(len(landed)))
            assert store.counts().ads == 8 * len(landed)
            assert store.check() == []
            interrupted += len(landed) < BATCHES
    assert interrupted
    with closing(SqliteStore.open(path)) as store:
        fill(store, range(BATCHES), resolver)
        assert read_state(store) == expected
        assert store.events(0, None, 10_000) == events


def test_processes_that_write_at_once_make_one_graph(tmp_path: Path, resolver: Resolver) -> None:
    path = tmp_path / "shared.db"
    children = [child(path, first, 30, 3) for first in range(3)]
    outputs = [process.communicate(timeout=60)[0].split() for process in children]
    assert [process.returncode for process in children] == [0, 0, 0]
    assert sorted(int(word) for words in outputs for word in words[1:]) == list(range(30))
    with closing(SqliteStore.open(path)) as shared, closing(SqliteStore.open(tmp_path / "one.db")) as one:
        fill(one, range(30), resolver)
        assert shared.check() == []
        assert shared.revision() == 30
        assert read_state(shared).partition == read_state(one).partition
        assert read_state(shared).identifiers == read_state(one).identifiers
        assert [event.sequence for event in shared.events(0, None, 10_000)] == list(
            range(1, len(shared.events(0, None, 10_000)) + 1)
        )
