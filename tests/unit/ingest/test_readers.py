from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

import pytest
import zstandard

from linkage.errors import InvalidInputError
from linkage.ingest import compressed
from linkage.ingest.compressed import Counted, decompressed
from linkage.ingest.raw import BROKEN, MAX_LINE, TOO_LONG
from linkage.ingest.readers import iter_raw, open_source, source_of_lines
from tests.unit.ingest.conftest import Read, Write

LINES = b'{"a":1}\n\n  \r\n{"b":2}\r\n{"c":3}'
WANTED = [(1, b'{"a":1}'), (4, b'{"b":2}'), (5, b'{"c":3}')]


def noise(lines: int) -> bytes:
    """Lines that hardly shrink, so that cutting a compressed file cuts many of them."""
    chance = random.Random(7)
    return b"".join(b'{"n":"%s"}\n' % chance.randbytes(40).hex().encode() for _ in range(lines))


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.ndjson", "a.json", "a", "A.JSONL.GZ", "a.jsonl.zst", "a.b.zst"]
)
def test_lines_keep_their_bytes_and_numbers(read: Read, name: str) -> None:
    assert [(one.line, one.raw) for one in read(name, LINES)] == WANTED


@pytest.mark.parametrize("squeeze", [gzip.compress, zstandard.compress])
def test_compression_is_known_by_its_beginning(read: Read, squeeze: Callable[[bytes], bytes]) -> None:
    assert [(one.line, one.raw) for one in read("a.jsonl", squeeze(LINES))] == WANTED


@pytest.mark.parametrize("squeeze", [gzip.compress, zstandard.compress])
def test_several_frames_are_one_stream(read: Read, squeeze: Callable[[bytes], bytes]) -> None:
    data = squeeze(LINES[:10]) + squeeze(b"") + squeeze(LINES[10:])
    assert [(one.line, one.raw) for one in read("a.jsonl", data)] == WANTED


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz", "a.csv.zst"])
def test_an_empty_file_holds_nothing(read: Read, name: str) -> None:
    assert read(name, b"") == []


def test_an_empty_file_named_as_compressed_holds_nothing(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "a.jsonl.zst"):
        (tmp_path / name).write_bytes(b"")
        with open_source(str(tmp_path / name)) as source:
            assert list(iter_raw(source)) == []


def test_a_name_that_lies_about_compression_is_one_flaw(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(LINES)
    with open_source(str(path)) as source:
        found = list(iter_raw(source))
    assert [(one.line, one.flaw) for one in found] == [
        (1, "the name ends in .gz, the content is something else")
    ]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.999])
