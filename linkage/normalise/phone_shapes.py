"""Runs of digits in text that have the shape of a phone number, without asking any library.

Linear: one pass of a pattern that never backtracks finds the runs, and each group of a run opens
at most `_MAX_GROUPS` candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linkage.normalise.spans import token_after, token_before

MIN_DIGITS = 7
MAX_DIGITS = 17
"""Fifteen digits of E.164 behind an international prefix `00`."""

_GAP = r" \u00a0\u2007\u2009\u202f().\-/\u2010-\u2014"
_RUN = re.compile(
    r"(?:(?<![0-9])\+\(?|(?<![0-9A-Za-z_@$\u00a3\u00a5\u20ac])\(?)"
    rf"[0-9]++(?:[{_GAP}]{{1,3}}+[0-9]++)*+"
)
_GROUP = re.compile(r"[0-9]+")
_MAX_GROUPS = 12

_DATE_PART = r"(?:0?[1-9]|[12][0-9]|3[01])"
_NOISE = re.compile(
    r"(?<![0-9])(?:"
    rf"(?:19|20)[0-9]{{2}}([-./]){_DATE_PART}\1{_DATE_PART}"
    rf"|{_DATE_PART}([-./]){_DATE_PART}\2(?:19|20)[0-9]{{2}}"
    r"|[0-2]?[0-9]\.[0-5][0-9] ?[-\u2013] ?[0-2]?[0-9]\.[0-5][0-9]"
    r"|(?:[0-9]{1,3}\.){3}[0-9]{1,3}"
    r")(?![0-9]|\.[0-9])"
)
"""Dates, spans of hours, IPv4 addresses."""
_CARD = re.compile(r"[0-9]{4}([ -])(?:[0-9]{4}\1[0-9]{4}\1[0-9]{4}|[0-9]{6}\1[0-9]{5})(?![0-9])")
_ADDRESS = re.compile(r"://|@|www\.|[a-z]\.[a-z]{2,24}[/?]", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z].{0,64}[0-9]|[0-9].{0,64}[A-Za-z]")
_CUE = re.compile(
    r"\b(?:(?<!chat )(?<!line )(?<!sapp )id|ref|reference|order|isbn|issn|account|acct|iban|imei|vin|sku"
    r"|zip|licen[cs]e|lic|invoice|booking|serial)[\s.:#no]{0,6}$",
    re.IGNORECASE,
)
_AFTER = frozenset("_@%$\u20ac\u00a3\u00a5\u00b0")


class Window(NamedTuple):
    """A candidate: its place, its digits, and whether a `+` stands before them."""

    start: int
    end: int
    digits: str
    plus: bool


class _Run(NamedTuple):
    text: str
    groups: list[tuple[int, int]]
    plus: bool
    opening: int
    """Where the `+` or `(` before the first group is, or the group itself."""


def windows(text: str) -> Iterator[tuple[Window, ...]]:
    """Candidates in order of place, those that start at the same group together, longest first.

    Take at most one of each tuple. A caller that took one passes over the candidates that start
    before its end.
    """
    for match in _RUN.finditer(text):
        if match.end() - match.start() >= MIN_DIGITS:
            run = _trim(text, match)
            if run is not None:
                yield from _windows_of(run)


def _trim(text: str, match: re.Match[str]) -> _Run | None:
    """The run without groups that belong to what stands before or after it."""
    start, end = match.span()
    groups = [m.span() for m in _GROUP.finditer(text, start, end)]
    if _short(groups[0]) and start > 1 and text[start - 1] in ":," and text[start - 2].isdigit():
        groups.pop(0)
    if groups and end < len(text) and _is_glued(text, end, groups[-1]):
        groups.pop()
    if not groups:
        return None
    opening = start if groups[0][0] - start <= 2 else groups[0][0]
    plus = text[opening] == "+"
    groups = groups if plus else _without_cards(text, groups)
    if not groups or sum(e - s for s, e in groups) < MIN_DIGITS or _is_address(text, groups, plus=plus):
        return None
    return _Run(text, groups, plus, opening if groups[0][0] - opening <= 2 else groups[0][0])


def _is_glued(text: str, end: int, group: tuple[int, int]) -> bool:
    after = text[end]
    if after in _AFTER or (after.isascii() and after.isalpha()):
        return True
    return after in ":," and _short(group) and text[end + 1 : end + 2].isdigit()


def _short(group: tuple[int, int]) -> bool:
    return group[1] - group[0] <= 3


def _without_cards(text: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(groups) < 3:
        return groups
    cards = [m.span() for m in _CARD.finditer(text, groups[0][0], groups[-1][1])]
    if not cards:
        return groups
    first, last = cards[0][0], cards[-1][1]
    return [(s, e) for s, e in groups if not first <= s < last]


def _is_address(text: str, groups: list[tuple[int, int]], *, plus: bool) -> bool:
    """Whether the run is part of a URL, an e-mail address or a code, or follows a word like "ref"."""
    start, end = groups[0][0], groups[-1][1]
    before = token_before(text, start)
    if _ADDRESS.search(before) or "@" in token_after(text, end):
        return True
    if plus:
        return False
    if _CODE.search(before) and before[-1] in "-_./#":
        return True
    return _CUE.search(text[max(0, start - 24) : start]) is not None


def _windows_of(run: _Run) -> Iterator[tuple[Window, ...]]:
    text, groups = run.text, run.groups
    for first in range(len(groups)):
        if first and not _is_edge(text[groups[first - 1][1] : groups[first][0]]):
            continue
        plus = run.plus and first == 0
        found = tuple(_from_group(run, first, plus=plus))
        if found:
            yield found


def _from_group(run: _Run, first: int, *, plus: bool) -> Iterator[Window]:
    text, groups = run.text, run.groups
    ends: list[tuple[int, str]] = []
    digits = ""
    for index in range(first, min(len(groups), first + _MAX_GROUPS)):
        start, end = groups[index]
        if len(digits) + end - start > MAX_DIGITS:
            break
        digits += text[start:end]
        last = index + 1 == len(groups) or _is_edge(text[end : groups[index + 1][0]])
        if last and len(digits) >= MIN_DIGITS:
            ends.append((index, digits))
    start = run.opening if first == 0 else groups[first][0]
    if first and text[start - 1] == "(":
        start -= 1
    for index, joined in reversed(ends):
        if plus or not _is_noise(text, groups[first : index + 1]):
            yield Window(start, groups[index][1], _without_trunk(text, start, groups[index][1], joined), plus)


def _is_edge(gap: str) -> bool:
    """Whether a number may begin or end at this separator. Hyphens and dots glue."""
    return "/" in gap or any(c.isspace() for c in gap)


def _without_trunk(text: str, start: int, end: int, digits: str) -> str:
    """Digits without the optional trunk zero of forms like `+44 (0)20 ...`."""
    at = text.find("(0)", start, end)
    if at <= start:
        return digits
    before = sum(c.isdigit() for c in text[start:at])
    return digits[:before] + digits[before + 1 :]


def _is_noise(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether groups of digits read as dates, hours, prices, decimals or addresses instead."""
    if len(groups) == 1:
        return False
    if _NOISE.search(text, groups[0][0], groups[-1][1]):
        return True
    gaps = {text[e : groups[i + 1][0]] for i, (_, e) in enumerate(groups[:-1])}
    if gaps == {"."} and (len(groups) == 2 or _is_thousands(groups)):
        return True
    parts = [text[s:e] for s, e in groups]
    if all(len(p) == 4 and p[:2] in {"19", "20"} for p in parts):
        return True
    return all(2 <= len(p) <= 4 and p[-1] == "0" and p[0] != "0" for p in parts)


def _is_thousands(groups: list[tuple[int, int]]) -> bool:
    digits = [e - s for s, e in groups]
    return sum(digits) < 8 and all(n == 3 for n in digits[1:])
