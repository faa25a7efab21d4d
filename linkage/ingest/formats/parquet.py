"""Parquet: every row as the canonical JSON of its values."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from linkage.errors import InvalidInputError
from linkage.ingest.raw import BROKEN, MAX_LINE, TOO_LONG, RawRecord

ROWS = 1_000
"""Rows that are decoded at once."""
UNREADABLE = "the row holds a value that cannot be read"


class Table:
    """A Parquet file. Raises InvalidInputError when its footer cannot be read."""

    def __init__(self, file: io.FileIO, size: int) -> None:
        import pyarrow as pa  # noqa: PLC0415 - only for Parquet
        import pyarrow.parquet as pq  # noqa: PLC0415

        self._pa = pa
        self._size = size
        self._done = 0
        try:
            self._file = pq.ParquetFile(file)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InvalidInputError(f"{file.name}: not a Parquet file, or a damaged one") from error
        names = self._file.schema_arrow.names
        if len(set(names)) < len(names):
            raise InvalidInputError(f"{file.name}: two columns have one name")
        self._rows = self._file.metadata.num_rows

    @property
    def bytes_read(self) -> int:
        """Bytes of the file, by the share of its rows that were read."""
        return self._size * self._done // self._rows if self._rows else self._size

    def rows(self) -> Iterator[RawRecord]:
        """Every row; its line is its number from 1."""
        batches = self._file.iter_batches(batch_size=ROWS)
        while True:
            try:
                batch = next(batches, None)
            except (self._pa.ArrowException, OSError, ValueError):
                yield RawRecord(self._done + 1, b"", "row", flaw=BROKEN)
                return
            if batch is None:
                return
            first = self._done + 1
            for line, row in enumerate(self._decoded(batch), first):
                yield _record(line, row)
                self._done = line

    def _decoded(self, batch: Any) -> list[dict[str, Any] | None]:
        try:
            return [*self._plain(batch)]
        except (self._pa.ArrowException, ValueError, KeyError):
            # One bad value spoils a whole batch; the rows beside it are good.
            return [self._row(batch.slice(index, 1)) for index in range(batch.num_rows)]

    def _row(self, one: Any) -> dict[str, Any] | None:
        try:
            row: dict[str, Any] = self._plain(one)[0]
        except (self._pa.ArrowException, ValueError, KeyError):
            return None
        return row

    def _plain(self, batch: Any) -> list[dict[str, Any]]:
        pa = self._pa
        for index, column in enumerate(batch.schema):
            # Nanoseconds have no place in Python's datetime, nor a meaning in an ad.
            if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
                coarse = pa.timestamp("us", tz=column.type.tz)
                batch = batch.set_column(index, column.name, batch.column(index).cast(coarse, safe=False))
        rows: list[dict[str, Any]] = batch.to_pylist(maps_as_pydicts="strict")
        return rows


def _record(line: int, row: dict[str, Any] | None) -> RawRecord:
    if row is None:
        return RawRecord(line, b"", "row", flaw=UNREADABLE)
    present = {name: value for name, value in row.items() if value is not None}
    try:
        raw = json.dumps(
            present, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_text
        ).encode()
    except (ValueError, TypeError, RecursionError):
        return RawRecord(line, b"", "row", flaw=UNREADABLE)
    if len(raw) > MAX_LINE:
        return RawRecord(line, b"", "row", flaw=TOO_LONG)
    return RawRecord(line, raw, "row")


def _text(value: Any) -> str:
    """What JSON has no form for."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Decimal | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)
