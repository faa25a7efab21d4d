"""Phones in links: chats and calls that a link opens, and numbers in host names and paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from linkage.model import Evidence, Identifier, Kind
from linkage.normalise import forms, links, platforms
from linkage.normalise.folding import view
from linkage.normalise.phone.digits import runs
from linkage.normalise.phone.hints import Hint
from linkage.normalise.phone.naming import confidence
from linkage.normalise.phone.plans import e164, known_in, lengths, national
from linkage.normalise.phone.scoring import Found
from linkage.normalise.phone.windows import readings
from linkage.normalise.spans import MAX_TRIES, Passage

_CALLS = re.compile(
    r"(?:\b(?:tel|sms|smsto|mms|callto|facetime|whatsapp|imessage):(?://)?(?:send/?\?phone=)?"
    r"|\bviber://(?:chat|add|contact)/?\?number=|\bsignal\.me/\#p/|\bt\.me/(?=\+[0-9]))"
    r"(\+?(?:%2b)?[0-9][0-9().%\u00a0 -]{6,40}+)",
    re.IGNORECASE,
)
_CALL_SIGNS = (
    "tel:",
    "sms:",
    "callto:",
    "facetime:",
    "whatsapp:",
    "imessage:",
    "viber:",
    "signal.me",
    "t.me/+",
)
_PHONE_KEYS = re.compile(
    r"[?&](?:phone|tel|telephone|mobile|whatsapp|wa|msisdn)=(\+|%2b)?([0-9]{7,15})(?![0-9])", re.IGNORECASE
)
_PIECE = re.compile(r"[^/?#]{1,300}+")
_FILE = re.compile(r"(?:[-_.][0-9]{2,4}x[0-9]{2,4})?\.[a-z][a-z0-9]{1,4}$")
_LEAST = 7
"""Digits without which an address holds no phone."""
BARE_CONFIDENCE = 0.7
"""Of digits that are a whole part of an address's path: it may be an ad's id."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|mp4|webm|pdf)(?:$|[?#])", re.IGNORECASE)
_SLUG = str.maketrans("-_+.", "    ")
_GROUPS = (3, 3, 4)


def may_open(folded: str) -> bool:
    """Whether a folded text can hold a link that opens a chat or a call."""
    if ":" not in folded and "/" not in folded:
        return False
    return "wa.me" in folded or "whatsapp" in folded or any(sign in folded for sign in _CALL_SIGNS)


def linked(passage: Passage, regions: Sequence[Hint], label: str) -> Iterator[Evidence]:
    """Phones inside links that open a chat or a call with them, such as wa.me and tel:."""
    for span in links.find(passage.text, whole=passage.structured):
        digits = platforms.phone_of(span.link)
        found = e164("+" + digits) if digits else None
        if found is not None:
            yield _evidence(passage, found, (span.start, span.end), label, forms.LINK, "link")
    for match in islice(_CALLS.finditer(passage.text), MAX_TRIES):
        written = unquote(match.group(1)).rstrip(" -.(")
        bare = "".join(c for c in written if "0" <= c <= "9")
        place = (match.start(1), match.start(1) + len(match.group(1).rstrip(" -.(%")))
        whole = match.group().lower()
        # Chats know people by their number with the country's code, its plus left out or not.
        is_chat = whole.startswith(("whatsapp", "viber"))
        found = e164("+" + bare) if written.startswith("+") or is_chat else None
        source: str | None = "link"
        for hint in () if found else regions:
            line = known_in(bare, hint.region)
            found = Identifier(Kind.PHONE, line.value) if line else None
            source = hint.source
            if found:
                break
        if found is not None:
            yield _evidence(passage, found, place, label, forms.LINK, source)


