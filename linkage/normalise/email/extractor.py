"""E-mail addresses, in the form in which their provider delivers them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise.disguise import (
    cleaned,
    despaced,
    form_of,
    has_latin,
    is_hidden,
    is_mixed,
    plain_letters,
    tokens,
)
from linkage.normalise.email import cued as email_cued
from linkage.normalise.email import spelled as email_spelled
from linkage.normalise.email.words import KNOWN_DOMAINS
from linkage.normalise.folding import View, skeleton, view
from linkage.normalise.forms import FANCY, HOMOGLYPHS, INVISIBLE, MARKUP, PLAIN, SPACED
from linkage.normalise.links.ends import is_closed
from linkage.normalise.links.suffixes import SUFFIXES
from linkage.normalise.placeholders import is_dummy_email
from linkage.normalise.spans import CACHE, MAX_HITS, MAX_TRIES, Extractor, Passage, listed, prose, words

NAME, VERSION = "email", 2
LABEL = f"{NAME}/{VERSION}"
PROSE_CONFIDENCE = 0.95
SPACED_CONFIDENCE = 0.85
_SURENESS = {HOMOGLYPHS: 0.85, INVISIBLE: 0.9, FANCY: 0.9, MARKUP: 0.9}

MAX_LOCAL = 64
"""Octets before the `@`: RFC 5321 section 4.5.3.1.1."""
_LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$&*+-_~"
_COMS = words("community company compare computer comsec commbank")
"""The endings that begin with "com"."""
_ASCII_HEAD = re.compile(r"[a-z]{2,24}(?=[^\x00-\x7f])")
_CREDENTIALS = re.compile(r"://[^\s/@]{1,64}\Z")
_APOSTROPHES = ("'", "\u2019")
_HEAD_OF_NAME = re.compile(r"(?<![^\W_])(?<!')[a-zA-Z]{1,2}\Z")
_DOMAIN = re.compile(r"[^\W_][\w\-]{0,62}(?:\.[^\W_][\w\-]{0,62}){1,8}")


class Provider(NamedTuple):
    """How a provider reads the part before the `@`. `tag` starts a part that it ignores."""

    domain: str
    tag: str = "+"
    dots: bool = True
    """Whether dots matter."""


def _providers() -> dict[str, Provider]:
    """Facts from the providers' help pages, for the providers' own domains only.

    Yahoo's `-` is left alone: its base names are no account names, so cutting there would join
    strangers. Hosted domains (Workspace, Microsoft 365) are their owners' to configure.
    """
    tagged = """
        outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it live.com live.co.uk
        live.fr msn.com icloud.com me.com mac.com fastmail.com fastmail.fm proton.me protonmail.com
        protonmail.ch pm.me tutanota.com tuta.com mailbox.org zoho.com
    """
    table = {domain: Provider(domain) for domain in tagged.split()}
    gmail = Provider("gmail.com", dots=False)
    return table | {"gmail.com": gmail, "googlemail.com": gmail}


PROVIDERS = _providers()


@lru_cache(maxsize=CACHE)
def canonical_email(value: str) -> Identifier | None:
    """One address in canonical form, or None when it is none or nobody's."""
    address = value.strip()
    if len(address) > 320:
        return None
    try:
        # No look-up is made; `.test` counts like any other domain.
        valid = validate_email(
            address, check_deliverability=False, test_environment=True, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        return None
    local, domain = valid.local_part.lower(), (valid.ascii_domain or valid.domain).lower()
    if "." not in domain:
        return None
    provider = PROVIDERS.get(domain)
    if provider is not None:
        domain = provider.domain
        local = local.partition(provider.tag)[0]
        local = local if provider.dots else local.replace(".", "")
    if is_dummy_email(local, domain) or local[-1] == ".":
        return None
    return Identifier(Kind.EMAIL, f"{local}@{domain}")


class Hit(NamedTuple):
    """An address in a text, placed in the original."""

    start: int
    end: int
    identifier: Identifier
    form: str
    confidence: float


@lru_cache(maxsize=64)
def found_in(text: str) -> tuple[Hit, ...]:
    """The addresses of a text, in order. Several extractors ask for those of the same one."""
    seen = view(text)
    read = plain_letters(seen.text)
    hits = list(islice(_written(seen, read), MAX_HITS)) if "@" in read else []
    if "<" in text:
        hits += islice(_hidden(seen, text), MAX_HITS)
    _add(hits, islice(_spelled(seen, read), MAX_HITS))
    apart = despaced(text)
    if apart is not None:
        _add(hits, islice(_joined(apart), MAX_HITS))
    return tuple(sorted(hits))[:MAX_HITS]


def _joined(apart: View) -> Iterator[Hit]:
    read = plain_letters(apart.text)
    for hit in chain(_written(apart, read), _spelled(apart, read)):
        yield hit._replace(form=SPACED, confidence=min(hit.confidence, SPACED_CONFIDENCE))


def _add(hits: list[Hit], more: Iterable[Hit]) -> None:
    """Those of `more` that share no place with what was found more surely."""
    taken = bytearray()
    for hit in hits:
        _mark(taken, hit)
    for hit in more:
        if not any(taken[hit.start : hit.end]):
            hits.append(hit)
            _mark(taken, hit)


def _mark(taken: bytearray, hit: Hit) -> None:
    taken.extend(bytes(max(0, hit.end - len(taken))))
    taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)


