"""What one word says in digits: `2one6`, `fiftytwo`, `today415`, `zer0`."""

from __future__ import annotations

import re
from typing import NamedTuple

from linkage.normalise.folding import skeleton
from linkage.normalise.phone.numerals import (
    AND,
    DIGITS,
    HOMOPHONE,
    LETTER,
    MISSPELT,
    NUMERALS,
    ROUND,
    SOFT,
    TIMES,
    WORD,
    Numeral,
)
from linkage.normalise.spans import words

MAX_TOKEN = 64
_MAX_KNOWN = 100_000

ALIKE = 512
"""Flag of a piece: letters of another script stand for its own."""

_LETTERS = {"o": "0", "i": "1", "l": "1", "s": "5", "b": "8", "z": "2"}
_LETTER_DIGITS = str.maketrans(_LETTERS)
_FEW_LETTERS = re.compile(r"[oil]{2,4}|s{2,4}|b{2,4}|z{2,4}")
_WORDS_OF_THEM = words("il io lo oil lil lol ill ss")
_LEET = str.maketrans("013457", "oieast")
_RUNS = re.compile(r"[0-9]{1,64}")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")
UNITS = words("""
    lb lbs kg kgs kilo kilos g gr cm mm m km ft feet foot in inch inches oz stone st nd rd th
    h hr hrs hs hh hhr hour hours hora horas heure heures std stunde stunden ore min mins mns minute minutes
    minuten minutos sec secs d day days dias jours tage w wk wks week weeks mo mos month months yr yrs yo y
    year years old ans anos jahre am pm a p k usd eur euro euros gbp cad aud chf dollar dollars bucks pounds
    ss qv roses rose kisses pct percent x dd ddd ff c e f g us uk u sqm gb mb mp mah g hz v w
    """)
"""What stands behind a quantity. Glued to a number it says that the number is one."""
_ENDS_IN_ONE = words("""
    phone iphone phones someone anyone everyone noone stone alone done none gone zone bone tone cone throne
    drone clone ozone hormone backbone milestone telephone cellphone smartphone microphone saxophone condone
    postpone often listen kitten written gotten rotten bitten fitten glisten hasten fasten tighten brighten
    flatten weight height freight sleight canine feminine genuine saline online feline airline hotline
    """)
"""Words whose end is a number word by chance."""


class Piece(NamedTuple):
    """A part of a token that stands for digits, `token[start:end]`."""

    start: int
    end: int
    digits: str
    flags: int


class Stretch(NamedTuple):
    """Pieces without anything between them, and the letters of the token around them."""

    pieces: tuple[Piece, ...]
    before: str
    after: str


class Parsed(NamedTuple):
    """What a token says. `hard` when its letters had to be searched for numbers."""

    stretches: tuple[Stretch, ...]
    hard: bool


_NOTHING = Parsed((), hard=False)


class _Known(dict[str, Parsed]):
    """What tokens say, found out when they are first met. Cleared when full: ads repeat their words."""

    def __missing__(self, token: str) -> Parsed:
        found = _parse(token)
        if len(self) >= _MAX_KNOWN:
            self.clear()
        self[token] = found
        return found


KNOWN = _Known()
"""By folded token, letters and digits only; for most words nothing."""


def is_hard(token: str) -> bool:
    """Whether reading a token takes a search, without doing it."""
    known = KNOWN.get(token)
    return known.hard if known else _whole(token) is None and _may_hold(skeleton(token))


def few_letters(token: str) -> bool:
    """Whether a word is nothing but letters that may stand for digits, and no word."""
    return _FEW_LETTERS.fullmatch(token) is not None and token not in _WORDS_OF_THEM


def _may_hold(token: str) -> bool:
    """Whether letters of a token may be read as numbers: it has digits too, or two number words in a row."""
    if len(token) > MAX_TOKEN:
        return _RUNS.search(token) is not None
    if _RUNS.search(token) or _HAN.search(token):
        return not token.isdigit()
    # Where a row of number words ends, and whether one of them is no ordinary word.
    ends: dict[int, bool] = {}
    for at in range(len(token) - 1):
        for word in _HINTS.get(token[at : at + 2], ()):
            if token.startswith(word, at):
                hard = not NUMERALS[word].flags & SOFT
                if at in ends and (hard or ends[at]):
                    return True
                end = at + len(word)
                ends[end] = hard or ends.get(end, False) or ends.get(at, False)
    return False


