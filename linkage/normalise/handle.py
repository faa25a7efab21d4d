"""Names on platforms (`instagram:name`), and bare `@name`s on no platform in particular."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import handle_cues as cues
from linkage.normalise import links, platforms
from linkage.normalise.disguise import tokens
from linkage.normalise.email import found_in
from linkage.normalise.email_words import KNOWN_DOMAINS, USUAL
from linkage.normalise.forms import LINK, PLAIN, SPACED
from linkage.normalise.handle_names import ends_phrase, goes_on, is_possible, looks_like_name
from linkage.normalise.handle_text import Text, texts
from linkage.normalise.placeholders import is_null
from linkage.normalise.spans import MAX_HITS, MAX_TRIES, Extractor, Passage, listed, prose, words

NAME, VERSION = "handle", 2
LABEL = f"{NAME}/{VERSION}"
LINK_CONFIDENCE = 0.95
AT_CONFIDENCE = 0.9
CUE_CONFIDENCE = 0.8
EMOJI_CONFIDENCE = 0.75
WORD_CONFIDENCE = 0.7
BARE_CONFIDENCE = 0.5

_MAX_MARKS = 2_048
_GLUE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.+-/@=%&")
_BARE = re.compile(r"(?=[0-9_.]{0,31}[a-z])[a-z0-9_][a-z0-9_.]{1,30}")
_TIME = re.compile(r"[0-9]{1,4}(?:am|pm|h|hrs?|uhr|st|nd|rd|th)")
_SIGN = re.compile("@")
_COLON = re.compile("[:=\U0001f449\u27a1\u2192\u21d2\u00bb\u2794\u261e](?=[^:=/@])")
_GAP = re.compile(r"(?:[^\w\s.,;!?@$)\]]|[ \t]){0,6}")
_LINE = re.compile(r"[ \t]{0,3}\n[ \t]{0,3}")
_ARROWS = frozenset("\U0001f449\u27a1\u2192\u21d2\u00bb>\u2794\u261e")
_FILLERS = "|".join(sorted(cues.FILLERS - {"on", "at"}, key=lambda w: (-len(w), w)))
_FILLED = re.compile(rf"(?:(?:{_FILLERS})(?![\w.])[ \t:=]{{1,3}}){{0,3}}")
_POSSESSIVE = re.compile(r"(?<![^\W_])(?:my|mi|mio|mein|meu|mon|moi|мой|мои|moj|the)\s{1,2}\Z")
_GENERIC_NAMES = words(
    "everyone here all channel media import username handle yourname name noon night home work"
)
_ON = re.compile(r"\s{0,2}(?:\(\s?|(?:on|en|auf|sur|su|no|na|in|на|в)\s(?:my\s)?)([^\W_]{2,12})(?![^\W_])")
_CASHTAG = re.compile(r"\$[a-z][a-z0-9_-]{1,19}+")
_CASHAPP = re.compile(r"[\s(:=|/-]{0,4}(?:(?:on|via|is|for|my|in|to|en|through)\s){0,2}cash\s?(?:app|tag)")
_GHOST = "snapchat"


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
    if name in USUAL or name in KNOWN_DOMAINS:
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
            yield passage.evidence(found, span.start, span.end, LABEL, confidence, LINK)


def _cued(text: Text) -> Iterator[Evidence]:
    """Names behind an `@`, behind a colon, behind the bare word for a platform."""
    read = text.read
    if "@" in read:
        for match in islice(_SIGN.finditer(read), _MAX_MARKS):
            yield from _at(text, match.start())
    for match in islice(_COLON.finditer(read), _MAX_MARKS):
        yield from _after_colon(text, match.start())
    for match in cues.standing(read, tokens(read)):
        yield from _after_cue(text, match)
    if not text.seen.text.isascii():
        for match in islice(cues.OTHERS.finditer(text.seen.text), MAX_TRIES):
            yield from _after_cue(text, match)
    if "$" in read and "cash" in read:
        for match in islice(_CASHTAG.finditer(read), MAX_TRIES):
            yield from _cashtag(text, match)


def _at(text: Text, at: int) -> Iterator[Evidence]:
    read = text.read
    before = read[at - 1] if at else " "
    # The colon of "IG:@name" is no glue, unlike the letters of an e-mail address.
    if before in _GLUE or (before.isalnum() and ord(before) < 0x0600):
        return
    span = text.name_at(at + 1)
    if span is None or _is_mailed(text, at):
        return
    name, end = read[at + 1 : span[1]], span[1]
    named, sure, _ = cues.named_before(text.seen.text, at)
    if named and not sure and not _may_be_short(text, at, named[0]):
        named = []
    if not named:
        behind = _ON.match(read, end)
        platform = cues.platform_of(behind.group(1)) if behind else None
        named = [platform] if platform else []
    pictured = not read[:at].rstrip(" ").isascii() and read[:at].rstrip(" ")[-1] in cues.EMOJI
    handles = [found for platform in named if (found := platforms.handle(platform.name, name))]
    for found in handles:
        yield text.evidence(found, at, end, EMOJI_CONFIDENCE if pictured else AT_CONFIDENCE)
    bare = None if handles else canonical_username(name)
    if bare is not None and not _TIME.fullmatch(name):
        form = SPACED if text.form == SPACED else PLAIN
        yield text._replace(form=form).evidence(bare, at, end, BARE_CONFIDENCE)


def _is_mailed(text: Text, at: int) -> bool:
    """Whether the `@` is that of an address: `jane @studio dot example`."""
    place = text.seen.place(at, at + 1)[0]
    hits = found_in(text.passage.text)
    index = bisect_right(hits, place, key=lambda hit: hit.start) - 1
    return index >= 0 and place < hits[index].end


def _may_be_short(text: Text, at: int, platform: platforms.Platform) -> bool:
    """Whether "of", where it is the cue, is written as an abbreviation is."""
    if platform.name != "onlyfans":
        return True
    place = text.seen.place(at, at + 1)[0]
    before = text.passage.text[max(0, place - 8) : place]
    return "OF" in before or not before.isascii()


def _after_colon(text: Text, at: int) -> Iterator[Evidence]:
    start = at + 1
    line = _LINE.match(text.read, start)
    start = _past(_GAP, text.read, line.end() if line else start)
    span = text.name_at(start)
    if span is None:
        return
    name = text.read[span[0] : span[1]]
    if not is_possible(name) or (line and not looks_like_name(name)):
        return
    if name.isalpha() and goes_on(text.read, span[1]):
        return
    named, sure, naming = cues.named_before(text.seen.text, at)
    if not (sure or naming or (named and _is_vaguely_named(text, at, named[0], name))):
        return
    yield from _handles(text, named, span, CUE_CONFIDENCE)


def _is_vaguely_named(text: Text, at: int, platform: platforms.Platform, name: str) -> bool:
    """Whether a word that is a cue among other things is one here: "Line: jane_99", not "x: y1_"."""
    return platform.name != "twitter" and looks_like_name(name) and _may_be_short(text, at, platform)


def _handles(
    text: Text, named: list[platforms.Platform], span: tuple[int, int], sure: float
) -> Iterator[Evidence]:
    for platform in named:
        found = platforms.handle(platform.name, text.read[span[0] : span[1]])
        if found is not None:
            yield text.evidence(found, *span, sure)


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _after_cue(text: Text, cue: re.Match[str]) -> Iterator[Evidence]:
    """A name right behind a platform's word, with neither colon nor `@`."""
    read, word = text.read, cue.group().removesuffix("'s")
    latin = word.isascii()
    before = read[cue.start() - 1] if cue.start() else " "
    # Scripts without spaces may stand before their own cues.
    if before in "_@./" or (before.isalnum() and word[0] < "\u0600"):
        return
    gap = _past(_GAP, read, cue.end())
    start = _past(_FILLED, read, gap)
    between = read[cue.end() : start]
    # "insta @ jane_doe": the mark is set apart, so that it may mean a place.
    apart = read.startswith("@ ", start)
    start += 2 * apart
    if (latin and not between) or ":" in between[:2] or "=" in between[:2]:
        return
    span = text.name_at(start)
    platform = cues.one(word)
    if span is None or platform is None:
        return
    name = read[span[0] : span[1]]
    if looks_like_name(name):
        believed = word in cues.EMOJI or cues.is_sure(word) or _is_naming(between)
    else:
        believed = (
            not apart and len(name) > 3 and is_possible(name) and _is_told(text, cue, word, span, between)
        )
    if believed and platform.name not in _PICTURED_ONLY_AT.get(word, ()):
        sure = CUE_CONFIDENCE if ":" in between else WORD_CONFIDENCE
        yield from _handles(text, [platform], span, sure)


