"""How long what is paid for lasts: `/hr`, ` for 30 min`, ` la demi-heure`, `1 hour: `, in minutes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from linkage.normalise.attributes import money
from linkage.normalise.attributes.reading import Reading

_COUNT = re.compile(r"[ /x=:(,'-]{0,4}+([0-9]{1,3}+(?:[.,/][0-9]{1,2}+)?+)?+[ -]{0,2}+")
COUNT_BEFORE = re.compile(r"(?<![0-9])([0-9]{1,3}+(?:[.,/][0-9])?+)[ -]?+\Z")
_EXTRA = re.compile(r"([0-5][05])(?:min|mn|m)?+(?![^\W_])")


class Duration(NamedTuple):
    """Minutes and where they are written."""

    minutes: int
    start: int
    end: int
    strong: bool
    """A word or a slash says that it belongs to the amount before it."""


def after(reading: Reading, position: int) -> Duration | None:
    """The duration right behind a position: `/hr`, ` for 30 min`, ` la demi-heure`, ` 1h30`."""
    low, words = reading.low, reading.words
    index = bisect_left(reading.starts, position)
    count, strong = 1.0, low[position : position + 2].lstrip(" ").startswith("/")
    for _ in range(4):
        if index >= len(words) or reading.starts[index] - position > 8:
            return None
        word, start = words[index], reading.starts[index]
        minutes = money.DURATIONS.get(word)
        gap = low[position:start]
        if minutes is not None:
            return _counted(reading, index, position, minutes, count, strong=strong)
        if gap.strip(" /=:('-,"):
            return None
        strong = strong or word in money.STRONG
        if word in money.COUNTS:
            count = min(count, money.COUNTS[word]) if count < 1 else money.COUNTS[word]
        elif word not in money.STRONG and word not in money.WEAK:
            return None
        position = reading.ends[index]
        index += 1
    return None


def _counted(
    reading: Reading, index: int, position: int, minutes: int, count: float, *, strong: bool
) -> Duration | None:
    """Unit `index` of that many minutes, times the count in words or the one written before it."""
    low, start, end = reading.low, reading.starts[index], reading.ends[index]
    written = _COUNT.fullmatch(low, position, start)
    if written is None:
        return None
    whole = (_number(written.group(1)) or count) * minutes
    extra = _EXTRA.match(low, end) if minutes == 60 else None
    if extra:
        whole, end = whole + int(extra.group(1)), extra.end()
    return _made(whole, start, end, strong=strong)


def before(reading: Reading, position: int, floor: int) -> Duration | None:
    """The duration right before a position and not before `floor`: `30min `, `1 hour: `, `hh `."""
    index = bisect_right(reading.ends, position) - 1
    if index < 0:
        return None
    start, end = reading.starts[index], reading.ends[index]
    minutes = money.UNITS.get(reading.words[index]) or money.SHORT.get(reading.words[index])
    if minutes is None or start < floor or position - end > 6:
        return None
    extra = _EXTRA.match(reading.low, end, position) if minutes == 60 else None
    if reading.low[extra.end() if extra else end : position].strip(" .:=>(/-\n"):
        return None
    count = COUNT_BEFORE.search(reading.low, max(floor, start - 6), start)
    if count:
        whole = (_number(count.group(1)) or 1) * minutes + (int(extra.group(1)) if extra else 0)
        return _made(whole, count.start(1), end, strong=False)
    word = reading.word(index - 1)
    if word in money.COUNTS and reading.gap(index) in {" ", "-", "'"} and reading.starts[index - 1] >= floor:
        return _made(money.COUNTS[word] * minutes, reading.starts[index - 1], end, strong=False)
    return _made(minutes, start, end, strong=False) if minutes > 1 else None


def _made(minutes: float, start: int, end: int, *, strong: bool) -> Duration | None:
    # "Open 24 h" is no duration that anyone sells.
    if not 5 <= minutes < 1_440:
        return None
    return Duration(round(minutes), start, end, strong)


def _number(written: str | None) -> float | None:
    if written is None:
        return None
    whole, slash, part = written.partition("/")
    if slash:
        return int(whole) / int(part) if int(part) and int(whole) < int(part) else None
    return float(written.replace(",", "."))
