"""Prices and rates: `USD 150/60min`. From signs, codes and names of currencies, and from rates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from linkage.model import Attribute, AttributeKind
from linkage.normalise.attributes import durations, money
from linkage.normalise.attributes.durations import COUNT_BEFORE
from linkage.normalise.attributes.reading import TRIES, Reading
from linkage.normalise.spans import words

NAME, VERSION = "price", 1
LABEL = f"{NAME}/{VERSION}"
SIGN_CONFIDENCE = 0.95
RATE_CONFIDENCE = 0.7
"""An amount whose currency is not written."""

_SIGN = re.compile("[" + "".join(money.SIGNS) + "]")
_AMOUNT = (
    r"(?:[1-9][0-9]?+ [0-9][05]00?+(?![0-9])"
    r"|[0-9]{1,7}+(?:[.,'][0-9]{3}(?![0-9])){0,2}+(?:[.,][0-9]{1,2}(?![0-9]))?+)(?:k(?![a-z]))?+"
)
_AFTER = re.compile(rf" {{0,2}}+({_AMOUNT})(?![0-9%]|[.,:][0-9])")
_BEFORE = re.compile(rf"(?<![0-9])(?<![0-9][.,':])({_AMOUNT}) {{0,2}}+(?:-/?|/-)?+\Z")
_DECIMALS = re.compile(r"[.,]([0-9]{1,2})\Z")
_RATE_GAP = re.compile(r" {0,2}+(?:[:=-] {0,2}+)?+")
_CURRENCIES = frozenset(money.WORDS)
_RATED = frozenset({*money.UNITS, *money.SHORT})
_MINUTES = frozenset(word for word, minutes in money.UNITS.items() if minutes == 1)
LANDMARKS = _CURRENCIES | _RATED | money.CUES
_LABEL_GAP = " :=.-\n"
_LISTED = re.compile(r"/[0-9]")
_LEAST, _MOST = 20, 9_999
_TIMES = words("15 20 30 45 60 75 90 120")


def find(reading: Reading, country: str | None) -> Iterator[Attribute]:
    """Prices of one passage; `country` tells whose dollar it is."""
    taken: set[int] = set()
    yield from _with_currency(reading, country, taken)
    yield from _rates(reading, taken)
    yield from _cued(reading, taken)


def _with_currency(reading: Reading, country: str | None, taken: set[int]) -> Iterator[Attribute]:
    used = done = 0
    for start, end, mark in _marks(reading):
        code = money.currency(mark, country)
        amount = _beside(reading, start, end, used) if code is not None else None
        if amount is None:
            continue
        first, last = amount
        value = _value(reading.low[first:last])
        if value is None:
            continue
        used = last
        taken.add(first)
        span = (min(start, first), max(end, last))
        priced = f"{code} {value}" if code else value
        confidence = SIGN_CONFIDENCE if code else RATE_CONFIDENCE
        hit, done = _emit(reading, priced, span, done, confidence)
        yield hit


def _emit(
    reading: Reading, priced: str, span: tuple[int, int], done: int, confidence: float
) -> tuple[Attribute, int]:
    """A price with the duration on one side of it, and where what it used up ends."""
    start, end = span
    duration = durations.after(reading, end)
    if duration is None or not duration.strong:
        duration = durations.before(reading, start, done) or duration
    if duration:
        priced += f"/{duration.minutes}min"
        start, end = min(start, duration.start), max(end, duration.end)
    return reading.attribute(AttributeKind.PRICE, priced, (start, end), LABEL, confidence), end


def _marks(reading: Reading) -> list[tuple[int, int, str]]:
    """Signs and names of currencies with their places, in order."""
    low, text = reading.low, reading.text
    found = []
    for match in islice(_SIGN.finditer(text), TRIES):
        start, mark = match.start(), money.SIGNS[match.group()]
        if mark == "$":
            for size in (2, 1):
                code = money.PREFIXES.get(low[start - size : start]) if start >= size else None
                if code and not low[max(0, start - size - 1) : max(0, start - size)].isalpha():
                    start, mark = start - size, code
                    break
        found.append((start, match.end(), mark))
    for index in reading.at(_CURRENCIES):
        start, end = reading.starts[index], reading.ends[index]
        word = reading.words[index]
        if (word not in money.CAPITALS or text[start:end].isupper()) and text[end : end + 1] != "$":
            found.append((start, end, money.WORDS[word]))
    found.sort()
    return found


def _beside(reading: Reading, start: int, end: int, used: int) -> tuple[int, int] | None:
    """The amount that a currency belongs to: what touches it first, then what stands before it."""
    low = reading.low
    near = low[max(used, start - 3) : start].rstrip(" /-")[-1:]
    left = _BEFORE.search(low, max(used, start - 14), start) if near and near in "0123456789k" else None
    right = _AFTER.match(low, end)
    if left and low[max(0, left.start() - 1) : left.start()] in {"#", "@", "_", "+"}:
        left = None
    right_touches = right is not None and right.start(1) == end
    order = (left, right) if left and (left.end(1) == start or not right_touches) else (right, left)
    for match in order:
        if match is None:
            continue
        first, last = match.span(1)
        # No phone begins like `$99.50`.
        signed = match is right and right_touches and _DECIMALS.search(match.group(1)) is not None
        labelled = match is right
        if first >= used and (
            signed or not reading.in_phone(first, last, labelled=labelled, prices=True, floor=used)
        ):
            return first, last
    return None


def _value(amount: str) -> str | None:
    """An amount in plain digits, or None for zero: `1.500` is 1500, `80,00` is 80."""
    thousands = amount.endswith("k")
    amount = amount.removesuffix("k")
    decimals = _DECIMALS.search(amount)
    whole = amount[: decimals.start()] if decimals else amount
    digits = "".join(c for c in whole if c.isdigit()).lstrip("0")
    part = decimals.group(1).ljust(2, "0") if decimals else "00"
    if thousands:
        return f"{digits}{part}0" if digits else None
    if part == "00":
        return digits or None
    return f"{digits or '0'}.{part}"


def _rates(reading: Reading, taken: set[int]) -> Iterator[Attribute]:
    """Amounts without a currency: `150/hr`, `80 qv`, `hh: 100`, `120 for 45 min`."""
    for index in reading.at(_RATED):
        short = reading.words[index] in money.SHORT
        match = _rate_before(reading, index, short=short) or _rate_after(reading, index, short=short)
        if match is None or match.start(1) in taken:
            continue
        first, last = match.span(1)
        value = _value(reading.low[first:last])
        if value is None or not value.isdigit() or not _LEAST <= int(value) <= _MOST:
            continue
        if reading.in_phone(first, last, prices=True):
            continue
        duration = durations.after(reading, last) or durations.before(reading, first, 0)
        # `30/60 min` is two lengths of time.
        minutes = reading.words[index] in _MINUTES and reading.low[last : last + 2].lstrip(" ")[:1] == "/"
        if duration is None or (minutes and value in _TIMES):
            continue
        taken.add(first)
        span = (min(first, duration.start), max(last, duration.end))
        priced = f"{value}/{duration.minutes}min"
        yield reading.attribute(AttributeKind.PRICE, priced, span, LABEL, RATE_CONFIDENCE)


def _rate_before(reading: Reading, index: int, *, short: bool) -> re.Match[str] | None:
    """The amount before a unit: a slash or a word must join them, or the unit be a shorthand."""
    low, position = reading.low, reading.starts[index]
    count = COUNT_BEFORE.search(low, max(0, position - 6), position)
    lead = low[max(0, position - 10) : count.start(1) if count else position].rstrip(" ")
    end = max(0, position - 10) + len(lead)
    if lead.endswith("/"):
        end -= 1
    elif _joins(reading, end):
        end = reading.starts[bisect_left(reading.ends, end)]
    elif not short or reading.words[index] == "ss":
        return None
    elif count:
        end = position
    return _BEFORE.search(low, max(0, end - 8), end)


def _joins(reading: Reading, end: int) -> bool:
    index = bisect_left(reading.ends, end)
    return index < len(reading.ends) and reading.ends[index] == end and reading.words[index] in money.STRONG


def _rate_after(reading: Reading, index: int, *, short: bool) -> re.Match[str] | None:
    """The amount after a unit: a colon or an equals sign must join them, or the unit be short."""
    end = reading.ends[index]
    gap = _RATE_GAP.match(reading.low, end)
    joined = gap is not None and any(c in gap.group() for c in ":=")
    if gap is None or not (joined or (short and reading.words[index] != "ss")):
        return None
    amount = _AFTER.match(reading.low, gap.end())
    # `60/90 min: 80/110` is a table that no rule here reads.
    return None if amount and _LISTED.match(reading.low, amount.end()) else amount


def _cued(reading: Reading, taken: set[int]) -> Iterator[Attribute]:
    """Amounts behind a word like "rate": `Donation: 150`."""
    for index in reading.at(money.CUES):
        end = reading.ends[index]
        gap = reading.low[end : end + 4]
        match = _AFTER.match(reading.low, end + len(gap) - len(gap.lstrip(_LABEL_GAP)))
        if match is None or match.start(1) in taken or match.start(1) == end:
            continue
        first, last = match.span(1)
        value = _value(reading.low[first:last])
        if value is None or not value.isdigit() or not _LEAST <= int(value) <= _MOST:
            continue
        duration = durations.after(reading, last)
        if reading.low[last : last + 1].isalpha() or reading.in_phone(first, last, prices=True):
            continue
        taken.add(first)
        priced = f"{value}/{duration.minutes}min" if duration else value
        span = (first, duration.end if duration else last)
        yield reading.attribute(AttributeKind.PRICE, priced, span, LABEL, RATE_CONFIDENCE)
