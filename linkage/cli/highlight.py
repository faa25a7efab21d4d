"""A text at a terminal with what was found in it marked, and a table of the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from linkage.cli.output import console, plain, say, table

if TYPE_CHECKING:
    from rich.text import Text

    from linkage_schemas.answers_extract import AttributeOut, ExtractOut, FoundOut

_SHOWN = 20_000
"""Characters of a text that are shown around what was found."""
_STYLES = {"phone": "bold black on yellow", "email": "bold black on cyan", "wallet": "bold black on magenta"}
_OTHER = "bold black on green"
_ATTRIBUTE = "underline"


def found_in(fields: Mapping[str, str], answer: ExtractOut) -> None:
    """Show the fields' texts marked, and everything found with form, country's source and confidence."""
    for name, text in fields.items():
        console().print(marked(name, text, answer))
    if not fields:
        say(plain(f"{answer.source}:{answer.source_id}", 120))
    raw = not fields
    table(
        "",
        ("kind", "value", "written as", "country told by", "*confidence", "where", *_raw(raw, "in the text")),
        [
            (
                found.kind,
                plain(found.value or f"{found.national} (country unknown)", 120),
                found.form,
                found.region_source or "",
                f"{found.confidence:.2f}",
                f"{found.field}[{found.start}:{found.end}]",
                *_raw(raw, plain(found.raw, 60)),
            )
            for found in answer.identifiers
            if found.kind != "text"
        ],
    )
    table(
        "Says of itself (links nothing)",
        ("kind", "value", "*confidence", "where", "in the text"),
        [
            (
                row.kind,
                plain(row.value, 80),
                f"{row.confidence:.2f}",
                f"{row.field}[{row.start}:{row.end}]",
                plain(row.raw, 60),
            )
            for row in answer.attributes
        ],
    )
    if not any(found.kind != "text" for found in answer.identifiers):
        say("No contact found.")


def _raw(shown: bool, cell: str) -> tuple[str, ...]:  # noqa: FBT001 - private
    """The characters themselves, only where the text is not shown marked above the table."""
    return (cell,) if shown else ()


def marked(field: str, text: str, answer: ExtractOut) -> Text:
    """The text of a field, harmless for a terminal, with the findings in it marked."""
    from rich.text import Text  # noqa: PLC0415 - heavy

    shown = Text()
    at = 0
    for start, end, style in _marks(field, [*answer.identifiers, *answer.attributes]):
        if start < at:
            continue
        if start >= _SHOWN:
            break
        shown.append(_harmless(text[at:start]))
        shown.append(_harmless(text[start:end]), style=style)
        at = end
    rest = text[at : max(at, _SHOWN)]
    shown.append(_harmless(rest))
    if len(text) > at + len(rest):
        shown.append(" ...")
    return shown


def _marks(field: str, rows: Sequence[FoundOut | AttributeOut]) -> list[tuple[int, int, str]]:
    """Spans to mark in a field: identifiers before the attributes they overlap, none twice."""
    marks = [
        (row.start, 0 if hasattr(row, "region_source") else 1, row.end, row)
        for row in rows
        if row.field == field and row.kind != "text"
    ]
    found = []
    for start, rank, end, row in sorted(marks, key=lambda mark: mark[:3]):
        style = _ATTRIBUTE if rank else _STYLES.get(row.kind, _OTHER)
        found.append((start, end, style))
    return found


def _harmless(text: str) -> str:
    """Text without control characters, its lines kept."""
    return "\n".join(plain(line, max(1, len(line))) for line in text.split("\n"))
