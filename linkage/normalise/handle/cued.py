"""Names in prose: behind an `@`, behind a colon, behind the bare word for a platform."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from linkage.model import Evidence
from linkage.normalise import platforms
from linkage.normalise.disguise import tokens
from linkage.normalise.email.extractor import found_in
from linkage.normalise.forms import PLAIN, SPACED
from linkage.normalise.handle import cues
from linkage.normalise.handle.before import before_cue, behind, is_denied
from linkage.normalise.handle.names import ends_phrase, goes_on, is_possible, looks_like_name, username
from linkage.normalise.handle.status import RULES, SAMPLES
from linkage.normalise.handle.text import Text
from linkage.normalise.spans import MAX_TRIES

AT_CONFIDENCE = 0.9
CUE_CONFIDENCE = 0.8
EMOJI_CONFIDENCE = 0.75
WORD_CONFIDENCE = 0.7
BARE_CONFIDENCE = 0.5

_MAX_MARKS = 1_024
_GLUE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.+-/@=%&#")
_TIME = re.compile(r"[0-9]{1,4}(?:am|pm|h|hrs?|uhr|st|nd|rd|th)")
_SIGN = re.compile("@")
_COLON = re.compile("[:=\U0001f449\u27a1\u2192\u21d2\u00bb\u2794\u261e](?=[^:=/@])")
_GAP = re.compile(r"(?:[^\w\s.,;!?@$)\]]|[ \t]){0,6}")
_WEAK = re.compile(r"[ \t]?(?:[.,;]|\.{2,6})[ \t]{0,2}|[ \t:]{0,3}\n{1,2}[ \t]{0,3}")
_LINE = re.compile(r"[ \t]{0,3}\n[ \t]{0,3}")
_ARROWS = frozenset("\U0001f449\u27a1\u2192\u21d2\u00bb>\u2794\u261e")
_FILLERS = "|".join(sorted(cues.FILLERS - {"on"}, key=lambda w: (-len(w), w)))
_FILLED = re.compile(rf"(?:(?:{_FILLERS})(?![\w.])[ \t:=]{{1,3}}){{0,3}}")
_SECOND = re.compile(r"[ \t]{1,2}(?:or|oder|ou|o|lub|или)[ \t]{1,2}")
_CASHTAG = re.compile(r"\$[a-z][a-z0-9_-]{1,19}+")
_CASHAPP = re.compile(r"[\s(:=|/-]{0,4}(?:(?:on|via|is|for|my|in|to|en|through)\s){0,2}cash\s?(?:app|tag)")
_REDDIT = re.compile(r"[\s:-]{1,4}/?u/([a-z0-9_-]{3,20}+)(?![\w/])")
_DENIED = re.compile(
    r"(?<![^\W_])(?:no|not|without|sin|sans|kein|keine|ohne|senza|bez|sem|geen|без)\s{1,2}\w{2,12}\W{1,6}\Z"
)
_GHOST = "snapchat"
_WEAK_MARKS = " \t\n.,;\u2022:"
_TOPIC = frozenset("\u306f")
"""The particle behind which a Japanese sentence says what the cue is."""


def cued(text: Text) -> Iterator[Evidence]:
    """Names behind an `@`, behind a colon, behind the bare word for a platform, and before it."""
    read = text.read
    if "@" in read:
        for match in islice(_SIGN.finditer(read), _MAX_MARKS):
            yield from _at(text, match.start())
    for match in islice(_COLON.finditer(read), _MAX_MARKS):
        yield from _after_colon(text, match.start())
    for match in cues.standing(read, tokens(read)):
        yield from _around_cue(text, match)
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
    if name in SAMPLES:
        return
    named = _at_named(text, at, name, end)
    lead = read[:at].rstrip(" ")
    pictured = bool(lead) and not lead.isascii() and lead[-1] in cues.EMOJI
    handles = [found for platform in named if (found := platforms.handle(platform.name, name))]
    for found in handles:
        yield text.evidence(found, at, end, EMOJI_CONFIDENCE if pictured else AT_CONFIDENCE)
    bare = None if handles or name in RULES else username(name)
    if bare is not None and not _TIME.fullmatch(name):
        form = SPACED if text.form == SPACED else PLAIN
        yield text._replace(form=form).evidence(bare, at, end, BARE_CONFIDENCE)


def _at_named(text: Text, at: int, name: str, end: int) -> list[platforms.Platform]:
    """The platforms that the words around `@name` speak of."""
    named, sure, _ = cues.named_before(text.seen.text, at)
    if named and (sure or _may_be_short(text, at, named[0])):
        return named
    named = behind(text.read, end)
    if named:
        return named
    # "Telegram:\n@name", "On TikTok, @name": something may end between the two.
    lead = text.seen.text[max(0, at - 6) : at]
    gap = lead[len(lead.rstrip(_WEAK_MARKS)) :]
    if not gap or len(gap) == len(lead) or "\n\n\n" in gap or not ("," in gap or "\n" in gap or "." in gap):
        return []
    if "." in gap and not looks_like_name(name):
        return []
    named, sure, _ = cues.named_before(text.seen.text, at - len(gap))
    return named if sure and not _DENIED.search(text.read, max(0, at - 40), at) else []


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
    named, sure, naming = _named_by_colon(text, at)
    if not (sure or naming or (named and _is_vaguely_named(text, at, named[0], name))):
        return
    yield from _handles(text, named, span, CUE_CONFIDENCE)
    second = _SECOND.match(text.read, span[1])
    other = text.name_at(second.end()) if second else None
    if other and looks_like_name(text.read[other[0] : other[1]]) and not behind(text.read, other[1]):
        yield from _handles(text, named, other, WORD_CONFIDENCE)


def _named_by_colon(text: Text, at: int) -> tuple[list[platforms.Platform], bool, bool]:
    read = text.seen.text
    if read[at - 1 : at] == ")":
        # "Telegram (usuario)" and a colon.
        opening = read.rfind("(", max(0, at - 20), at)
        inside = read[opening + 1 : at - 1]
        if opening > 0 and inside in cues.FILLERS:
            return cues.named_before(read, opening)
        if opening > 0 and cues.platform_of(inside.removeprefix("formerly ")):
            return cues.named_before(read, at - 1)
    return cues.named_before(read, at)


def _is_vaguely_named(text: Text, at: int, platform: platforms.Platform, name: str) -> bool:
    """Whether a word that is a cue among other things is one here: "Line: jane_99", not "x: y1_"."""
    return platform.name != "twitter" and looks_like_name(name) and _may_be_short(text, at, platform)


def _handles(
    text: Text, named: list[platforms.Platform], span: tuple[int, int], sure: float
) -> Iterator[Evidence]:
    if text.read[span[0] : span[1]] in SAMPLES:
        return
    for platform in named:
        found = platforms.handle(platform.name, text.read[span[0] : span[1]])
        if found is not None:
            yield text.evidence(found, *span, sure)


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _around_cue(text: Text, cue: re.Match[str]) -> Iterator[Evidence]:
    """A name right behind a platform's word, or else right before it."""
    redditor = _REDDIT.match(text.read, cue.end()) if cue.group() == "reddit" else None
    if redditor:
        yield from _handles(text, [platforms.CUES["reddit"]], redditor.span(1), AT_CONFIDENCE)
        return
    found = False
    for evidence in _after_cue(text, cue):
        found = True
        yield evidence
    if found:
        return
    span = before_cue(text, cue)
    platform = cues.one(cue.group().removesuffix("'s")) if span else None
    if span and platform and not cues.named_before(text.seen.text, span[0])[0]:
        yield from _handles(text, [platform], span, WORD_CONFIDENCE)