def _parse(token: str) -> Parsed:
    whole = _whole(token)
    if whole is not None:
        return Parsed((Stretch((whole,), "", ""),), hard=False)
    if few_letters(token):
        pieces = (Piece(i, i + 1, _LETTERS[c], LETTER | SOFT) for i, c in enumerate(token))
        return Parsed((Stretch(tuple(pieces), "", ""),), hard=False)
    alike = token if token.isascii() else skeleton(token)
    if alike != token and (found := _lookalike(token, alike)):
        return found
    if not _may_hold(token):
        return _NOTHING
    if len(token) > MAX_TOKEN:
        return Parsed((), hard=True)
    return Parsed(tuple(_stretches(token, 0)), hard=True)


def _lookalike(token: str, alike: str) -> Parsed | None:
    """What a word with letters of other scripts says if they stand for what they look like."""
    if alike.isdigit() and any(c.isascii() for c in token):
        return Parsed((Stretch((Piece(0, len(alike), alike, DIGITS | ALIKE),), "", ""),), hard=False)
    if _DIGIT_LIKE.fullmatch(alike) and not any(c.isascii() for c in token):
        flags = LETTER if alike.isalpha() else DIGITS
        values = alike.translate(_LETTER_DIGITS)
        pieces = tuple(Piece(i, i + 1, c, flags | SOFT | LETTER | ALIKE) for i, c in enumerate(values))
        return Parsed((Stretch(pieces, "", ""),), hard=False)
    whole = _whole(alike)
    foreign = not any(c.isascii() for c in token)
    if foreign and (whole is None or whole.flags & SOFT or len(token) < 3):
        return None
    if foreign and whole is not None and len(token) < 4:
        # A short word of another script may be one of its own.
        whole = whole._replace(flags=whole.flags | SOFT)
    if whole is not None:
        return Parsed((Stretch((whole._replace(flags=whole.flags | ALIKE),), "", ""),), hard=False)
    if not _may_hold(alike) or len(alike) > MAX_TOKEN:
        return None
    plain, other = _stretches(token, 0), _stretches(alike, ALIKE)
    return Parsed(tuple(other if _covered(other) > _covered(plain) else plain), hard=True)


def _covered(stretches: list[Stretch]) -> int:
    """Characters that the longest stretch stands for."""
    return max((s.pieces[-1].end - s.pieces[0].start for s in stretches), default=0)


def _whole(token: str) -> Piece | None:
    known = NUMERALS.get(token)
    if known is not None:
        return Piece(0, len(token), known.digits, known.flags)
    if len(token) == 1 and token in _LETTERS:
        return Piece(0, 1, _LETTERS[token], LETTER | SOFT)
    if token.isascii() and token.isdigit():
        return Piece(0, len(token), token, DIGITS)
    squeezed = _SQUEEZED.get(_DOUBLED.sub(r"\1", token)) if _DOUBLED.search(token) else None
    return Piece(0, len(token), squeezed.digits, squeezed.flags | MISSPELT) if squeezed else None


def _stretches(token: str, flag: int) -> list[Stretch]:
    """Stretches of a token that is no number as a whole: again and again the one with most digits."""
    matches = _matches(token)
    found: list[Stretch] = []
    at = 0
    while at < len(token):
        best = _best(token, at, matches)
        if not best:
            break
        pieces = tuple(p._replace(flags=p.flags | flag) for p in best) if flag else tuple(best)
        start, end = pieces[0].start, pieces[-1].end
        found.append(Stretch(pieces, token[at:start], token[end:]))
        at = end
    return found


def _best(token: str, at: int, matches: list[list[Piece]]) -> list[Piece]:
    tails = _tails(matches)
    best: list[Piece] = []
    most = 0
    for start in range(at, len(token)):
        pieces = tails[start]
        # No number begins within a row of digits.
        if not pieces or (start > at and token[start].isdigit() and token[start - 1].isdigit()):
            continue
        trimmed = _trimmed(token, at, pieces)
        digits = sum(len(p.digits) for p in trimmed)
        if digits > most:
            best, most = trimmed, digits
    return best


def _tails(matches: list[list[Piece]]) -> list[list[Piece]]:
    """For each place the pieces from there on that reach farthest, the fewest of them."""
    tails: list[list[Piece]] = [[] for _ in range(len(matches) + 1)]
    for at in range(len(matches) - 1, -1, -1):
        reach = at
        for piece in matches[at]:
            tail = tails[piece.end]
            end = tail[-1].end if tail else piece.end
            if end > reach or (end == reach and len(tail) + 1 < len(tails[at])):
                tails[at], reach = [piece, *tail], end
    return tails


