"""Which words of a text stand for digits, or hold some; most texts have few.

Words that stand for nothing are known from one text to the next, so that an ordinary text costs
little more than splitting it. What is known never changes the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkage.normalise.phone.numerals import AND, DIGITS, NUMERALS, SOFT
from linkage.normalise.phone.tokens import KNOWN, Stretch, few_letters, is_hard
from linkage.normalise.spans import words

MAX_HARD = 250
"""Different words of a text whose letters are searched for numbers. Ordinary ads have a handful."""

TOKEN = re.compile(r"[^\W_]{1,200000}")
FILLERS = words(
    "dash dot point hyphen minus space slash guion punto tiret ponto traco strich punkt тире trattino"
)
"""Separators that are said."""
_NEEDS_COMPANY = frozenset(word for word, numeral in NUMERALS.items() if numeral.flags & (SOFT | AND))
_SINGLE = frozenset("oilsbz")
_BETWEEN = re.compile(r"[0-9][\W_]{0,3}+(?:oh|nil|ohh|owe|nought|naught|[oilsbz]{1,4}+)[\W_]{0,3}+[0-9]")
"""Letters and ways to say zero among digits."""
_FOREIGN = words("un una um uma ein een bir ett due sei iki fem sex meia")
_BESIDE = re.compile(
    r"[0-9][\W_]{1,3}+(?:una?|uma?|ein|een|bir|ett|due|sei|iki|fem|sex|meia)(?![^\W_])"
    r"|(?<![^\W_])(?:una?|uma?|ein|een|bir|ett|due|sei|iki|fem|sex|meia)[\W_]{1,3}+[0-9]"
)
"""Numbers of other languages than English, beside digits."""
_NEAR = 24
"""Characters on either side of a word among which its neighbour is looked for."""
_MAX_LOOKS = 256
_MAX_PLAIN = 200_000
_PLAIN: set[str] = set()
"""Words met before, punctuation and all, that stand for no digits and took no search to know it."""


class Numeric(NamedTuple):
    """Words of a text that count. `bare` when each of them is digits, perhaps glued to letters."""

    tokens: frozenset[str]
    bare: bool


_NONE = Numeric(frozenset(), bare=True)


def numeric(text: str) -> Numeric:
    """The words of a folded text that stand for digits where they are."""
    chunks = text.split()
    new = set(chunks).difference(_PLAIN)
    if not new:
        return _NONE
    if len(_PLAIN) > _MAX_PLAIN:
        _PLAIN.clear()
    ordered: Iterable[str] = new
    if len(new) > MAX_HARD:
        # In the order of the text, so that which words are searched is not chance.
        ordered = dict.fromkeys(chunk for chunk in chunks if chunk in new)
    found = _Sorted(set(), set(), set(), new & _NEEDS_COMPANY)
    hard = MAX_HARD
    for chunk in ordered:
        if chunk.isdigit():
            found.bare.add(chunk)
        elif chunk not in found.company:
            hard = _look(chunk, found, hard)
    return _counted(text, chunks, found)


def _look(chunk: str, found: _Sorted, hard: int) -> int:
    """Sort the words of a chunk, searching at most `hard` of them; how many are left to search."""
    plain = True
    for token in TOKEN.findall(chunk):
        if token.isdigit():
            found.bare.add(token)
        elif token in _NEEDS_COMPANY or token in _SINGLE or few_letters(token):
            found.company.add(token)
        elif hard > 0 or not is_hard(token):
            stretches, costs = KNOWN[token]
            hard -= costs
            if not costs and not stretches:
                continue
            _sort(token, stretches, found)
        plain = False
    if plain:
        _PLAIN.add(chunk)
    return hard


class _Sorted(NamedTuple):
    """Words by what they need to count."""

    bare: set[str]
    """Nothing: they have digits, and letters only around them."""
    lone: set[str]
    """A number word of its own needs another number beside it."""
    spelled: set[str]
    """Nothing: number words run together or with digits."""
    company: set[str]
    """Ordinary words and letters need spelled-out numbers, or digits, around them."""


def _sort(token: str, stretches: Sequence[Stretch], found: _Sorted) -> None:
    """Put a word where it belongs, if it stands for digits."""
    if not stretches:
        return
    if all(piece.flags == DIGITS for stretch in stretches for piece in stretch.pieces):
        found.bare.add(token)
    elif len(stretches) == 1 and stretches[0].pieces[-1].flags & DIGITS == 0 and _is_one(token, stretches[0]):
        found.lone.add(token)
    else:
        found.spelled.add(token)


def _is_one(token: str, stretch: Stretch) -> bool:
    """Whether a word is one number word and nothing else."""
    return len(stretch.pieces) == 1 and stretch.pieces[0].end == len(token)


def _counted(text: str, chunks: list[str], found: _Sorted) -> Numeric:
    bare, lone, spelled, company = found
    if not spelled:
        if lone and not _has_neighbours(text, lone, found):
            lone = set()
        if company and not lone and not _is_among_digits(text, company, bare):
            company = set()
    if lone or spelled or company:
        return Numeric(frozenset(bare | lone | spelled | company), bare=False)
    if not bare:
        return _NONE
    return Numeric(frozenset(bare), bare=FILLERS.isdisjoint(chunks))


def _is_among_digits(text: str, company: set[str], bare: set[str]) -> bool:
    """Whether one of the words or letters that need company has digits for it."""
    if not bare:
        return False
    return bool(_BETWEEN.search(text) or (not _FOREIGN.isdisjoint(company) and _BESIDE.search(text)))


def _has_neighbours(text: str, lone: set[str], found: _Sorted) -> bool:
    """Whether a number word of its own stands next to another number, ordinary words between or not."""
    numbers = found.bare | lone | FILLERS
    looks = _MAX_LOOKS
    for token in lone:
        at = text.find(token)
        while at >= 0:
            end = at + len(token)
            after = TOKEN.findall(text, end, min(len(text), end + _NEAR))
            before = TOKEN.findall(text, max(0, at - _NEAR), at)
            for side in (after, reversed(before)):
                nearest = next((word for word in side if word not in found.company), None)
                if nearest in numbers:
                    return True
            looks -= 1
            if not looks:
                return True
            at = text.find(token, end)
    return False
