"""Answers on standard output: tables for a person, JSON lines for a program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from linkage.cli.session import interactive

if TYPE_CHECKING:
    from rich.console import Console

    from linkage_schemas.answers import Answer


def as_json(*, asked: bool) -> bool:
    """Whether to answer in JSON: asked for, or read by a program."""
    return asked or not interactive()


def emit(answer: Answer) -> None:
    """One answer as one line of JSON."""
    sys.stdout.write(answer.model_dump_json() + "\n")


def plain(text: str, limit: int = 60) -> str:
    """Text of an ad made harmless for a terminal: one line, nothing invisible, cut to `limit`."""
    from linkage_schemas.words import quote  # noqa: PLC0415 - heavy

    return quote(text, limit)[1:-1]


def console(*, err: bool = False) -> Console:
    """A terminal that never reads markup in what it prints."""
    from rich.console import Console  # noqa: PLC0415 - heavy

    return Console(stderr=err, markup=False, highlight=False, soft_wrap=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table, or nothing when there are no rows. A column named `*x` aligns right."""
    from rich import box  # noqa: PLC0415 - heavy
    from rich.table import Table  # noqa: PLC0415 - heavy
    from rich.text import Text  # noqa: PLC0415 - heavy

    lines = [[Text(str(cell), overflow="fold") for cell in row] for row in rows]
    if not lines:
        return
    grid = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        right = column.startswith("*")
        grid.add_column(Text(column.removeprefix("*")), justify="right" if right else "left")
    for line in lines:
        grid.add_row(*line)
    console().print(grid)


def say(text: str = "") -> None:
    """A sentence on standard output, wrapped to the terminal if it is one."""
    if not interactive():
        line(text)
        return
    from rich.text import Text  # noqa: PLC0415 - heavy

    console().print(Text(text))


def line(text: str) -> None:
    """A line on standard output that is never wrapped: a command to copy, a key."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """A sentence on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
