"""Where URLs may stand in a text: spans found by landmarks, widest first, nothing parsed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from linkage.normalise.spans import MAX_TRIES

MAX_URL = 2_000
_MAX_MARKS = 2_048
_MAX_HOST = 100

_BODY = rf"[^\s<>\"'`{{}}|\\^]{{1,{MAX_URL}}}+"
_REST = re.compile(rf"(?=[^\s./]){_BODY}")
_PATH = re.compile(rf"[/?](?!/){_BODY}|/")
_SCHEME = re.compile(r"h(?:tt|xx|\*\*)ps?\Z", re.IGNORECASE)
_WWW = re.compile(r"[wW][wW][wW](?:\.|\[\.\]|\(\.\))(?=[^\s./])")
_DOTTED = re.compile(r"\.[A-Za-z]{2,24}+(?![A-Za-z0-9])")
_HOST = re.compile(r"[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,6}+")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
_JOINT = r"\s?[\[({]\s?(?:\.|[dD][oO][tT])\s?[\])}]\s?"
BRACKETED = re.compile(_JOINT)
_BRACKETED_DOT = re.compile(r"[\[({]\s?(?:\.|[dD][oO][tT])\s?[\])}]")
_BRACKETED_HOST = re.compile(rf"[A-Za-z0-9-]{{1,63}}+(?:(?:\.|{_JOINT})[A-Za-z0-9-]{{1,63}}+){{1,6}}+")
_SPELLED_DOT = re.compile(r" [dD][oO][tT] ")
_SPELLED_HOST = re.compile(
    r"[a-z0-9-]{1,63}+(?:(?: dot |\.)[a-z0-9-]{1,63}+){1,5}+(?P<path>(?: slash [a-z0-9_-]{1,63}+){1,4}+)?",
    re.IGNORECASE,
)
SLASH = re.compile(r" slash ", re.IGNORECASE)
_GLUE = frozenset("_@./\\$#&=%-~")


def may_hold(read: str) -> bool:
    """Whether a text, as it looks, can hold a URL at all. Cheap, and never wrongly False."""
    return (
        "://" in read
        or _DOTTED.search(read) is not None
        or " dot " in read
        or " DOT " in read
        or (("(" in read or "[" in read or "{" in read) and _BRACKETED_DOT.search(read) is not None)
    )


def spans(read: str) -> Iterator[tuple[int, int]]:
    """Spans that do not overlap, in order."""
    ways = [_schemed(read), _named(read), _bare(read)]
    if _BRACKETED_DOT.search(read):
        ways.append(_around(read, _BRACKETED_DOT, _BRACKETED_HOST))
    if SLASH.search(read) or "www dot " in read.lower():
        ways.append(_around(read, _SPELLED_DOT, _SPELLED_HOST))
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
        scheme = _SCHEME.search(read, max(0, at - 5), at)
        rest = _REST.match(read, at + 3) if scheme else None
        if scheme and rest:
            yield scheme.start(), rest.end()
        at = read.find("://", rest.end() if rest else at + 3)


def _named(read: str) -> Iterator[tuple[int, int]]:
    """Behind `www.`."""
    match = _WWW.search(read)
    for _ in range(_MAX_MARKS):
        if match is None:
            return
        rest = None if _is_glued(read, match.start()) else _REST.match(read, match.end())
        if rest:
            yield match.start(), rest.end()
        match = _WWW.search(read, rest.end() if rest else match.end())


def _bare(read: str) -> Iterator[tuple[int, int]]:
    """Hosts with neither scheme nor `www.`, and the path behind."""
    end = 0
    for mark in islice(_DOTTED.finditer(read), _MAX_MARKS):
        if mark.start() < end:
            continue
        start = _start(read, mark.start())
        host = _HOST.match(read, start)
        if host is None or host.end() < mark.end() or _is_glued(read, start) or start < end:
            continue
        end = host.end()
        if read[end : end + 1] in {"@", "_"}:
            continue
        path = _PATH.match(read, end)
        end = path.end() if path else end
        yield start, end


def _around(read: str, dot: re.Pattern[str], host: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Hosts around dots that stand for themselves in another way."""
    end = 0
    for mark in islice(dot.finditer(read), _MAX_MARKS):
        if mark.start() < end:
            continue
        start = _start(read, mark.start() - (read[mark.start() - 1 : mark.start()] == " "))
        found = host.match(read, start)
        if found is None or found.end() < mark.end() or _is_glued(read, start):
            continue
        end = found.end()
        if read[end : end + 1] == "@":
            continue
        if dot is _BRACKETED_DOT:
            path = _PATH.match(read, end)
            end = path.end() if path else end
        elif not (found["path"] or read[start : start + 3].lower() == "www"):
            continue
        yield start, end


def _start(read: str, at: int) -> int:
    window = read[max(0, at - _MAX_HOST) : at]
    host = window[len(window.rstrip(_LETTERS)) :].lstrip(".-")
    return at - len(host)


def _is_glued(read: str, start: int) -> bool:
    """Whether what stands before belongs to the same word. Scripts without spaces may stand there."""
    before = read[start - 1] if start else " "
    return before in _GLUE or (before.isalnum() and ord(before) < 0x0600)
