"""Dates: ISO, numeric where the order of day and month is known, and with the month's name.

No relative dates: the core has no clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import islice

from linkage.model import Attribute, AttributeKind
from linkage.normalise.attributes.reading import TRIES, Reading
from linkage.normalise.spans import words

NAME, VERSION = "date", 1
LABEL = f"{NAME}/{VERSION}"
ISO_CONFIDENCE = 0.98
NAMED_CONFIDENCE = 0.9
ORDERED_CONFIDENCE = 0.85
"""The country said which number is the month."""
SWAPPED_CONFIDENCE = 0.7
"""Against the country's order, which the numbers do not allow."""

_FIRST_YEAR, _LAST_YEAR = 1990, 2039
_LEAP_YEAR = 2024
_MONTH_FIRST = words("US PH PR GU AS VI MP FM MH PW")
_EITHER = words("CA")
"""Both orders are in use."""


def _months() -> dict[str, int]:
    rows = (
        "january jan enero janvier januar janner janeiro gennaio января",
        "february feb febrero fevrier februar feber fevereiro febbraio февраля",
        "march mar marzo mars marz marco марта",
        "april apr abril avril aprile апреля",
        "may mayo mai maio maggio мая",
        "june jun junio juin juni junho giugno июня",
        "july jul julio juillet juli julho luglio июля",
        "august aug agosto aout августа",
        "september sep sept septiembre setiembre septembre setembro settembre сентября",
        "october oct octubre octobre oktober okt outubro ottobre октября",
        "november nov noviembre novembre novembro ноября",
        "december dec diciembre decembre dezember dez dezembro dicembre декабря",
    )
    return {name: month for month, row in enumerate(rows, 1) for name in row.split()}


_MONTHS = _months()
LANDMARKS = frozenset(_MONTHS)
_CAPITAL = words("may march mar marco jan sep dec jun nov")
"""Also other words, or names: only with a capital."""
_MONTH_THEN_DAY = words(
    "january jan february feb march mar april apr may june jun july jul august aug september sep sept"
    " october oct november nov december dec"
)
_DAY_BEFORE = re.compile(
    r"(?<![0-9])(?<![0-9][.,:/-])(?<![$#+])([0-3]?[0-9])(?:st|nd|rd|th|er|[.º°])?+[ -]{0,2}+"
    r"(?:(?:de|of|di) )?\Z"
)
_DAY_AFTER = re.compile(r"\.? {1,2}+([0-3]?[0-9])(?:st|nd|rd|th)?+(?![0-9a-z:%]|[.,/-][0-9]|[$€£])")
_YEAR_AFTER = re.compile(
    r"(?:[.,]? {1,2}+(?:(?:de|del|do) )?|[,./-])((?:19|20)[0-9]{2})(?![0-9]|[.,:/-][0-9])"
)
_NUMERIC = re.compile(r"[0-9](?<![0-9]{2})([0-9]{0,3})([-./])([0-9]{1,2})\2([0-9]{1,4})(?![0-9])")
_DATE_SHAPE = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}([-./])[0-9]{1,2}\1|[0-9]{4}([-./])[0-9]{1,2}\2)[0-9]{2,4}(?![0-9])"
)
_TIME = re.compile(r" {1,2}+[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9])?+(?![0-9.])")
_STRETCH = " ().-/0123456789"


def find(reading: Reading, country: str | None) -> Iterator[Attribute]:
    """Dates of one passage; `country` tells the order of day and month."""
    for match in islice(_NUMERIC.finditer(reading.low), TRIES):
        yield from _numeric(reading, match, country)
    done = 0
    for index in reading.at(LANDMARKS):
        for hit in _named(reading, index, done):
            done = hit.end
            yield hit


