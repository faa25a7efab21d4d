"""A passage as names are read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linkage.model import Evidence, Identifier
from linkage.normalise.disguise import despaced, form_of, has_latin, plain_letters
from linkage.normalise.folding import View, view
from linkage.normalise.forms import CUE, SPACED
from linkage.normalise.spans import Passage

_NAME = re.compile(r"(?:live:)?[a-z0-9_][a-z0-9_.\-]{1,63}(?:#[0-9]{4}(?![0-9]))?")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_APOSTROPHES = ("'", "\u2019")


class Text(NamedTuple):
    """A passage as it is read: its folded view, and that with look-alike letters replaced."""

    passage: Passage
    seen: View
    read: str
    form: str
    """How a name is written where nothing disguises it."""
    label: str

    def evidence(self, found: Identifier, start: int, end: int, sure: float) -> Evidence:
        """Evidence that `found` stands at [start, end) of the view."""
        form = form_of(self.seen, start, end, self.form)
        return self.passage.evidence(found, *self.seen.place(start, end), self.label, sure, form)

    def name_at(self, start: int) -> tuple[int, int] | None:
        """Span of the name that starts at `start`, unless it goes on as an address or a phrase."""
        match = _NAME.match(self.read, start)
        if match is None:
            return None
        end = start + len(match.group().rstrip(".-"))
        after = self.read[match.end() : match.end() + 3]
        if end - start < 2 or after[:1] == "@" or after == "://":
            return None
        # "fb.me/jane" is an address, and "anna's" a phrase.
        if (after[:1] == "/" and "." in match.group()) or (
            after[:1] in _APOSTROPHES and after[1:2].isalpha()
        ):
            return None
        if not self.seen.text.isascii() and self._is_foreign(start, end, after):
            return None
        return None if self._is_accented(start, end) else (start, end)

    def _is_accented(self, start: int, end: int) -> bool:
        """Whether a letter has an accent, as those of no name have: a word of a sentence."""
        if self.seen.original.isascii():
            return False
        first, last = self.seen.place(start, end)
        return _ACCENTED.search(self.seen.original, first, last) is not None

    def _is_foreign(self, start: int, end: int, after: str) -> bool:
        """Whether the name is, or is part of, a word of another script."""
        behind = self.seen.text[end : end + 1]
        if after[:1] == behind and behind.isalpha() and ord(behind) < 0x0600:
            return True
        return not has_latin(self.seen.text[start:end])


def texts(passage: Passage, label: str) -> Iterator[Text]:
    """The ways to read a passage: as it looks, and with letters set apart joined."""
    seen = view(passage.text)
    yield Text(passage, seen, plain_letters(seen.text), CUE, label)
    apart = despaced(passage.text)
    if apart is not None:
        yield Text(passage, apart, plain_letters(apart.text), SPACED, label)
