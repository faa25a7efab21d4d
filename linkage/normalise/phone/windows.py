"""Which atoms of a run make one phone number: every reading is scored, the best set of them is taken.

What counts for a reading: that a numbering plan knows it, that its groups look like a number's, and
that it is not cut out of something tighter than itself. What counts against it: money, units, and
words such as "ref" around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from linkage.normalise.phone import noise
from linkage.normalise.phone.completing import Atom
from linkage.normalise.phone.cues import announced, is_phone_word
from linkage.normalise.phone.digits import MIN_DIGITS, Run
from linkage.normalise.phone.numerals import DIGITS, SOFT, WORD
from linkage.normalise.phone.shape import APART, gap_class, is_counting, is_price_list, is_regular
from linkage.normalise.phone.tokens import UNITS
from linkage.normalise.spans import words

MAX_DIGITS = 18
"""Fifteen digits of E.164 behind an international prefix `011`."""
MAX_ROW = 64
"""Atoms that are read together; a longer row is read in pieces."""

_ONE_PHONE = 2 * MIN_DIGITS - 1
"""Digits that are at most one phone."""

ENOUGH = 8.0
_VALID = 10.0
_REGULAR = 3.0
_SPELLED = 2.0
_CUE = 3.0
_IRREGULAR = -2.0
_CUT_TIGHTER = -5.0
_CUT_EQUAL = -2.0
_MONEY = -6.0
_UNIT = -5.0
_OTHER_SORT = -8.0
_CODE = -6.0
_SHORT = -2.0
"""Of numbers with eight digits or less: there are many of those that are no phones."""
_WEAK = -3.0
"""Of national numbers without a country, which no plan has confirmed."""

_CURRENCY = frozenset("$€£¥₹₽₩₺฿₴₦")
_MONEY_AHEAD = re.compile(
    r" ?[$€£¥₹₽₩₺฿₴₦](?![0-9])| ?(?:usd|eur|euros?|gbp|dollars?|руб|rub|zl|kr|chf)(?![a-z])"
)
_WORD_AFTER = re.compile(r"[ .]{0,2}([a-z]{1,8})(?![a-z])")
_SPACED_UNITS = words("""
    lb lbs kg kgs cm hr hrs hour hours hh hhr min mins minutes usd eur euro euros dollars roses years yrs yo
    ans anos jahre pounds bucks
    """)


class Found(NamedTuple):
    """What a judge makes of digits: an E.164 number, or national digits of no known country."""

    value: str
    region_source: str | None
    is_national: bool


class Judge(Protocol):
    """Knows numbering plans."""

    lengths: frozenset[int]
    """How many digits a number without plus and zero in front may have."""

    def __call__(self, digits: str, *, plus: bool, cue: bool) -> Found | None:
        """What the digits are. `plus` stands before them; `cue`: a word says they are a phone."""


class Reading(NamedTuple):
    """A phone: its atoms, what it is, and how sure the reading is of it."""

    atoms: Sequence[Atom]
    found: Found
    score: float


class _Row(NamedTuple):
    """Atoms to be read together and what is around them."""

    text: str
    atoms: Sequence[Atom]
    gaps: Sequence[int]
    """Class of the gap before each atom but the first, at its index."""
    cue: int
    signed: bool
    """Whether the text has a plus at all."""
    first_glue: str
    last_glue: str


def readings(text: str, run: Run, judge: Judge) -> Iterator[Reading]:
    """Phones of a run, in the order of the text."""
    # No number of another sort has groups of three, three and four digits.
    sizes = [len(atom.digits) for atom in run.atoms[-3:]]
    parts = (
        [run.atoms] if sizes == [3, 3, 4] and len(run.atoms) < 5 else list(_without_noise(text, run.atoms))
    )
    signed = "+" in text or "plus" in text
    for number, atoms in enumerate(parts):
        first, last = number == 0, number + 1 == len(parts)
        for row, gaps in _rows(text, atoms):
            if sum(len(a.digits) for a in row) < MIN_DIGITS:
                continue
            cue = announced(text, row[0].start) or (1 if is_phone_word(run.before) else 0)
            before, after = run.before if first else "", run.after if last else ""
            yield from _best(_Row(text, row, gaps, cue, signed, before, after), judge)


def _rows(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[Sequence[Atom], Sequence[int]]]:
    """Atoms that are read together, and the class of the gap before each; long rows end at a wide gap."""
    if not atoms:
        return
    gaps = [0, *(gap_class(text[a.end : b.start]) for a, b in pairwise(atoms))]
    start = 0
    for at in range(1, len(atoms)):
        length = at - start
        if length >= MAX_ROW or (length >= MAX_ROW // 2 and gaps[at] == APART):
            yield atoms[start:at], gaps[start:at]
            start = at
    yield atoms[start:], gaps[start:]


def _without_noise(text: str, atoms: Sequence[Atom]) -> Iterator[Sequence[Atom]]:
    """The parts of a run between numbers of other sorts."""
    blocked = list(noise.spans(text, atoms[0].start, atoms[-1].end)) if len(atoms) > 1 else []
    part: list[Atom] = []
    for atom in atoms:
        if any(start < atom.end and atom.start < end for start, end in blocked):
            yield part
            part = []
        else:
            part.append(atom)
    yield part


def _best(row: _Row, judge: Judge) -> list[Reading]:
    """The set of readings with the highest sum of scores that share no atom."""
    atoms = row.atoms
    if sum(len(a.digits) for a in atoms) <= _ONE_PHONE:
        whole = _whole(row, judge)
        if whole is not None:
            return [whole]
    best: list[tuple[float, int, Reading | None]] = [(0.0, 0, None)]
    """For each count of atoms: the sum so far, where the last reading begins, and it."""
    ending: list[list[tuple[int, Reading]]] = [[] for _ in range(len(atoms) + 1)]
    for first in range(len(atoms)):
        for last, reading in _from(row, first, judge):
            ending[last + 1].append((first, reading))
    for end in range(1, len(atoms) + 1):
        choice: tuple[float, int, Reading | None] = (best[end - 1][0], end - 1, None)
        for first, reading in ending[end]:
            total = best[first][0] + reading.score
            if total > choice[0]:
                choice = (total, first, reading)
        best.append(choice)
    chosen: list[Reading] = []
    end = len(atoms)
    while end:
        _, begin, chosen_reading = best[end]
        if chosen_reading is not None:
            chosen.append(chosen_reading)
        end = begin
    return chosen[::-1]


def _whole(row: _Row, judge: Judge) -> Reading | None:
    """All atoms of a row as one phone, when they look like nothing else."""
    digits = "".join(a.digits for a in row.atoms)
    plus = _plus(row, 0)
    if len(digits) not in judge.lengths and not plus and digits[0] != "0":
        return None
    found = judge(digits, plus=plus, cue=row.cue > 0)
    if found is None:
        return None
    score = _score(row, 0, len(row.atoms) - 1, found, plus=plus)
    least = _VALID + _REGULAR + (_WEAK if found.is_national else 0)
    return Reading(row.atoms, found, score) if score >= least else None


def _from(row: _Row, first: int, judge: Judge) -> Iterator[tuple[int, Reading]]:
    """Readings that begin at an atom and are good enough, with the last atom of each."""
    plus = _plus(row, first)
    digits = ""
    for last in range(first, len(row.atoms)):
        atom = row.atoms[last]
        if (
            atom.digits == "0"
            and last > first
            and row.text[atom.start - 1] == "("
            and row.text[atom.end :][:1] == ")"
        ):
            continue
        digits += atom.digits
        if len(digits) > MAX_DIGITS:
            return
        if len(digits) < MIN_DIGITS or (len(digits) not in judge.lengths and not plus and digits[0] != "0"):
            continue
        found = judge(digits, plus=plus, cue=row.cue > 0)
        if found is None:
            continue
        score = _score(row, first, last, found, plus=plus)
        if score >= ENOUGH:
            yield last, Reading(row.atoms[first : last + 1], found, score)


def _plus(row: _Row, first: int) -> bool:
    """Whether a plus, and nothing but brackets and a space, stands before an atom."""
    if not row.signed:
        return False
    start = row.atoms[first].start
    lead = row.text[max(0, start - 6) : start].rstrip(" (").removesuffix("plus")
    if lead.endswith("+"):
        return not lead.rstrip("+")[-1:].isdigit()
    return row.text[max(0, start - 6) : start].rstrip(" (").endswith("plus")


def _score(row: _Row, first: int, last: int, found: Found, *, plus: bool) -> float:
    atoms = row.atoms[first : last + 1]
    plain = all(a.flags == DIGITS for a in atoms)
    gaps = [row.text[a.end : b.start] for a, b in pairwise(atoms)]
    sizes = [len(a.digits) for a in atoms]
    score = _VALID + _cuts(row, first, last, plus=plus)
    soft = sum(len(a.digits) for a in atoms if a.flags & SOFT and a.flags & WORD and a.digits.strip("0"))
    if (
        5 * soft > 2 * sum(sizes)
        or is_counting([a.digits for a in atoms])
        or (plain and is_price_list([a.digits for a in atoms], gaps))
    ):
        return 0.0
    # Without a plan to confirm them, single digits among groups are any small numbers in a row.
    small = found.is_national and max(sizes) > 1 and min(sizes[1:], default=2) == 1
    if is_regular(sizes, gaps) and not small:
        score += _REGULAR
    elif plain and not plus:
        score += _IRREGULAR
    score += 0 if plain else _SPELLED
    if row.cue > 0 or found.region_source == "plus":
        score += _CUE
    elif row.cue < 0 and max(row.gaps[1 : first + 1], default=0) < APART:
        score += _OTHER_SORT
    if found.is_national:
        score += _WEAK
    if sum(sizes) <= 8:
        score += _SHORT
    return score + _money(row.text, atoms, gaps, plain=plain) + _glue(row, first, last)


def _cuts(row: _Row, first: int, last: int, *, plus: bool) -> float:
    """What it costs that the row goes on before or behind, as tightly as the number hangs together."""
    inner = max(row.gaps[first + 1 : last + 1], default=0)
    score = 0.0
    if first and not plus:
        before = row.gaps[first]
        score += _CUT_TIGHTER if before < inner or before <= 1 else _CUT_EQUAL if before == inner else 0
        if first == 1 and before < 3 and _plus(row, 0):
            score += _CODE
    if last + 1 < len(row.atoms):
        after = row.gaps[last + 1]
        score += _CUT_TIGHTER if after < inner or after <= 1 else _CUT_EQUAL if after == inner else 0
    return score


def _money(text: str, atoms: Sequence[Atom], gaps: Sequence[str], *, plain: bool) -> float:
    if not plain:
        return 0.0
    start, end = atoms[0].start, atoms[-1].end
    before = text[max(0, start - 2) : start].rstrip()[-1:]
    if before in _CURRENCY and before:
        return _MONEY
    if any(not _CURRENCY.isdisjoint(gap) for gap in gaps) and len(set(gaps)) > 1:
        return _MONEY
    return _MONEY if len(atoms[-1].digits) < MIN_DIGITS and _MONEY_AHEAD.match(text, end) else 0.0


def _glue(row: _Row, first: int, last: int) -> float:
    score = 0.0
    final = row.atoms[last]
    if first == 0 and row.first_glue and not is_phone_word(row.first_glue):
        score += _CODE if not row.first_glue.isalpha() or len(row.first_glue) == 1 else 0
    if last + 1 == len(row.atoms):
        glue = row.last_glue
        if glue and (glue in UNITS or len(glue) < 3) and len(final.digits) < MIN_DIGITS:
            score += _UNIT
        elif glue and len(glue) < 3:
            score += _CODE
        elif not glue and final.flags == DIGITS and len(final.digits) <= 3:
            following = _WORD_AFTER.match(row.text, final.end)
            if following and following.group(1) in _SPACED_UNITS:
                score += _UNIT
    return score
