"""CSV cells that a spreadsheet shows and never runs. See docs/adr/0003-csv-cells.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linkage.model import Kind

_ACTIVE = re.compile("'{0,64}[=+\\-@\t\r\n\0＝＋－＠]")  # noqa: RUF001 - full-width forms are meant
_QUOTED = re.compile('[",\r\n]')
_E164 = re.compile(r"\+[0-9]{1,15}")


def escaped(text: str) -> str:
    """The text with a leading apostrophe if a spreadsheet might take it for a formula.

    So that the escape can be undone, text that begins with apostrophes before such a character
    gets one more.
    """
    return "'" + text if _ACTIVE.match(text) else text


def value_cell(kind: Kind, value: str) -> str:
    """An identifier's value; an E.164 number stays as it is, being inert and wanted verbatim."""
    if kind is Kind.PHONE and _E164.fullmatch(value):
        return value
    return escaped(value)


def line(cells: Iterable[str]) -> str:
    """One RFC 4180 line of cells that were escaped already, ended by a line feed."""
    quoted = ('"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells)
    return ",".join(quoted) + "\n"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a CSV file."""
    yield line(header)
    for row in rows:
        yield line(row)
