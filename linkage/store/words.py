"""Words of a full-text query, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import filterfalse
from typing import NamedTuple

MAX_QUERY = 4096
MAX_WORDS = 64
SNIPPET_WORDS = 24
OPEN, CLOSE, GAP = "\x02", "\x03", "\u2026"

_WORD = re.compile(r"[^\W_]{1,100}")


class Word(NamedTuple):
    """A word of a query; with `prefix` it stands for all that begin with it."""

    text: str
    prefix: bool


def words_of(text: str) -> list[Word]:
    """The words of any text. One that ends with an asterisk stands for all that begin with it."""
    words = text[:MAX_QUERY].encode(errors="replace").decode().replace("\x00", " ").split()[:MAX_WORDS]
    bare = [Word(word.rstrip("*"), word.endswith("*")) for word in words]
    return [word for word in bare if any(character.isalnum() for character in word.text)]


def folded(text: str) -> str:
    """The text without case and diacritics, as full-text indexes compare it."""
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", lower)))


def tokens_of(text: str) -> list[str]:
    """The runs of letters and digits in a text, folded."""
    return _WORD.findall(folded(text))


def snippet(texts: Sequence[str], words: Sequence[Word]) -> str:
    """The part of the first of the texts with a match that begins with it, matches enclosed."""
    exact, prefixes = _sought(words)

    def hit(match: re.Match[str]) -> bool:
        token = folded(match[0])
        return token in exact or any(token.startswith(prefix) for prefix in prefixes)

    for text in texts:
        found = list(_WORD.finditer(text))
        first = next((at for at, match in enumerate(found) if hit(match)), None)
        if first is not None:
            return _marked(text, found, max(0, first - SNIPPET_WORDS // 4), hit)
    return ""


def _sought(words: Sequence[Word]) -> tuple[set[str], list[str]]:
    exact: set[str] = set()
    prefixes: list[str] = []
    for word in words:
        tokens = tokens_of(word.text)
        if word.prefix and tokens:
            prefixes.append(tokens.pop())
        exact.update(tokens)
    return exact, prefixes


def _marked(
    text: str, found: Sequence[re.Match[str]], start: int, hit: Callable[[re.Match[str]], bool]
) -> str:
    shown = found[start : start + SNIPPET_WORDS]
    parts = [GAP] if start else []
    at = shown[0].start() if start else 0
    for match in shown:
        parts.append(text[at : match.start()])
        parts.append(f"{OPEN}{match[0]}{CLOSE}" if hit(match) else match[0])
        at = match.end()
    parts.append(GAP if start + len(shown) < len(found) else text[at:])
    return "".join(parts)
