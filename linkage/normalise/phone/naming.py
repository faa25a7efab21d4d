"""How a phone was written, named from its characters and from how they were read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from linkage.normalise import forms
from linkage.normalise.phone.completing import Atom
from linkage.normalise.phone.numerals import DIGITS, LETTER, WORD
from linkage.normalise.phone.tokens import ALIKE

_CONFIDENCE = {
    forms.PLAIN: 0.95,
    forms.NUMBER_WORDS: 0.9,
    forms.MIXED: 0.85,
    forms.LETTERS: 0.8,
    forms.HOMOGLYPHS: 0.85,
    forms.SEPARATORS: 0.9,
    forms.GLUED: 0.85,
    forms.LINES: 0.85,
    forms.LINK: 0.95,
    forms.URL: 0.85,
}
"""Judgement: what can be read in one way only is surest."""
_SOURCES = {"site": 0.95, "language": 0.9}
NATIONAL_CONFIDENCE = 0.7
PROSE_CONFIDENCE = _CONFIDENCE[forms.PLAIN]

_HAN = re.compile("[\u3007\u3400-\u9fff]")
_USUAL = re.compile(r"[\s()./+\u2010-\u2015-]{0,4}")
_ENTITY = re.compile(r"&[#A-Za-z]|<[/!A-Za-z]")


def form_of(raw: str, atoms: Sequence[Atom], gaps: Sequence[str], *, glued: bool) -> str:
    """The form of a phone whose original text is `raw`; `gaps` stand between its atoms, folded."""
    flags = 0
    for atom in atoms:
        flags |= atom.flags
    if flags != DIGITS:
        return _spelled(raw, flags)
    unusual = None if raw.isascii() else _unusual(raw)
    if unusual is not None:
        return unusual
    digit_by_digit = len(atoms) >= 7 and len(atoms) == sum(len(a.digits) for a in atoms)
    named = (
        (forms.MARKUP, _ENTITY.search(raw)),
        (forms.LINES, "\n" in raw),
        (forms.GLUED, glued),
        (forms.SEPARATORS, digit_by_digit or not all(_USUAL.fullmatch(gap) for gap in gaps)),
    )
    return next((form for form, holds in named if holds), forms.PLAIN)


def _spelled(raw: str, flags: int) -> str:
    if flags & ALIKE:
        return forms.HOMOGLYPHS
    if flags & LETTER:
        return forms.LETTERS
    if _HAN.search(raw):
        return forms.SCRIPT
    return forms.MIXED if flags & DIGITS and flags & WORD else forms.NUMBER_WORDS


def _unusual(raw: str) -> str | None:
    """The form that characters beyond ASCII make, or None when they are separators only."""
    if "\u20e3" in raw:
        return forms.KEYCAPS
    for character in raw:
        if character.isascii() or unicodedata.digit(character, None) is None:
            continue
        plain = unicodedata.normalize("NFKC", character)
        return forms.SCRIPT if unicodedata.category(character) == "Nd" and plain == character else forms.FANCY
    if any(unicodedata.category(c) in {"Cf", "Mn", "Me"} for c in raw):
        return forms.INVISIBLE
    return None


def confidence(form: str, source: str | None, *, is_national: bool, structured: bool) -> float:
    """How sure an evidence is, in (0, 1]."""
    if is_national:
        return NATIONAL_CONFIDENCE
    if structured:
        return 1.0
    return round(_CONFIDENCE.get(form, PROSE_CONFIDENCE) * _SOURCES.get(source or "", 1.0), 4)
