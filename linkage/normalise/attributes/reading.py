"""One passage read once for all attributes: folded, cut into words, with offsets kept.

The folded text has the length of the original, so an offset into one is an offset into the other.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, islice

from linkage.model import MAX_RAW, Attribute, AttributeKind
from linkage.normalise.spans import MAX_HITS, token_before

_MARK = "\u02bc"
"""Stands for every combining mark in folded text: a letter, so that it does not break a word."""
_WORD = re.compile(r"([^\W\d_]{1,40}+)")
_ASCII_WORD = re.compile(r"([a-z]{1,40}+)")
_GROUP = re.compile(r"[0-9]{1,40}+")
_GAPS = " ().-/"
_STRETCH = _GAPS + "0123456789"
_REACH = 24
"""Characters read on each side of a number to see whether it is part of a phone."""
TRIES = 2 * MAX_HITS
"""Landmarks of one table that are looked at in one field."""
_FEWEST = 7
"""Digits of the shortest phone."""
_REST = 9
"""Digits behind a labelled number that are a phone without it."""


def _folding() -> dict[int, str]:
    """Character to character: no accents, plain digits, dashes, spaces and apostrophes."""
    table = {ord(a): b for a, b in zip("øłđıæœё’‘`´", "olđiaoе''''", strict=True)}
    blocks = (range(0xC0, 0x250), range(0x660, 0x66A), range(0x6F0, 0x6FA), range(0x966, 0x970))
    for block in (*blocks, range(0x1E00, 0x1F00), range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800)):
        for code in block:
            digit = unicodedata.digit(chr(code), None)
            base = unicodedata.normalize("NFKD", chr(code))[0].lower()
            plain = base if digit is None else str(digit)
            if plain.isascii():
                table.setdefault(code, plain)
    table |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
    table |= dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F), " ")
    return table | dict.fromkeys(range(0x300, 0x370), _MARK)


_FOLD = _folding()
_FOLDED = {chr(code): plain for code, plain in _FOLD.items()}
_MANY = 40
"""Different letters to fold from which one slow pass is cheaper than a fast one for each."""


def folded(text: str) -> str:
    """Lower case without accents, as long as the text itself."""
    # The only letter whose lower case is longer is the dotted capital I.
    low = text.replace("\u0130", "i").lower()
    if low.isascii():
        return low
    letters = _FOLDED.keys() & set(low)
    if len(letters) > _MANY:
        return low.translate(_FOLD)
    for letter in letters:
        low = low.replace(letter, _FOLDED[letter])
    return low


class Reading:
    """A field's text (cut to `MAX_TEXT`), its folded view, and its words with their offsets.

    Words are rows of letters; digits and punctuation stand between them. `starts` has one entry
    more than `words`: the length of the text.
    """

    __slots__ = ("_marked", "_present", "ends", "field", "low", "starts", "text", "words")

    def __init__(self, field: str, text: str, landmarks: frozenset[str]) -> None:
        """`landmarks`: every word of every table that `at` will be asked for."""
        self.field = field
        self.text = text
        self.low = folded(text)
        parts = (_ASCII_WORD if self.low.isascii() else _WORD).split(self.low)
        bounds = list(accumulate(map(len, parts)))
        self.words = parts[1::2]
        self.starts = bounds[0::2]
        self.ends = bounds[1::2]
        if self.words and _MARK in self.low:
            self.words = "\n".join(self.words).replace(_MARK, "").split("\n")
        self._present = landmarks.intersection(self.words)
        self._marked = [i for i, word in enumerate(self.words) if word in self._present]

    def at(self, table: frozenset[str]) -> list[int]:
        """Indices of the words that a table holds, at most `TRIES` of them."""
        words = self.words
        if self._present.isdisjoint(table):
            return []
        return list(islice((i for i in self._marked if words[i] in table), TRIES))

    def word(self, index: int) -> str:
        """The folded word at an index, empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """Folded text between word `index` and the one before it."""
        if not 0 < index < len(self.words):
            return ""
        return self.low[self.ends[index - 1] : self.starts[index]]

    def spaced(self, index: int) -> bool:
        """Whether at most two spaces or apostrophes part word `index` from the one before it."""
        gap = self.gap(index)
        return 0 < len(gap) <= 2 and not gap.strip(" '")

    def attribute(
        self, kind: AttributeKind, value: str, span: tuple[int, int], label: str, confidence: float
    ) -> Attribute:
        """The attribute at a span of the original text."""
        start, end = span
        raw = self.text[start : min(end, start + MAX_RAW)]
        return Attribute(kind, value, self.field, start, end, raw, label, confidence)

    def in_phone(
        self, start: int, end: int, *, labelled: bool = False, prices: bool = False, floor: int = 0
    ) -> bool:
        """Whether the number at [start, end) may be digits of a phone.

        `labelled`: its label stands right before it, so a whole phone may follow it.
        `prices`: round numbers in a row are a price list.
        `floor`: what stands before it is known to be something else.
        """
        left = self.low[max(floor, start - _REACH) : start]
        left = left[len(left.rstrip(_STRETCH)) :]
        right = self.low[end : end + _REACH]
        right = right[: len(right) - len(right.lstrip(_STRETCH))]
        if not left.strip(_GAPS) and not right.strip(_GAPS):
            return end - start >= _FEWEST and len("".join(_GROUP.findall(self.low, start, end))) >= _FEWEST
        groups = _GROUP.findall(left + self.low[start:end] + right)
        total = sum(map(len, groups))
        if total < _FEWEST or (prices and all(_is_round(g) for g in groups)):
            return False
        if not labelled or left.strip(_GAPS) or right[:1] not in {" ", "("}:
            return True
        # A whole phone, which neither a dash nor a slash goes on from.
        rest = right.strip(_GAPS).partition(" - ")[0].partition("/")[0]
        return sum(map(len, _GROUP.findall(rest))) < _REST

    def in_address(self, start: int, end: int) -> bool:
        """Whether [start, end) is part of a URL, an e-mail address, a domain or a user name."""
        if self.low[end : end + 1] in {"@", "_"} or self.low[start - 1 : start] in {"@", "_"}:
            return True
        if self.low[end : end + 1] == "." and self.low[end + 1 : end + 2].isalpha():
            return True
        before = token_before(self.low, start)
        return "://" in before or "www." in before or "@" in before


def _is_round(digits: str) -> bool:
    return 2 <= len(digits) <= 4 and digits[-1] == "0" and digits[0] != "0"
