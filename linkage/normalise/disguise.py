"""What extractors of addresses and names share: how a span was disguised, and letters set apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from linkage.normalise.folding import View, skeleton, view
from linkage.normalise.forms import FANCY, HOMOGLYPHS, INVISIBLE, MARKUP
from linkage.normalise.spans import MAX_TRIES

_CACHE = 64
_SPACED = re.compile(r" \S \S(?![^\s)\]}.,;:!?\"'])")
_RUN = re.compile(r"[\s(\[\"']\S(?: \S(?![^\s)\]}.,;:!?\"'])){2,79}+")
_MIXED = re.compile("[\u0370-\u03ff\u0400-\u052f]")


@lru_cache(maxsize=_CACHE)
def tokens(text: str) -> tuple[str, ...]:
    """A folded text split at white space, shared by the extractors that look for whole words."""
    return tuple(text.split())


@lru_cache(maxsize=_CACHE)
def plain_letters(text: str) -> str:
    """A folded text with look-alike letters replaced, as `skeleton` does a word's."""
    return skeleton(text) if not text.isascii() and _MIXED.search(text) else text


@lru_cache(maxsize=_CACHE)
def despaced(text: str) -> View | None:
    """The view of a text with `l e t t e r s` set apart joined; None where there are none."""
    base = view(text)
    if not _SPACED.search(base.text):
        return None
    read = base.text
    starts = base.starts if base.starts is not None else range(len(read))
    ends = base.ends if base.ends is not None else range(1, len(read) + 1)
    pieces: list[str] = []
    first: list[int] = []
    last: list[int] = []
    at = 0
    # White space in front, so that the pattern may begin with it, which is what makes it fast.
    for match in islice(_RUN.finditer("\n" + read), MAX_TRIES):
        start, end = match.start(), match.end() - 1
        if not any(map(str.isalnum, read[start:end:2])):
            continue
        pieces += [read[at:start], read[start:end:2]]
        first += starts[at:start]
        first += starts[start:end:2]
        last += ends[at:start]
        last += ends[start:end:2]
        at = end
    if not pieces:
        return None
    first += starts[at:]
    last += ends[at:]
    return View(text, "".join(pieces) + read[at:], first, last)


def form_of(seen: View, start: int, end: int, usual: str) -> str:
    """How the original of `seen.text[start:end]` was written; `usual` where nothing disguises it."""
    first, last = seen.place(start, end)
    return form_of_raw(seen.original[first:last], end - start, usual)


def form_of_raw(raw: str, shown: int, usual: str) -> str:
    """The same of a piece of the original and the number of characters that it shows."""
    if len(raw) > shown and (("<" in raw and ">" in raw) or ("&" in raw and ";" in raw)):
        return MARKUP
    if raw.isascii():
        return usual
    if any(unicodedata.category(c) in {"Cf", "Mn", "Me"} for c in raw):
        return INVISIBLE
    if _MIXED.search(raw):
        return HOMOGLYPHS
    return FANCY if unicodedata.normalize("NFKC", raw).isascii() else usual


def is_mixed(word: str) -> bool:
    """Whether Latin letters and look-alike ones of another script stand in one word."""
    return bool(_MIXED.search(word)) and any("a" <= c <= "z" for c in word.lower())


def has_latin(word: str) -> bool:
    """Whether a folded word is not wholly in another script: a Russian word is no misspelt Latin one."""
    return word.isascii() or any(c.isascii() and c.isalnum() for c in word)


def cleaned(raw: str) -> str:
    """A piece of the original, case kept, without characters nobody sees and in simple letters."""
    if raw.isascii():
        return raw
    shown = "".join(c for c in raw if unicodedata.category(c) != "Cf" and not "\ufe00" <= c <= "\ufe0f")
    return unicodedata.normalize("NFKC", shown)


def is_hidden(seen: View, position: int) -> bool:
    """Whether a character of the original is left out of the view: inside a tag, for example."""
    if seen.starts is None:
        return False
    low, high = 0, len(seen.starts)
    while low < high:
        middle = (low + high) // 2
        if seen.starts[middle] < position:
            low = middle + 1
        else:
            high = middle
    return low == len(seen.starts) or seen.starts[low] != position
