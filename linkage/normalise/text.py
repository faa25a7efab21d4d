"""The template of an ad's text: what stays when contacts, prices and decoration change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise.placeholders import is_dummy_hash
from linkage.normalise.spans import MAX_TEXT, Extractor, Passage

NAME, VERSION = "text", 1
LABEL = f"{NAME}/{VERSION}"
MAX_TEMPLATE = 20_000
"""Characters hashed. Cut after NFKC, which can make one character eighteen."""
MIN_WORDS = 8
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


def template(body: str) -> str | None:
    """The masked text, or None when too little is left to recognise anything by."""
    text = body[: 4 * MAX_TEMPLATE]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text[:MAX_TEMPLATE]
    if "@" in text or "/" in text or "www." in text:
        # The part of a template that changes hands: addresses and `@name`s.
        tokens = text.split()
        text = " ".join(["0" if "@" in t or "://" in t or t[:4] == "www." else t for t in tokens])
    words = _words(text)
    if len(words) - words.count("0") < MIN_WORDS and len(_UNSPACED.findall(text)) < MIN_UNSPACED:
        return None
    return " ".join(words)


def canonical_text(value: str) -> Identifier | None:
    """A template's hash as an identifier."""
    bare = value.strip().lower()
    return Identifier(Kind.TEXT, bare) if _VALUE.fullmatch(bare) and not is_dummy_hash(bare) else None


def text_of(body: str) -> Identifier | None:
    """The identifier of a body's template, or None when it has none."""
    masked = template(body)
    if masked is None:
        return None
    return Identifier(Kind.TEXT, hashlib.sha256(masked.encode()).hexdigest()[:DIGITS])


def _words(text: str) -> list[str]:
    masked = text.translate(_MASKS) if text.isascii() else text.casefold().translate(_MASKS)
    joined = " ".join(masked.split())
    # One 0 for any row of numbers, so that spacing inside a phone number changes nothing.
    for row in ("00", "0 0"):
        while row in joined:
            joined = joined.replace(row, "0")
    return joined.split()


def _find(record: Record) -> Iterator[Evidence]:
    if record.body:
        found = text_of(record.body)
        if found is not None:
            body = record.body[:MAX_TEXT]
            yield Passage("body", body).evidence(found, 0, len(body), LABEL, 1.0)


EXTRACTOR = Extractor(NAME, VERSION, _find)
