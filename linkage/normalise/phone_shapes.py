"""Runs of digits in text that have the shape of a phone number, without asking any library.

Linear: one pass of a pattern that never backtracks finds the runs, and each group of a run opens
at most `_MAX_GROUPS` candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linkage.normalise.spans import token_after, token_before, words

MIN_DIGITS = 7
MAX_DIGITS = 17
"""Fifteen digits of E.164 behind an international prefix `00`."""

_GAP = r" \u00a0\u2007\u2009\u202f().\-/\u2010-\u2014"
_RUN = re.compile(rf"[0-9]{{1,32}}+(?:[{_GAP}]{{1,3}}+[0-9]{{1,32}}+){{0,63}}+")
_GAP_CHARACTERS = " \u00a0\u2007\u2009\u202f().-/\u2010\u2011\u2012\u2013\u2014"
_GROUP = re.compile(r"[0-9]{1,32}")
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
_CUES = words(
    "id ref reference order isbn issn account acct iban imei vin sku zip license licence lic invoice booking"
    " serial"
)
"""Words that announce a number of another sort."""
_CHATS = words("wechat line zalo whatsapp viber")
"""Words after which an "id" may be a phone."""
_BEFORE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_@$\u20ac\u00a3\u00a5")
_AFTER = frozenset("_@%$\u20ac\u00a3\u00a5\u00b0")


class Run(NamedTuple):
    """Groups of digits that may hold phones: its text, and where that starts.

    `plus` when the text starts with a `+` (and perhaps a parenthesis) before the first digit.
    """

    start: int
    text: str
    plus: bool


class Window(NamedTuple):
    """A candidate: its place in the run, its digits, and whether a `+` stands before them."""

    start: int
    end: int
    digits: str
    plus: bool


def runs(text: str) -> Iterator[Run]:
    """Runs of at least `MIN_DIGITS` digits, without groups that belong to what stands around them."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        if end - start < MIN_DIGITS:
            continue
        opening, plus = _opening(text, start)
        if start and not plus and _is_glued_before(text, opening, match.group()):
            opening = start = _second_group(text, start, end)
        if start < end < len(text) and _is_glued_after(text, end):
            end = _last_gap(text, start, end)
        if end - start >= MIN_DIGITS and not _is_address(text, start, end, plus=plus):
            yield Run(opening, text[opening:end], plus)


def _opening(text: str, start: int) -> tuple[int, bool]:
    """Where the `+` or the parenthesis before a run is, and whether there is a `+`."""
    at = start - 1 if start and text[start - 1] == "(" else start
    if at and text[at - 1] == "+" and not text[at - 2 : at - 1].isdigit():
        return at - 1, True
    return at, False


def _is_glued_before(text: str, opening: int, run: str) -> bool:
    """Whether the first group continues a word, a price, a decimal or an hour."""
    if not opening:
        return False
    before = text[opening - 1]
    if "0" <= before <= "9":  # the pattern's bound cut a longer row of digits
        return True
    if before in _BEFORE:
        return text[opening] != "("
    return before in ":," and not run[:4].isdigit() and text[opening - 2 : opening - 1].isdigit()


def _second_group(text: str, start: int, end: int) -> int:
    first = _GROUP.match(text, start, end)
    second = _GROUP.search(text, first.end(), end) if first else None
    return second.start() if second else end


def _is_glued_after(text: str, end: int) -> bool:
    """Whether the last group goes on as a word, a price, a decimal or an hour."""
    after = text[end]
    if after in _AFTER or (after.isascii() and after.isalnum()):
        return True
    return after in ":," and text[end + 1 : end + 2].isdigit() and not text[end - 4 : end].isdigit()


def _last_gap(text: str, start: int, end: int) -> int:
    """The end of the last group but one; `start` when there is none."""
    kept = text[start:end].rstrip("0123456789").rstrip(_GAP_CHARACTERS)
    return start + len(kept)


def windows(run: Run) -> Iterator[tuple[Window, ...]]:
    """Candidates in order of place, those that start at the same group together, longest first."""
    text = run.text
    groups = [m.span() for m in _GROUP.finditer(text)]
    if not run.plus:
        groups = _without_cards(text, groups)
    for first in range(len(groups)):
        start = groups[first][0]
        if first and not _is_edge(text[groups[first - 1][1] : start]):
            continue
        plus = run.plus and first == 0
        opening = 0 if plus or text[:start] == "(" else start - (text[start - 1 : start] == "(")
        found = tuple(_from_group(text, groups, first, opening, plus=plus))
        if found:
            yield found


def _without_cards(text: str, groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(groups) < 3:
        return groups
    cards = [m.span() for m in _CARD.finditer(text, groups[0][0], groups[-1][1])]
    if not cards:
        return groups
    first, last = cards[0][0], cards[-1][1]
    return [(s, e) for s, e in groups if not first <= s < last]


def _is_address(text: str, start: int, end: int, *, plus: bool) -> bool:
    """Whether the run is part of a URL, an e-mail address or a code, or follows a word like "ref"."""
    before = token_before(text, start)
    if (before and _ADDRESS.search(before)) or "@" in token_after(text, end):
        return True
    if plus:
        return False
    if before and before[-1] in "-_./#" and _CODE.search(before):
        return True
    lead = text[max(0, start - 24) : start].rstrip(" .:#(").lower().rsplit(maxsplit=2)
    if lead and lead[-1] in {"no", "number", "nr"}:
        lead.pop()
    return (
        bool(lead) and lead[-1] in _CUES and (lead[-1] != "id" or lead[-2:-1] == [] or lead[-2] not in _CHATS)
    )


def _from_group(
    text: str, groups: list[tuple[int, int]], first: int, opening: int, *, plus: bool
) -> Iterator[Window]:
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
    for index, joined in reversed(ends):
        end = groups[index][1]
        if plus or not _is_noise(text, groups[first : index + 1]):
            yield Window(opening, end, _without_trunk(text, opening, end, joined), plus)


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
