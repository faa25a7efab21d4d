"""Which atoms of a run make one phone number: every reading is scored, the best set of them is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from linkage.normalise.phone import noise
from linkage.normalise.phone.completing import Atom
from linkage.normalise.phone.cues import announced, is_phone_word
from linkage.normalise.phone.digits import MIN_DIGITS, Run
from linkage.normalise.phone.numerals import DIGITS, WORD
from linkage.normalise.phone.scoring import CERTAIN, ENOUGH, WEAK, Found, Row, has_plus, is_torn, score
from linkage.normalise.phone.shape import APART, gap_class

MAX_DIGITS = 18
"""Fifteen digits of E.164 behind an international prefix `011`."""
MAX_ROW = 64
"""Atoms that are read together; a longer row is read in pieces."""

_ONE_PHONE = 2 * MIN_DIGITS - 1
"""Digits that are at most one phone."""


class Judge(Protocol):
    """Knows numbering plans."""

    lengths: frozenset[int]
    """How many digits a number without plus and zero in front may have."""

    def __call__(self, digits: str, *, plus: bool, cue: bool) -> Found | None:
        """What the digits are. `plus` stands before them; `cue`: a word says they are a phone."""


class Reading(NamedTuple):
    """A phone: its atoms, what it is, and how sure the reading is of it."""

    atoms: Sequence[Atom]
    found: Found
    score: float


def readings(text: str, run: Run, judge: Judge) -> Iterator[Reading]:
    """Phones of a run, in the order of the text."""
    if _is_iban(run):
        return
    # No number of another sort has groups of three, three and four digits.
    sizes = [len(atom.digits) for atom in run.atoms[-3:]]
    parts = (
        [run.atoms] if sizes == [3, 3, 4] and len(run.atoms) < 5 else list(_without_noise(text, run.atoms))
    )
    signed = "+" in text or "plus" in text
    for number, atoms in enumerate(parts):
        first, last = number == 0, number + 1 == len(parts)
        for row, gaps in _rows(text, atoms):
            if sum(len(a.digits) for a in row) < MIN_DIGITS:
                continue
            cue = announced(text, row[0].start) or (1 if is_phone_word(run.before) else 0)
            before, after = run.before if first else "", run.after if last else ""
            yield from _best(Row(text, row, gaps, cue, signed, before, after), judge)


def _is_iban(run: Run) -> bool:
    """Whether a run is an account's number: two letters and two digits, then groups of four."""
    sizes = [len(a.digits) for a in run.atoms]
    return (
        len(run.before) in {1, 2}
        and len(sizes) > 3
        and sizes[0] == 2
        and sizes[1:-1].count(4) == len(sizes) - 2
    )


