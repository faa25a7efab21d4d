"""Where URLs may stand whose marks are spelled out or set apart: `lotus-spa dot com`, `www . lotus . com`.

Two words around a "dot" or a full stop are no host, so that a word for a site must stand before,
a mark that no sentence has inside, or a path behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from linkage.normalise.links.suffixes import SUFFIXES, WORDY
from linkage.normalise.spans import words

_MAX_MARKS = 2_048
_MAX_HOST = 100
_DOT = "dot|punto"
DOT_WORD = re.compile(rf" (?:{_DOT}) ", re.IGNORECASE)
SLASH = re.compile(r" slash ", re.IGNORECASE)
GAPS = re.compile(r"\s?(://|[./,])\s?")
_SPELLED = re.compile(
    rf"[a-z0-9-]{{1,63}}+(?:(?: (?:{_DOT}) |\.)[a-z0-9-]{{1,63}}+){{1,5}}+"
    r"(?P<path>(?: slash [a-z0-9_-]{1,63}+(?:\.(?-i:[a-z0-9])[a-z0-9_-]{0,30}+){0,3}+){1,4}+)?",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?<![^\W_])(?:site|website|webpage|web|www|url|visit|homepage|pagina|página|sito|seite|webseite|strona"
    r"|our|nuestra|notre|unsere|online at|сайт)(?:\s(?:is|es|est|ist))?[\s:=-]{1,3}\Z",
    re.IGNORECASE,
)
_MAILED = re.compile(
    r"(?:[@\])}]|(?<![^\W_])(?:at|a|arroba|arobase|chiocciola|małpa|klammeraffe|et))\s{1,2}\Z"
)
_ENDING = r"(?:com|net|org|co\s?\.\s?uk|info|biz|de|fr|it|es|pl|ru|nl|se|ch|eu)(?![\w-])"
_LABEL = r"[a-z0-9][a-z0-9-]{0,62}+"
_APART = re.compile(
    rf"(?:https?\s?:\s?//\s?(?:www\s?\.\s?)?|www\s?\.\s?){_LABEL}(?:\s?\.\s?{_LABEL})?\s?\.\s?{_ENDING}(?:\s?/\s?[\w./-]{{1,100}}+)?",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9]{1,40}+-[a-z0-9-]{1,40}+\s\.(?:\s?com|net|org)(?![\w-])"
    r"|(?:instagram|facebook|onlyfans|twitter|x|t|fb|tiktok)\s\.\s(?:com|me)\s?/\s?@?[a-z0-9_.-]{3,40}+)",
    re.IGNORECASE,
)
_BEFORE_GAP = re.compile(r"[^\s,]{1,200}")
_LEAST = 4
_NO_LABELS = words("the this that a dot com my your our")


def spans(read: str) -> Iterator[tuple[int, int]]:
    """Spans of hosts, and the paths behind them, in the order in which each way finds them."""
    lower = read.lower()
    if " dot " in lower or " punto " in lower:
        yield from _spelled(read)
    for start in ("www", "http"):
        if start in lower and len(lower) == len(read):
            yield from _apart(read, lower, start)
    if " ." in read:
        for match in islice(_MARKED.finditer(read), _MAX_MARKS):
            yield match.span()


def _apart(read: str, lower: str, head: str) -> Iterator[tuple[int, int]]:
    at = lower.find(head)
    for _ in range(_MAX_MARKS):
        if at < 0:
            return
        match = None if read[at - 1 : at].isalnum() else _APART.match(read, at)
        if match and _is_apart(match.group()):
            yield match.span()
        at = lower.find(head, match.end() if match else at + 3)


def _is_apart(address: str) -> bool:
    """Whether a gap is inside a host: not "www.lotus.com. Net prices"."""
    head = _BEFORE_GAP.match(address)
    if head is None or head.end() == len(address):
        return False
    host = head.group().rpartition("/")[2].lower().removeprefix("www.")
    return "." not in host.rstrip(".") or host.rstrip(".").rpartition(".")[2] not in SUFFIXES


def _spelled(read: str) -> Iterator[tuple[int, int]]:
    end = 0
    for mark in islice(DOT_WORD.finditer(read), _MAX_MARKS):
        if mark.start() < end:
            continue
        window = read[max(0, mark.start() - _MAX_HOST) : mark.start()]
        start = mark.start() - len(window) + len(window.rstrip(_LETTERS))
        found = _SPELLED.match(read, start)
        if found is None or found.end() < mark.end() or read[start - 1 : start] in GLUE:
            continue
        end = found.end()
        if read[end : end + 1] != "@" and _is_meant(read, start, found):
            yield start, end


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
GLUE = frozenset("_@./\\$#&=%-~")


def _is_meant(read: str, start: int, found: re.Match[str]) -> bool:
    host = DOT_WORD.sub(".", found.group()).lower()
    if found["path"] or host.startswith("www."):
        return True
    label, _, suffix = host.rpartition(".")
    if suffix not in SUFFIXES:
        return False
    before = read[max(0, start - 24) : start]
    if _MAILED.search(before):
        return False
    if _SITE.search(before):
        return len(label) >= _LEAST and label not in _NO_LABELS
    return suffix not in WORDY and any(c in "-0123456789" for c in label[1:-1])
