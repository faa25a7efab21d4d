"""Logging to standard error, as text for people and as JSON lines for machines.

No module of linkage logs an identifier's value, an ad's text or a search at INFO or above.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Final, TextIO

from linkage.errors import InvalidInputError

ROOT: Final = "linkage"
_LEVELS: Final = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, then what `extra` held."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of ASCII JSON: no text in it can forge a second line."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, object] = {
            "time": f"{stamp}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: v for name, v in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class TextFormatter(logging.Formatter):
    """`level logger: message`, line breaks and terminal controls escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The message on one line; a traceback follows on its own lines."""
        message = record.getMessage().encode("unicode_escape").decode("ascii")
        line = f"{record.levelname.lower()} {record.name}: {message}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def configure(
    level: str = "warning", *, json_lines: bool | None = None, stream: TextIO | None = None
) -> None:
    """Send the project's logs to `stream` (standard error), replacing an earlier configuration.

    `json_lines` None means: JSON unless the stream is a terminal. Raises InvalidInputError for
    an unknown level.
    """
    if level.lower() not in _LEVELS:
        raise InvalidInputError(f"log level must be one of {', '.join(_LEVELS)}")
    target = sys.stderr if stream is None else stream
    as_json = not target.isatty() if json_lines is None else json_lines
    handler = logging.StreamHandler(target)
    handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
    root = logging.getLogger(ROOT)
    root.handlers[:] = [handler]
    root.setLevel(_LEVELS[level.lower()])
    root.propagate = False
