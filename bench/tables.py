"""Tables: typed cells, and how they look in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """One table with a sentence that says what it shows.

    A column is its heading and the format of its numbers; texts stand as they are.
    """

    title: str
    says: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Cell]]

    def markdown(self) -> str:
        """The table in Markdown, everything but the first column to the right."""
        head = "| " + " | ".join(name for name, _ in self.columns) + " |"
        rule = "|" + "|".join(["---", *["---:"] * (len(self.columns) - 1)]) + "|"
        body = ["| " + " | ".join(self._shown(row)) + " |" for row in self.rows]
        return "\n".join([f"### {self.title}", "", self.says, "", head, rule, *body, ""])

    def data(self) -> dict[str, object]:
        """The table for JSON, numbers to six digits."""
        return {
            "title": self.title,
            "columns": [name for name, _ in self.columns],
            "rows": [[float(f"{c:.6g}") if isinstance(c, float) else c for c in row] for row in self.rows],
        }

    def _shown(self, row: Sequence[Cell]) -> list[str]:
        pairs = zip(row, self.columns, strict=True)
        return [cell if isinstance(cell, str) else f"{cell:{form}}" for cell, (_, form) in pairs]
