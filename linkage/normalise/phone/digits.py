"""Runs of digits in folded text, however they are written.

A run is a row of atoms (a group of digits, a number word, a part of a word) with nothing but
punctuation, pictures, white space or a spoken separator between them. Words that stand for nothing
are known from one text to the next, so that an ordinary text costs little more than splitting it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from linkage.normalise.phone.completing import Atom, completed
from linkage.normalise.phone.numerals import DIGITS, SCALE, TIMES
from linkage.normalise.phone.numeric import FILLERS, TOKEN, numeric
from linkage.normalise.phone.tokens import KNOWN

MIN_DIGITS = 7
MAX_GAP = 40
"""Characters between two atoms of a run."""
MAX_ATOMS = 1_000
"""Words of a text with digits in them that are looked at."""

_ROW = re.compile(r"[0-9][\W_]{0,40}+(?:[0-9][\W_]{0,40}+){6,1000}+")
_GROUP = re.compile(r"[0-9]{1,200000}")
_LETTERS = re.compile(r"[^\W_0-9]{1,64}")
_PUNCTUATION = " \n-.,:;/()[]*_~|+#!?'\"=<>{}"
_MOST_OF_WORD = 3
"""Digits that a letter of a word may stand for: "mil" is 000, "triple" repeats."""
_FEW = 24
_SHORT = 4_000


class Run(NamedTuple):
    """Atoms in the order of the text, and the letters that its ends are glued to."""

    atoms: tuple[Atom, ...]
    before: str
    after: str


def runs(text: str) -> Iterator[Run]:
    """Runs of at least `MIN_DIGITS` digits, in the order of the folded text."""
    counted = numeric(text)
    if counted.bare:
        yield from _bare(text) if counted.tokens else ()
        return
    row: list[tuple[int, str]] = []
    most = end = 0
    for start, token in _places(text, counted.tokens):
        if row and _is_apart(text, end, start):
            if most >= MIN_DIGITS:
                yield from _read(text, row)
            row, most = [], 0
        row.append((start, token))
        most += len(token) if token.isdigit() else _MOST_OF_WORD * len(token)
        end = start + len(token)
    if most >= MIN_DIGITS:
        yield from _read(text, row)


def _bare(text: str) -> Iterator[Run]:
    """Runs of a text whose words hold digits, but no word or letter that stands for them."""
    room = MAX_ATOMS
    for row in _ROW.finditer(text):
        start, end = row.span()
        atoms = []
        for group in islice(_GROUP.finditer(text, start, end), room):
            first, last = group.span()
            skipped = _star_code(text, first, group.group())
            if skipped < last - first:
                atoms.append(Atom(first + skipped, last, group.group()[skipped:], DIGITS))
        if sum(len(a.digits) for a in atoms) >= MIN_DIGITS:
            after = _LETTERS.match(text, atoms[-1].end)
            yield Run(tuple(atoms), _letters_before(text, start), after.group() if after else "")
        room -= len(atoms)
        if room <= 0:
            return


def _letters_before(text: str, start: int) -> str:
    if not start or not text[start - 1].isalpha():
        return ""
    *_, last = _LETTERS.finditer(text, max(0, start - MAX_GAP), start)
    return last.group()


def _is_apart(text: str, end: int, start: int) -> bool:
    """Whether more stands between two words than a run holds together."""
    if start - end == 1:
        return False
    gap = text[end:start]
    if not gap.strip(_PUNCTUATION):
        return len(gap) > MAX_GAP
    return len(gap) > MAX_GAP or not FILLERS.issuperset(TOKEN.findall(gap))


def _read(text: str, row: list[tuple[int, str]]) -> Iterator[Run]:
    """The runs that words with digits in them make, in the order of the text."""
    atoms: list[Atom] = []
    before = ""
    for start, token in row:
        if token.isdigit():
            skipped = _star_code(text, start, token)
            if skipped < len(token):
                atoms.append(Atom(start + skipped, start + len(token), token[skipped:], DIGITS))
            continue
        for stretch in KNOWN[token].stretches:
            if atoms and stretch.before:
                yield from _closed(text, atoms, before, "")
                atoms = []
            before = before if atoms else stretch.before
            atoms += [Atom(start + p.start, start + p.end, p.digits, p.flags) for p in stretch.pieces]
            if stretch.after:
                yield from _closed(text, atoms, before, stretch.after)
                atoms, before = [], ""
    yield from _closed(text, atoms, before, "")


def _closed(text: str, atoms: list[Atom], before: str, after: str) -> Iterator[Run]:
    """The run of these atoms, in the parts that ordinary words among them leave."""
    if sum(len(a.digits) for a in atoms) < MIN_DIGITS and not any(a.flags & (TIMES | SCALE) for a in atoms):
        return
    parts = [atoms] if all(a.flags == DIGITS for a in atoms) else completed(text, atoms)
    for index, part in enumerate(parts):
        if sum(len(a.digits) for a in part) >= MIN_DIGITS:
            first, last = index == 0, index + 1 == len(parts)
            yield Run(tuple(part), before if first else "", after if last else "")


def _places(text: str, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Where the tokens stand, in order; at most `MAX_ATOMS` places."""
    if len(words) > _FEW or len(text) > _SHORT:
        left = MAX_ATOMS
        for match in TOKEN.finditer(text):
            if match.group() in words:
                yield match.start(), match.group()
                left -= 1
                if not left:
                    return
        return
    found: list[tuple[int, str]] = []
    for token in words:
        at = text.find(token)
        while at >= 0:
            end = at + len(token)
            if not (at and text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
                found.append((at, token))
            at = text.find(token, end)
    found.sort()
    yield from found[:MAX_ATOMS]


def _star_code(text: str, start: int, token: str) -> int:
    """Length of a code such as *67 in front of a number, which hides or shows the caller's."""
    if start and text[start - 1] == "*" and token[:2] in {"67", "82", "31"} and len(token) in {2, 5, 12}:
        return 2
    return 0
