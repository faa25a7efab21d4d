"""Addresses whose marks are spelled out or set apart: `jane dot doe at gmail dot com`, `jane [at] ...`.

Bare words are believed only beside a provider's name, or a known ending with a spelled dot, and
behind what can be a name: "meet me at hotel dot com" is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from linkage.normalise.email.patterns import (
    ANGLED,
    BEFORE,
    BRACKETED,
    ESCAPED,
    ET,
    FIRST,
    GLUED,
    HALF_MARK,
    INNER,
    NO_NAME,
    SET,
    SET_MARKS,
    SIGN,
    SPLIT,
    STEP,
    UNSPACED,
    WORD,
    WORDS,
)
from linkage.normalise.email.words import JOINTS, PROVIDER_NAMES, UNSPACED_AT, USUAL
from linkage.normalise.forms import AT_DOT, PROVIDER
from linkage.normalise.handle.words import ORDINARY, PRONOUNS
from linkage.normalise.links.suffixes import RESERVED, SUFFIXES, WORDY
from linkage.normalise.spans import MAX_TRIES, words

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


_LOCAL = "abcdefghijklmnopqrstuvwxyz0123456789._+-"
_REACH = 65
_MAX_DOMAIN = 253
_OPENERS = "[({"


def find(read: str, tokens: tuple[str, ...], *, worded: bool | None = None) -> Iterator[Spelled]:
    """Spelled addresses of a folded text and its words, as candidates that nobody has validated yet."""
    worded = is_worded(tokens) if worded is None else worded
    for pattern in _patterns(read, tokens, worded=worded):
        sure = pattern in _SURE
        tries = 0
        for match in islice(pattern.finditer(read), _MAX_MARKS):
            start = match.start()
            if pattern in _WORDED and start and read[start - 1].isalnum():
                continue
            tries += 1
            if tries > MAX_TRIES:
                break
            found = _around(read, match, sure=sure)
            if found is not None:
                yield found
    if "dotcom" in read:
        yield from _glued(read)


_SURE = (BRACKETED, ANGLED, ESCAPED)
_WORDED = (WORD, ET)
_LETTERED = frozenset({"a", "et"})
"""Marks that count off or join words too: "option (a) studio.com", unless a name has a digit or a dot."""


def is_worded(tokens: tuple[str, ...]) -> bool:
    """Whether a word stands in a text without which no address is spelled with a bare "at"."""
    return not WORDS.isdisjoint(tokens)


def _patterns(read: str, tokens: tuple[str, ...], *, worded: bool) -> Iterator[re.Pattern[str]]:
    """What can mark an address in this text. Nothing for most texts, and found out cheaply."""
    if any(mark in read for mark in _OPENERS):
        yield BRACKETED
    if "<" in read and "<at>" in read:
        yield ANGLED
    if "%" in read and "%40" in read:
        yield ESCAPED
    if worded or _is_set(read):
        yield SET
    if worded:
        yield WORD
        if "nokta" in tokens:
            yield ET
    if not read.isascii() and any(word in read for word in UNSPACED_AT):
        yield UNSPACED
    if "@" in read:
        yield SIGN


def _is_set(read: str) -> bool:
    if ("_" in read and "_at_" in read) or ("-" in read and "-at-" in read):
        return True
    odd = "*" in read or '"' in read or "|" in read or "~" in read or "=" in read or "/" in read
    return odd and any(mark in read for mark in SET_MARKS)


def _around(read: str, mark: re.Match[str], *, sure: bool) -> Spelled | None:
    at = mark.group()
    if sure and at.strip("[({ )]}") in _LETTERED:
        before = _local(read, mark.start(), sure=True)
        sure = before is not None and _is_odd(before[1])
    domain = _domain(read, mark.end(), sure=sure)
    if domain is None:
        return None
    name, end, spelled = domain
    local = _local(read, mark.start(), sure=sure)
    if local is None or end - mark.end() > _MAX_DOMAIN or (at == "at" and NO_NAME.fullmatch(local[1])):
        return None
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


def _is_odd(local: str) -> bool:
    """Whether this is no word, and no host either."""
    if "_" in local or any(map(str.isdigit, local)):
        return True
    return "." in local and local.rpartition(".")[2] not in SUFFIXES


def _domain(read: str, at: int, *, sure: bool) -> tuple[str, int, bool] | None:
    """Domain or provider's name behind an "at", its end, and whether a dot is spelled."""
    parted = SPLIT.match(read, at)
    first = parted or FIRST.match(read, at)
    if first is None:
        return None
    labels, end = [parted[1] + parted[2] if parted else first[1]], first.end()
    best: tuple[str, int, bool] | None = None
    spelled = False
    for _ in range(3):
        step = STEP.match(read, end)
        if step is None:
            break
        spelled = spelled or step["spelled"] is not None
        labels.append(step["label"])
        end = step.end()
        if step["label"] in SUFFIXES:
            best = ".".join(labels), end, spelled
    provider = labels[0]
    if best is None:
        return (provider, first.end(), False) if provider in USUAL and not parted else None
    if provider in PROVIDER_NAMES:
        return best
    if best[2]:
        # "inserted at this point in": words that happen to be an ending and a dot.
        wordy = provider in ORDINARY and (provider in PRONOUNS or labels[-1] in WORDY)
        wordy = wordy or provider.isdigit()
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
        joint = BEFORE.search(read[max(0, start - 24) : start]) if start < end else None
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
        local = INNER.sub(lambda m: JOINTS[m[1] or m[2]], local)
    stripped = local.lstrip("._+-")
    start += len(local) - len(stripped)
    # "lucia guion bajo spa": the address would be another's without what stands before the mark.
    if HALF_MARK.search(read, max(0, start - 16), start):
        return None
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
    for match in islice(GLUED.finditer(read), MAX_TRIES):
        start = _start(read, match.start())
        local = read[start : match.start()]
        if len(local) > 2 and _is_name(read, start, local, sure=False):
            yield Spelled(start, match.end(), f"{local}@{match[1]}.{match[2]}", AT_DOT, 0.75)