def _after_cue(text: Text, cue: re.Match[str]) -> Iterator[Evidence]:
    """A name right behind a platform's word, with neither colon nor `@`."""
    read, word = text.read, cue.group().removesuffix("'s")
    latin = word.isascii()
    before = read[cue.start() - 1] if cue.start() else " "
    # Scripts without spaces may stand before their own cues.
    if (before in "_@." or (before == "/" and "." in read[max(0, cue.start() - 12) : cue.start()])) or (
        before.isalnum() and word[0] < "\u0600"
    ):
        return
    gap = _past(_GAP, read, cue.end())
    start = _past(_FILLED, read, gap)
    between = read[cue.end() : start]
    # "insta @ jane_doe": the mark is set apart, so that it may mean a place.
    apart = read.startswith("@ ", start)
    start += 2 * apart
    if not between or (latin and read[start : start + 1] == "\n"):
        yield from _weakly(text, cue, word)
    if (latin and not between) or ":" in between[:2] or "=" in between[:2]:
        return
    span = text.name_at(start)
    platform = cues.one(word)
    if span is None or platform is None:
        return
    name = read[span[0] : span[1]]
    if looks_like_name(name):
        believed = word in cues.EMOJI or cues.is_sure(word) or _is_naming(between)
        believed = believed or not _TOPIC.isdisjoint(between)
    else:
        believed = (
            not apart and len(name) > 3 and is_possible(name) and _is_told(text, cue, word, span, between)
        )
    if believed and platform.name not in _PICTURED_ONLY_AT.get(word, ()):
        sure = CUE_CONFIDENCE if ":" in between else WORD_CONFIDENCE
        yield from _handles(text, [platform, *cues.joined_to(read[: cue.start()][-40:])], span, sure)


def _weakly(text: Text, cue: re.Match[str], word: str) -> Iterator[Evidence]:
    """A name behind a cue and something that ends a phrase or a line: "IG, jane_99"."""
    gap = _WEAK.match(text.read, cue.end())
    platform = cues.one(word) if gap and cues.is_sure(word) else None
    if platform and is_denied(text.read, cue.start()):
        return
    span = text.name_at(gap.end()) if gap and platform else None
    if gap is None or platform is None or span is None:
        return
    name = text.read[span[0] : span[1]]
    if "_" not in name and not any(map(str.isdigit, name)):
        return
    if "\n" in gap.group() and not _is_line(text.read, cue.start(), span[1]):
        return
    if looks_like_name(name) and not behind(text.read, span[1]):
        named = [platform, *cues.joined_to(text.read[: cue.start()][-40:])]
        yield from _handles(text, named, span, WORD_CONFIDENCE)


def _is_line(read: str, start: int, end: int) -> bool:
    """Whether nothing stands before `start` and behind `end` on their lines."""
    before, after = read[max(0, start - 4) : start].rstrip(" \t"), read[end : end + 4].lstrip(" \t")
    return (not before or before[-1] == "\n") and (not after or after[0] == "\n")


def _is_told(text: Text, cue: re.Match[str], word: str, span: tuple[int, int], between: str) -> bool:
    """Whether the words around say that what could be a word is a name."""
    if _is_naming(between):
        return cues.is_sure(word) or "id" in between.replace(":", " ").split()
    if word in cues.EMOJI:
        return cues.EMOJI[word] == _GHOST and ends_phrase(text.read, span[1])
    if not cues.is_sure(word):
        return False
    return not word.isascii() or not _ARROWS.isdisjoint(text.seen.text[cue.end() : span[0]])


def _is_naming(between: str) -> bool:
    return not cues.NAMING.isdisjoint(between.replace(":", " ").split())


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