def _matches(token: str) -> list[list[Piece]]:
    """By place, everything that stands for digits and starts there."""
    found: list[list[Piece]] = [[] for _ in token]
    mixed = False
    for run in _RUNS.finditer(token):
        start, end = run.span()
        mixed = True
        for first in range(start, end):
            found[first].append(Piece(first, end, token[first:end], DIGITS))
        if end - start > 1:
            # The last digit may be the first letter of a word: 20ne6.
            found[start].append(Piece(start, end - 1, token[start : end - 1], DIGITS))
    _add_words(token, token, found)
    if mixed:
        plain = token.translate(_LEET)
        _add_words(token, plain, found)
        for at, character in enumerate(token):
            if character in _LETTERS:
                found[at].append(Piece(at, at + 1, _LETTERS[character], LETTER | SOFT))
    return found


def _add_words(token: str, spelling: str, found: list[list[Piece]]) -> None:
    """Number words of a spelling of the token that are not there already."""
    leet = spelling is not token
    for at in range(len(spelling)):
        for word, numeral in _BY_PREFIX.get(spelling[at : at + 2], ()) or _BY_PREFIX.get(spelling[at], ()):
            if not spelling.startswith(word, at):
                continue
            end = at + len(word)
            part = token[at:end]
            if leet and not _is_leet(part, word, numeral):
                continue
            found[at].append(Piece(at, end, numeral.digits, numeral.flags))


def _is_leet(part: str, word: str, numeral: Numeral) -> bool:
    """Whether a part of a token is a number word with a digit or two for letters: s1x, thr33, zer0."""
    digits = sum(c.isdigit() for c in part)
    if part == word or part[0].isdigit() or len(word) < 3:
        return False
    return 2 * digits < len(part) and not numeral.flags & (SOFT | MISSPELT)


def _by_prefix() -> dict[str, tuple[tuple[str, Numeral], ...]]:
    """Number words by their first two characters (one, for those of one), longest first."""
    table: dict[str, list[tuple[str, Numeral]]] = {}
    for word in sorted(NUMERALS, key=len, reverse=True):
        if not NUMERALS[word].flags & AND:
            table.setdefault(word[:2], []).append((word, NUMERALS[word]))
    return {prefix: tuple(rows) for prefix, rows in table.items()}


_BY_PREFIX = _by_prefix()
_HINTS = {
    prefix: tuple(word for word, numeral in rows if len(word) > 1 and not numeral.flags & HOMOPHONE)
    for prefix, rows in _BY_PREFIX.items()
}
_DIGIT_LIKE = re.compile(r"[0-9oil]{1,12}")
_BEDROOMS = re.compile(r"[0-9]b")
_DOUBLED = re.compile(r"([^\W0-9])\1{1,64}")
_SQUEEZED = {
    _DOUBLED.sub(r"\1", word): numeral
    for word, numeral in NUMERALS.items()
    if len(word) > 3 and numeral.flags in {WORD, WORD | ROUND}
}
"""Number words with single letters for double ones, for those who double any: fiive, zeroo."""


def _trimmed(token: str, at: int, pieces: list[Piece]) -> list[Piece]:
    """Without words at the edge that belong to the letters outside: phone2 is no "ph" and 12."""
    if token[pieces[0].start : pieces[-1].end] in UNITS:
        return []
    if pieces[0].flags == DIGITS and token[pieces[0].end :] in UNITS:
        return pieces[:1]
    if _BEDROOMS.fullmatch(token):
        return pieces[:1]
    while pieces and (
        pieces[-1].flags & TIMES or (pieces[-1].end < len(token) and not _may_end(token, pieces))
    ):
        pieces = pieces[:-1]
    while pieces and pieces[0].start > at and not _may_begin(token, at, pieces):
        pieces = pieces[1:]
    if pieces and not any(p.flags & DIGITS for p in pieces) and not _is_spelled(token, pieces):
        return []
    return pieces


def _may_begin(token: str, at: int, pieces: list[Piece]) -> bool:
    first = pieces[0]
    if first.flags & DIGITS or _HAN.match(token, first.start):
        return True
    if first.flags & (SOFT | LETTER) or len(pieces) < 3:
        return False
    return not any(token[begin : first.end] in _ENDS_IN_ONE for begin in range(at, first.start))


def _may_end(token: str, pieces: list[Piece]) -> bool:
    last = pieces[-1]
    if last.flags & DIGITS or _HAN.match(token, last.start):
        return True
    return not last.flags & (SOFT | LETTER) and len(pieces) >= 3


def _is_spelled(token: str, pieces: list[Piece]) -> bool:
    """Whether pieces without a digit are number words run together, not a word that holds one."""
    if any(_HAN.match(token, p.start) for p in pieces):
        return True
    hard = sum(not p.flags & SOFT for p in pieces)
    covered = pieces[-1].end - pieces[0].start
    return hard >= 1 if covered == len(token) else hard >= 3
