"""Names on platforms (`instagram:name`), and bare `@name`s on no platform in particular."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from linkage.model import Evidence, Identifier, Record
from linkage.normalise import links, platforms
from linkage.normalise.forms import LINK
from linkage.normalise.handle.cued import BARE_CONFIDENCE, cued
from linkage.normalise.handle.names import username
from linkage.normalise.handle.text import texts
from linkage.normalise.spans import MAX_HITS, Extractor, Passage, listed, prose

NAME, VERSION = "handle", 2
LABEL = f"{NAME}/{VERSION}"
LINK_CONFIDENCE = 0.95


def canonical_handle(value: str) -> Identifier | None:
    """`platform:name` in canonical form, from that form or from a platform's URL."""
    if links.may_hold(value):
        spans = links.find(value, whole=True)
        found = platforms.handle_of(spans[0].link) if spans else None
        if found is not None:
            return found
    platform, colon, name = value.partition(":")
    return platforms.handle(platform, name) if colon else None


def canonical_username(value: str) -> Identifier | None:
    """A bare name, with or without its `@`, in canonical form."""
    return username(value)


def _listed(passage: Passage) -> Iterator[Evidence]:
    text = passage.text.strip()
    found = canonical_handle(text)
    if found is not None:
        yield passage.whole(found, LABEL, 1.0)
    elif ":" not in text:
        bare = canonical_username(text)
        if bare is not None:
            yield passage.whole(bare, LABEL, BARE_CONFIDENCE)


def _linked(passage: Passage) -> Iterator[Evidence]:
    for span in links.find(passage.text, whole=passage.structured):
        found = platforms.handle_of(span.link)
        if found is not None:
            confidence = 1.0 if passage.structured else LINK_CONFIDENCE
            yield passage.evidence(found, span.start, span.end, LABEL, confidence, LINK)


def _find(record: Record) -> Iterator[Evidence]:
    for passage in listed("handles", record.handles):
        yield from _listed(passage)
    for passage in listed("urls", record.urls):
        yield from _linked(passage)
    if record.url:
        yield from _linked(Passage("url", record.url, structured=True))
    for passage in prose(record):
        if links.may_hold(passage.text):
            yield from islice(_linked(passage), MAX_HITS)
        for text in texts(passage, LABEL):
            yield from islice(cued(text), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
