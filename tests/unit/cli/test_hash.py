"""`linkage hash`, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import environment, run
from tests.support.pictures import picture


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Three pictures at two depths."""
    folder = tmp_path / "album"
    (folder / "b").mkdir(parents=True)
    picture(seed=1).save(folder / "c.jpg", quality=90)
    picture(seed=2).save(folder / "b" / "ä 2.png")
    picture(seed=3).save(folder / "a.webp")
    return folder


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_record_a_picture_in_order_whatever_the_threads(album: Path) -> None:
    cwd = album.parent
    texts = {run("hash", "album", "--threads", threads, cwd=cwd) for threads in ("1", "5")}
    (text,) = texts
    records = [json.loads(line) for line in text.splitlines()]
    assert [one["source_id"] for one in records] == ["a.webp", "b/ä 2.png", "c.jpg"]
    assert {one["source"] for one in records} == {"album"}
    for one in records:
        data = (album / one["source_id"]).read_bytes()
        (hashes,) = one["images"]
        assert {name: hashes[name] for name in ("md5", "sha1", "sha256")} == {
            name: hashlib.new(name, data).hexdigest() for name in ("md5", "sha1", "sha256")
        }
        assert len(hashes["pdq"]) == 64
        assert hashes["pdq_quality"] >= 50
        assert set(hashes) == {"md5", "sha1", "sha256", "pdq", "pdq_quality"}


def test_what_was_hashed_can_be_ingested_and_found(album: Path) -> None:
    cwd = album.parent
    run("hash", "album", "--out", "records.jsonl", "--source", "seized", cwd=cwd)
    run("ingest", "records.jsonl", cwd=cwd)
    (hashes,) = lines(cwd / "records.jsonl")[0]["images"]
    for value in (hashes["md5"], hashes["pdq"]):
        (found,) = [json.loads(line) for line in run("query", value, cwd=cwd).splitlines()]
        assert [ad["source_id"] for hit in found["identifiers"] for ad in hit["ads"]] == ["a.webp"]
    picture(seed=3).save(album / "a.webp", quality=30)
    (again,) = [json.loads(line) for line in run("hash", "album", cwd=cwd).splitlines()[:1]]
    looked = json.loads(run("lookup", again["images"][0]["pdq"], "--within", "31", cwd=cwd))
    (hit,) = looked["pictures"]
    assert (hit["identifier"]["value"], hit["likeness"]) == ("pdq:" + hashes["pdq"], "near")
    run("lookup", "nonsense", cwd=cwd, code=2)


def test_files_without_a_record_are_told_of(album: Path) -> None:
    cwd = album.parent
    outside = cwd / "outside"
    outside.mkdir()
    picture(seed=9).save(outside / "secret.png")
    (album / "d.png").symlink_to(outside / "secret.png")
    (album / "e").symlink_to(outside)
    (album / "round").symlink_to(album)
    (album / "f.txt").write_text("no picture", encoding="utf-8")
    (album / "g.jpg").write_bytes((album / "c.jpg").read_bytes()[:2_000])
    (album / "line\nbreak.png").write_bytes((album / "a.webp").read_bytes())
    os.mkfifo(album / "pipe.png")
    (album / os.fsdecode(b"\xff.png")).write_bytes((album / "a.webp").read_bytes())
    run("hash", "album", "--out", "album/records.jsonl", cwd=cwd, code=3)
    assert [one["source_id"] for one in lines(album / "records.jsonl")] == ["a.webp", "b/ä 2.png", "c.jpg"]
    reasons = {one["file"]: one["reason"] for one in lines(cwd / "rejects.jsonl")}
    link = "is a symbolic link, which is not followed"
    assert {name: reasons[name] for name in ("d.png", "e", "round", "pipe.png")} == {
        "d.png": link,
        "e": link,
        "round": link,
        "pipe.png": "is no file",
    }
    assert reasons["f.txt"].startswith("is no picture")
    assert reasons["g.jpg"].startswith("is a broken picture")
    assert reasons["line\nbreak.png"].startswith("its path cannot name a record")
    assert reasons["�.png"].startswith("its path cannot name a record")
    assert len(reasons) == 8
    # Again: what the first run wrote is no picture to tell of.
    run("hash", "album", "--out", "album/records.jsonl", cwd=cwd, code=3)
    assert len(lines(cwd / "rejects.jsonl")) == 8


@pytest.mark.parametrize("out", ["album/c.jpg", "album/new.png"])
def test_a_picture_is_not_written_over(album: Path, out: str) -> None:
    before = (album / "c.jpg").read_bytes()
    run("hash", "album", "--out", out, cwd=album.parent, code=2)
    assert (album / "c.jpg").read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    run("hash", "nowhere", cwd=tmp_path, code=2)


def test_without_the_extra_its_name_is_told(album: Path) -> None:
    hidden = "import sys; sys.modules['PIL'] = None; from linkage.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "hash", "album"],
        cwd=album.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "ad-linkage[pictures]" in done.stderr
    assert "Traceback" not in done.stderr