def _written(seen: View, read: str) -> Iterator[Hit]:
    """Addresses around each `@`, at most `MAX_TRIES` of them."""
    at = read.find("@")
    for _ in range(MAX_TRIES):
        if at < 0:
            return
        domain = _DOMAIN.match(read, at + 1)
        if domain is not None and domain.group()[-2:-1] != ".":
            start = _local_start(read, at)
            end = at + 1 + len(_cut(seen.text[at + 1 : domain.end()].rstrip("-_")))
            found = _address(seen, read, start, at, end) if start < at else None
            if found is not None:
                form = form_of(seen, start, end, PLAIN)
                if form == HOMOGLYPHS and "@xn--" in found.value:
                    form = form_of(seen, start, at, PLAIN)
                first, last = seen.place(start, end)
                yield Hit(first, last, found, form, _SURENESS.get(form, PROSE_CONFIDENCE))
        at = read.find("@", at + 1)


def _address(seen: View, read: str, start: int, at: int, end: int) -> Identifier | None:
    domain = read[at + 1 : end]
    if not has_latin(seen.text[start:at]):
        return None
    if seen.text is not seen.original and not seen.original.isascii() and domain not in KNOWN_DOMAINS:
        first, last = seen.place(at + 1, end)
        shown = cleaned(seen.original[first:last])
        # A name in another script is what it is; Latin with single letters of another is a disguise.
        if not shown.isascii() and not any(map(is_mixed, shown.split("."))):
            domain = shown
    return canonical_email(f"{read[start:at]}@{domain}")


def _cut(domain: str) -> str:
    """The domain without the words that run into it: `gmail.com.Call`, `gmail.com加我`."""
    head, _, last = domain.rpartition(".")
    if not last.isascii():
        known = _ASCII_HEAD.match(last)
        if known and known.group() in SUFFIXES and skeleton(last) not in SUFFIXES:
            return f"{head}.{known.group()}"
    while "." in head and last not in SUFFIXES and is_closed(head):
        domain = head
        head, _, last = domain.rpartition(".")
    # "outlook.comcall me"
    return f"{head}.com" if last.startswith("com") and last.isalnum() and last not in _COMS else domain


def _local_start(text: str, at: int) -> int:
    """Where the part before the `@` at `at` starts; `at` itself when there is none."""
    window = text[max(0, at - MAX_LOCAL - 1) : at]
    local = window[len(window.rstrip(_LOCAL)) :]
    # "n/a@..." is a null whose slash no local part written in the open would hold.
    if len(local) > MAX_LOCAL or window[-3:].lower() == "n/a":
        return at
    before = window[-len(local) - 1 : -len(local)] if local else ""
    # A Cyrillic or Greek letter belongs to the same word; scripts without spaces stand beside it.
    if before.isalpha() and ord(before) < 0x0600:
        return at
    if before == ":" and _CREDENTIALS.search(window):
        return at
    if before and before in _APOSTROPHES and window[: -len(local) - 1][-1:].isalpha():
        return _before_apostrophe(window, at - len(local)) if before == "'" else at
    local = local[local.rfind("..") + 1 :].lstrip(".!#$&*~-+")
    return at - len(local)


def _before_apostrophe(window: str, start: int) -> int:
    """Where "o'neil" starts, `start` being where "neil" does; nothing goes for a longer word."""
    head = _HEAD_OF_NAME.search(window[: window.rindex("'")])
    return start - 1 - len(head.group()) if head else start + MAX_LOCAL


def _hidden(seen: View, text: str) -> Iterator[Hit]:
    """Addresses in the attributes of tags, which a view leaves out, and `<at>`, which looks like one."""
    read = text.lower()
    if len(read) != len(text) or not ("@" in read or "<at>" in read):
        return
    for hit in _written(View(text, read), read):
        if is_hidden(seen, hit.start):
            yield hit._replace(form=MARKUP)
    if "<at>" in read:
        yield from _spelled(View(text, read), read)


def _spelled(seen: View, read: str) -> Iterator[Hit]:
    worded = email_spelled.is_worded(tokens(read))
    spelled = email_spelled.find(read, tokens(read), worded=worded)
    cued = email_cued.find(read) if worded or (":" in read and "mail:" in read) else ()
    for found in chain(spelled, cued):
        local = found.address.partition("@")[0]
        named = has_latin(seen.text[found.start : found.start + len(local)])
        address = canonical_email(found.address) if named else None
        if address is not None:
            yield Hit(*seen.place(found.start, found.end), address, found.form, found.confidence)


def _scan(passage: Passage) -> Iterator[Evidence]:
    for start, end, found, form, confidence in found_in(passage.text):
        sure = 1.0 if passage.structured and confidence >= PROSE_CONFIDENCE else confidence
        yield passage.evidence(found, start, end, LABEL, sure, form)


def _find(record: Record) -> Iterator[Evidence]:
    for passage in listed("emails", record.emails):
        yield from _scan(passage)
    for passage in prose(record):
        yield from _scan(passage)


EXTRACTOR = Extractor(NAME, VERSION, _find)
