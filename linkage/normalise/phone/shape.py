"""What groups of digits look like: a phone's, a list of prices, or nothing in particular."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

JOINED, TIGHT, LOOSE, APART = range(4)
"""How much parts two atoms: nothing; punctuation alone; a space; a line's end, a comma, a word."""

_WHOLE = 7
"""Digits of a group that may be a number by itself."""
_CURRENCY = frozenset("$€£¥₹₽₩₺฿₴₦")
_WRITTEN = frozenset("-.")
_SENTENCE = re.compile(r"[.!?]\s")
_BREAKS = frozenset("\n\r,;|&\u2022\u00b7")


def gap_class(gap: str, before: int = 0, after: int = 0) -> int:
    """How far apart what stands between two atoms, of so many digits, keeps them."""
    if not gap:
        return JOINED
    if len(gap) == 1 and before >= _WHOLE and after >= _WHOLE:
        return APART
    if gap in {",", ";"}:
        return LOOSE
    if not any(c.isspace() for c in gap):
        return TIGHT if len(gap) <= 3 or len(set(gap)) <= 2 else LOOSE
    if (
        len(gap) > 4
        or not _CURRENCY.isdisjoint(gap)
        or not _BREAKS.isdisjoint(gap)
        or any(c.isalpha() for c in gap)
    ):
        return APART
    return APART if gap == " / " or _SENTENCE.match(gap) else LOOSE


def is_regular(sizes: Sequence[int], gaps: Sequence[str], *, leads: bool = True) -> bool:
    """Whether groups of these sizes look like a phone number's.

    One group; digit by digit; groups of one size behind any first one; two or three groups of three
    digits and more; one separator throughout; or (`leads`) a country code or trunk prefix before these.
    """
    if len(sizes) == 1 or max(sizes) == 1:
        return True
    rest = sizes[1:]
    if len(sizes) <= 3 and min(rest) >= 3:
        return True
    if len(rest) >= 2 and len(set(rest)) == 1 and rest[0] >= 2 and len(set(gaps)) <= 2:
        return True
    uniform = len(set(gaps)) == 1 and 3 <= len(sizes) <= 7
    even = max(rest) - min(rest) < 2 if gaps[0] == " " else min(sizes) >= 2 or "," not in gaps[0]
    if uniform and even and (gaps[0] != " " or min(sizes) >= 2):
        return True
    return leads and sizes[0] <= 4 and len(sizes) >= 3 and is_regular(rest, gaps[1:], leads=False)


def is_enumeration(groups: Sequence[str], gaps: Sequence[str]) -> bool:
    """Whether small numbers stand in a list: 6, 12, 19, 24, 27 or 7-14-22-35-41."""
    most = max(map(len, groups))
    if len(groups) < 4 or most > 3 or most == 1:
        return False
    values = [int(g) for g in groups]
    rising = len(groups) > 4 and most == 2 and groups[0][0] != "0" and values == sorted(set(values))
    # Five pairs that begin with a zero are how a phone is written in France.
    listed = sum("," in gap for gap in gaps) >= 3 and not (
        groups[0][0] == "0" and set(map(len, groups)) == {2}
    )
    return rising or listed


def is_timetable(groups: Sequence[str]) -> bool:
    """Whether six groups or more are hours and quarters of them: 08 30 12 00 14 00."""
    return (
        len(groups) >= 6
        and all(len(g) == 2 for g in groups)
        and all(int(g) < 24 for g in groups[::2])
        and all(g in {"00", "15", "30", "45"} for g in groups[1::2])
    )


def is_counting(groups: Sequence[str]) -> bool:
    """Whether five groups or more count in even steps: 4 5 6 7 8, nine ten eleven, 10 20 30 40 50."""
    if len(groups) < (3 if min(map(len, groups)) > 2 else 5):
        return False
    values = [int(g) for g in groups]
    steps = {b - a for a, b in pairwise(values)}
    return len(steps) == 1 and steps != {0}


def is_price_list(groups: Sequence[str], gaps: Sequence[str]) -> bool:
    """Whether groups are round amounts that only rise or only fall, or years."""
    if len(groups) < 2 or any(len(g) > 4 or g[0] == "0" for g in groups):
        return False
    if all(len(g) == 4 and g[:2] in {"19", "20"} for g in groups):
        return True
    if len(groups) < 3 or any(g[-1] not in "05" or len(g) < 2 for g in groups) or ")" in "".join(gaps):
        return False
    amounts = [int(g) for g in groups]
    if all(amount % 50 == 0 for amount in amounts):
        return True
    if [len(g) for g in groups] == [3, 3, 4] and (_WRITTEN.issuperset(gaps) or amounts[2] > 4 * amounts[1]):
        return False
    return amounts == sorted(amounts) or amounts == sorted(amounts, reverse=True)
