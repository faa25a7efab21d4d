"""Addresses whose marks are spelled out or set apart: `jane dot doe at gmail dot com`, `jane [at] ...`.

Bare words are believed only beside a provider's name, or a known ending with a spelled dot, and
behind what can be a name: "meet me at hotel dot com" is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from linkage.normalise.email_words import (
    AT,
    DOT,
    JOINTS,
    KNOWN_DOMAINS,
    PROVIDER_NAMES,
    UNSPACED_AT,
    UNSPACED_DOT,
    USUAL,
)
from linkage.normalise.forms import AT_DOT, PROVIDER
from linkage.normalise.handle_words import ORDINARY, PRONOUNS
from linkage.normalise.spans import MAX_TRIES, words
from linkage.normalise.url_suffixes import RESERVED, SUFFIXES, WORDY

_MAX_MARKS = 2_048
_MAILBOXES = words("info hello book booking office hi team service lessons")
_NO_NAMES = ORDINARY - _MAILBOXES


class Spelled(NamedTuple):
    """An address and its place in the text it was read in."""

    start: int
    end: int
    address: str
    form: str
    confidence: float


def _either(alternatives: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(alternatives, key=lambda w: (-len(w), w)))


_AT_ANY = _either(AT | UNSPACED_AT)
_DOT_ANY = _either(DOT | UNSPACED_DOT)
# Each starts with plain letters or one class, which is what lets `re` skip ahead.
_ANGLED = re.compile("<at>")
_BRACKETED = re.compile(rf"[\[({{][\[({{]?\s?(?:{_AT_ANY}|a|@)\s?[\])}}]{{1,2}}")
_ESCAPED = re.compile("%40")
_WORD = re.compile(rf"(?:{_either(AT)})(?![^\W_])")
_SET = re.compile(rf"[*_~|=-][*_~|=-]?(?:{_AT_ANY}|@)[*_~|=-]{{1,2}}")
_UNSPACED = re.compile(_either(UNSPACED_AT))
_SIGN = re.compile("@")
_JOINT = (
    rf"(?:\s{{0,2}}(?:[\[({{<]{{1,2}}\s?(?:{_DOT_ANY}|[.,])\s?[\])}}>]{{1,2}}|[*_~|=-](?:{_DOT_ANY}|\.)[*_~|=-])"
    rf"\s{{0,2}}|\s{{1,2}}(?:{_either(DOT)})\s{{1,2}}|\s?(?:{_either(UNSPACED_DOT)})\s?)"
)
_PLAIN_JOINT = r"(?:\s\.\s|\s?\.|\s?[.,]\s?(?=com(?![^\W_])))"
_LABEL = r"(?:[a-z0-9]{1,40}+(?:-(?!(?:dot|punkt|punto|point)-)[a-z0-9]{1,30}+){0,4}+)"
_STEP = re.compile(rf"(?:(?P<spelled>{_JOINT})|{_PLAIN_JOINT})(?P<label>{_LABEL})")
_FIRST = re.compile(rf"\s{{0,2}}({_LABEL})")
_BEFORE = re.compile(
    rf"(?:(?P<spelled>{_JOINT})|\s{{1,2}}(?P<word>{_either(JOINTS)})\s{{1,2}}|\s(?P<plain>[._-])\s)\Z"
)
_INNER = re.compile(rf"_({_either(JOINTS)})_|-({_either(DOT)})-")
_GLUED = re.compile(rf"at({_either(USUAL)})dot(com|net|it|fr|ru|de)(?![^\W_])")
_LOCAL = "abcdefghijklmnopqrstuvwxyz0123456789._+-"
_REACH = 65
_MAX_DOMAIN = 253
_OPENERS = "[({"

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
WORDS = frozenset(shape.format(word) for word in DOT | frozenset(USUAL) | KNOWN_DOMAINS for shape in _AROUND)
"""Words, as white space leaves them, without one of which no address is spelled with a bare "at"."""


def find(read: str, tokens: tuple[str, ...]) -> Iterator[Spelled]:
    """Spelled addresses of a folded text and its words, as candidates that nobody has validated yet."""
    for pattern in _patterns(read, tokens):
        sure = pattern in _SURE
        tries = 0
        for match in islice(pattern.finditer(read), _MAX_MARKS):
            start = match.start()
            if pattern is _WORD and start and read[start - 1].isalnum():
                continue
            tries += 1
            if tries > MAX_TRIES:
                break
            found = _around(read, match, sure=sure)
            if found is not None:
                yield found
    if "dotcom" in read:
        yield from _glued(read)


_SURE = (_BRACKETED, _ANGLED, _ESCAPED)


def _patterns(read: str, tokens: tuple[str, ...]) -> Iterator[re.Pattern[str]]:
    """What can mark an address in this text. Nothing for most texts, and found out cheaply."""
    if any(mark in read for mark in _OPENERS):
        yield _BRACKETED
    if "<at>" in read:
        yield _ANGLED
    if "%40" in read:
        yield _ESCAPED
    worded = not WORDS.isdisjoint(tokens)
    if worded or "_at_" in read or "-at-" in read:
        yield _SET
    if worded:
        yield _WORD
    if not read.isascii() and any(word in read for word in UNSPACED_AT):
        yield _UNSPACED
    if "@" in read:
        yield _SIGN


def _around(read: str, mark: re.Match[str], *, sure: bool) -> Spelled | None:
    # "option (a) studio.com" counts off, unless a provider or a spelled dot says otherwise.
    sure = sure and mark.group().strip("[({ )]}") != "a"
    domain = _domain(read, mark.end(), sure=sure)
    if domain is None:
        return None
    name, end, spelled = domain
    local = _local(read, mark.start(), sure=sure)
    if local is None or end - mark.end() > _MAX_DOMAIN:
        return None
    at = mark.group()
    form, confidence = AT_DOT, 0.9 if sure else 0.85
    if "." not in name:
        name, form = USUAL[name], PROVIDER
        confidence = 0.8 if sure else 0.7 if at == "@" else 0.6
        if not sure and len(local[1]) < 4 and local[1].isalpha():
            return None
    elif not sure and name.partition(".")[0] not in PROVIDER_NAMES:
        confidence = 0.75
    elif at == "@" and not spelled:
        confidence = 0.9
    return Spelled(local[0], end, f"{local[1]}@{name}", form, confidence)


def _domain(read: str, at: int, *, sure: bool) -> tuple[str, int, bool] | None:
    """Domain or provider's name behind an "at", its end, and whether a dot is spelled."""
    first = _FIRST.match(read, at)
    if first is None:
        return None
    labels, end = [first[1]], first.end()
    best: tuple[str, int, bool] | None = None
    spelled = False
    for _ in range(3):
        step = _STEP.match(read, end)
        if step is None:
            break
        spelled = spelled or step["spelled"] is not None
        labels.append(step["label"])
        end = step.end()
        if step["label"] in SUFFIXES:
            best = ".".join(labels), end, spelled
    provider = labels[0]
    if best is None:
        return (provider, first.end(), False) if provider in USUAL else None
    if provider in PROVIDER_NAMES:
        return best
    if best[2]:
        # "inserted at this point in": words that happen to be an ending and a dot.
        wordy = provider in ORDINARY and (provider in PRONOUNS or labels[-1] in WORDY)
        return best if sure or not wordy else None
    return best if sure or best[0].rpartition(".")[2] in RESERVED - {"example"} else None


