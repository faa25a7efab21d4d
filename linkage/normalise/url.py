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
from linkage.normalise.email.extractor import found_in
from linkage.normalise.forms import AT_DOT, PLAIN
from linkage.normalise.handle.cues import named_before
from linkage.normalise.handle.words import ORDINARY
from linkage.normalise.links.shorteners import is_shortener
from linkage.normalise.links.suffixes import (
    GENERIC_WORDS,
    SECOND_LEVEL,
    SITE_WORDS,
    SUFFIXES,
    TECHNOLOGIES,
    WORDY,
)
from linkage.normalise.spans import CACHE, MAX_HITS, Extractor, Passage, listed, prose, words

NAME, VERSION = "url", 2
LABEL = f"{NAME}/{VERSION}"
PROSE_CONFIDENCE = 0.95
DISGUISED_CONFIDENCE = 0.9
BARE_CONFIDENCE = 0.8
"""For a host with neither scheme nor `www.`, and one whose dots are spelled out."""

_TRACKING = words("""
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid
    _ga _gl _hsenc _hsmi hsctatracking mkt_tok ref_src ref_url vero_id oly_anon_id oly_enc_id s_cid
    wickedid rb_clickid epik srsltid si gad_source gad_campaignid _branch_match_id _branch_referrer
    _openstat ysclid at_medium at_campaign igsh_id mibextid sfnsn wt_mc cmpid trk trkinfo spm scm ref_
    """)
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "matomo_", "mtm_", "hsa_", "fb_", "_hs", "oly_", "vero_")
_MIN_LETTERS = 3
_LONG = 8
"""Letters of a label that is no word of a sentence, where an ending and a path could be."""
_SITE = re.compile(
    r"(?<![^\W_])(?:(?:web\s?)?site|webpage|web|www|url|visit|homepage|page|online|pagina|sito|seite|domain|сайт)"
    r"(?:\s(?:is|at|on|es))?[\s:=-]{1,3}\Z",
    re.IGNORECASE,
)
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
    if is_shortener(link.host):
        # What stands behind the path is for statistics.
        return Identifier(Kind.URL, link.host + path) if path else None
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
    text = passage.text
    for span in links.find(text, whole=passage.structured):
        link, confidence = span.link, 1.0
        if not passage.structured:
            confidence = PROSE_CONFIDENCE
            if link.bare and not (platforms.is_known_host(link.host) or is_shortener(link.host)):
                confidence = BARE_CONFIDENCE
                if not _is_host(text, span):
                    continue
            elif span.form != PLAIN:
                confidence = DISGUISED_CONFIDENCE
        found = _page(link)
        if found is not None:
            yield passage.evidence(found, span.start, span.end, LABEL, confidence, span.form)


def _is_host(text: str, span: links.Span) -> bool:
    """Whether words with dots between them are a host, and not a missing space or an e-mail's part."""
    link = span.link
    host = link.host.partition(":")[0]
    name, _, suffix = host.rpartition(".")
    label = name.rpartition(".")[2]
    if label in SECOND_LEVEL:
        label = name.rpartition(".")[0].rpartition(".")[2]
    if suffix in SITE_WORDS and span.form != AT_DOT:
        return _is_marked(text, span, label)
    if suffix not in SUFFIXES or host in TECHNOLOGIES or sum(map(str.isalpha, label)) < _MIN_LETTERS:
        return False
    written = text[span.start : span.end]
    if span.form == AT_DOT:
        return not (label in ORDINARY and suffix in WORDY) and not _is_mailed(text, span)
    if _is_joint(text, span, written, name, label, suffix):
        return False
    return not _is_mailed(text, span) and not _is_name(text, span)


def _is_marked(text: str, span: links.Span, label: str) -> bool:
    """Whether a host whose ending is an ordinary word has what two words have not."""
    marked = "-" in label and not ORDINARY.issuperset(label.split("-"))
    marked = marked or (span.link.path != "/" and len(label) >= _LONG)
    lower = text[span.start : span.end].islower()
    return marked and lower and not _is_mailed(text, span) and not _is_name(text, span)


def _is_joint(text: str, span: links.Span, written: str, name: str, label: str, suffix: str) -> bool:
    """Whether a host is rather two sentences without a space between them."""
    titled = "-" in label and written[0].isupper() and suffix not in WORDY
    if "." + suffix.capitalize() in written and not written[: len(name)].isupper() and not titled:
        return True
    if span.link.path != "/":
        return False
    if written.isupper() and "-" not in label and _is_shouted(text, span):
        return True
    return suffix in WORDY | GENERIC_WORDS and not _is_told(text, span, label, suffix)


def _is_shouted(text: str, span: links.Span) -> bool:
    """Whether a text is in capitals, where a missing space looks like a host: "ANYTIME.DE NADA"."""
    around = text[max(0, span.start - 24) : span.start] + text[span.end : span.end + 24]
    return around.isupper() and not _SITE.search(text[max(0, span.start - 24) : span.start])


def _is_told(text: str, span: links.Span, label: str, suffix: str) -> bool:
    """Whether a host that could be two words is told from them: by a word before, by what it is made of."""
    if any(c in "-0123456789" for c in label):
        return suffix not in WORDY or not ORDINARY.issuperset(label.split("-"))
    if suffix not in WORDY and label not in ORDINARY:
        return True
    return _SITE.search(text[max(0, span.start - 24) : span.start]) is not None


def _is_mailed(text: str, span: links.Span) -> bool:
    """Whether the host is part of an e-mail address in the same text."""
    return any(hit.start < span.end and span.start < hit.end for hit in found_in(text))


def _is_name(text: str, span: links.Span) -> bool:
    """Whether a platform's word stands before: "insta: jane.doe.de"."""
    lead = text[max(0, span.start - 40) : span.start].lower()
    return span.link.path == "/" and bool(named_before(lead, len(lead))[0])


def _find(record: Record) -> Iterator[Evidence]:
    if record.url:
        yield from _in(Passage("url", record.url, structured=True))
    for passage in listed("urls", record.urls):
        yield from _in(passage)
    for passage in prose(record):
        if links.may_hold(passage.text):
            yield from islice(_in(passage), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
