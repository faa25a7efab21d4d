"""Lines of a stream, of bounded length, with their numbers."""

from __future__ import annotations

from typing import IO

from linkage.ingest.compressed import BREAKS, CHUNK
from linkage.ingest.raw import MAX_LINE

_CRLF = 2


class Lines:
    """Reads a stream line by line.

    `number` is that of the last line read, from 1. `broken` once the stream has shown to be
    damaged: the line that was being read then is lost, those before are not.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.number = 0
        self.broken = False
        self._stream = stream

    def read(self) -> bytes | None:
        """The next line with its end; None after the last.

        Of a line longer than `MAX_LINE` bytes only a beginning longer than that is returned, and
        the rest is skipped.
        """
        try:
            line = self._stream.readline(MAX_LINE + _CRLF)
            if not line:
                return None
            if too_long(line):
                self._skip(line)
        except BREAKS:
            self.broken = True
            return None
        self.number += 1
        return line

    def _skip(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(CHUNK)


def content(line: bytes) -> bytes:
    """A line without its LF or CRLF."""
    if line.endswith(b"\r\n"):
        return line[:-2]
    return line.removesuffix(b"\n")


def too_long(line: bytes) -> bool:
    """Whether a line, its end aside, is longer than `MAX_LINE` bytes."""
    return len(line) > MAX_LINE and len(content(line)) > MAX_LINE
