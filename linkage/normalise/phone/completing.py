"""Number words completed by the words around them: fifty two, double five, quatre-vingt-dix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linkage.normalise.phone.numerals import (
    AND,
    DIGITS,
    HOMOPHONE,
    LETTER,
    ROUND,
    SCALE,
    SOFT,
    TIMES,
    TWENTIES,
    WORD,
)
from linkage.normalise.spans import words

_JOINTS = words("y e und et и en") | {""}
_CLOSE = 3
"""Characters between a word and another that completes it: fifty-two, double 5."""
_MAX_LETTERS = 12
"""Letters in a row that may stand for digits."""


class Atom(NamedTuple):
    """Digits at `[start, end)` of the folded text."""

    start: int
    end: int
    digits: str
    flags: int


def completed(text: str, atoms: Sequence[Atom]) -> list[list[Atom]]:
    """Atoms with words completed, parted at words that count for nothing among them."""
    parts: list[list[Atom]] = [[]]
    for index, atom in enumerate(atoms):
        if atom.flags & AND:
            # "cincuenta y cinco": the joining word is part of the gap, and elsewhere a separator.
            continue
        part = parts[-1]
        if not _counts(text, atoms, index, part):
            parts.append([])
            continue
        joined = _joined(text, part[-1], atom) if part else None
        if joined is not None:
            part[-1] = joined
        elif atom.flags & SCALE and len(part[-1].digits) > 1:
            # "neunundsiebzig hundert" goes on with a hundred, "five hundred" ends in its zeros.
            part.append(atom._replace(digits="1" + atom.digits))
        else:
            part.append(atom)
    return [part for part in parts if part]


def _counts(text: str, atoms: Sequence[Atom], index: int, part: list[Atom]) -> bool:
    """Whether an atom stands for digits where it is."""
    atom = atoms[index]
    if atom.flags & SOFT:
        return _is_in_company(text, atoms, index)
    if atom.flags & TIMES:
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        return following is not None and not following.flags & TIMES and following.start - atom.end <= _CLOSE
    if atom.flags & SCALE:
        return bool(part) and atom.start - part[-1].end <= _CLOSE
    return True


def _is_in_company(text: str, atoms: Sequence[Atom], index: int) -> bool:
    """Whether an ordinary word or letter stands among digits so that it must be one.

    A letter needs digits on both sides, or in its own word. A word needs spelled-out numbers, on both
    sides or at an end of the row, or digits in its own word; "oh" may stand between any.
    """
    atom = atoms[index]
    skipped = LETTER if atom.flags & LETTER else LETTER | SOFT
    left, left_joined = _neighbour(atoms, index, -1, skipped)
    right, right_joined = _neighbour(atoms, index, 1, skipped)
    if left_joined or right_joined:
        return True
    both = left is not None and right is not None
    if atom.flags & LETTER:
        return both or (bool(atom.flags & DIGITS) and (left is not None or right is not None))
    sides = [side for side in (left, right) if side is not None]
    if atom.flags & HOMOPHONE and atom.digits != "0":
        return any(side.flags & WORD for side in sides)
    # A word of another language only: beside digits it needs others that are spelled out.
    return both or any(side.flags & WORD or not _is_spaced(text, side, atom) for side in sides)


def _is_spaced(text: str, one: Atom, other: Atom) -> bool:
    first, second = (one, other) if one.start < other.start else (other, one)
    return any(c.isspace() for c in text[first.end : second.start])


def _neighbour(atoms: Sequence[Atom], index: int, step: int, skipped: int) -> tuple[Atom | None, bool]:
    """The nearest atom on one side without the flags `skipped`, and whether it is of the same word.

    None where more than a little stands between.
    """
    joined = True
    at = index
    while 0 <= at + step < len(atoms) and abs(at - index) < _MAX_LETTERS:
        near, atom = atoms[at], atoms[at + step]
        gap = atom.start - near.end if step > 0 else near.start - atom.end
        if gap > _CLOSE:
            break
        joined = joined and gap == 0
        if not atom.flags & (skipped | AND):
            return atom, joined
        at += step
    return None, False


def _joined(text: str, left: Atom, right: Atom) -> Atom | None:
    """One atom of two words that say one number, or None."""
    span = (left.start, right.end)
    if left.flags & TIMES:
        digits = right.digits[:1] * int(left.digits) + right.digits[1:]
        return Atom(*span, digits, right.flags | WORD)
    gap = text[left.end : right.start]
    if gap.strip(" -\u2010\u2011\u2013") not in _JOINTS:
        return None
    if left.digits == "4" and left.flags & WORD and right.flags & TWENTIES and right.digits == "20":
        return Atom(*span, "80", WORD | ROUND | TWENTIES)
    if not left.flags & ROUND or right.flags & SCALE or not right.digits.strip("0"):
        return None
    return _filled(span, left, right, glued=not gap)


def _filled(span: tuple[int, int], left: Atom, right: Atom, *, glued: bool) -> Atom | None:
    """A round number whose zeros the next one takes: fifty two, soixante-dix."""
    if left.flags & TWENTIES and right.flags & WORD and len(right.digits) == 2 and right.digits[0] == "1":
        return Atom(*span, str(int(left.digits) + int(right.digits)), WORD | right.flags & ROUND)
    zeros = len(left.digits) - len(left.digits.rstrip("0"))
    fits = len(right.digits) <= zeros and (left.digits != "10" or right.digits in {"7", "8", "9"})
    if fits and (right.flags & WORD or glued or len(right.digits) == 1):
        digits = left.digits[: -len(right.digits)] + right.digits
        return Atom(*span, digits, WORD | right.flags & (ROUND | DIGITS))
    return None