def _numeric(reading: Reading, match: re.Match[str], country: str | None) -> Iterator[Attribute]:
    start, end = match.span()
    first = reading.low[start] + match.group(1)
    if not _stands_alone(reading.low, start, end):
        return
    found = _ordered(first, match.group(3), match.group(4), country)
    if found is None:
        return
    value, confidence = found
    yield reading.attribute(AttributeKind.DATE, value, (start, end), LABEL, confidence)


def _ordered(first: str, second: str, third: str, country: str | None) -> tuple[str, float] | None:
    """The date that three numbers are, and how sure its order is."""
    if len(first) == 4 and len(third) <= 2:
        value = _iso(int(first), int(second), int(third))
        return (value, ISO_CONFIDENCE) if value else None
    if len(first) > 2 or len(third) in {1, 3}:
        return None
    year = int(third) + (2000 if len(third) == 2 else 0)
    day_first = _iso(year, int(second), int(first))
    month_first = _iso(year, int(first), int(second))
    known = country is not None and country not in _EITHER
    if len(third) == 2 and not known:
        return None
    expected, other = (month_first, day_first) if country in _MONTH_FIRST else (day_first, month_first)
    if not known and expected and other and expected != other:
        return None
    if expected and (known or expected == other):
        return expected, ORDERED_CONFIDENCE
    # Two digits of a year and an order against the country's are too much to guess.
    value = None if len(third) == 2 else expected or other
    return (value, SWAPPED_CONFIDENCE) if value else None


def _iso(year: int, month: int, day: int) -> str | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def _stands_alone(low: str, start: int, end: int) -> bool:
    """Whether no other digits make a phone, a version or an address of the date's."""
    if low[end : end + 1] in {"-", ".", "/"} and low[end + 1 : end + 2].isdigit():
        return False
    before = low[start - 1 : start]
    if before.isalnum() or before in {"+", "#", "_", "@", "$", "="}:
        return False
    left = low[max(0, start - 24) : start]
    left = left[len(left.rstrip(_STRETCH)) :]
    if left[-1:] in {"-", ".", "/"} and left[-2:-1].isdigit():
        return False
    right = low[end : end + 24]
    right = right[: len(right) - len(right.lstrip(_STRETCH))]
    if not left.strip(" ().-/") and not right.strip(" ().-/"):
        return True
    if _TIME.match(low, end):
        right = ""
    return not any(c.isdigit() for c in _DATE_SHAPE.sub("", left) + _DATE_SHAPE.sub("", right))


def _named(reading: Reading, index: int, done: int) -> Iterator[Attribute]:
    """A day beside the name of a month, and the year behind them where one is written."""
    low, word = reading.low, reading.words[index]
    start, end = reading.starts[index], reading.ends[index]
    raw = reading.text[start:end]
    if word in _CAPITAL and raw.isascii() and not raw[0].isupper():
        return
    before = _DAY_BEFORE.search(low, max(done, start - 10), start)
    if before is None and word not in _MONTH_THEN_DAY:
        return
    day = before or _DAY_AFTER.match(low, end)
    if day is None:
        return
    if reading.in_phone(*day.span(1), labelled=before is None) and not _year(reading, day):
        return
    year = _YEAR_AFTER.match(low, end if before else day.end())
    value = _value(int(year.group(1)) if year else None, _MONTHS[word], int(day.group(1)))
    if value is None:
        return
    span = (day.start(1) if before else start, year.end() if year else end if before else day.end())
    yield reading.attribute(AttributeKind.DATE, value, span, LABEL, NAMED_CONFIDENCE)


def _year(reading: Reading, day: re.Match[str]) -> bool:
    """Whether the digits behind a day are its year and no more: `May 12 2024`."""
    year = _YEAR_AFTER.match(reading.low, day.end())
    return year is not None and not reading.low[year.end() : year.end() + 2].strip(" ").isdigit()


def _value(year: int | None, month: int, day: int) -> str | None:
    value = _iso(year or _LEAP_YEAR, month, day)
    return value if year or value is None else value[5:]
