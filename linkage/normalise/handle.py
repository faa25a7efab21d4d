"""Names on platforms (`instagram:name`), and bare `@name`s on no platform in particular."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import links, platforms
from linkage.normalise.placeholders import is_null
from linkage.normalise.spans import MAX_HITS, Extractor, Passage, listed, prose, words

NAME, VERSION = "handle", 1
LABEL = f"{NAME}/{VERSION}"
LINK_CONFIDENCE = 0.95
AT_CONFIDENCE = 0.9
CUE_CONFIDENCE = 0.8
BARE_CONFIDENCE = 0.5

_MAX_MARKS = 2_048
_MARK = re.compile("[:=@]")
_GLUE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-/@=%&")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{1,63}")
_BARE = re.compile(r"(?=[0-9_.]{0,31}[a-z])[a-z0-9_][a-z0-9_.]{1,30}")
_SKIP = re.compile(r"[ \t]{0,3}")
_LEAD = 32
_FILLERS = words("id name user username handle acct account me add is")
_GENERIC_NAMES = words("""
    everyone here all channel media import gmail gmail.com googlemail.com yahoo yahoo.com hotmail
    hotmail.com outlook outlook.com icloud.com username handle yourname name
    """)
_ORDINARY = words("""
    add and any ask available below call chat check click contact daily direct discreet dm email find follow
    for from here hit hmu http https inbox link lmk message more msg new none not now number only page phone
    pics please pls request see send text the this todo txt upon view visit want whatsapp with yes you your
    instagram insta snapchat snap telegram twitter facebook onlyfans tiktok kik wechat line skype discord
    same name username handle soon
    """)
"""Words that follow "IG:" in a sentence and are nobody's name there."""


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
    name = value.strip().removeprefix("@").lower()
    if not _BARE.fullmatch(name) or name[-1] == "." or is_null(name) or name in _GENERIC_NAMES:
        return None
    return Identifier(Kind.USERNAME, name)


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
            yield passage.evidence(found, span.start, span.end, LABEL, confidence)


def _cued(passage: Passage) -> Iterator[Evidence]:
    """Names behind `:`, `=` or `@`, the platform being the word before."""
    text = passage.text
    for match in islice(_MARK.finditer(text), _MAX_MARKS):
        at = match.start()
        if text[at] == "@":
            yield from _at(passage, at)
        else:
            yield from _after_cue(passage, at)


def _at(passage: Passage, at: int) -> Iterator[Evidence]:
    text = passage.text
    # The colon of "IG:@name" is no glue, unlike the letters of an e-mail address.
    if at and text[at - 1] in _GLUE:
        return
    span = _name_at(text, at + 1)
    if span is None:
        return
    name = text[span[0] : span[1]]
    platform, _ = _cue_before(text, at)
    found = platforms.handle(platform.name, name) if platform else None
    if found is not None:
        yield passage.evidence(found, at, span[1], LABEL, AT_CONFIDENCE)
        return
    bare = canonical_username(name)
    if bare is not None:
        yield passage.evidence(bare, at, span[1], LABEL, BARE_CONFIDENCE)


def _after_cue(passage: Passage, at: int) -> Iterator[Evidence]:
    text = passage.text
    platform, sure = _cue_before(text, at)
    if platform is None or not sure:
        return
    skipped = _SKIP.match(text, at + 1)
    span = _name_at(text, skipped.end() if skipped else at + 1)
    if span is None:
        return
    name = text[span[0] : span[1]].lower()
    if name in _ORDINARY or not any("a" <= c <= "z" for c in name):
        return
    found = platforms.handle(platform.name, name)
    if found is not None:
        yield passage.evidence(found, span[0], span[1], LABEL, CUE_CONFIDENCE)


def _name_at(text: str, start: int) -> tuple[int, int] | None:
    """Span of the name that starts at `start`, unless it goes on as an address or a phrase."""
    match = _NAME.match(text, start)
    if match is None:
        return None
    end = start + len(match.group().rstrip(".-"))
    after = text[match.end() : match.end() + 3]
    if end - start < 2 or after[:1] == "@" or after == "://":
        return None
    return start, end


def _cue_before(text: str, at: int) -> tuple[platforms.Platform | None, bool]:
    """The platform that the words before `at` name, and whether they can mean nothing else."""
    lead = text[max(0, at - _LEAD) : at].rstrip(" \t:=-\u2013")
    word = _last_word(lead)
    filler = word in _FILLERS
    if filler:
        lead = lead[: len(lead) - len(word)].rstrip(" \t'")
        word = _last_word(lead)
    sure = platforms.CUES.get(word)
    if sure is not None:
        return sure, True
    return platforms.VAGUE_CUES.get(word), filler


def _last_word(lead: str) -> str:
    stem = lead.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if stem and (stem[-1].isalnum() or stem[-1] in "_@"):
        return ""
    return lead[len(stem) :].lower()


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
        yield from islice(_cued(passage), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
