"""An exported file appears whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from linkage.errors import DiskFullError, InvalidInputError
from linkage.export.files import destination


def fail(place: str) -> None:
    with destination(place, spool=True) as out:
        out.write(b"new")
        raise ZeroDivisionError


def test_nothing_appears_before_the_end(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with destination(str(target)) as out:
        out.write(b"new")
        assert target.read_text() == "old"
    assert target.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_a_failure_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError):
        fail(str(target))
    assert target.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with destination(str(target)) as out:
        out.write(b"x")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_link_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    link.symlink_to(real)
    with destination(str(link)) as out:
        out.write(b"x")
    assert link.is_symlink()
    assert real.read_bytes() == b"x"


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with destination(str(pipe)) as out:
            out.write(b"x")
        assert os.read(reader, 10) == b"x"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("spool", [True, False])
def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes], spool: bool) -> None:
    with destination("-", spool=spool) as out:
        out.write(b"x,y\n")
    assert capfdbinary.readouterr().out == b"x,y\n"


def test_a_spool_that_fails_says_nothing(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(ZeroDivisionError):
        fail("-")
    assert capfdbinary.readouterr().out == b""


def test_unusable_places_are_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none" / "out.csv"):
        with pytest.raises(InvalidInputError), destination(str(place)):
            pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_named() -> None:
    with pytest.raises(DiskFullError), destination("/dev/full") as out:
        out.write(b"x" * 100_000)