def _is_told(text: Text, cue: re.Match[str], word: str, span: tuple[int, int], between: str) -> bool:
    """Whether the words around say that what could be a word is a name."""
    if _is_naming(between):
        return cues.is_sure(word) or "id" in between.replace(":", " ").split()
    if word in cues.EMOJI:
        return cues.EMOJI[word] == _GHOST and ends_phrase(text.read, span[1])
    if not cues.is_sure(word):
        return False
    if not word.isascii() or not _ARROWS.isdisjoint(text.seen.text[cue.end() : span[0]]):
        return True
    mine = _POSSESSIVE.search(text.seen.text[max(0, cue.start() - 8) : cue.start()])
    return bool(mine and not _IS.isdisjoint(between.split()) and ends_phrase(text.read, span[1]))


def _is_naming(between: str) -> bool:
    return not cues.NAMING.isdisjoint(between.replace(":", " ").split())


_IS = words("is es ist est e")
_PICTURED_ONLY_AT = {emoji: {name} for emoji, name in cues.EMOJI.items() if name in {"telegram", "twitter"}}


def _cashtag(text: Text, tag: re.Match[str]) -> Iterator[Evidence]:
    """`cashapp $name`, `$name on cashapp`."""
    start, end = tag.span()
    if start and (text.read[start - 1].isalnum() or text.read[start - 1] == "$"):
        return
    named, _, _ = cues.named_before(text.seen.text, start)
    if any(platform.name == "cashapp" for platform in named) or _CASHAPP.match(text.read, end):
        found = platforms.handle("cashapp", text.read[start + 1 : end])
        if found is not None:
            yield text.evidence(found, start, end, AT_CONFIDENCE)


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
            yield from islice(_cued(text), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
