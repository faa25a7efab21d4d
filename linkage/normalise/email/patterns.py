"""How the marks of an address look where they are spelled out, bracketed or set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linkage.normalise.email.words import (
    AT,
    DOT,
    HALVES,
    JOINTS,
    KNOWN_DOMAINS,
    LAST_DOT,
    UNSPACED_AT,
    UNSPACED_DOT,
    USUAL,
)


def _either(alternatives: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(alternatives, key=lambda w: (-len(w), w)))


_AT_ANY = _either(AT | UNSPACED_AT)
_DOT_ANY = _either(DOT | UNSPACED_DOT | LAST_DOT)
# Each starts with plain letters or one class, which is what lets `re` skip ahead.
ANGLED = re.compile("<at>")
BRACKETED = re.compile(rf"[\[({{][\[({{]?\s?(?:{_AT_ANY}|a|a t|et|@)\s?[\])}}]{{1,2}}")
ESCAPED = re.compile("%40")
WORD = re.compile(rf"(?:{_either(AT)})(?![^\W_])")
SET = re.compile(rf"[*_~|=/\"-][*_~|=-]?\s?(?:{_AT_ANY}|@)\s?[*_~|=/\"-]{{1,2}}")
SET_MARKS = ("*at*", "~at~", "|at|", "=at=", "/at/", '"at"', "/ at /", "| at |")
UNSPACED = re.compile(_either(UNSPACED_AT))
SIGN = re.compile("@")
_JOINT = (
    rf"(?:\s{{0,2}}(?:[\[({{<]{{1,2}}\s?(?:{_DOT_ANY}|d o t|[.,])\s?[\])}}>]{{1,2}}"
    rf"|[*_~|=/\"-]\s?(?:{_DOT_ANY}|\.)\s?[*_~|=/\"-])"
    rf"\s{{0,2}}|\s{{1,2}}(?:{_either(DOT | LAST_DOT)})\s{{1,2}}|\s?(?:{_either(UNSPACED_DOT)})\s?)"
)
_JOINT_BEFORE = _JOINT.replace(_either(DOT | LAST_DOT), _either(DOT))
_PLAIN_JOINT = r"(?:\s\.\s|\s?\.|\s?[.,]\s?(?=com(?![^\W_])))"
_LABEL = r"(?:[a-z0-9]{1,40}+(?:-(?!(?:dot|punkt|punto|point)-)[a-z0-9]{1,30}+){0,4}+)"
STEP = re.compile(rf"(?:(?P<spelled>{_JOINT})|{_PLAIN_JOINT})(?P<label>{_LABEL})")
FIRST = re.compile(rf"\s{{0,2}}(?:[(\[]\s?)?({_LABEL})(?:\s?[)\]](?=\s?[.,(\[]))?")
SPLIT = re.compile(r"\s{0,2}(g|hot|proton|rocket|fast|i)[\s-]{1,2}(mail|cloud)(?![^\W_])")
"""Providers written as two words."""
HALF_MARK = re.compile(rf"(?<![^\W_])(?:{_either(HALVES)})\s{{1,2}}\Z")
ET = re.compile(r"et(?=\s{1,2}[a-z0-9-]{2,40}\s{1,2}nokta\s)")
"""The Turkish sign, which is a word in other languages."""
NO_NAME = re.compile(
    r"(?!(?:\w{0,20}(?:hammed|hamed|ahmed|fred|khaled|saeed|waleed)|king|viking)\Z)[a-z]{2,20}(?:ed|ing)"
)
"""What stands before an English "at" in a sentence: "worked at", "looking at"."""
BEFORE = re.compile(
    rf"(?:(?P<spelled>{_JOINT_BEFORE})|\s{{1,2}}(?P<word>{_either(JOINTS)})\s{{1,2}}|\s(?P<plain>[._-])\s)\Z"
)
INNER = re.compile(rf"_({_either(JOINTS)})_|-({_either(DOT)})-")
GLUED = re.compile(rf"at({_either(USUAL)})dot(com|net|it|fr|ru|de)(?![^\W_])")

_AROUND = (
    "{}",
    "{},",
    "{}.",
    "{}!",
    "{}?",
    "{})",
    "{}).",
    "{};",
    "{}:",
    "({})",
    "({}",
    "[{}]",
    '"{}"',
    "{}\u2019",
)
WORDS = frozenset(
    shape.format(word) for word in DOT | LAST_DOT | frozenset(USUAL) | KNOWN_DOMAINS for shape in _AROUND
)
"""Words, as white space leaves them, without one of which no address is spelled with a bare "at"."""
