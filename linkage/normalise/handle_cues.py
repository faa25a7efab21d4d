"""Cues of handles in folded text: which platform the words before a name speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkage.normalise.folding import folded, skeleton
from linkage.normalise.platforms import CUES, VAGUE_CUES, Platform
from linkage.normalise.spans import MAX_TRIES, words

_LEAD = 40


def _folded(text: str) -> frozenset[str]:
    return words(folded(text))


_MAX_MARKS = 2_048
_TWO_WORDS = {
    "snap chat": "snapchat", "cash app": "cashapp", "cash tag": "cashtag", "only fans": "onlyfans",
    "tik tok": "tiktok", "we chat": "wechat",
    "face book": "facebook", "insta gram": "instagram",
    "kakao talk": "kakaotalk",
}  # fmt: skip
FILLERS = _folded("""
    id name user username usernames handle acct account add me my is es ist est e on at page profile mio mi
    the nick nickname usuario utente pseudo nutzername это мой ник号 号 號 ид 我的 it's its at's screenname
    gram messenger contact c'est arroba tag 아이디
    """)
NAMING = _folded(
    "아이디 id username handle nick nickname usuario utente pseudo nutzername user acct account arroba"
)
"""Fillers behind which nothing but a name stands."""
_STRIPPED = " \t:=-\u2013\u2014~>*|\u00bb\u2192\u21d2\u27a1\u2794\"'`\u201c\u201d\u2019\u2018(["
_MARKS = re.compile(r"[^\w\s.,;!?@)\]]{1,64}\Z")
_UNSPACED = {cue: p for cue, p in {**CUES, **VAGUE_CUES}.items() if any(c >= "\u0e00" for c in cue)}
"""Cues in scripts written without spaces, so that anything may stand before them."""
_UNSPACED_ENDS = tuple(_UNSPACED)
EMOJI = {"\U0001f4f7": "instagram", "\U0001f4f8": "instagram", "\U0001f47b": "snapchat", "\u2708": "telegram",
         "\U0001f426": "twitter"}  # fmt: skip
"""Pictures that stand for a platform."""
_EMOJI_ENDS = tuple(EMOJI)
_JOINING = ("/", "&", "+", ",", "|")
_JOINTS = words("and or y e et und и")


def named_before(read: str, at: int) -> tuple[list[Platform], bool, bool]:
    """The platforms that the words before `at` name.

    Also whether the cue can mean nothing else, and whether a word says that a name follows.
    """
    lead, naming = _without_fillers(read[max(0, at - _LEAD) : at])
    found, rest, sure = _cue_at_end(lead)
    if found is None:
        return [], False, False
    all_found = [found]
    # "IG / Snap: name" is a name on both.
    while len(all_found) < 4 and (joined := _before_joint(rest)):
        other, rest, plain = _cue_at_end(joined)
        if other is None or not plain:
            break
        all_found.append(other)
    return all_found, sure, naming


def _before_joint(rest: str) -> str:
    """What stands before a joining mark or word that ends a text; nothing where it ends otherwise."""
    rest = rest.rstrip(" ")
    if rest[-1:] in _JOINING:
        return rest[:-1].rstrip(" ")
    word = _last_word(rest)
    return rest[: len(rest) - len(word)].rstrip(" ") if word in _JOINTS else ""


def _without_fillers(lead: str) -> tuple[str, bool]:
    naming = False
    for _ in range(5):
        lead = _stripped(lead)
        word = _last_word(lead)
        if word not in FILLERS:
            break
        # "my id", but not "snap is": after that word a sentence may go on.
        naming = naming or word in NAMING
        lead = lead[: len(lead) - len(word)]
    return lead, naming


def _stripped(lead: str) -> str:
    lead = lead.rstrip(_STRIPPED)
    if lead and not lead[-1].isascii() and not lead[-1].isalnum() and not lead.endswith(_EMOJI_ENDS):
        marks = _MARKS.search(lead)
        if marks and not marks.group().startswith(_EMOJI_ENDS):
            lead = lead[: marks.start()].rstrip(_STRIPPED)
    return lead


def _cue_at_end(lead: str) -> tuple[Platform | None, str, bool]:
    """The platform that a text ends in, what stands before it, and whether the cue is no other word."""
    if lead.endswith(_EMOJI_ENDS):
        return CUES[EMOJI[lead[-1]]], lead[:-1], True
    word = _last_word(lead)
    if not word:
        return None, "", False
    rest = lead[: len(lead) - len(word)]
    platform = platform_of(word)
    if platform is not None:
        return platform, rest, True
    before = _last_word(rest.rstrip(" "))
    pair = _TWO_WORDS.get(f"{before} {word}")
    if pair:
        return CUES[pair], rest.rstrip(" ")[: -len(before)], True
    cue = word
    if not word.isascii() and word.endswith(_UNSPACED_ENDS):
        cue = max((c for c in _UNSPACED if word.endswith(c)), key=len)
    return CUES.get(cue) or VAGUE_CUES.get(cue), lead[: len(lead) - len(cue)], cue in CUES


def _last_word(lead: str) -> str:
    lead = lead.removesuffix("'s")
    start = end = len(lead)
    while start and end - start < 20 and lead[start - 1].isalnum():
        start -= 1
    return "" if start and lead[start - 1] in "_@" else lead[start:]


def platform_of(word: str) -> Platform | None:
    """The platform that one folded word names for sure."""
    found = CUES.get(word)
    if found is None and not word.isascii() and any("a" <= c <= "z" for c in word):
        found = CUES.get(skeleton(word))
    return found


_CUE_WORDS = sorted({*CUES, *VAGUE_CUES}, key=lambda w: (-len(w), w))
_LONG = [w for w in _CUE_WORDS if w.isascii()]
LATIN = re.compile(rf"(?:{'|'.join(_LONG)}|{'|'.join(_TWO_WORDS)})(?:'s)?(?![^\W_])")
"""Where a cue may stand; what is before it is for the caller to see."""
OTHERS = re.compile("|".join(w for w in _CUE_WORDS if not w.isascii()) + "|" + "|".join(EMOJI))

_AROUND = ("{}", "({}", "({})", "{}:", "*{}", "-{}", "{}-", "/{}", "[{}]", "{}'s", "#{}", "{}:)", "\u2022{}")
_TOKENS = {
    shape.format(word): shape.index("{")
    for cue in (*_LONG, *_TWO_WORDS)
    if cue not in {"of", "x"}
    for word in [cue.split()[0]]
    for shape in _AROUND
}
"""Cues as white space leaves them, and where in it the cue starts. A text without one of these names no
platform in plain words."""
_KEYS = frozenset(_TOKENS) - words("only face we")


def standing(read: str, tokens: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Latin cues that stand as words of their own, in order."""
    present = _KEYS.intersection(tokens)
    if not present:
        return
    places = sorted({at + _TOKENS[token] for token in present for at in _places(read, token)})
    for at in places[:MAX_TRIES]:
        match = LATIN.match(read, at)
        if match is not None:
            yield match


def _places(read: str, token: str) -> Iterator[int]:
    at = read.find(token)
    for _ in range(_MAX_MARKS):
        if at < 0:
            return
        if not at or read[at - 1].isspace():
            yield at
        at = read.find(token, at + 1)


def one(word: str) -> Platform | None:
    """The platform of a cue as found by `LATIN` or `OTHERS`."""
    name = _TWO_WORDS.get(word) or EMOJI.get(word) or word
    return CUES.get(name) or VAGUE_CUES.get(name)


def is_sure(word: str) -> bool:
    """Whether a cue is no ordinary word."""
    return word in CUES or word in _TWO_WORDS
