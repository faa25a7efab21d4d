"""Cues of handles in folded text: which platform the words before a name speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from linkage.normalise.folding import folded, skeleton
from linkage.normalise.platforms import CUES, PHONE_BOOKS, VAGUE_CUES, Platform
from linkage.normalise.spans import MAX_TRIES, words

_LEAD = 40


def _folded(text: str) -> frozenset[str]:
    return words(folded(text))


_MAX_MARKS = 2_048
_TWO_WORDS = {
    "snap chat": "snapchat", "cash app": "cashapp", "cash tag": "cashtag", "only fans": "onlyfans",
    "tik tok": "tiktok", "we chat": "wechat",
    "face book": "facebook", "insta gram": "instagram", "tele gram": "telegram", "only fan": "onlyfans",
    "kakao talk": "kakaotalk",
}  # fmt: skip
_PAIRS = {**_TWO_WORDS, **{pair.replace(" ", "-"): name for pair, name in _TWO_WORDS.items()}}
FILLERS = _folded("""
    id name user username usernames handle acct account add me my is es ist est e on at page profile mio mi
    the nick nickname usuario utente pseudo nutzername это мой ник号 号 號 ид 我的 it's its at's screenname
    gram messenger contact c'est arroba tag 아이디
    пишите пиши yazın yazin yaz escribe escribeme scrivi schreib pisz napisz
    under as to a same via channel canal kanal канал аккаунт como unter come com als jako som sous par
    da de do du di loja je är jest é è est são sind sunt olarak は へ が 联系 聯繫 聯絡 联络 搜 搜索
    adresim adresimiz hesabim hesabimiz hesabı kami saya kita mea meu minha mia moj moja unser nuestro nuestra
    nosso nossa nostro nostra notre nasz nas min mitt vår benim bizim ons onze mijn nimi
    """)
NAMING = _folded("아이디 id username handle nick nickname usuario utente pseudo nutzername user arroba")
"""Fillers behind which nothing but a name stands."""
_STRIPPED = " \t:=-\u2013\u2014~>*|\u00bb\u2192\u21d2\u27a1\u2794\"'`\u201c\u201d\u2019\u2018(["
_MARKS = re.compile(r"[^\w\s.,;!?@)\]]{1,64}\Z")
_UNSPACED = {cue: p for cue, p in {**CUES, **VAGUE_CUES}.items() if any(c >= "\u0e00" for c in cue)}
"""Cues in scripts written without spaces, so that anything may stand before them."""
_UNSPACED_ENDS = tuple(_UNSPACED)
_MARKED = {cue: p for cue, p in {**CUES, **VAGUE_CUES}.items() if not cue.replace(" ", "").isalnum()}
"""Cues with vowel signs, which are neither letters nor spaces."""
_MARKED_ENDS = tuple(cue for cue in _MARKED if not cue.isascii())
_LINKING = ("\u306f", "\u304c", "联系", "联络", "聯繫", "聯絡", "搜索", "搜", "是")
"""What stands between a cue and a name in scripts without spaces."""
EMOJI = {"\U0001f4f7": "instagram", "\U0001f4f8": "instagram", "\U0001f47b": "snapchat", "\u2708": "telegram",
         "\U0001f426": "twitter"}  # fmt: skip
"""Pictures that stand for a platform."""
_EMOJI_ENDS = tuple(EMOJI)
_JOINING = ("/", "&", "+", ",", "|")
_JOINTS = _folded("and or y e et und и i en och og oraz ve ou o oder lub i si și ja та или plus")
_SKIPPED = PHONE_BOOKS | words("tt")
"""Words in a list of cues that name no platform of the table."""


def named_before(read: str, at: int) -> tuple[list[Platform], bool, bool]:
    """The platforms that the words before `at` name.

    Also whether the cue can mean nothing else, and whether a word says that a name follows.
    """
    lead, naming = _without_fillers(read[max(0, at - _LEAD) : at])
    found, rest, sure = _cue_at_end(lead)
    if found is None and _last_word(lead) in _SKIPPED:
        found, rest, sure = _cue_at_end(_before_joint(lead[: len(lead) - len(_last_word(lead))]))
    if found is None:
        return [], False, False
    return [found, *joined_to(rest)], sure, naming


def joined_to(rest: str) -> list[Platform]:
    """The platforms whose cues a joint ties to the cue behind `rest`: "IG / Snap: name"."""
    found: list[Platform] = []
    for _ in range(4):
        joined = _before_joint(rest)
        if not joined:
            break
        other, rest, plain = _cue_at_end(joined)
        if other is None and _last_word(joined) in _SKIPPED:
            rest = joined[: len(joined) - len(_last_word(joined))]
            continue
        if other is None or not plain:
            break
        found.append(other)
    return found


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
    if lead.endswith("i.g."):
        return lead[:-1]
    if lead.endswith(_MARKED_ENDS):
        return lead
    if lead.endswith(_LINKING):
        shorter = lead.removesuffix(next(word for word in _LINKING if lead.endswith(word)))
        lead = shorter if shorter.endswith(_UNSPACED_ENDS) or shorter.endswith("line") else lead
    if lead and not lead[-1].isascii() and not lead[-1].isalnum() and not lead.endswith(_EMOJI_ENDS):
        marks = _MARKS.search(lead)
        if marks and not marks.group().startswith(_EMOJI_ENDS):
            lead = lead[: marks.start()].rstrip(_STRIPPED)
    return lead


_DOTTED = re.compile(r"(?<![^\W_])(?:i\.g|inst@gram)\Z")


def _cue_at_end(lead: str) -> tuple[Platform | None, str, bool]:
    """The platform that a text ends in, what stands before it, and whether the cue is no other word."""
    dotted = _DOTTED.search(lead) if lead.endswith(("i.g", "@gram")) else None
    if dotted:
        return CUES["instagram"], lead[: dotted.start()], True
    if lead.endswith(_EMOJI_ENDS):
        return CUES[EMOJI[lead[-1]]], lead[:-1], True
    word = _last_word(lead)
    if lead.endswith(_MARKED_ENDS):
        word = max((c for c in _MARKED_ENDS if lead.endswith(c)), key=len)
        return _MARKED[word], lead[: len(lead) - len(word)], word in CUES
    if not word:
        return None, "", False
    return _cue_word(lead, word)


def _cue_word(lead: str, word: str) -> tuple[Platform | None, str, bool]:
    """The same for a text whose last word is known."""
    rest = lead[: len(lead) - len(word)]
    platform = platform_of(word)
    if platform is not None:
        return platform, rest, True
    apart = rest.rstrip(" -")
    before = _last_word(apart)
    pair = _TWO_WORDS.get(f"{before} {word}") if before else None
    if pair:
        return CUES[pair], apart[: -len(before)], True
    cue = word
    if not word.isascii() and word.endswith(_UNSPACED_ENDS):
        cue = max((c for c in _UNSPACED if word.endswith(c)), key=len)
    return CUES.get(cue) or VAGUE_CUES.get(cue), lead[: len(lead) - len(cue)], cue in CUES


_LONGEST_WORD = 20
_RUN = re.compile(r"[^\W_]{1,20}+")


def _last_word(lead: str) -> str:
    lead = lead.removesuffix("'s")
    run = _RUN.match(lead[: -_LONGEST_WORD - 1 : -1])
    start = len(lead) - (run.end() if run else 0)
    return "" if start and lead[start - 1] in "_@" else lead[start:]


def platform_of(word: str) -> Platform | None:
    """The platform that one folded word names for sure."""
    found = CUES.get(word)
    if found is None and not word.isascii() and any("a" <= c <= "z" for c in word):
        found = CUES.get(skeleton(word))
    return found


_CUE_WORDS = sorted({*CUES, *VAGUE_CUES}, key=lambda w: (-len(w), w))
_LONG = [w for w in _CUE_WORDS if w.isascii()]
LATIN = re.compile(rf"(?:{'|'.join(_LONG)}|{'|'.join(_PAIRS)})(?:'s)?(?![^\W_])")
"""Where a cue may stand; what is before it is for the caller to see."""
OTHERS = re.compile("|".join(w for w in _CUE_WORDS if not w.isascii()) + "|" + "|".join(EMOJI))

_AROUND = (
    "{}",
    "({}",
    "({})",
    "{}:",
    "*{}",
    "-{}",
    "{}-",
    "/{}",
    "[{}]",
    "{}'s",
    "#{}",
    "{}:)",
    "\u2022{}",
    "{}.",
    "{},",
    "{};",
    "{})",
)
_TOKENS = {
    shape.format(word): shape.index("{")
    for cue in (*_LONG, *_PAIRS)
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
    joined = "/" in read or "&" in read or "+" in read or "|" in read or ";" in read or "\u2022" in read
    if not present and not joined:
        return
    found = {at + _TOKENS[token] for token in present for at in _places(read, token)}
    if joined:
        found.update(_glued(read))
    places = sorted(found)
    for at in places[:MAX_TRIES]:
        match = LATIN.match(read, at)
        if match is not None:
            yield match


_MARK = re.compile("[/&+|;\u2022](?=[^\\s/])")
_ENDS = re.compile(r"[^\w-]")


def _glued(read: str) -> Iterator[int]:
    """Where cues stand that a mark joins to another word: both of "kik/wickr", the first of "snap/jane"."""
    for mark in islice(_MARK.finditer(read), MAX_TRIES):
        at = mark.start()
        word = _ENDS.split(read[max(0, at - 14) : at])[-1]
        if word in _KEYS:
            yield at - len(word)
            after = _ENDS.split(read[at + 1 : at + 15], maxsplit=1)[0]
            if after in _KEYS:
                yield at + 1


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
    name = _PAIRS.get(word) or EMOJI.get(word) or word
    return CUES.get(name) or VAGUE_CUES.get(name)


def is_sure(word: str) -> bool:
    """Whether a cue is no ordinary word."""
    return word in CUES or word in _PAIRS
