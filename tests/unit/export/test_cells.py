"""CSV cells never run, phones stay verbatim, and the escape can be undone."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.export.cells import escaped, line, table, value_cell
from linkage.model import Kind

ACTIVE = "=+-@\t\r\n\0＝＋－＠"  # noqa: RUF001 - full-width forms are meant


@pytest.mark.parametrize("start", list(ACTIVE))
def test_formula_starts_are_escaped(start: str) -> None:
    assert escaped(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("plain", ["", "a", "1", "a=1", "'quoted'", "backpage", "x-1"])
def test_other_cells_stay(plain: str) -> None:
    assert escaped(plain) == plain


def test_only_plain_phone_numbers_are_exempt() -> None:
    assert value_cell(Kind.PHONE, "+12025550123") == "+12025550123"
    assert value_cell(Kind.PHONE, "+12025550123*cmd") == "'+12025550123*cmd"
    assert value_cell(Kind.PHONE, "+12025550123\n") == "'+12025550123\n"
    assert value_cell(Kind.HANDLE, "+12025550123") == "'+12025550123"


def unescaped(cell: str) -> str:
    """The rule of docs/adr/0003-csv-cells.md, read backwards."""
    return cell[1:] if re.match(f"'+[{re.escape(ACTIVE)}]", cell) else cell


CELL = st.text(st.sampled_from([*"ab,;\"' 1", *ACTIVE]), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    text = "".join(table(["a", "b"], [[escaped(cell) for cell in row] for row in rows]))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [[unescaped(cell) for cell in row] for row in read[1:]] == rows
    assert not any(cell[0] in ACTIVE for row in read for cell in row if cell)


def test_lines_end_with_a_line_feed_and_quote_what_needs_it() -> None:
    assert line(["a", 'b"c', "d,e", "f\rg"]) == 'a,"b""c","d,e","f\rg"\n'