def _local(read: str, at: int, *, sure: bool) -> tuple[int, str] | None:
    """Where the part before an "at" starts, and what it is."""
    end = at
    while end and at - end < 2 and read[end - 1] in " \t":
        end -= 1
    start = _start(read, end)
    parts = [read[start:end]]
    for _ in range(4):
        joint = _BEFORE.search(read[max(0, start - 24) : start]) if start < end else None
        if joint is None:
            break
        last = start - len(joint.group())
        first = _start(read, last)
        if first == last or read[first:last] in _NO_NAMES:
            break
        parts[:0] = [read[first:last], joint["plain"] or JOINTS.get(joint["word"] or "", ".")]
        start = first
    local = "".join(parts)
    if "_" in local or "-" in local:
        local = _INNER.sub(lambda m: JOINTS[m[1] or m[2]], local)
    stripped = local.lstrip("._+-")
    start += len(local) - len(stripped)
    return (start, stripped) if _is_name(read, start, stripped, sure=sure) else None


def _start(read: str, end: int) -> int:
    window = read[max(0, end - _REACH) : end]
    return end - len(window) + len(window.rstrip(_LOCAL))


def _is_name(read: str, start: int, local: str, *, sure: bool) -> bool:
    if not local or local[-1] == "." or len(local) >= _REACH:
        return False
    before = read[start - 1] if start else " "
    # A letter that is none of an address belongs to the same word; Chinese has no spaces.
    if before in "@/$#" or (before.isalnum() and ord(before) < 0x0600):
        return False
    if sure:
        return local not in PRONOUNS
    return len(local) > 2 and local not in _NO_NAMES and not local.replace(".", "").isdigit()


def _glued(read: str) -> Iterator[Spelled]:
    """`janeatgmaildotcom`."""
    for match in islice(_GLUED.finditer(read), MAX_TRIES):
        start = _start(read, match.start())
        local = read[start : match.start()]
        if len(local) > 2 and _is_name(read, start, local, sure=False):
            yield Spelled(start, match.end(), f"{local}@{match[1]}.{match[2]}", AT_DOT, 0.75)
