"""A plain view of hostile text: the same words in simple letters and digits, each with its place.

Folded are case, accents, compatibility forms (NFKC), digits of every script, circled and keycap
digits, small capitals and squared letters. Left out are characters nobody sees, combining marks and
HTML tags; entities are decoded. Look-alike letters of other scripts stay: a Russian word is no
misspelt Latin one, so that is for the reader of a word to decide (`skeleton`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from linkage.normalise.spans import words

_CACHE = 64
_FEW = 12
_MAX_KNOWN = 70_000
_LAST_CHARACTER = 0x10FFFF

_NOT_ASCII = re.compile("[^\x00-\x7f]")
_MARKUP = re.compile(
    r"&(?:amp;){0,3}(?:#[0-9]{1,7}+;?|#[xX][0-9a-fA-F]{1,6}+;?|[A-Za-z][A-Za-z0-9]{1,31}+;)"
    r"|<(?:!--(?:[^-<>]|-(?!->)){0,2000}+--|/?[A-Za-z][A-Za-z0-9]{0,15}+(?:[\s/][^<>]{0,2000}+)?)>"
)
_BLOCKS = words("""
    address article aside blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol
    p pre section table td th tr ul
    """)
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})")

_SMALL = "LATIN LETTER SMALL CAPITAL "
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h"}
_SYMBOLS = {"\U0001f51f": "10", "\u2795": "+"}
"""The keycap of ten, and the plus sign that is an emoji."""

_ALIKE = {
    **dict(zip("абвгдезикмнопрстухчьіѕјһԁԛԝӏҽ", "a6brde3ukmhonpctyx4bisjhdqwle", strict=True)),
    **dict(zip("αβεικνορτυχωςγηζσϲ", "abeikvoptuxwcynzoc", strict=True)),
    **dict(zip("օոսհցզѵƒɡɪƽȣӡߋꮯǀι", "onuhgqvfgi583ocli", strict=True)),
}
"""Cyrillic and Greek letters by the Latin letter or digit they look like, in lower case (after the
confusables of Unicode TR 39, and З, б, Ч for 3, 6, 4)."""
_SKELETON = str.maketrans(_ALIKE)


class View(NamedTuple):
    """Folded text and, where it is no longer the original's length, where each character came from.

    Character i stands for `original[starts[i]:ends[i]]`; without `starts`, for `original[i]`.
    """

    original: str
    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text that `text[start:end]`, not empty, stands for."""
        if self.starts is None or self.ends is None:
            first, last = start, end
        else:
            first, last = self.starts[start], self.ends[end - 1]
        while last < len(self.original) and _is_mark(self.original[last]):
            last += 1
        return first, last


def skeleton(word: str) -> str:
    """A folded word with look-alike letters of other scripts replaced by Latin ones and digits."""
    return word.translate(_SKELETON)


@lru_cache(maxsize=_CACHE)
def view(text: str) -> View:
    """The folded view of a text. Several extractors ask for the same one after the other."""
    markup = "<" in text or "&" in text
    if not markup and text.isascii():
        return View(text, text.lower())
    if markup and _MARKUP.search(text):
        return _unmarked(text)
    odd = set(_NOT_ASCII.findall(text))
    if len(odd) <= _FEW:
        # Emoji in English, mostly: quicker than looking at every letter.
        changed = [c for c in odd if _FOLDED[ord(c)] != c]
        if _FOLDED.resizing.isdisjoint(changed):
            simple = text
            for character in changed:
                simple = simple.replace(character, _FOLDED[ord(character)])
            return View(text, simple.lower())
    folded = text.translate(_FOLDED)
    if _FOLDED.resizing.isdisjoint(odd):
        return View(text, folded)
    starts = _origins(text, 0)
    return View(text, folded, starts, [i + 1 for i in starts])


def folded(text: str) -> str:
    """A short text as a view shows it."""
    return text.translate(_FOLDED)


def _unmarked(text: str) -> View:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _MARKUP.finditer(text):
        if at < match.start():
            _append(text[at : match.start()], at, parts, starts, ends)
        shown = _shown(match.group())
        first, at = match.span()
        if shown:
            parts.append(shown)
            starts += [first] * len(shown)
            ends += [at] * len(shown)
    _append(text[at:], at, parts, starts, ends)
    return View(text, "".join(parts), starts, ends)


