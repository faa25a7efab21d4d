"""Log lines cannot be forged and reach one stream only."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from linkage import logs
from linkage.errors import InvalidInputError


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger(logs.ROOT)
    kept = root.handlers[:], root.level, root.propagate
    yield
    root.handlers[:], root.propagate = kept[0], kept[2]
    root.setLevel(kept[1])


def test_json_lines_hold_message_and_extra_on_one_line() -> None:
    stream = io.StringIO()
    logs.configure("info", json_lines=True, stream=stream)
    logging.getLogger("linkage.ingest").info("landed\n%s", "x", extra={"batch": "b1"})
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert told["message"] == "landed\nx"
    assert told["batch"] == "b1"
    assert told["logger"] == "linkage.ingest"
    assert told["time"].endswith("Z")


def test_text_lines_escape_breaks_and_terminal_controls() -> None:
    stream = io.StringIO()
    logs.configure("warning", json_lines=False, stream=stream)
    logging.getLogger("linkage").warning("a\nerror b\x1b[31m\u202e")
    assert stream.getvalue() == "warning linkage: a\\nerror b\\x1b[31m\\u202e\n"


def test_levels_below_are_silent_and_configuring_again_replaces() -> None:
    first, second = io.StringIO(), io.StringIO()
    logs.configure("error", stream=first)
    logs.configure("error", stream=second)
    logging.getLogger("linkage").warning("quiet")
    logging.getLogger("linkage").error("loud")
    assert first.getvalue() == ""
    assert second.getvalue().count("loud") == 1


def test_tracebacks_are_kept() -> None:
    stream = io.StringIO()
    logs.configure("error", json_lines=True, stream=stream)
    try:
        int("told")
    except ValueError:
        logging.getLogger("linkage").exception("failed")
    assert "ValueError: invalid literal" in json.loads(stream.getvalue())["error"]


def test_unknown_level_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        logs.configure("loud")
