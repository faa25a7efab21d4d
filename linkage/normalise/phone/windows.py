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
from linkage.normalise.phone.numerals import DIGITS, HOMOPHONE, WORD
from linkage.normalise.phone.shape import (
    APART,
    LOOSE,
    TIGHT,
    gap_class,
    is_counting,
    is_enumeration,
    is_price_list,
    is_regular,
    is_timetable,
)
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
_BEST = 1.0
"""For groups of three, three and four, which hardly anything else has."""
_YEAR = -3.0
_CUE = 3.0
_IRREGULAR = -2.0
_SMALL = -6.0
"""Groups of one and two digits without a pattern: any small numbers."""
_LENGTH = 0.01
_MIXED_EDGE = -1.0
"""A small number a space before or behind a spelled-out one is an age or a price, rather."""
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
_EPOCH = re.compile(r"1[4-9][0-9]{8}(?:[0-9]{3})?")
"""Seconds or milliseconds since 1970, from 2014 to 2033."""
_MONEY_BEHIND = re.compile(r"(?<![0-9])(?<![0-9] )[$€£¥₹₽₩₺฿₴₦] ?$")
"""A currency's sign that belongs to what follows; behind a digit it belongs to that."""
_WORD_AFTER = re.compile(r"[ .]{0,2}([a-z]{1,8})(?![a-z])")
_SPACED_UNITS = words("""
    lb lbs kg kgs cm hr hrs hour hours hh hhr min mins minutes usd eur euro euros dollars roses years yrs yo
    ans anos jahre pounds bucks
    """)


_EIGHT_DIGITS = ("+45", "+47", "+65", "+852")
"""Countries whose numbers have eight digits and are grouped otherwise than millions are."""


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
    if _is_iban(run):
        return
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


def _is_iban(run: Run) -> bool:
    """Whether a run is an account's number: two letters and two digits, then groups of four."""
    sizes = [len(a.digits) for a in run.atoms]
    return (
        len(run.before) in {1, 2}
        and len(sizes) > 3
        and sizes[0] == 2
        and sizes[1:-1].count(4) == len(sizes) - 2
    )


