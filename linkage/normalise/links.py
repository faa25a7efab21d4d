"""URLs in text and their parts. Nothing is ever fetched.

Found by landmarks (`://`, `www.`, a slash after a known platform's host), so that text without
one costs a few substring searches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl

import can_ada

from linkage.normalise.spans import CACHE, MAX_TRIES

MAX_URL = 2_000

_BODY = r"[^\s<>\"'`{}|\\^]"
_URL = re.compile(
    rf"(?:https?://|(?<![\w.@/-])www\.)(?=[^\s./]){_BODY}{{1,{MAX_URL}}}+"
    # Hosts without a scheme count when `platforms` knows them, which is for the caller to say.
    rf"|(?<![\w.@/:-])[a-z0-9-]{{1,32}}+(?:\.[a-z0-9-]{{2,32}}+){{1,3}}/(?!/){_BODY}{{1,{MAX_URL}}}+",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:(?://)?(?=[^0-9/])|[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
_CLOSING = ".,;:!?*_~…\u201d\u2019\u00bb"
_PAIRS = {")": "(", "]": "["}


class Link(NamedTuple):
    """A parsed http(s) URL. `host` is lower-case ASCII without `www.`; `path` keeps its case."""

    host: str
    path: str
    query: str
    bare: bool
    """Written without scheme and without `www.`."""

    def parameter(self, name: str) -> str | None:
        """First value of a query parameter, decoded."""
        for key, value in parse_qsl(self.query.removeprefix("?"), max_num_fields=None):
            if key == name:
                return value
        return None


class Span(NamedTuple):
    """A link and its place in the text it was found in."""

    start: int
    end: int
    link: Link


def may_hold(text: str) -> bool:
    """Whether a text can hold a URL at all. Cheap, and never wrongly False."""
    return "/" in text or "www." in text.lower()


def find(text: str, *, whole: bool = False) -> tuple[Span, ...]:
    """Links in a text, in order. With `whole`, the text itself is taken for one link."""
    return _whole(text) if whole else _scan(text)


@lru_cache(maxsize=CACHE)
def parse(url: str) -> Link | None:
    """Parts of an http(s) URL, or of what is one once `https://` is put before it; else None."""
    scheme = _SCHEME.match(url)
    if scheme and not scheme.group().lower().startswith(("http://", "https://")):
        return None
    try:
        parsed = can_ada.parse(url if scheme else "https://" + url)
    except ValueError:
        return None
    host = _host(parsed.hostname)
    if host is None:
        return None
    # Either scheme's own port is dropped, since the scheme itself is.
    port = "" if parsed.port in {"", "80", "443"} else ":" + parsed.port
    bare = scheme is None and not url[:4].lower().startswith("www.")
    return Link(host + port, parsed.pathname, parsed.search, bare)


def _host(name: str) -> str | None:
    host = name.rstrip(".")
    while host.startswith("www.") and host.count(".") > 1:
        host = host[4:]
    if "." not in host or host.startswith(("127.", "0.", "[")) or host.endswith((".localhost", ".local")):
        return None
    return host


@lru_cache(maxsize=64)
def _scan(text: str) -> tuple[Span, ...]:
    # Several extractors ask for the links of the same text one after the other.
    if not may_hold(text):
        return ()
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    for match in islice(_URL.finditer(text), MAX_TRIES):
        url = _without_closing(match.group())
        link = parse(url)
        if link is not None:
            yield Span(match.start(), match.start() + len(url), link)


def _whole(text: str) -> tuple[Span, ...]:
    stripped = text.strip()
    if len(stripped) > MAX_URL or len(stripped.split()) != 1:
        return ()
    link = parse(stripped)
    start = len(text) - len(text.lstrip())
    return (Span(start, start + len(stripped), link),) if link else ()


def _without_closing(url: str) -> str:
    """The URL without punctuation that belongs to the sentence around it."""
    end = len(url)
    while end:
        last = url[end - 1]
        opening = _PAIRS.get(last)
        if last in _CLOSING or (opening and opening not in url[:end]):
            end -= 1
        else:
            break
    return url[:end]
