"""Whether a word is somebody's name, where nothing but a cue says that one stands there."""

from __future__ import annotations

import re

from linkage.model import Identifier, Kind
from linkage.normalise.email.words import KNOWN_DOMAINS, USUAL
from linkage.normalise.handle.status import SAMPLES, STATUS
from linkage.normalise.handle.words import NEXT, ORDINARY
from linkage.normalise.links.suffixes import GENERIC
from linkage.normalise.placeholders import is_null
from linkage.normalise.platforms import CUES

_LETTERS = re.compile(r"[a-z]{1,64}")
_QUANTITY = re.compile(
    r"[0-9]{1,6}[a-z]{1,3}|[0-9]{1,4}(?:hours?|mins?|days?|years?|euros?|roses?)|[0-9]{1,2}x[0-9]{1,2}"
)
_FOLLOWING = re.compile(r"[ \t]{1,3}([^\W_]{1,12})")
_PHONE_DIGITS = 6
_SHORT = 4
_BARE = re.compile(r"(?=[0-9_.]{0,31}[a-z])[a-z0-9_][a-z0-9_.]{1,30}")


def username(value: str) -> Identifier | None:
    """A bare name, with or without its `@`, in canonical form."""
    name = value.strip().removeprefix("@").lower()
    if not _BARE.fullmatch(name) or name[-1] == "." or is_null(name) or name in SAMPLES:
        return None
    if name in USUAL or name in KNOWN_DOMAINS:
        return None
    return Identifier(Kind.USERNAME, name)


def is_possible(name: str) -> bool:
    """Whether a folded word behind "IG:" is more than an ordinary word, an amount, a phone, a host."""
    letters = _LETTERS.findall(name)
    count = sum(map(len, letters))
    if not count or name in ORDINARY or name in STATUS or _QUANTITY.fullmatch(name) or _is_host(name):
        return False
    if "_" not in name and all(part in ORDINARY or len(part) == 1 for part in letters):
        return False
    if count > 3 or len(name) - count < _PHONE_DIGITS:
        return True
    return sum(c.isdigit() for c in name) < _PHONE_DIGITS


def looks_like_name(name: str) -> bool:
    """Whether a folded word is no word of a sentence: it has a digit, an underscore or a dot inside."""
    if len(name) < _SHORT or not is_possible(name):
        return False
    if "_" in name or any(c.isdigit() for c in name):
        return not all(part in ORDINARY for part in _LETTERS.findall(name))
    # "pics.call me": a space is missing.
    parts = name.replace("-", ".").split(".")
    return "." in name and not any(part in ORDINARY or len(part) < 2 for part in parts)


def ends_phrase(text: str, end: int) -> bool:
    """Whether no word follows that would go on with the sentence: "my snap is jane, ..."."""
    following = _FOLLOWING.match(text, end)
    return following is None or following.group(1) in NEXT


def goes_on(text: str, end: int) -> bool:
    """Whether the next word makes a title of what stands before `end`: "Instagram: Anna Lee"."""
    following = _FOLLOWING.match(text, end)
    word = following.group(1) if following else ""
    return word.isalpha() and word not in NEXT and word not in ORDINARY and word not in CUES


def _is_host(name: str) -> bool:
    return name.startswith("www.") or (name.count(".") >= 1 and name.rpartition(".")[2] in GENERIC)