def _append(piece: str, at: int, parts: list[str], starts: list[int], ends: list[int]) -> None:
    parts.append(piece.translate(_FOLDED))
    new = range(at, at + len(piece)) if _FOLDED.resizing.isdisjoint(piece) else _origins(piece, at)
    starts += new
    ends += [i + 1 for i in new]


def _origins(text: str, at: int) -> list[int]:
    """Which character of a text, its first being number `at`, each folded one comes from."""
    if 8 * sum(map(text.count, _FOLDED.resizing.intersection(text))) > len(text):
        by_character = _FOLDED.by_character
        return [at + i for i, c in enumerate(text) for _ in by_character[c]]
    origins: list[int] = []
    done = 0
    for match in _NOT_ASCII.finditer(text):
        folded = _FOLDED.by_character[match.group()]
        if len(folded) != 1:
            place = match.start()
            origins += range(at + done, at + place)
            origins += [at + place] * len(folded)
            done = place + 1
    origins += range(at + done, at + len(text))
    return origins


@lru_cache(maxsize=1_024)
def _shown(markup: str) -> str:
    """What a browser shows of an entity or a tag, folded."""
    if markup.startswith("&#"):
        number = markup[2:].rstrip(";")
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return folded(chr(code)) if code <= _LAST_CHARACTER else ""
    if markup[0] == "&":
        # "&amp;#50;" is what a page shows that was escaped twice.
        while (decoded := html.unescape(markup)) != markup:
            markup = decoded
        return folded(markup)
    name = _TAG_NAME.match(markup)
    return "\n" if name and name.group(1).lower() in _BLOCKS else ""


class _Folded(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __init__(self) -> None:
        super().__init__((code, chr(code).lower()) for code in range(128))
        self.by_character = _ByCharacter({chr(code): folded for code, folded in self.items()})
        self.resizing: set[str] = set()
        """Characters that become none or several."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        result = _fold(character)
        # Every character of Unicode that means anything fits; what does not is not kept.
        if len(self) < _MAX_KNOWN or len(result) != 1:
            self[code] = result
            self.by_character[character] = result
            if len(result) != 1:
                self.resizing.add(character)
        return result


class _ByCharacter(dict[str, str]):
    def __missing__(self, character: str) -> str:
        return _fold(character)


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs"} or _is_mark(character):
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if category == "No" or character in _SYMBOLS:
        return _SYMBOLS.get(character) or _numeral(character)
    if category[0] == "S" and "\U0001f150" <= character <= "\U0001f189":
        return chr(ord("a") + (ord(character) - 0x1F150) % 32) if _is_squared(character) else character
    name = unicodedata.name(character, "") if category[0] == "L" else ""
    if name.startswith(_SMALL) and len(name) == len(_SMALL) + 1:
        return name[-1].lower()
    simple = unicodedata.normalize("NFKD", character)
    if not simple.isascii():
        simple = "".join(c for c in simple if not _is_mark(c)) or character
    lower = "".join(_LETTERS.get(c, c) for c in simple.lower())
    # İ and its like decompose in lower case.
    bare = "".join(c for c in lower if not _is_mark(c))
    # What is left of other scripts (kana, Hangul) goes together again.
    return unicodedata.normalize("NFC", bare) or character


def _numeral(character: str) -> str:
    """Circled ten to fifty and the like as digits; a fraction as it is."""
    value = unicodedata.numeric(character)
    return str(int(value)) if value.is_integer() and 0 <= value < 100 else character


def _is_squared(character: str) -> bool:
    """Negative circled (1F150-1F169) and negative squared (1F170-1F189) Latin letters."""
    return (ord(character) - 0x1F150) % 32 < 26


def _is_mark(character: str) -> bool:
    """Combining marks that decorate any letter, variation selectors, the keycap's frame.

    Vowel signs of Indic and Thai scripts are letters in all but name, and stay.
    """
    code = ord(character)
    return (
        0x300 <= code <= 0x36F
        or 0x1AB0 <= code <= 0x1AFF
        or 0x1DC0 <= code <= 0x1DFF
        or 0x20D0 <= code <= 0x20FF
        or 0xFE00 <= code <= 0xFE0F
        or 0xFE20 <= code <= 0xFE2F
        or 0xE0100 <= code <= 0xE01EF
    )


_FOLDED = _Folded()
