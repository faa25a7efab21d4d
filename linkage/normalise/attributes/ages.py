"""Ages in years: labelled (`age 23`), with a unit (`23 yo`), said (`I'm 23`), or ending a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkage.model import Attribute, AttributeKind
from linkage.normalise.attributes.reading import Reading
from linkage.normalise.spans import words

NAME, VERSION = "age", 1
LABEL = f"{NAME}/{VERSION}"
UNIT_CONFIDENCE = 0.9
SAID_CONFIDENCE = 0.75
TITLE_CONFIDENCE = 0.6
_LEAST = 12
"""Younger than any adult on purpose: such an ad matters most."""
_LEAST_SAID, _MOST_SAID = 14, 79

_ENGLISH = words("yr yrs year years")
_OLD = words("old young")
_FOREIGN = words("ans anos anni jahre jahrige jahriger лет год года")
_UNITS = _ENGLISH | _FOREIGN | words("yo y")
_LABELS = words("age aged edad idade eta alter возраст")
_SAID = words("m am im bin tengo мне turned")
LANDMARKS = _UNITS | _LABELS | _SAID
_BEFORE_SAID = {"m": "i", "am": "i", "bin": "ich", "turned": "just"}
_DURING = words(
    "depuis pendant dans plus seit hace desde durante da per ha per oltre uber mehr nach vor vom mas mais"
    " over for more than since apres il будет уже более свыше hasta jusqu за mayores mayor maiores maior"
)
"""Before a number of years: how long, not how old."""
_THAN = words("de di que than als a")
"""Between such a word and the number: `más de 10 años`."""
_OF_WORK = words(
    "experience experiences experiencia experiencias esperienza erfahrung berufserfahrung опыта experiente"
    " metier garantia garantie garanzia стажа ago service services warranty"
)
_LINKS = words("d de di of la mi na")
_FOLLOWERS = words(
    "and und y et e from with old yo y years yrs but ans anos anni jahre jahr лет год года new slim tall"
    " blonde brunette student single aus und i the based living years"
)
"""Words that may follow an age that was only said."""

_NUMBER_BEFORE = re.compile(r"(?<![0-9])(?<![0-9][.,:/])(?<![#$+])([1-9][0-9])[ '-]{0,2}+\Z")
_RANGE = re.compile(r"[0-9] ?(?:[-/]|a|to|bis|до|y|und|et|and|e) ?\Z")
"""Between the two ends of a range of ages."""
_NUMBER_AFTER = re.compile(r"[ :=.-]{0,3}+([1-9][0-9])(?![0-9+%'\"])(?! ?(?:-|to) ?[0-9])(?![.,:/][0-9])")
_TITLE_END = re.compile(r"(?<![0-9] )(?<![0-9])[-|,/)][ ]{0,2}+([1-9][0-9])\Z|[0-9] - ([1-9][0-9])\Z")


def find(reading: Reading, _country: str | None) -> Iterator[Attribute]:
    """Ages of one passage."""
    taken: set[int] = set()
    for index in reading.at(_UNITS):
        yield from _with_unit(reading, index, taken)
    for index in reading.at(_LABELS):
        yield from _labelled(reading, index, taken)
    for index in reading.at(_SAID):
        yield from _said(reading, index, taken)
    if reading.field == "title":
        yield from _ending(reading, taken)


def _with_unit(reading: Reading, index: int, taken: set[int]) -> Iterator[Attribute]:
    start = reading.starts[index]
    match = _NUMBER_BEFORE.search(reading.low, max(0, start - 6), start)
    if match is None:
        return
    first, last = match.span(1)
    end = _unit_end(reading, index)
    if _RANGE.search(reading.low, max(0, first - 7), first):
        return
    if end is None or reading.in_phone(first, last) or int(match.group(1)) < _LEAST:
        return
    taken.add(first)
    yield reading.attribute(AttributeKind.AGE, match.group(1), (first, end), LABEL, UNIT_CONFIDENCE)


def _unit_end(reading: Reading, index: int) -> int | None:
    """Where "yo", "y/o", "years old" or "ans" ends; None when the years are not an age."""
    word, following, gap = reading.words[index], reading.word(index + 1), reading.gap(index + 1)
    if word == "yo":
        return reading.ends[index]
    if word == "y":
        return reading.ends[index + 1] if following == "o" and gap in {"/", ".", "-"} else None
    if word in _ENGLISH:
        return reading.ends[index + 1] if following in _OLD and gap in {" ", "-", ". "} else None
    before = index - 1
    # The number stands between this word and the one before it.
    lead = reading.word(before)
    if lead in _DURING or (lead in _THAN and reading.word(before - 1) in _DURING):
        return None
    if following in _LINKS:
        following = reading.word(index + 2)
    return None if following in _OF_WORK else reading.ends[index]


def _labelled(reading: Reading, index: int, taken: set[int]) -> Iterator[Attribute]:
    start, end = reading.starts[index], reading.ends[index]
    match = _NUMBER_AFTER.match(reading.low, end)
    # "ETA 10 min" is no Italian age.
    if match is None or (reading.words[index] == "eta" and reading.text[start:end].isascii()):
        return
    first, last = match.span(1)
    if first in taken or first == end or int(match.group(1)) < _LEAST or _is_limit(reading, last):
        return
    if reading.in_phone(first, last, labelled=True):
        return
    taken.add(first)
    yield reading.attribute(AttributeKind.AGE, match.group(1), (start, last), LABEL, UNIT_CONFIDENCE)


def _is_limit(reading: Reading, end: int) -> bool:
    """Whether a number goes on as "and up" or "or over": the ages of guests."""
    return reading.low[end : end + 8].lstrip().startswith(("and up", "and ov", "or ol", "or ov", "plus"))


def _said(reading: Reading, index: int, taken: set[int]) -> Iterator[Attribute]:
    word, end = reading.words[index], reading.ends[index]
    wanted = _BEFORE_SAID.get(word)
    if wanted and not (reading.word(index - 1) == wanted and reading.spaced(index)):
        return
    match = _NUMBER_AFTER.match(reading.low, end)
    if match is None:
        return
    first, last = match.span(1)
    value = int(match.group(1))
    if first in taken or reading.low[end:first] != " " or not _LEAST_SAID <= value <= _MOST_SAID:
        return
    if not _may_follow(reading, index + 1, last) or reading.in_phone(first, last, labelled=True):
        return
    taken.add(first)
    start = reading.starts[index - 1] if wanted else reading.starts[index]
    yield reading.attribute(AttributeKind.AGE, match.group(1), (start, last), LABEL, SAID_CONFIDENCE)


def _may_follow(reading: Reading, index: int, end: int) -> bool:
    """Whether what follows a said number leaves it an age: "I'm 20 minutes away" does not."""
    if index >= len(reading.words) or reading.low[end : end + 1] in {".", ",", ";", "!", ")", "\n"}:
        return True
    if reading.starts[index] - end > 1:
        return True
    following = reading.words[index]
    if following in _ENGLISH:
        return reading.word(index + 1) in _OLD
    return following in _FOLLOWERS and reading.starts[index] - end == 1


def _ending(reading: Reading, taken: set[int]) -> Iterator[Attribute]:
    """The age that ends a title: `Relaxing massage - 23`."""
    low = reading.low.rstrip()
    match = _TITLE_END.search(low, max(0, len(low) - 8))
    if match is None:
        return
    group = 1 if match.group(1) else 2
    first, last = match.span(group)
    if first in taken or not 18 <= int(match.group(group)) < 70:
        return
    if (group == 2 or reading.in_phone(first, last)) and not _ends_a_phone(low, first):
        return
    yield reading.attribute(AttributeKind.AGE, match.group(group), (first, last), LABEL, TITLE_CONFIDENCE)


def _ends_a_phone(low: str, start: int) -> bool:
    """Whether a whole phone stands before the dash, and no such dash inside it."""
    head = low[max(0, start - 24) : start - 3]
    phone = head[len(head.rstrip("0123456789 ().-/")) :]
    return low[start - 3 : start] == " - " and " - " not in phone and sum(map(str.isdigit, phone)) >= 10