def in_address(passage: Passage, regions: Sequence[Hint], label: str) -> Iterator[Evidence]:
    """Phones in the host name or the path of a URL, never in its query.

    A number that is a whole part of a path is an id unless it is grouped like a phone; among the
    words of a title it must be one that a plan knows.
    """
    if sum(map(passage.text.count, "0123456789")) < _LEAST:
        return
    for span in links.find(passage.text, whole=passage.structured):
        address = passage.text[span.start : span.end]
        if platforms.is_known_host(span.link.host):
            continue
        begin = address.find("://") + 3 if "://" in address else 0
        is_host = True
        for piece in islice(_PIECE.finditer(address, begin), 32):
            before = address[piece.start() - 1 : piece.start()]
            if before in {"?", "#"} and piece.start() > begin:
                break
            own = passage.structured and not _PICTURE.search(address)
            for start, end, found, is_bare in _numbers(piece.group(), regions, is_host=is_host, own=own):
                kind = Kind.NATIONAL if found.is_national else Kind.PHONE
                offset = span.start + piece.start()
                place = (offset + start, offset + end)
                identifier = Identifier(kind, found.value)
                evidence = _evidence(passage, identifier, place, label, forms.URL, found.region_source)
                yield evidence._replace(confidence=BARE_CONFIDENCE) if is_bare else evidence
            is_host = False
        yield from _in_query(passage, address, span.start, regions, label)


def _in_query(
    passage: Passage, address: str, offset: int, regions: Sequence[Hint], label: str
) -> Iterator[Evidence]:
    """Phones in a query, under a name that says so."""
    for match in islice(_PHONE_KEYS.finditer(address), 8):
        digits = match.group(2)
        place = (offset + match.start(2), offset + match.end(2))
        whole = e164("+" + digits) if match.group(1) else None
        if whole is not None:
            yield _evidence(passage, whole, place, label, forms.URL, "plus")
            continue
        for hint in regions:
            line = known_in(digits, hint.region)
            if line is not None:
                found = Identifier(Kind.PHONE, line.value)
                yield _evidence(passage, found, place, label, forms.URL, hint.source)
                break


def _blanked(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


class _Place(NamedTuple):
    """A phone at [start, end) of a part of an address."""

    start: int
    end: int
    found: Found
    is_bare: bool
    """Whether it is a whole part of a path, as an ad's id may be."""


class _Slug:
    """Judges digits in an address: see `windows.Judge`."""

    def __init__(self, regions: Sequence[Hint]) -> None:
        self._regions = regions
        self.lengths = lengths(*(hint.region for hint in regions))

    def __call__(self, digits: str, *, plus: bool, cue: bool) -> Found | None:  # noqa: ARG002 - has neither
        """As elsewhere, but without signs: an address has none."""
        for hint in self._regions:
            line = known_in(digits, hint.region)
            if line is not None:
                return Found(line.value, hint.source, is_national=False)
        if self._regions and self._regions[0].source == "location":
            return None
        bare = national(digits)
        return Found(bare.value, None, is_national=True) if bare else None


def _numbers(piece: str, regions: Sequence[Hint], *, is_host: bool, own: bool) -> Iterator[_Place]:
    """Phones in a part of an address; `own`: it is the record's, not one that its text mentions."""
    shown = view(piece)
    text = _FILE.sub(_blanked, shown.text).translate(_SLUG)
    if sum(c.isdigit() for c in text) < 8:
        return
    judge = _Slug(regions)
    for run in runs(text):
        for reading in readings(text, run, judge):
            atoms, found = reading.atoms, reading.found
            start, end = atoms[0].start, atoms[-1].end
            sizes = tuple(len(a.digits) for a in atoms)
            whole = not text[:start].strip() and not text[end:].strip()
            grouped = sizes[-3:] == _GROUPS or (len(sizes) > 2 and not found.is_national)
            if len(atoms) > 2 or (len(atoms) == 2 and whole):
                counts = grouped
            elif is_host:
                counts = sizes[0] >= 10 and not (found.is_national and text[:start].strip())
            else:
                # A file's name, a number of no known country, one in a link to elsewhere: all are ids.
                bare = own and sizes[0] >= 10 and not shown.text[end:]
                counts = not found.is_national and (bare or not whole or atoms[0].digits[0] == "0")
            if counts:
                yield _Place(
                    *shown.place(start, end), found, is_bare=whole and len(atoms) == 1 and not is_host
                )


def _evidence(
    passage: Passage, found: Identifier, place: tuple[int, int], label: str, form: str, source: str | None
) -> Evidence:
    structured = passage.structured and form == forms.LINK
    sure = confidence(form, source, is_national=found.kind is Kind.NATIONAL, structured=structured)
    return passage.evidence(found, *place, label, sure, form, source)
