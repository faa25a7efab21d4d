"""`linkage migrate` killed again and again, and what the command says of halves."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from linkage.bootstrap import migrate_store, open_store
from linkage.errors import StoreUnavailableError
from linkage.store.moving import Moving, Part
from linkage.synthetic import write_files
from tests.support.command import exported, run, start
from tests.support.neo4j import Servers

ADS = 1_500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path / "ads.jsonl", tmp_path / "truth.csv", ads=ADS)
    run("ingest", "ads.jsonl", "--store", "source.db", cwd=tmp_path)
    return tmp_path


def copy_with_kills(
    folder: Path, target: str, kills: int, clear: Callable[[], None]
) -> list[dict[str, object]]:
    """Kill as often while something is missing; a copy that was complete before its kill is thrown away."""
    dice = random.Random(kills)
    killed = 0
    while killed < kills:
        process = start("migrate", "--from", "source.db", "--to", target, cwd=folder)
        time.sleep(dice.uniform(0.3, 1.6))
        process.kill()
        process.communicate()
        if is_whole(folder, target):
            clear()
            killed = 0
        else:
            killed += 1
    out = run("migrate", "--from", "source.db", "--to", target, cwd=folder)
    return [json.loads(line) for line in out.splitlines()]


def is_whole(folder: Path, target: str) -> bool:
    location = target if "://" in target else str(folder / target)
    try:
        with closing(open_store(location, create=False)) as store:
            return store.revision() > 0
    except StoreUnavailableError:
        return False


def verify(folder: Path, target: str, moved: list[dict[str, object]]) -> None:
    assert [part["part"] for part in moved] == list(Part)
    assert [part["entries"] for part in moved if part["part"] == Part.ADS] == [ADS]
    assert exported(target, folder) == exported("source.db", folder)
    run("doctor", "--store", target, cwd=folder)


def test_between_files(folder: Path) -> None:
    def clear() -> None:
        for file in folder.glob("target.db*"):
            file.unlink()

    verify(folder, "target.db", copy_with_kills(folder, "target.db", 3, clear))
    run("migrate", "--from", "source.db", "--to", "target.db", cwd=folder, code=1)


def test_to_a_server_and_back(folder: Path, neo4j_servers: Servers) -> None:
    with neo4j_servers.lease() as place:
        verify(folder, place.url, copy_with_kills(folder, place.url, 3, place.empty))
        run("migrate", "--from", place.url, "--to", "back.db", cwd=folder)
        assert exported("back.db", folder) == exported("source.db", folder)


def test_half_a_copy_cannot_be_used(folder: Path) -> None:
    def stop(moving: Moving) -> None:
        if moving.part is Part.LINKS:
            raise KeyboardInterrupt

    def lines(moving: Moving) -> None:
        shown.append(moving)

    shown: list[Moving] = []
    source, target = str(folder / "source.db"), str(folder / "half.db")
    with pytest.raises(KeyboardInterrupt):
        migrate_store(source, target, actor="ana", reason="", progress=stop)
    asked = start("query", "+12025550123", "--store", "half.db", cwd=folder)
    _, err = asked.communicate()
    assert (asked.returncode, "half of a copy" in err) == (1, True), err
    migrate_store(source, target, actor="ana", reason="", progress=lines)
    assert shown[0].part is Part.SKETCHES  # all the links had landed
    run("doctor", "--store", "half.db", cwd=folder)


def test_what_cannot_be_copied_is_told(folder: Path) -> None:
    for source, target, code, word in (
        ("nowhere.db", "target.db", 1, "no store"),
        ("source.db", "nowhere/target.db", 1, "no folder"),
        ("source.db", "source.db", 1, "holds something"),
        ("ftp://somewhere", "target.db", 2, "ftp"),
        ("source.db", "bolt://127.0.0.1:port", 2, "no URL"),
        ("source.db", "~nobody-of-that-name/x.db", 2, "no such user"),
        ("source.db", "x" * 300, 1, "cannot be a store"),
    ):
        process = start("migrate", "--from", source, "--to", target, cwd=folder)
        _, err = process.communicate()
        assert (process.returncode, word in err) == (code, True), err


def test_an_export_for_the_importer_is_whole_or_not_there(folder: Path) -> None:
    run("export", "--format", "neo4j", "--out", "files", "--store", "source.db", cwd=folder)
    lines = (folder / "files" / "ad.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == ADS + 1
    for wrong in (
        ("--format", "neo4j", "--out", "files"),
        ("--format", "neo4j"),
        ("--format", "graphml", "--out", "other"),
        ("links", "--format", "neo4j", "--out", "other"),
        ("--id", "N-1", "--format", "neo4j", "--out", "other"),
        ("--format", "neo4j", "--out", "ads.jsonl"),
        ("--format", "neo4j", "--out", "x" * 300),
        ("--format", "neo4j", "--out", "~nobody-of-that-name/x"),
    ):
        run("export", *wrong, "--store", "source.db", cwd=folder, code=2)
    assert not (folder / "other").exists()
    asked = start("export", "--format", "neo4j", "--out", "cut", "--store", "source.db", cwd=folder)
    while not list(folder.glob(".cut.*/*")) and asked.poll() is None:
        time.sleep(0.01)
    asked.terminate()
    asked.communicate()
    assert not list(folder.glob(".cut.*")), "an export that was ended left the store's secret behind"
    run("neo4j", "load", "nowhere", "--folder", "server", cwd=folder, code=2)
