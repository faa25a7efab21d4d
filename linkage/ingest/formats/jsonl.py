"""JSON lines."""

from __future__ import annotations

from collections.abc import Iterator

from linkage.ingest.formats.lines import Lines, content, too_long
from linkage.ingest.raw import BROKEN, TOO_LONG, RawRecord


def json_lines(lines: Lines) -> Iterator[RawRecord]:
    """A record a line; lines of nothing but white space are skipped."""
    while (line := lines.read()) is not None:
        if too_long(line):
            yield RawRecord(lines.number, b"", flaw=TOO_LONG)
        elif not line.isspace():
            yield RawRecord(lines.number, content(line))
    if lines.broken:
        yield RawRecord(lines.number + 1, b"", flaw=BROKEN)
