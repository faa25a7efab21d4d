"""Where a URL ends that runs into what follows it: another URL, a tag, a sentence."""

from __future__ import annotations

import re

from linkage.normalise.links.suffixes import CLOSED, SUFFIXES

_NO_SPACES = (
    "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Letters of scripts that put no space between a Latin word and the next one."""
SYMBOLS = (
    "\u00ab\u00bb\u2010-\u2015\u2018-\u201f\u2022\u2026\u2190-\u23ff\u2500-\u2775\u2794-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3001\u3002\u3008-\u3011\U0001f000-\U0001f0ff\U0001f18a-\U0001faff"
)
"""Dashes, quotes, arrows and pictures, which nobody types inside an address."""

_HOST = r"(?:[a-z0-9-]{1,63}+\.){1,4}+([a-z]{2,10})(?![a-z0-9@_.-])"
# What each alternative starts with is what lets `re` skip ahead.
_RUN = re.compile(
    rf"(?<=[^/=?&#%@:.-])https?://|(?<=\.com|\.net|\.org)www\.|[,;](?=www\.|https?://)|[,;]{_HOST}"
    rf"|\[/|[\])]|(?<=[a-z0-9])[{_NO_SPACES}]|(?<=[/=])[\u3040-\u309f]",
    re.IGNORECASE,
)
_GLUED_HOST = re.compile(r"([a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+){1,3})\.([a-z]{2,15})", re.IGNORECASE)
_OPENING = {"]": "[", ")": "("}


def end_of(read: str, start: int, stop: int) -> int:
    """Where the address that fills [start, stop) at most ends."""
    for match in _RUN.finditer(read, start, stop):
        mark = match.group()
        opening = _OPENING.get(mark)
        if opening is not None:
            seen = read[start : match.end()]
            if seen.count(mark) <= seen.count(opening):
                continue
        elif match[1] is not None and match[1].lower() not in SUFFIXES:
            continue
        if match.start() > start:
            stop = match.start()
            break
    return start + len(without_sentence(read[start:stop].rstrip(".")))


def without_sentence(host: str) -> str:
    """A host without the word of the next sentence: `lotusspa.com` of `lotusspa.com.Call`."""
    match = _GLUED_HOST.fullmatch(host)
    if match is None or not match[2][0].isupper() or match[2].lower() in SUFFIXES:
        return host
    return match[1] if is_closed(match[1].lower()) else host


def is_closed(host: str) -> bool:
    """Whether hardly anything of a host name follows this: `.com`, `.co.uk`."""
    head, _, last = host.rpartition(".")
    second = head.rpartition(".")
    return bool(head) and (last in CLOSED or (len(last) == 2 and bool(second[0]) and second[2] in _SECOND))


_SECOND = frozenset({"co", "com", "org", "net", "ac", "or", "ne", "gov", "edu"})