def test_what_came_before_the_break_lands(tmp_path: Path, suffix: str, share: float) -> None:
    text = noise(20_000)
    data = gzip.compress(text) if suffix == ".gz" else zstandard.compress(text)
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(data[: int(len(data) * share)])
    with open_source(str(path)) as source:
        *whole, last = iter_raw(source)
    lines = text.splitlines()
    assert [one.raw for one in whole] == lines[: len(whole)]
    assert share * 0.5 < len(whole) / len(lines) < 1
    assert (last.line, last.raw, last.field, last.flaw) == (len(whole) + 1, b"", "", BROKEN)


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_flipped_bit_is_a_break(tmp_path: Path, suffix: str) -> None:
    text = noise(20_000)
    checked = zstandard.ZstdCompressor(write_checksum=True)
    data = bytearray(gzip.compress(text) if suffix == ".gz" else checked.compress(text))
    data[len(data) // 2] ^= 0x10
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(data)
    with open_source(str(path)) as source:
        *whole, last = iter_raw(source)
    assert last.flaw == BROKEN
    assert [one.raw for one in whole[:5_000]] == text.splitlines()[:5_000]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the peak")
@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_bomb_is_read_in_bounded_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    block = bytes(1 << 24)
    with gzip.open(path, "wb", 1) if suffix == ".gz" else zstandard.open(path, "wb") as out:
        for _ in range(40):
            out.write(block)
        out.write(b'\n{"a":1}\n')
    program = (
        "import sys\n"
        "from linkage.ingest.readers import iter_raw, open_source\n"
        "found = [(one.line, one.raw, one.flaw) for one in iter_raw(open_source(sys.argv[1]))]\n"
        "peak = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(found, *peak)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    found, _, kilobytes = done.stdout.strip().rpartition(" ")
    assert found == str([(1, b"", TOO_LONG), (2, b'{"a":1}', None)])
    assert int(kilobytes) < 200_000


def test_zstd_gives_little_at_a_time() -> None:
    most = 0

    class Watched(compressed.ZstdStream):
        def _decoded(self, data: bytes) -> bytes:
            nonlocal most
            made = super()._decoded(data)
            most = max(most, len(made))
            return made

    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(1 << 28))
    stream = io.BufferedReader(Watched(io.BytesIO(bomb)))
    assert sum(len(part) for part in iter(lambda: stream.read1(1 << 16), b"")) == 1 << 28
    assert most <= 32 << 20


@pytest.mark.parametrize(("extra", "kept"), [(0, True), (1, False), (10 << 20, False)])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_too_long_is_told_and_what_follows_lands(
    read: Read, extra: int, kept: bool, end: bytes
) -> None:
    long = b"x" * (MAX_LINE + extra)
    first, second = read("a.jsonl", long + end + b"{}" + end)
    assert (first.line, first.flaw) == (1, None if kept else TOO_LONG)
    assert first.raw == (long if kept else b"")
    assert (second.line, second.raw) == (2, b"{}")


def test_a_last_line_too_long_is_told(read: Read) -> None:
    (only,) = read("a.jsonl", b"x" * (MAX_LINE + 1))
    assert (only.line, only.flaw) == (1, TOO_LONG)


def test_standard_input_may_be_compressed(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (LINES, gzip.compress(LINES), zstandard.compress(LINES)):
        stdin = io.TextIOWrapper(io.BytesIO(data))
        monkeypatch.setattr("sys.stdin", stdin)
        with open_source("-") as source:
            assert (source.name, source.bytes_total) == ("-", None)
            assert [(one.line, one.raw) for one in iter_raw(source)] == WANTED
        assert not stdin.closed


def test_a_pipe_hands_on_what_it_has_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "r", encoding="utf-8") as stdin, os.fdopen(writing, "wb", 0) as out:
        monkeypatch.setattr("sys.stdin", stdin)
        out.write(b'{"a":1}\n')
        with ThreadPoolExecutor(1) as aside:
            first = aside.submit(lambda: next(iter_raw(open_source("-"))))
            told, _ = wait([first], timeout=20)
            out.close()
        assert told == {first}
        assert first.result().raw == b'{"a":1}'


def test_progress_counts_bytes_of_the_file(write: Write) -> None:
    path = write("a.jsonl.gz", noise(1_000))
    size = Path(path).stat().st_size
    with open_source(path) as source:
        list(iter_raw(source))
        assert (source.bytes_read, source.bytes_total) == (size, size)
    source.close()


@pytest.mark.parametrize("name", ["none.jsonl", "none.parquet", ""])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match="cannot read"):
        open_source(str(tmp_path / name))


def test_a_stream_of_somebody_elses_is_taken_as_it_is() -> None:
    stream: IO[bytes]
    with SpooledTemporaryFile[bytes](max_size=10) as stream:
        stream.write(LINES)
        stream.seek(0)
        assert [(one.line, one.raw) for one in iter_raw(source_of_lines(stream, "api"))] == WANTED
        assert not stream.closed
    squeezed = io.BytesIO(gzip.compress(LINES))
    assert [one.raw for one in iter_raw(source_of_lines(squeezed, "api"))] != [b for _, b in WANTED]


def test_what_the_disk_says_is_not_called_damage() -> None:
    def failing(_most: int) -> bytes:
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        decompressed(io.BufferedReader(Counted(failing))).readline()
