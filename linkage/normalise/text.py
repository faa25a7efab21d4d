"""The template of an ad's text: what stays when names, contacts, prices and decoration change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from linkage.model import Evidence, Identifier, Kind, Record, Sketch
from linkage.normalise.placeholders import is_dummy_hash
from linkage.normalise.sketches import text_sketch
from linkage.normalise.spans import MAX_TEXT, Passage

NAME, VERSION = "text", 2
LABEL = f"{NAME}/{VERSION}"
MAX_TEMPLATE = 20_000
"""Characters hashed. Cut after NFKC, which can make one character eighteen."""
MIN_WORDS = 8
MAX_NAME = 200
SHORTEST_NAME = 2
MIN_UNSPACED = 40
"""Letters that do for words in scripts written without spaces."""
DIGITS = 32
"""Hex digits of SHA-256 kept: 128 bits."""

_VALUE = re.compile(rf"[0-9a-f]{{{DIGITS}}}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ASCII = {
    code: (chr(code).lower() if chr(code).isalpha() else "0" if chr(code).isdigit() else " ")
    for code in range(128)
}


class _Masks(dict[int, str]):
    """Translation of one character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        mask = _mask(code)
        if len(self) < MAX_TEXT:
            self[code] = mask
        return mask


def _mask(code: int) -> str:
    """What a character becomes: itself, `0` for a number, nothing where invisible, else a space."""
    character = chr(code)
    category = unicodedata.category(character)
    if category[0] == "L" or (
        category in {"Mn", "Mc"} and not unicodedata.name(character, "").startswith("VARIA")
    ):
        return character
    if category[0] == "N":
        return "0"
    return "" if category == "Cf" or category[0] == "M" else " "


_MASKS = _Masks(_ASCII)


def template(body: str, found: Iterable[tuple[int, int]] = (), name: str | None = None) -> str | None:
    """The masked text, or None when too little is left to recognise anything by.

    `found` are the spans of the contacts in it, `name` is what the advertiser is called: both are what
    changes from ad to ad of one template.
    """
    text = _without(body[: 4 * MAX_TEMPLATE], found)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text[:MAX_TEMPLATE]
    if "@" in text or "/" in text or "www." in text:
        # The part of a template that changes hands: addresses and `@name`s.
        kept = text.split()
        text = " ".join(["0" if "@" in t or "://" in t or t[:4] == "www." else t for t in kept])
    words = _words(text, name)
    if len(words) - words.count("0") < MIN_WORDS and len(_UNSPACED.findall(text)) < MIN_UNSPACED:
        return None
    return " ".join(words)


def _without(text: str, found: Iterable[tuple[int, int]]) -> str:
    """The text with a 0 in the place of every span."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(found):
        if start >= at:
            pieces += (text[at:start], " 0 ")
        at = max(at, end)
    return "".join([*pieces, text[at:]]) if pieces else text


def canonical_text(value: str) -> Identifier | None:
    """A template's hash as an identifier."""
    bare = value.strip().lower()
    return Identifier(Kind.TEXT, bare) if _VALUE.fullmatch(bare) and not is_dummy_hash(bare) else None


def _words(text: str, name: str | None) -> list[str]:
    words = _masked(text).split()
    if name:
        names = {word for word in _masked(name[:MAX_NAME]).split() if len(word) >= SHORTEST_NAME}
        if not names.isdisjoint(words):
            words = ["0" if word in names else word for word in words]
    joined = " ".join(words)
    # One 0 for any row of numbers, so that spacing inside a phone number changes nothing.
    for row in ("00", "0 0"):
        while row in joined:
            joined = joined.replace(row, "0")
    return joined.split()


def _masked(text: str) -> str:
    return text.translate(_MASKS) if text.isascii() else text.casefold().translate(_MASKS)


def find(record: Record, others: Iterable[Evidence]) -> tuple[Evidence, Sketch] | None:
    """The template of a record's body, `others` being what else was found in the record."""
    if not record.body:
        return None
    body = record.body[:MAX_TEXT]
    masked = template(body, [(e.start, e.end) for e in others if e.field == "body"], record.name)
    if masked is None:
        return None
    value = hashlib.sha256(masked.encode()).hexdigest()[:DIGITS]
    found = Identifier(Kind.TEXT, value)
    return Passage("body", body).evidence(found, 0, len(body), LABEL, 1.0), _sketch(value, masked)


_sketch = lru_cache(maxsize=4_096)(text_sketch)
"""Templates repeat: that is what they are."""
