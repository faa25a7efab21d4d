"""`kill -9` of Neo4j while an ingest runs over it; the ingest waits, and nothing is lost or doubled."""

from __future__ import annotations

import random
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from linkage.synthetic import write_files
from tests.support.command import exported, run, start
from tests.support.neo4j import Place

BATCH = 50
ADS = 2_000


def begin(folder: Path, place: Place) -> subprocess.Popen[str]:
    """An ingest that has landed its first batch: a server that is away before that is an error at once."""
    process = start("ingest", "ads.jsonl", "--batch-size", str(BATCH), "--store", place.url, cwd=folder)
    go_on(process, place, 0)
    return process


def go_on(process: subprocess.Popen[str], place: Place, landed: int) -> int:
    """Wait until more has landed, or all: a server that is never up long enough outlasts any patience."""
    with closing(place.open()) as store:
        while (now := store.revision()) <= landed and process.poll() is None:
            time.sleep(0.05)
    return now


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.long)])
def test_an_ingest_outlives_its_server(tmp_path: Path, own_place: Place, kills: int) -> None:
    write_files(tmp_path / "ads.jsonl", tmp_path / "truth.csv", ads=ADS)
    run("ingest", "ads.jsonl", "--batch-size", str(BATCH), "--store", "whole.db", cwd=tmp_path)
    place = own_place
    server = place.server
    assert server is not None
    dice = random.Random(kills)
    killed = 0
    landed = 0
    process = begin(tmp_path, place)
    while killed < kills:
        time.sleep(dice.uniform(0.0, 2.0))
        if process.poll() is not None:
            out, err = process.communicate()
            assert process.returncode == 0, err
            place.empty()
            process, landed = begin(tmp_path, place), 0
            continue
        server.kill()
        killed += 1
        server.start()
        now = go_on(process, place, landed)
        assert now >= landed, "an acknowledged batch is gone"
        landed = now
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, (out, err)
    run("doctor", "--store", place.url, cwd=tmp_path)
    assert exported(place.url, tmp_path) == exported("whole.db", tmp_path)
    again = run("ingest", "ads.jsonl", "--batch-size", str(BATCH), "--store", place.url, cwd=tmp_path)
    assert '"ads_new":0' in again
