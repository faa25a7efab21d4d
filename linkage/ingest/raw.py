"""What readers hand on: records as received, before anybody looks inside."""

from __future__ import annotations

from typing import NamedTuple

MAX_LINE = 4 << 20
"""Bytes of the longest record that is read; of longer ones only the place is told."""
TOO_LONG = f"the record is longer than {MAX_LINE >> 20} MiB"
BROKEN = "the file is damaged or breaks off here; nothing after this was read"


class RawRecord(NamedTuple):
    """One record as received, or the place of something that is none.

    `line` counts from 1: the line it starts on, or the row's number in a Parquet file. `raw` is
    the line without its end (LF or CRLF), the CSV row likewise, or the canonical JSON of a row.
    `form` is json, csv or row. `header` names the columns of CSV. With a `flaw` there is nothing
    to parse: it says why, and `field` where.
    """

    line: int
    raw: bytes
    form: str = "json"
    header: tuple[str, ...] | None = None
    delimiter: str = ","
    flaw: str | None = None
    field: str = ""
