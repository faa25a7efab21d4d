"""Files in, raw records out, one at a time and each of bounded size."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, Self

from linkage.errors import InvalidInputError
from linkage.ingest.compressed import CHUNK, GZIP_MAGIC, ZSTD_MAGIC, Counted, decompressed
from linkage.ingest.formats.delimited import csv_rows
from linkage.ingest.formats.jsonl import json_lines
from linkage.ingest.formats.lines import Lines
from linkage.ingest.formats.parquet import Table
from linkage.ingest.raw import RawRecord

STDIN = "-"
_COMPRESSED = MappingProxyType({".gz": GZIP_MAGIC, ".zst": ZSTD_MAGIC})
_DELIMITERS = MappingProxyType({".csv": ",", ".tsv": "\t"})
_PARQUET = frozenset({".parquet", ".pq"})
_PARQUET_MAGIC = b"PAR1"


class SourceFile:
    """An open input. Close it, or use it as a context manager.

    `name` is what rejects call it. `bytes_total` is None where nobody knows; `bytes_read` counts
    bytes of the file, compressed as they are, and runs ahead by a buffer.
    """

    def __init__(
        self,
        name: str,
        records: Iterator[RawRecord],
        bytes_read: Callable[[], int],
        bytes_total: int | None = None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.records = records
        self.bytes_total = bytes_total
        self._bytes_read = bytes_read
        self._close = close

    @property
    def bytes_read(self) -> int:
        """How much has been read."""
        return self._bytes_read()

    def close(self) -> None:
        """Release the file. Safe to call twice."""
        self._close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def iter_raw(source: SourceFile) -> Iterator[RawRecord]:
    """The records of a source in their order; blank lines are skipped but counted.

    What cannot be read comes as a record with a flaw: one that is too long, and the place where
    a damaged file breaks off.
    """
    return source.records


def open_source(path: str) -> SourceFile:
    """Open a file by its path, or standard input for `-`.

    By name: .csv, .tsv, .parquet, everything else JSON lines; .gz and .zst behind any but
    Parquet. A beginning like gzip, Zstandard or Parquet is believed before the name.
    Raises InvalidInputError when there is no such file or it may not be read.
    """
    if path == STDIN:
        stdin = sys.stdin.buffer
        # read1 hands on what a slow pipe has so far.
        return _from_stream("-", getattr(stdin, "read1", stdin.read), suffixes=[])
    try:
        file = io.FileIO(path)
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}") from error
    try:
        return _from_file(path, file)
    except BaseException:
        file.close()
        raise


def source_of_lines(stream: IO[bytes], name: str) -> SourceFile:
    """JSON lines from an open stream, taken as they are. The stream stays the caller's."""
    counted = Counted(stream.read)
    lines = Lines(io.BufferedReader(counted, CHUNK))
    return SourceFile(name, json_lines(lines), lambda: counted.taken)


def _from_file(path: str, file: io.FileIO) -> SourceFile:
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    total = None
    if file.seekable():
        total = file.seek(0, io.SEEK_END)
        file.seek(0)
        begins = file.read(len(_PARQUET_MAGIC))
        file.seek(0)
        if begins == _PARQUET_MAGIC or (suffixes and suffixes[-1] in _PARQUET):
            table = Table(file, total)
            return SourceFile(path, table.rows(), lambda: table.bytes_read, total, file.close)
    return _from_stream(path, file.read, suffixes, total, file.close)


def _from_stream(
    name: str,
    take: Callable[[int], bytes],
    suffixes: list[str],
    total: int | None = None,
    close: Callable[[], None] = lambda: None,
) -> SourceFile:
    counted = Counted(take)
    beginning = io.BufferedReader(counted, CHUNK)
    magic = beginning.peek(len(_PARQUET_MAGIC))[: len(_PARQUET_MAGIC)]
    squeezed = suffixes[-1] if suffixes and suffixes[-1] in _COMPRESSED else ""
    kind = (suffixes[:-1] if squeezed else suffixes)[-1:]
    if magic == _PARQUET_MAGIC or _PARQUET.intersection(kind):
        raise InvalidInputError(f"{name}: Parquet is read from an uncompressed file, not from a stream")
    if squeezed and magic and not magic.startswith(_COMPRESSED[squeezed]):
        flaw = RawRecord(1, b"", flaw=f"the name ends in {squeezed}, the content is something else")
        records = iter([flaw])
    else:
        lines = Lines(decompressed(beginning))
        delimiter = _DELIMITERS.get(kind[0]) if kind else None
        records = csv_rows(lines, delimiter) if delimiter else json_lines(lines)
    return SourceFile(name, records, lambda: counted.taken, total, close)
