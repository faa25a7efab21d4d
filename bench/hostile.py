"""Texts made to cost as much as they can: CPU time of extracting from 64 kB of each."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from bench.figures import middle
from bench.plan import SEED
from bench.tables import Cell, Table
from linkage.model import Record
from linkage.normalise import extract
from linkage.normalise.folding import view

LENGTH = 64_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_UNITS = {
    "digits": "1",
    "single digits": "1 ",
    "phones": "202-555-0123 ",
    "number words": "one two ",
    "one word": "five",
    "at signs": "@",
    "dotted": "a.a.a",
    "combining marks": "a\u0301",
    "invisible": "2\u200b",
    "entities": "&#50;",
    "tags": "<b>2</b>",
    "plus signs": "+1",
    "brackets": "(2)",
    "Chinese": "一二 ",
    "Russian": "пять ",
    "links": "http://a.bc/202-555-0123 ",
    "spelled addresses": "jane at gmail dot com ",
    "spaced letters": "j a n e @ g m a i l ",
    "handles": "ig: a_1 ",
    "prices": "$100/hr ",
}


def table(runs: int) -> Table:
    """CPU milliseconds of `extract` for each text; nothing is remembered from the run before."""
    rows: list[list[Cell]] = []
    for name, text in _texts():
        record = Record("hostile", "1", body=text, country="US")
        extract(record)
        costs = [_milliseconds(record) for _ in range(runs)]
        rows.append([name, middle(costs), max(costs)])
    return Table(
        "Hostile texts of 64 kB",
        f"`extract` over {LENGTH:,} characters of one thing, and of words and digits by chance. CPU time.",
        [("text", ""), ("ms", ".1f"), ("most", ".1f")],
        sorted(rows, key=lambda row: -float(row[1])),
    )


def _texts() -> Iterator[tuple[str, str]]:
    for name, unit in _UNITS.items():
        yield name, (unit * LENGTH)[:LENGTH]
    dice = random.Random(SEED)
    yield "by chance", "".join(dice.choice(_LETTERS + "  -.@:/") for _ in range(LENGTH))
    glued = ("onetwo" + "".join(dice.choices(_LETTERS, k=5)) for _ in range(LENGTH // 12))
    yield "glued words", " ".join(glued)[:LENGTH]
    phones = (
        f"{dice.randrange(200, 999)} {dice.randrange(999)} {dice.randrange(9999):04d}" for _ in range(5_000)
    )
    yield "phones by chance", ", ".join(phones)[:LENGTH]


def _milliseconds(record: Record) -> float:
    view.cache_clear()
    began = time.process_time()
    extract(record)
    return (time.process_time() - began) * 1_000
