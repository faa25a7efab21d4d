"""Where URLs may stand in a text: spans found by landmarks, widest first, nothing parsed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from linkage.normalise.links import spaced as links_spaced
from linkage.normalise.links.ends import SYMBOLS, end_of, without_sentence
from linkage.normalise.spans import MAX_TRIES

MAX_URL = 2_000
_MAX_MARKS = 2_048
_MAX_HOST = 100

_BODY = rf"[^\s<>\"'`{{}}|\\^{SYMBOLS}]{{1,{MAX_URL}}}+"
_REST = re.compile(rf"(?=[^\s./]){_BODY}")
_PATH = re.compile(rf"(?::[0-9]{{2,5}}+(?=/))?(?:[/?](?!/){_BODY}|/)")
_SCHEME = re.compile(r"(?:h(?:tt|xx|\*\*)ps?|(?<![a-z])(?:instagram|twitter|snapchat|tg))\Z", re.IGNORECASE)
_WWW = re.compile(r"[wW][wW][wW](?:\.|\[\.\]|\(\.\))(?=[^\s./])")
_DOTTED = re.compile(r"\.[A-Za-z]{2,24}+(?![A-Za-z0-9])")
_HOST = re.compile(r"[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,6}+")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
_JOINT = r"\s?[\[({]\s?(?:\.|[dD][oO][tT])\s?[\])}]\s?"
BRACKETED = re.compile(_JOINT)
_BRACKETED_DOT = re.compile(r"[\[({]\s?(?:\.|[dD][oO][tT])\s?[\])}]")
_BRACKETED_HOST = re.compile(rf"[A-Za-z0-9-]{{1,63}}+(?:(?:\.|{_JOINT})[A-Za-z0-9-]{{1,63}}+){{1,6}}+")
_BROKEN_SCHEME = re.compile(r"(?<![^\W_])https?(?:[:;]?//?|:/)\Z", re.IGNORECASE)


def may_hold(read: str) -> bool:
    """Whether a text, as it looks, can hold a URL at all. Cheap, and never wrongly False."""
    return (
        (":" in read and "://" in read)
        or _DOTTED.search(read) is not None
        or " . " in read
        or " dot " in read
        or " DOT " in read
        or " punto " in read
        or (("(" in read or "[" in read or "{" in read) and _BRACKETED_DOT.search(read) is not None)
    )


def spans(read: str) -> Iterator[tuple[int, int]]:
    """Spans that do not overlap, in order."""
    ways = [_schemed(read), _named(read), _bare(read)]
    if _BRACKETED_DOT.search(read):
        ways.append(_bracketed(read))
    ways.append(links_spaced.spans(read))
    found = [span for way in ways for span in islice(way, MAX_TRIES)]
    end = -1
    for start, minus_stop in sorted((start, -stop) for start, stop in found):
        if start >= end:
            end = -minus_stop
            yield start, end


def _schemed(read: str) -> Iterator[tuple[int, int]]:
    at = read.find("://")
    for _ in range(_MAX_MARKS):
        if at < 0:
            return
        scheme = _SCHEME.search(read, max(0, at - 10), at)
        rest = _REST.match(read, at + 3) if scheme else None
        end = end_of(read, at + 3, rest.end()) if rest else at + 3
        if scheme and rest:
            yield scheme.start(), end
        at = read.find("://", end)


def _named(read: str) -> Iterator[tuple[int, int]]:
    """Behind `www.`."""
    match = _WWW.search(read)
    for _ in range(_MAX_MARKS):
        if match is None:
            return
        rest = None if _is_glued(read, match.start()) else _REST.match(read, match.end())
        end = end_of(read, match.end(), rest.end()) if rest else match.end()
        if rest:
            yield match.start(), end
        match = _WWW.search(read, end)


def _bare(read: str) -> Iterator[tuple[int, int]]:
    """Hosts with neither scheme nor `www.`, and the path behind."""
    end = 0
    for mark in islice(_DOTTED.finditer(read), _MAX_MARKS):
        if mark.start() < end:
            continue
        start = _start(read, mark.start())
        host = _HOST.match(read, start)
        if host is None or host.end() < mark.end() or start < end:
            continue
        if _is_glued(read, start) and not _BROKEN_SCHEME.search(read, max(0, start - 8), start):
            continue
        end = host.end()
        if read[end : end + 1] in {"@", "_"}:
            continue
        path = _PATH.match(read, end)
        end = end_of(read, start, path.end()) if path else start + len(without_sentence(host.group()))
        yield start, end


def _bracketed(read: str) -> Iterator[tuple[int, int]]:
    """Hosts around bracketed dots."""
    end = 0
    for mark in islice(_BRACKETED_DOT.finditer(read), _MAX_MARKS):
        if mark.start() < end:
            continue
        start = _start(read, mark.start() - (read[mark.start() - 1 : mark.start()] == " "))
        found = _BRACKETED_HOST.match(read, start)
        if found is None or found.end() < mark.end() or _is_glued(read, start):
            continue
        end = found.end()
        if read[end : end + 1] == "@":
            continue
        path = _PATH.match(read, end)
        yield start, path.end() if path else end


def _start(read: str, at: int) -> int:
    window = read[max(0, at - _MAX_HOST) : at]
    host = window[len(window.rstrip(_LETTERS)) :].lstrip(".-")
    return at - len(host)


def _is_glued(read: str, start: int) -> bool:
    """Whether what stands before belongs to the same word. Scripts without spaces may stand there."""
    before = read[start - 1] if start else " "
    return before in links_spaced.GLUE or (before.isalnum() and ord(before) < 0x0600)
