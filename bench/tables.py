"""Tables on the terminal and in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw


@dataclass(frozen=True, slots=True)
class Table:
    """One table with a sentence that says what it shows."""

    title: str
    says: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table in Markdown, numbers to the right."""
        head = "| " + " | ".join(self.columns) + " |"
        rule = "|" + "|".join(["---", *["---:"] * (len(self.columns) - 1)]) + "|"
        body = ["| " + " | ".join(row) + " |" for row in self.rows]
        return "\n".join([f"## {self.title}", "", self.says, "", head, rule, *body, ""])


def machine() -> str:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    models = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    model = models[0] if models else platform.processor()
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, "
        f"SQLite {apsw.sqlite_lib_version()}, load before the start {load:.1f}"
    )


def document(tables: Sequence[Table], command: str, facts: str) -> str:
    """The page that holds the figures."""
    head = [
        "# Benchmarks",
        "",
        f"Reproduce: `{command}`. Every figure is the median of the stated runs, in fresh processes",
        "and stores, on ads of the seeded generator with all its traps. Machines differ: trust ratios",
        "within a table.",
        "",
        f"Machine: {facts}.",
        "",
    ]
    return "\n".join([*head, *(table.markdown() for table in tables)])


def show(table: Table) -> None:
    """Print a table as soon as it is there."""
    sys.stdout.write(table.markdown() + "\n")
    sys.stdout.flush()
