from __future__ import annotations

import csv
import json
import os
import stat
from pathlib import Path

import pytest

from linkage.errors import InvalidInputError
from linkage.ingest.rejects import RejectsFile
from linkage.model import Reject

ONE = Reject("a.jsonl", 7, "images[0].md5", "must be a text, is a number")
TWO = Reject('b,"c".jsonl', 8, "", "not JSON: é")


def test_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    with RejectsFile(str(path)) as told:
        told.add(ONE)
        told.add(TWO)
        assert not path.exists()
        assert told.count == 2
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [ONE._asdict(), TWO._asdict()]
    assert [one.name for one in tmp_path.iterdir()] == ["rejects.jsonl"]


def test_csv_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "rejects.CSV"
    with RejectsFile(str(path)) as told:
        told.add(ONE)
        told.add(TWO)
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            list(Reject._fields),
            [str(cell) for cell in ONE],
            [str(cell) for cell in TWO],
        ]


def test_no_reject_no_file(tmp_path: Path) -> None:
    with RejectsFile(str(tmp_path / "none" / "rejects.jsonl")):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_run_replaces_what_an_earlier_one_told(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    for reject in (ONE, TWO):
        with RejectsFile(str(path)) as told:
            told.add(reject)
    assert json.loads(path.read_text(encoding="utf-8")) == TWO._asdict()


def test_what_was_told_before_an_error_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    told = RejectsFile(str(path))

    def run() -> None:
        with told:
            told.add(ONE)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    told.close()
    assert json.loads(path.read_text(encoding="utf-8")) == ONE._asdict()


def test_others_may_not_read_it(tmp_path: Path) -> None:
    with RejectsFile(str(tmp_path / "r.jsonl")) as told:
        told.add(ONE)
    assert stat.S_IMODE((tmp_path / "r.jsonl").stat().st_mode) == 0o600


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    told = RejectsFile(str(tmp_path / "none" / "rejects.jsonl"))
    with pytest.raises(InvalidInputError, match="cannot write"):
        told.add(ONE)
    told.close()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot write"):
        RejectsFile(str(tmp_path)).add(ONE)


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with RejectsFile(str(pipe)) as told:
            told.add(ONE)
        assert json.loads(os.read(reading, 1_000)) == ONE._asdict()
        assert stat.S_ISFIFO(pipe.stat().st_mode)
    finally:
        os.close(reading)