def _rows(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[Sequence[Atom], Sequence[int]]]:
    """Atoms that are read together, and the class of the gap before each; long rows end at a wide gap."""
    if not atoms:
        return
    gaps = [0, *(gap_class(text[a.end : b.start], len(a.digits), len(b.digits)) for a, b in pairwise(atoms))]
    start = 0
    for at in range(1, len(atoms)):
        length = at - start
        if length >= MAX_ROW or (length >= MAX_ROW // 2 and gaps[at] == APART):
            yield atoms[start:at], gaps[start:at]
            start = at
    yield atoms[start:], gaps[start:]


def _without_noise(text: str, atoms: Sequence[Atom]) -> Iterator[Sequence[Atom]]:
    """The parts of a run between numbers of other sorts."""
    spelled = any(atom.flags & WORD for atom in atoms)
    blocked: list[tuple[int, int]] = []
    if len(atoms) > 1:
        found = noise.spans(text, atoms[0].start, atoms[-1].end, spelled=spelled)
        blocked = [place for place in found if not (spelled and _goes_on(text, atoms, *place))]
        blocked += _prices(text, atoms)
    part: list[Atom] = []
    for atom in atoms:
        if any(start < atom.end and atom.start < end for start, end in blocked):
            yield part
            part = []
        else:
            part.append(atom)
    yield part


def _prices(text: str, atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    """Places of three round amounts and more that rise, a space between them: 100 150 200."""
    found = []
    start = 0
    for at in range(1, len(atoms) + 1):
        goes_on = (
            at < len(atoms)
            and _is_amount(atoms[at])
            and text[atoms[at - 1].end : atoms[at].start] in {" ", "/", " / ", ", "}
            and _is_amount(atoms[at - 1])
            and int(atoms[at - 1].digits) < int(atoms[at].digits)
        )
        if not goes_on:
            if at - start > 2:
                found.append((atoms[start].start, atoms[at - 1].end))
            start = at
    return found


def _is_amount(atom: Atom) -> bool:
    return atom.flags == DIGITS and 2 < len(atom.digits) < 5 and atom.digits[0] != "0" == atom.digits[-1]


def _goes_on(text: str, atoms: Sequence[Atom], start: int, end: int) -> bool:
    """Whether a spelled-out number goes on tightly before or behind a place: it is no date or price then."""
    return any(
        atom.flags != DIGITS
        and (
            (atom.end <= start and 0 <= start - atom.end < 2 and not text[atom.end : start].isspace())
            or (atom.start >= end and 0 <= atom.start - end < 2 and not text[end : atom.start].isspace())
        )
        for atom in atoms
    )


def _best(row: Row, judge: Judge) -> list[Reading]:
    """The set of readings with the highest sum of scores that share no atom."""
    atoms = row.atoms
    if sum(len(a.digits) for a in atoms) <= _ONE_PHONE:
        whole = _whole(row, judge)
        if whole is not None:
            return [whole]
    best: list[tuple[float, int, Reading | None]] = [(0.0, 0, None)]
    """For each count of atoms: the sum so far, where the last reading begins, and it."""
    ending: list[list[tuple[int, Reading]]] = [[] for _ in range(len(atoms) + 1)]
    for first in range(len(atoms)):
        for last, reading in _from(row, first, judge):
            ending[last + 1].append((first, reading))
    for end in range(1, len(atoms) + 1):
        choice: tuple[float, int, Reading | None] = (best[end - 1][0], end - 1, None)
        for first, reading in ending[end]:
            total = best[first][0] + reading.score
            if total > choice[0]:
                choice = (total, first, reading)
        best.append(choice)
    chosen: list[Reading] = []
    end = len(atoms)
    while end:
        _, begin, chosen_reading = best[end]
        if chosen_reading is not None:
            chosen.append(chosen_reading)
        end = begin
    return chosen[::-1]


def _whole(row: Row, judge: Judge) -> Reading | None:
    """All atoms of a row as one phone, when they look like nothing else."""
    digits = "".join(a.digits for a in row.atoms)
    plus = has_plus(row, 0)
    if len(digits) not in judge.lengths and not plus and digits[0] != "0":
        return None
    found = judge(digits, plus=plus, cue=row.cue > 0)
    if found is None:
        return None
    worth = score(row, 0, len(row.atoms) - 1, found, plus=plus)
    least = CERTAIN + (WEAK if found.is_national else 0)
    return Reading(row.atoms, found, worth) if worth >= least else None


def _from(row: Row, first: int, judge: Judge) -> Iterator[tuple[int, Reading]]:
    """Readings that begin at an atom and are good enough, with the last atom of each."""
    plus = has_plus(row, first)
    if not plus and is_torn(row, first):
        return
    digits = ""
    for last in range(first, len(row.atoms)):
        atom = row.atoms[last]
        if (
            atom.digits == "0"
            and last > first
            and (plus or digits.startswith("00"))
            and row.text[atom.start - 1] == "("
            and row.text[atom.end :][:1] == ")"
        ):
            continue
        digits += atom.digits
        if len(digits) > MAX_DIGITS:
            return
        if len(digits) < MIN_DIGITS or (len(digits) not in judge.lengths and not plus and digits[0] != "0"):
            continue
        found = judge(digits, plus=plus, cue=row.cue > 0)
        if found is None:
            continue
        worth = score(row, first, last, found, plus=plus)
        if worth >= ENOUGH:
            yield last, Reading(row.atoms[first : last + 1], found, worth)