def _rows(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[Sequence[Atom], Sequence[int]]]:
    """Atoms that are read together, and the class of the gap before each; long rows end at a wide gap."""
    if not atoms:
        return
    gaps = [0, *(gap_class(text[a.end : b.start], len(a.digits), len(b.digits)) for a, b in pairwise(atoms))]
    start = 0
    for at in range(1, len(atoms)):
        length = at - start
        if length >= MAX_ROW or (length >= MAX_ROW // 2 and gaps[at] == APART):
            yield atoms[start:at], gaps[start:at]
            start = at
    yield atoms[start:], gaps[start:]


def _without_noise(text: str, atoms: Sequence[Atom]) -> Iterator[Sequence[Atom]]:
    """The parts of a run between numbers of other sorts."""
    spelled = any(atom.flags & WORD for atom in atoms)
    blocked = []
    if len(atoms) > 1:
        blocked = list(noise.spans(text, atoms[0].start, atoms[-1].end, spelled=spelled))
    part: list[Atom] = []
    for atom in atoms:
        if any(
            start < atom.end and atom.start < end
            for start, end in blocked
            if not _goes_on(text, atoms, start, end)
        ):
            yield part
            part = []
        else:
            part.append(atom)
    yield part


def _goes_on(text: str, atoms: Sequence[Atom], start: int, end: int) -> bool:
    """Whether a spelled-out number goes on tightly before or behind a place: it is no date or price then."""
    return any(
        atom.flags != DIGITS
        and (
            (atom.end <= start and 0 <= start - atom.end < 2 and not text[atom.end : start].isspace())
            or (atom.start >= end and 0 <= atom.start - end < 2 and not text[end : atom.start].isspace())
        )
        for atom in atoms
    )


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
            and (plus or digits.startswith("00"))
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
        # "over 18+ 202..." is an age; behind a whole number a plus begins the next one.
        return (first > 0 and len(row.atoms[first - 1].digits) >= MIN_DIGITS) or not lead.rstrip("+")[
            -1:
        ].isdigit()
    return row.text[max(0, start - 6) : start].rstrip(" (").endswith("plus")


def _score(row: _Row, first: int, last: int, found: Found, *, plus: bool) -> float:
    atoms = row.atoms[first : last + 1]
    plain = all(a.flags == DIGITS for a in atoms)
    gaps = [row.text[a.end : b.start] for a, b in pairwise(atoms)]
    sizes = [len(a.digits) for a in atoms]
    if _is_other(row, atoms, gaps, plain=plain):
        return 0.0
    score = _VALID + _cuts(row, first, last, plus=plus)
    # Without a plan to confirm them, single digits among groups are any small numbers in a row.
    small = found.is_national and max(sizes) > 1 and min(sizes[1:], default=2) == 1
    small = small or (sizes == [2, 3, 3] and found.value.startswith(_EIGHT_DIGITS))
    if not plain or (is_regular(sizes, gaps) and not small):
        # Nobody spells out anything but a phone.
        score += _REGULAR + (_BEST if sizes[-3:] == [3, 3, 4] else 0)
    else:
        score += _IRREGULAR if max(sizes) > 2 else _SMALL
    if plain and len(atoms) > 1 and _is_year(atoms[0].digits) and row.gaps[first + 1] > TIGHT:
        score += _YEAR
    if not plain:
        score += _edges(row, atoms)
    if row.cue > 0 or found.region_source == "plus":
        score += _CUE
    elif row.cue < 0 and _is_announced(row, first):
        score += _OTHER_SORT
    # Of two readings alike the longer one: numbers of some countries are numbers without their end too.
    score += _LENGTH * sum(sizes)
    if found.is_national:
        score += _WEAK + (_WEAK if sizes[-3:] != [3, 3, 4] and _is_cut(row, first, last) else 0)
    if sum(sizes) <= 8:
        score += _SHORT
    return score + _money(row.text, atoms, gaps, plain=plain) + _glue(row, first, last)


def _is_cut(row: _Row, first: int, last: int) -> bool:
    """Whether the row goes on next to a number without a wide gap."""
    before = row.gaps[first] if first else APART
    after = row.gaps[last + 1] if last + 1 < len(row.atoms) else APART
    return min(before, after) < APART


def _edges(row: _Row, atoms: Sequence[Atom]) -> float:
    """What small numbers a space away from the rest cost at either end."""
    if len(atoms) < 2:
        return 0.0
    ends = ((atoms[0], atoms[0].end, atoms[1].start), (atoms[-1], atoms[-2].end, atoms[-1].start))
    small = sum(
        atom.flags == DIGITS and len(atom.digits) < 4 and row.text[gap:end].isspace()
        for atom, gap, end in ends
    )
    return small * _MIXED_EDGE


def _is_other(row: _Row, atoms: Sequence[Atom], gaps: Sequence[str], *, plain: bool) -> bool:
    """Whether atoms are a list of prices, hours or small numbers, or prose that counts."""
    digits = [a.digits for a in atoms]
    if is_counting(digits):
        return True
    return _is_list(row, digits, gaps) if plain else _is_prose(row, atoms)


def _is_list(row: _Row, digits: Sequence[str], gaps: Sequence[str]) -> bool:
    if row.cue <= 0 and ((len(digits) == 1 and _EPOCH.fullmatch(digits[0])) or is_enumeration(digits, gaps)):
        return True
    everything = [a.digits for a in row.atoms]
    if is_price_list(digits, gaps) or is_timetable(everything):
        return True
    # A row that only rises is a list of numbers; a phone cut out of it is none.
    values = [int(d) for d in everything] if len(everything) > len(digits) else []
    return len(values) > 5 and max(map(len, digits)) < 4 and values == sorted(set(values))


def _is_prose(row: _Row, atoms: Sequence[Atom]) -> bool:
    sounds = [a for a in atoms if a.flags & HOMOPHONE and a.digits.strip("0")]
    apart = sum(row.text[a.start - 1 : a.start].isspace() for a in sounds)
    if apart >= 3 or 3 * len(sounds) > sum(len(a.digits) for a in atoms):
        return True
    written = [a.digits for a in atoms if a.flags == DIGITS]
    round_ones = all(len(d) > 1 and d[-1] == "0" and d[0] != "0" for d in written)
    return len(written) >= 2 and round_ones and 2 * len(written) >= len(atoms)


def _is_announced(row: _Row, first: int) -> bool:
    """Whether what announces another sort of number speaks of the atom `first` too: it is a part of it."""
    before = sum(len(a.digits) for a in row.atoms[:first])
    return before < 5 and max(row.gaps[1 : first + 1], default=0) < APART


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def _cuts(row: _Row, first: int, last: int, *, plus: bool) -> float:
    """What it costs that the row goes on before or behind, as tightly as the number hangs together."""
    inner = max(row.gaps[first + 1 : last + 1], default=0)
    spelled = any(a.flags != DIGITS for a in row.atoms[first : last + 1])
    score = 0.0
    if first and not plus:
        score += _cut(row.gaps[first], inner, row.atoms[first - 1], spelled=spelled)
        if first == 1 and row.gaps[first] < APART and _plus(row, 0):
            score += _CODE
    if last + 1 < len(row.atoms):
        score += _cut(row.gaps[last + 1], inner, row.atoms[last + 1], spelled=spelled)
    return score


def _cut(gap: int, inner: int, outside: Atom, *, spelled: bool) -> float:
    """What it costs to leave the atom `outside`, next to the number, out.

    Digits a space away from a `spelled` number are an age or a price; a lone digit is hardly anything
    but the number's own.
    """
    other = spelled and outside.flags == DIGITS
    if (
        gap <= TIGHT
        or (gap < inner and not other)
        or (gap <= min(inner, LOOSE) and len(outside.digits) == 1 and not other)
    ):
        return _CUT_TIGHTER
    return _CUT_EQUAL if gap <= inner else 0.0


def _money(text: str, atoms: Sequence[Atom], gaps: Sequence[str], *, plain: bool) -> float:
    if not plain:
        return 0.0
    start, end = atoms[0].start, atoms[-1].end
    if _MONEY_BEHIND.search(text, max(0, start - 5), start):
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
