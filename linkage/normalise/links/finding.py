"""URLs in text and their parts. Nothing is ever fetched.

`links_scan` says where one may stand; here it is read, whatever it was disguised as.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl

import can_ada

from linkage.normalise.disguise import cleaned, form_of_raw, is_mixed
from linkage.normalise.folding import View, folded, skeleton, view
from linkage.normalise.forms import AT_DOT, HOMOGLYPHS, MARKUP, PLAIN
from linkage.normalise.links import scan as links_scan
from linkage.normalise.links import spaced as links_spaced
from linkage.normalise.spans import CACHE, MAX_TRIES

MAX_URL = links_scan.MAX_URL

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:(?://)?(?=[^0-9/])|[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
_HXXP = re.compile(r"h(?:xx|\*\*)p(?=s?://)", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp;){1,3}+|&#[0-9]{1,7}+;|&#[xX][0-9a-fA-F]{1,6}+;")
_HEAD = re.compile(r"(?:[A-Za-z]{4,5}://)?([^/?#:@]{1,255})")
_APP = re.compile(
    r"(instagram|tg|snapchat|twitter)://(?:(?:user|resolve)\?(?:username|domain|screen_name)=([\w.-]{1,64})"
    r"|add/([\w.-]{1,64}))",
    re.IGNORECASE,
)
_APPS = {
    "instagram": "instagram.com",
    "tg": "t.me",
    "snapchat": "snapchat.com/add",
    "twitter": "twitter.com",
}
_CLOSING = ".,;:!?*_~…\u201d\u2019\u00bb"
_FULL_STOP = re.compile("[，。！？；、（）【】「」『』《》]")
"""What ends a sentence in scripts without spaces, and no address."""
_PAIRS = {")": "(", "]": "["}


class Link(NamedTuple):
    """A parsed http(s) URL. `host` is lower-case ASCII without `www.`; `path` keeps its case."""

    host: str
    path: str
    query: str
    bare: bool
    """Written without scheme and without `www.`."""
    fragment: str = ""

    def parameter(self, name: str) -> str | None:
        """First value of a query parameter, decoded."""
        for key, value in parse_qsl(self.query.removeprefix("?"), max_num_fields=None):
            if key == name:
                return value
        return None


class Span(NamedTuple):
    """A link, its place in the text it was found in, and how it was written."""

    start: int
    end: int
    link: Link
    form: str = PLAIN


@lru_cache(maxsize=64)
def may_hold(text: str) -> bool:
    """Whether a text can hold a URL at all. Cheap, and never wrongly False."""
    return links_scan.may_hold(text) or (not _is_plain(text) and links_scan.may_hold(view(text).text))


def _is_plain(text: str) -> bool:
    return text.isascii() and "&" not in text


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
    return Link(host + port, parsed.pathname, parsed.search, bare, parsed.hash)


def _host(name: str) -> str | None:
    host = name.rstrip(".")
    while host.startswith("www."):
        host = host[4:]
    if "." not in host or host.startswith(("127.", "0.", "[")) or host.endswith((".localhost", ".local")):
        return None
    return host


@lru_cache(maxsize=64)
def _scan(text: str) -> tuple[Span, ...]:
    # Several extractors ask for the links of the same text one after the other.
    if not may_hold(text):
        return ()
    plain = View(text, text)
    if _is_plain(text):
        return tuple(_spans(plain))
    seen = view(text)
    if "<" not in text:
        return tuple(_spans(seen))
    # A tag ends an address, and its attributes hold some.
    spans = tuple(_spans(plain))
    return tuple(sorted((*spans, *_apart(spans, _spans(seen)))))


def _apart(spans: tuple[Span, ...], more: Iterable[Span]) -> Iterator[Span]:
    """Those of `more` without a tag inside that overlap none of `spans`, which are in order."""
    for span in more:
        index = bisect_right(spans, span.end, key=lambda s: s.start) - 1
        if (index < 0 or spans[index].end <= span.start) and span.form != MARKUP:
            yield span


def _spans(seen: View) -> Iterator[Span]:
    for start, stop in islice(links_scan.spans(seen.text), MAX_TRIES):
        end = start + len(_without_closing(seen.text[start:stop]))
        if end == start:
            continue
        first, last = seen.place(start, end)
        raw = seen.original[first:last]
        if not raw.isascii():
            raw = _without_closing(_FULL_STOP.split(raw, maxsplit=1)[0])
            last = first + len(raw)
        usual = form_of_raw(raw, end - start, PLAIN)
        # A path in another script is no disguise; a host that is one says so itself.
        usual = PLAIN if usual == HOMOGLYPHS else usual
        url, form = repaired(raw)
        link = parse(url)
        if link is not None:
            yield Span(first, last, link, usual if form == PLAIN else form)


def repaired(raw: str) -> tuple[str, str]:
    """An address without what disguises it or keeps it from being clicked, and how it was written."""
    url, form = raw, PLAIN
    if "&" in url:
        url = _AMPERSAND.sub(lambda m: html.unescape(m.group().replace("amp;", "")), url)
    if not url.isascii():
        url, form = _in_simple_letters(cleaned(url))
    app = _APP.fullmatch(url) if url[:1] in "iItTsS" else None
    if app:
        return f"https://{_APPS[app[1].lower()]}/{app[2] or app[3]}", form
    if _HXXP.match(url):
        url, form = _HXXP.sub("http", url, count=1), AT_DOT
    if "[" in url or "(" in url or "{" in url:
        undone = links_scan.BRACKETED.sub(".", url)
        url, form = undone, form if undone == url else AT_DOT
    if " " in url or url[:4].lower() == "www,":
        url = links_spaced.SLASH.sub("/", links_spaced.DOT_WORD.sub(".", url))
        url, form = links_spaced.GAPS.sub(lambda m: m[1].replace(",", "."), url), AT_DOT
        url = url.replace(" :", ":")
    return url, form


def _in_simple_letters(url: str) -> tuple[str, str]:
    """The address with a host whose Latin names hold look-alike letters spelled out."""
    head = _HEAD.match(url)
    if head is None or not any(map(is_mixed, head[1].split("."))):
        return url, PLAIN
    host = skeleton(folded(head[1]))
    return url[: head.start(1)] + host + url[head.end(1) :], HOMOGLYPHS


def _whole(text: str) -> tuple[Span, ...]:
    stripped = text.strip()
    if len(stripped) > MAX_URL or len(stripped.split()) != 1:
        return ()
    url, form = repaired(stripped)
    link = parse(url)
    start = len(text) - len(text.lstrip())
    return (Span(start, start + len(stripped), link, form),) if link else ()


def _without_closing(url: str) -> str:
    """The URL without punctuation that belongs to the sentence around it."""
    end = len(url)
    spare = {close: url.count(close) - url.count(opening) for close, opening in _PAIRS.items()}
    while end:
        last = url[end - 1]
        if last not in _CLOSING and spare.get(last, 0) <= 0:
            break
        if last in spare:
            spare[last] -= 1
        end -= 1
    return url[:end]
