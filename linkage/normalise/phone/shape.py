"""What groups of digits look like: a phone's, a list of prices, or nothing in particular."""

from __future__ import annotations

from collections.abc import Sequence

JOINED, TIGHT, LOOSE, APART = range(4)
"""How much parts two atoms: nothing; punctuation alone; a space; a line's end, a comma, a word."""

_BREAKS = frozenset("\n\r,;|&\u2022\u00b7")


def gap_class(gap: str) -> int:
    """How far apart what stands between two atoms keeps them."""
    if not gap:
        return JOINED
    if gap == ",":
        return LOOSE
    if not any(c.isspace() for c in gap):
        return TIGHT if len(gap) <= 3 or len(set(gap)) <= 2 else LOOSE
    if len(gap) > 4 or not _BREAKS.isdisjoint(gap) or any(c.isalpha() for c in gap) or gap == " / ":
        return APART
    return LOOSE


def is_regular(sizes: Sequence[int], gaps: Sequence[str]) -> bool:
    """Whether groups of these sizes look like a phone number's.

    One group; digit by digit; groups of one size behind any first one; two or three groups of three
    digits and more; a country code or a trunk prefix before any of these; or one separator throughout.
    """
    if len(sizes) == 1 or max(sizes) == 1:
        return True
    rest = sizes[1:]
    if len(sizes) <= 3 and min(rest) >= 3:
        return True
    if len(rest) >= 2 and len(set(rest)) == 1 and rest[0] >= 2 and len(set(gaps)) <= 2:
        return True
    if sizes[0] <= 4 and len(sizes) >= 3 and is_regular(rest, gaps[1:]):
        return True
    return min(sizes) >= 2 and len(set(gaps)) == 1 and 3 <= len(sizes) <= 7


def is_counting(groups: Sequence[str]) -> bool:
    """Whether five groups or more count on from the first: 4 5 6 7 8, or nine ten eleven ..."""
    if len(groups) < 5:
        return False
    first = int(groups[0])
    return [int(g) for g in groups] == list(range(first, first + len(groups)))


def is_price_list(groups: Sequence[str], gaps: Sequence[str]) -> bool:
    """Whether groups are round amounts that only rise or only fall, or years."""
    if len(groups) < 2 or any(len(g) > 4 or g[0] == "0" for g in groups):
        return False
    if all(len(g) == 4 and g[:2] in {"19", "20"} for g in groups):
        return True
    if len(groups) < 3 or any(g[-1] not in "05" or len(g) < 2 for g in groups) or "(" in "".join(gaps):
        return False
    amounts = [int(g) for g in groups]
    return amounts == sorted(amounts) or amounts == sorted(amounts, reverse=True)
