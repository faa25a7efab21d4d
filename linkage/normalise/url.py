"""Web addresses that are neither a handle nor a phone: pages, shops, booking sites.

Canonical form: host, path and sorted query, such as `example.org/path?x=1`. Scheme, `www.`,
default ports, credentials, fragments, closing slashes and tracking parameters say nothing about
what a link leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import links, platforms
from linkage.normalise.spans import CACHE, MAX_HITS, Extractor, Passage, listed, prose, words

NAME, VERSION = "url", 1
LABEL = f"{NAME}/{VERSION}"
PROSE_CONFIDENCE = 0.95

_TRACKING = words("""
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid
    _ga _gl _hsenc _hsmi hsctatracking mkt_tok ref_src ref_url vero_id oly_anon_id oly_enc_id s_cid
    wickedid rb_clickid epik srsltid si
    """)
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "matomo_", "mtm_", "hsa_", "fb_")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~")
_WORD_HOST = re.compile(r"(?:[a-z0-9-]{1,63}+\.){1,32}+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def canonical_url(value: str) -> Identifier | None:
    """One address in canonical form; None for a platform's profile, chat link or front page."""
    spans = links.find(value, whole=True)
    return _page(spans[0].link) if spans else None


@lru_cache(maxsize=CACHE)
def _page(link: links.Link) -> Identifier | None:
    if platforms.is_front_page(link) or platforms.handle_of(link) or platforms.phone_of(link):
        return None
    host = link.host.partition(":")[0]
    if not _WORD_HOST.fullmatch(host) and not host.replace(".", "").isdigit():
        return None
    path = _unescaped(link.path).rstrip("/")
    query = "&".join(sorted(p for p in _unescaped(link.query[1:]).split("&") if p and not _is_tracking(p)))
    return Identifier(Kind.URL, f"{link.host}{path}?{query}" if query else link.host + path)


def _unescaped(text: str) -> str:
    """Percent-escapes in one spelling: RFC 3986 section 6.2.2."""
    return _ESCAPE.sub(_respell, text) if "%" in text else text


def _respell(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return character if character in _UNRESERVED else match.group().upper()


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _in(passage: Passage) -> Iterator[Evidence]:
    for span in links.find(passage.text, whole=passage.structured):
        # Two words around a slash look like a host and a path; only a known host is believed.
        if span.link.bare and not passage.structured and not platforms.is_known_host(span.link.host):
            continue
        found = _page(span.link)
        if found is not None:
            confidence = 1.0 if passage.structured else PROSE_CONFIDENCE
            yield passage.evidence(found, span.start, span.end, LABEL, confidence)


def _find(record: Record) -> Iterator[Evidence]:
    if record.url:
        yield from _in(Passage("url", record.url, structured=True))
    for passage in listed("urls", record.urls):
        yield from _in(passage)
    for passage in prose(record):
        if links.may_hold(passage.text):
            yield from islice(_in(passage), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
