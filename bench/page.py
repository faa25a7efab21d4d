"""The page and the JSON file that keep the figures: each section is replaced as it is measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bench.tables import Table

TITLE = "# Benchmarks\n"


def section(key: str, text: str, body: str) -> str:
    """The page with `body` between the markers of a section, or at its end when there are none.

    Raises ValueError when only one of the two markers is there.
    """
    begin, end = f"<!-- bench:{key} -->", f"<!-- /bench:{key} -->"
    block = f"{begin}\n{body.strip()}\n{end}"
    before, opened, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if bool(opened) != bool(closed) or (not opened and end in text):
        raise ValueError(f"the page holds one marker of the section {key} without the other")
    return f"{before}{block}{after}" if opened else f"{text.rstrip()}\n\n{block}\n"


def body(tables: Sequence[Table], facts: str) -> str:
    """A section: its tables, and what they were measured on."""
    return "\n".join([*(table.markdown() for table in tables), f"Measured {facts}."])


def write_page(path: Path, key: str, tables: Sequence[Table], facts: str) -> None:
    """Replace one section of the page; the prose around it stays."""
    text = path.read_text(encoding="utf-8") if path.exists() else TITLE
    path.write_text(section(key, text, body(tables, facts)), encoding="utf-8")


def write_json(path: Path, key: str, tables: Sequence[Table], facts: str) -> None:
    """Replace one section of the JSON file."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known[key] = {"measured": facts, "tables": [table.data() for table in tables]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
