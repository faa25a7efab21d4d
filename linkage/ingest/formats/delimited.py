"""CSV and TSV as of RFC 4180, with the raw bytes of every row.

A row ends at the end of a line outside quotes, so rows are cut here and their cells read later, by
the `csv` module, from the same bytes.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from linkage.ingest.adapters import unnamed_columns
from linkage.ingest.formats.lines import Lines, content, too_long
from linkage.ingest.raw import BROKEN, MAX_LINE, TOO_LONG, RawRecord

UNCLOSED = "a quoted cell does not end"
MAX_REWINDS = 16
"""How often in a file reading goes back to the line after one whose quote never closes. After
that such a row takes along the lines it swallowed, or hostile files would cost time squared."""
_BOM = b"\xef\xbb\xbf"
_QUOTE = b'"'


def csv_rows(lines: Lines, delimiter: str) -> Iterator[RawRecord]:
    """The rows under a header. A header that cannot do is one flaw, and no rows."""
    rows = _Rows(lines, delimiter.encode())
    first = next(rows, None)
    if first is not None:
        header, flaw = _header(first, delimiter)
        if flaw:
            yield flaw
            return
        form = RawRecord(0, b"", "csv", header, delimiter)
        for line, raw, wrong in rows:
            yield form._replace(line=line, raw=raw, flaw=wrong)
    if lines.broken:
        yield RawRecord(lines.number + 1, b"", "csv", flaw=BROKEN)


def _header(row: tuple[int, bytes, str | None], delimiter: str) -> tuple[tuple[str, ...], RawRecord | None]:
    line, raw, wrong = row
    try:
        text = raw.removeprefix(_BOM).decode()
        names = tuple(name.strip() for name in next(csv.reader([text], delimiter=delimiter)))
    except (UnicodeDecodeError, csv.Error, StopIteration):
        names, wrong = (), wrong or "the header is not UTF-8 or not CSV"
    if wrong:
        return names, RawRecord(line, b"", "csv", flaw=wrong)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        return names, RawRecord(line, b"", "csv", flaw="the header names a column twice", field=twice[:40])
    if missing := unnamed_columns(names):
        return names, RawRecord(line, b"", "csv", flaw="the header names no such column", field=missing)
    return names, None


class _Rows(Iterator[tuple[int, bytes, "str | None"]]):
    """(first line, raw bytes, flaw) of every row that is not blank."""

    def __init__(self, lines: Lines, delimiter: bytes) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._again: deque[tuple[int, bytes]] = deque()
        self._rewinds = 0

    def __next__(self) -> tuple[int, bytes, str | None]:
        while True:
            line = self._read()
            if line is None:
                raise StopIteration
            number, data = line
            if too_long(data):
                return number, b"", TOO_LONG
            if _QUOTE not in data:
                if not data.isspace():
                    return number, content(data), None
            elif not inside(data, self._delimiter):
                return number, content(data), None
            else:
                return self._joined(number, data)

    def _read(self) -> tuple[int, bytes] | None:
        if self._again:
            return self._again.popleft()
        data = self._lines.read()
        return None if data is None else (self._lines.number, data)

    def _joined(self, first: int, data: bytes) -> tuple[int, bytes, str | None]:
        """The row that begins on this line and goes on after it."""
        parts, more, size = [data], [], len(data)
        while (line := self._read()) is not None:
            more.append(line)
            parts.append(line[1])
            size += len(line[1])
            if size > MAX_LINE + 2:
                return self._unclosed(first, more)
            if not inside(line[1], self._delimiter, quoted=True):
                return first, content(b"".join(parts)), None
        if self._lines.broken:
            raise StopIteration
        return self._unclosed(first, more)

    def _unclosed(self, first: int, swallowed: list[tuple[int, bytes]]) -> tuple[int, bytes, str | None]:
        if self._rewinds < MAX_REWINDS:
            self._rewinds += 1
            self._again.extendleft(reversed(swallowed))
            return first, b"", UNCLOSED
        return first, b"", f"{UNCLOSED}; it took along the {len(swallowed)} lines after it"


def inside(line: bytes, delimiter: bytes, *, quoted: bool = False) -> bool:
    """Whether a quoted cell is open at the end of a line, given whether one was at its beginning.

    As in the `csv` module a quote opens only at the beginning of a cell, two quotes inside are
    one, and what stands between a closing quote and the next delimiter belongs to the cell.
    """
    at, end = 0, len(line)
    while True:
        if quoted:
            at = line.find(_QUOTE, at)
            if at < 0:
                return True
            at += 1
            if line[at : at + 1] == _QUOTE:
                at += 1
                continue
            quoted = False
        elif line[at : at + 1] == _QUOTE:
            quoted = True
            at += 1
            continue
        at = line.find(delimiter, at)
        if at < 0 or at >= end:
            return False
        at += 1
