"""Where identifiers stand: passages of a record, and evidence with offsets into the original."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from linkage.model import MAX_RAW, Evidence, Identifier, Record
from linkage.normalise.forms import PLAIN

MAX_TEXT = 200_000
"""Characters of a field that are read; what follows is ignored."""
MAX_HITS = 64
"""Evidence kept for one kind in one field, in the order of the text."""
MAX_TRIES = 256
"""Candidates of one kind examined in one field, so that decoys cannot buy unbounded work."""
CACHE = 65_536
"""Entries of each cache of validated values: contacts repeat, and validation is what costs."""


class Passage(NamedTuple):
    """One field's text, cut to `MAX_TEXT`.

    Offsets handed to `evidence` are offsets into `text`; `folding.View.place` makes them from those
    of a folded view.
    """

    field: str
    text: str
    structured: bool = False
    """Whether the source itself said what the field holds."""

    def evidence(
        self,
        found: Identifier,
        start: int,
        end: int,
        extractor: str,
        confidence: float,
        form: str = PLAIN,
        region_source: str | None = None,
    ) -> Evidence:
        """Evidence that `found` stands at [start, end)."""
        raw = self.text[start : min(end, start + MAX_RAW)]
        kind, value = found
        return Evidence(kind, value, self.field, start, end, raw, extractor, confidence, form, region_source)

    def whole(self, found: Identifier, extractor: str, confidence: float, form: str = PLAIN) -> Evidence:
        """Evidence that the text, white space around it aside, is `found`."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.evidence(found, start, len(text.rstrip()), extractor, confidence, form)


@dataclass(frozen=True, slots=True)
class Extractor:
    """A pure function from a record to the evidence of the kinds it knows.

    `version` grows whenever the same record could yield different evidence.
    """

    name: str
    version: int
    find: Callable[[Record], Iterator[Evidence]]

    @property
    def label(self) -> str:
        """How evidence names its extractor, for example `phone/1`."""
        return f"{self.name}/{self.version}"


def words(text: str) -> frozenset[str]:
    """The words of a table written as text."""
    return frozenset(text.split())


def prose(record: Record) -> Iterator[Passage]:
    """Title and body, where not empty. Every extractor reads free text through here."""
    if record.title:
        yield Passage("title", record.title[:MAX_TEXT])
    if record.body:
        yield Passage("body", record.body[:MAX_TEXT])


def listed(name: str, values: tuple[str, ...]) -> Iterator[Passage]:
    """The entries of a structured list as `name[0]`, `name[1]`, ..."""
    for index, value in enumerate(values):
        yield Passage(f"{name}[{index}]", value[:MAX_TEXT], structured=True)


def token_before(text: str, position: int, reach: int = 256) -> str:
    """Characters between the last white space and `position`, at most `reach` of them."""
    if not position or text[position - 1].isspace():
        return ""
    return text[max(0, position - reach) : position].rsplit(maxsplit=1)[-1]
