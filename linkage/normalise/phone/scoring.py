"""How good a reading of digits as a phone is: all weights, and what they are given for.

What counts for a reading: that a numbering plan knows it, that its groups look like a number's, and
that it is not cut out of something tighter than itself. What counts against it: money, units, and
words such as "ref" around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from linkage.normalise.phone.completing import Atom
from linkage.normalise.phone.cues import is_phone_word
from linkage.normalise.phone.digits import MIN_DIGITS
from linkage.normalise.phone.numerals import DIGITS, HOMOPHONE
from linkage.normalise.phone.shape import (
    APART,
    LOOSE,
    TIGHT,
    is_counting,
    is_enumeration,
    is_price_list,
    is_regular,
    is_timetable,
)
from linkage.normalise.phone.tokens import UNITS
from linkage.normalise.spans import words

ENOUGH = 8.0
"""A phone from here on."""
_VALID = 10.0
_REGULAR = 3.0
_BEST = 1.0
_BEST_SIZES = [3, 3, 4]
"""For groups of three, three and four, which hardly anything else has."""
CERTAIN = _VALID + _REGULAR
"""From which all atoms of a row are taken as one phone, and no other reading is tried."""
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
WEAK = -3.0
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


class Row(NamedTuple):
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


def has_plus(row: Row, first: int) -> bool:
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


def is_torn(row: Row, first: int) -> bool:
    """Whether a number that begins at an atom would be the rest of another one.

    What stands before, too short to be a number itself, begins as one does: with a zero, a bracket or
    a plus. And an international prefix, 00, begins nothing in the middle of a row.
    """
    if not first or row.gaps[first] >= APART:
        return False
    if row.atoms[first].digits.startswith("00"):
        return True
    head = first - 1
    while head and row.gaps[head] < APART:
        head -= 1
    start = row.atoms[head].start
    opens = row.atoms[head].digits[0] == "0" or row.text[max(0, start - 2) : start].strip()[-1:] in {"(", "+"}
    return opens and sum(len(a.digits) for a in row.atoms[head:first]) < MIN_DIGITS


def score(row: Row, first: int, last: int, found: Found, *, plus: bool) -> float:
    """How good atoms `[first, last]` of a row are as the phone that a judge found; `ENOUGH` to be one."""
    atoms = row.atoms[first : last + 1]
    plain = all(a.flags == DIGITS for a in atoms)
    gaps = [row.text[a.end : b.start] for a, b in pairwise(atoms)]
    if (not plus and _is_other(row, atoms, gaps, plain=plain)) or (
        plain and not plus and _is_odd(row, first, last, found)
    ):
        return 0.0
    total = _VALID + _cuts(row, first, last, plus=plus) + _groups(found, atoms, gaps, plain=plain)
    if not plain:
        total += _edges(row, atoms)
    if row.cue > 0 or found.region_source == "plus":
        total += _CUE
    elif row.cue < 0 and _is_announced(row, first):
        total += _OTHER_SORT
    if found.is_national:
        usual = [len(a.digits) for a in atoms[-3:]] == _BEST_SIZES
        total += WEAK if usual or not _is_cut(row, first, last) else 2 * WEAK
    return total + _money(row.text, atoms, gaps, plain=plain) + _glue(row, first, last)


def _is_odd(row: Row, first: int, last: int, found: Found) -> bool:
    """Whether digits are grouped as no number of their length is, though a plan knows them."""
    sizes = [len(a.digits) for a in row.atoms[first : last + 1]]
    total = sum(sizes)
    if len(sizes) > 1 and (total > 8 or sizes == [4, 2, 2]) and _is_year(row.atoms[first].digits):
        return True
    if found.is_national and sizes[-3:] != _BEST_SIZES and _is_cut(row, first, last):
        return True
    if (
        found.value.startswith("+1")
        and found.region_source != "plus"
        and row.cue <= 0
        and sizes[:2] == [5, 5]
    ):
        return True
    if found.value.startswith("+1") and total == 11 and sizes[0] in {2, 3}:
        return True
    # One pair too many: nobody knows which of them is the age.
    neighbours = [row.atoms[i] for i in (first - 1, last + 1) if 0 <= i < len(row.atoms)]
    pairs = total == 8 and set(sizes) == {2} and row.cue <= 0 and len(row.atoms) % 4
    return bool(pairs) and any(len(a.digits) == 2 for a in neighbours) and _is_cut(row, first, last)


def _groups(found: Found, atoms: Sequence[Atom], gaps: Sequence[str], *, plain: bool) -> float:
    """What the number of digits and their groups are worth."""
    sizes = [len(a.digits) for a in atoms]
    # Of two readings alike the longer one: numbers of some countries are numbers without their end too.
    total = _LENGTH * sum(sizes) + (_SHORT if sum(sizes) <= 8 else 0)
    # Without a plan to confirm them, single digits among groups are any small numbers in a row.
    small = found.is_national and max(sizes) > 1 and min(sizes[1:], default=2) == 1
    small = small or (sizes == [2, 3, 3] and found.value.startswith(_EIGHT_DIGITS))
    # Nobody spells out anything but a phone.
    if not plain or (is_regular(sizes, gaps) and not small):
        return total + _REGULAR + (_BEST if sizes[-3:] == _BEST_SIZES else 0)
    return total + (_IRREGULAR if max(sizes) > 2 else _SMALL)


def _is_cut(row: Row, first: int, last: int) -> bool:
    """Whether the row goes on next to a number without a wide gap."""
    before = row.gaps[first] if first else APART
    after = row.gaps[last + 1] if last + 1 < len(row.atoms) else APART
    return min(before, after) < APART


def _edges(row: Row, atoms: Sequence[Atom]) -> float:
    """What small numbers a space away from the rest cost at either end."""
    if len(atoms) < 2:
        return 0.0
    ends = ((atoms[0], atoms[0].end, atoms[1].start), (atoms[-1], atoms[-2].end, atoms[-1].start))
    small = sum(
        atom.flags == DIGITS and len(atom.digits) < 4 and row.text[gap:end].isspace()
        for atom, gap, end in ends
    )
    return small * _MIXED_EDGE


def _is_other(row: Row, atoms: Sequence[Atom], gaps: Sequence[str], *, plain: bool) -> bool:
    """Whether atoms are a list of prices, hours or small numbers, or prose that counts."""
    digits = [a.digits for a in atoms]
    if is_counting(digits):
        return True
    return _is_list(row, digits, gaps) if plain else _is_prose(row, atoms)


def _is_list(row: Row, digits: Sequence[str], gaps: Sequence[str]) -> bool:
    if row.cue <= 0 and ((len(digits) == 1 and _EPOCH.fullmatch(digits[0])) or is_enumeration(digits, gaps)):
        return True
    everything = [a.digits for a in row.atoms]
    if (row.cue <= 0 and is_price_list(digits, gaps)) or is_timetable(everything):
        return True
    # A row that only rises is a list of numbers; a phone cut out of it is none.
    values = [int(d) for d in everything] if len(everything) > len(digits) else []
    return len(values) > 5 and max(map(len, digits)) < 4 and values == sorted(set(values))


def _is_prose(row: Row, atoms: Sequence[Atom]) -> bool:
    sounds = [a for a in atoms if a.flags & HOMOPHONE and a.digits.strip("0")]
    apart = sum(row.text[a.start - 1 : a.start].isspace() for a in sounds)
    if apart >= 3 or 3 * len(sounds) > sum(len(a.digits) for a in atoms):
        return True
    written = [a.digits for a in atoms if a.flags == DIGITS]
    round_ones = all(len(d) > 1 and d[-1] == "0" and d[0] != "0" for d in written)
    return len(written) >= 2 and round_ones and 2 * len(written) >= len(atoms)


def _is_announced(row: Row, first: int) -> bool:
    """Whether what announces another sort of number speaks of the atom `first` too: it is a part of it."""
    before = sum(len(a.digits) for a in row.atoms[:first])
    return before < 5 and max(row.gaps[1 : first + 1], default=0) < APART


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def _cuts(row: Row, first: int, last: int, *, plus: bool) -> float:
    """What it costs that the row goes on before or behind, as tightly as the number hangs together."""
    inner = max(row.gaps[first + 1 : last + 1], default=0)
    spelled = any(a.flags != DIGITS for a in row.atoms[first : last + 1])
    total = 0.0
    if first and not plus:
        total += _cut(row.gaps[first], inner, row.atoms[first - 1], spelled=spelled)
        if first == 1 and row.gaps[first] < APART and has_plus(row, 0):
            total += _CODE
    if last + 1 < len(row.atoms):
        total += _cut(row.gaps[last + 1], inner, row.atoms[last + 1], spelled=spelled)
    return total


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


def _glue(row: Row, first: int, last: int) -> float:
    total = 0.0
    final = row.atoms[last]
    if first == 0 and row.first_glue and not is_phone_word(row.first_glue):
        total += _CODE if not row.first_glue.isalpha() or len(row.first_glue) == 1 else 0
    if last + 1 == len(row.atoms):
        glue = row.last_glue
        if glue and (glue in UNITS or len(glue) < 3) and len(final.digits) < MIN_DIGITS:
            total += _UNIT
        elif glue and len(glue) < 3:
            total += _CODE
        elif not glue and final.flags == DIGITS and len(final.digits) <= 3:
            following = _WORD_AFTER.match(row.text, final.end)
            if following and following.group(1) in _SPACED_UNITS:
                total += _UNIT
    return total
