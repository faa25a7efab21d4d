"""Phone numbers out of a record: E.164 where the country is known, bare national digits where not.

`digits` finds runs of digits in whatever form, `windows` decides which of them are phones, `plans`
knows the numbering plans, `hints` the countries. Libphonenumber's own text matcher is not used: it
sees none of the disguises and is slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import forms, platforms
from linkage.normalise.folding import View, view
from linkage.normalise.phone import links as phone_links
from linkage.normalise.phone.cues import is_phone_word
from linkage.normalise.phone.digits import MIN_DIGITS, Run, runs
from linkage.normalise.phone.hints import Hint, hints
from linkage.normalise.phone.languages import language_regions
from linkage.normalise.phone.naming import confidence, form_of
from linkage.normalise.phone.plans import (
    announced_national,
    e164,
    has_trunk,
    in_region,
    is_nanp,
    lengths,
    may_be_in,
    national,
    with_own_code,
)
from linkage.normalise.phone.scoring import Found
from linkage.normalise.phone.tokens import KNOWN
from linkage.normalise.phone.windows import Reading, readings
from linkage.normalise.spans import MAX_HITS, MAX_TEXT, MAX_TRIES, Extractor, Passage, listed, prose

NAME, VERSION = "phone", 2
LABEL = f"{NAME}/{VERSION}"

_URL = re.compile(
    r"(?<![a-z0-9])[a-z][a-z0-9+.-]{1,12}+://[^\s<>\"]{1,2000}+|(?<![\w.@-])www\.[^\s<>\"]{1,2000}+"
)
_MAIL = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}+@[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+){0,4}(?<=[a-z])"
)
_PATH = re.compile(
    r"(?<![\w.@-])[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+){0,4}\.[a-z]{2,24}+/[^\s<>\"]{0,2000}+"
)
_MAY_BE_PATH = re.compile(r"\.[a-z]{2,24}/")
_WRITTEN = re.compile(r"\+[0-9]{7,15}")
_HAS_DIGIT = re.compile(r"[0-9]")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MEASURED = re.compile(
    r" ?(?:sq|sqft|ft|m2|qm|beds?|bdrm|br|baths?|monthly|month|per|a|miles|mi|km|euros?|eur|usd)(?![a-z])"
)
_CODE_LETTERS = re.compile(r"(?<![^\W_])([A-Z]{1,4})[-_/]$")
_ANY_LENGTH = frozenset(range(7, 14))
_CODE = "#"
"""Stands for letters that belong to a code."""
_EDGE = 120
"""Characters of a title's end and of a body's start that are read as one."""


class Numbers:
    """Judges digits for one passage: see `windows.Judge`. Asks the plans at most `MAX_TRIES` times."""

    def __init__(self, regions: Sequence[Hint], *, structured: bool = False, text: str = "") -> None:
        self._regions = regions
        # Where nothing else tells the country, the language of the text may.
        self._text = "" if regions else text
        self._structured = structured
        self._located = bool(regions) and regions[0].source == "location"
        self.tries = MAX_TRIES
        self.lengths = _ANY_LENGTH if self._text else lengths(*(hint.region for hint in regions))

    def __call__(self, digits: str, *, plus: bool, cue: bool) -> Found | None:
        """An E.164 number with what told its country, or national digits; None when neither."""
        if self.tries <= 0:
            return None
        cue = cue or self._structured
        known = self._international(digits, plus=plus)
        if known is not None or (plus and digits[0] != "0"):
            return known
        for hint in self._regions:
            if not may_be_in(digits, hint.region):
                continue
            self.tries -= 1
            line = with_own_code(digits, hint.region) or in_region(digits, hint.region)
            if line is None:
                continue
            # Where numbers are written with a zero before them, digits without one are hardly any.
            if digits[0] == "0" or cue or not has_trunk(hint.region) or (line.is_mobile and len(digits) > 9):
                return Found(line.value, hint.source, is_national=False)
        return (self._by_language(digits) if cue else None) or self._national(digits, cue=cue)

    def _international(self, digits: str, *, plus: bool) -> Found | None:
        number = digits if plus else ""
        if not plus and digits.startswith("00"):
            number = digits[2:]
        elif (
            not plus
            and digits.startswith("011")
            and (not self._regions or any(is_nanp(hint.region) for hint in self._regions))
        ):
            number = digits[3:]
        if not number:
            return None
        self.tries -= 1
        found = e164("+" + number)
        return Found(found.value, "plus", is_national=False) if found else None

    def _by_language(self, digits: str) -> Found | None:
        """A mobile of one only of the countries that speak the text's language."""
        if not self._text:
            return None
        mobiles = set()
        for region in language_regions(self._text):
            if may_be_in(digits, region) and (digits[0] == "0" or not has_trunk(region)):
                self.tries -= 1
                line = in_region(digits, region)
                if line is not None and line.is_mobile:
                    mobiles.add(line.value)
        return Found(mobiles.pop(), "language", is_national=False) if len(mobiles) == 1 else None

    def _national(self, digits: str, *, cue: bool) -> Found | None:
        if self._located and not self._structured and not (cue and digits[0] == "0"):
            return None
        found = announced_national(digits) if cue else national(digits)
        return Found(found.value, None, is_national=True) if found else None


def canonical_phone(value: str, region: str | None = None) -> Identifier | None:
    """E.164 of one written number; national digits need `region` (alpha-2)."""
    for found in read(value, region):
        return None if found.is_national else Identifier(Kind.PHONE, found.value)
    return None


def canonical_national(value: str) -> Identifier | None:
    """National digits of one written number."""
    digits = "".join(c for c in value if "0" <= c <= "9")
    return announced_national(digits) if len(value) <= 40 and "+" not in value else None


def read(value: str, region: str | None = None) -> Iterator[Found]:
    """Numbers in a text that is meant to be one, such as a field for phones."""
    regions = (Hint(region, "option"),) if region else ()
    shown = view(value)
    judge = Numbers(regions, structured=True)
    for run in runs(shown.text):
        for reading in readings(shown.text, run, judge):
            yield reading.found


def digits_of(value: str) -> tuple[str, bool]:
    """All digits of the first run in a text, in whatever form, and whether a plus stands before it."""
    text = view(value).text
    for run in runs(text):
        digits = "".join(atom.digits for atom in run.atoms)
        return digits, text[: run.atoms[0].start].rstrip(" (").endswith("+")
    return "", False


def _scan(passage: Passage, regions: Sequence[Hint], spoken: str = "") -> Iterator[Evidence]:
    """Phones of one passage, in the order of the text."""
    if passage.structured and _WRITTEN.fullmatch(passage.text):
        # As most crawlers write them: nothing to find out.
        known = e164(passage.text)
        if known is not None:
            yield passage.evidence(known, 0, len(passage.text), LABEL, 1.0, region_source="plus")
        return
    shown = view(passage.text)
    text = shown.text if passage.structured else without_addresses(shown.text)
    judge = Numbers(regions, structured=passage.structured, text=spoken)
    for run in runs(text):
        if _is_code(passage.text, shown, run):
            run = run._replace(before=_CODE)  # noqa: PLW2901 - the same run, its glue judged
        for reading in readings(text, run, judge):
            glued = bool(
                (run.before and reading.atoms[0] == run.atoms[0])
                or (run.after and reading.atoms[-1] == run.atoms[-1])
            )
            yield _evidence(passage, shown, text, reading, glued=glued)
        if judge.tries <= 0:
            return


def _is_code(original: str, shown: View, run: Run) -> bool:
    """Whether the letters before a run are those of a code (AB1234567, IMG-1234567) and no word's."""
    start, _ = shown.place(run.atoms[0].start, run.atoms[0].end)
    if run.before:
        return len(run.before) < 4 and original[max(0, start - len(run.before)) : start].isupper()
    letters = _CODE_LETTERS.search(original, max(0, start - 6), start)
    return letters is not None and not is_phone_word(letters.group(1).lower())


def without_addresses(text: str) -> str:
    """The text with URLs and e-mail addresses made into words of as many letters."""
    if "/" in text:
        text = _URL.sub(_masked, text) if "://" in text or "www." in text else text
        text = _PATH.sub(_masked, text) if _MAY_BE_PATH.search(text) else text
    elif "www." in text:
        text = _URL.sub(_masked, text)
    return _MAIL.sub(_masked, text) if "@" in text else text


def _masked(match: re.Match[str]) -> str:
    return "q" * (match.end() - match.start())


def _evidence(passage: Passage, shown: View, text: str, reading: Reading, *, glued: bool) -> Evidence:
    start, end = shown.place(*_extent(text, reading))
    found = reading.found
    gaps = [text[a.end : b.start] for a, b in pairwise(reading.atoms)]
    form = form_of(passage.text[start:end], reading.atoms, gaps, glued=glued)
    sure = confidence(form, found.region_source, is_national=found.is_national, structured=passage.structured)
    kind = Kind.NATIONAL if found.is_national else Kind.PHONE
    identifier = Identifier(kind, found.value)
    return passage.evidence(identifier, start, end, LABEL, sure, form, found.region_source)


def _extent(text: str, reading: Reading) -> tuple[int, int]:
    """Where a phone is in folded text: its plus, and brackets that close within it, belong to it."""
    start, end = reading.atoms[0].start, reading.atoms[-1].end
    for _ in range(3):
        before = text[start - 1 : start]
        closing = _BRACKETS.get(before)
        if before == "+":
            belongs = reading.found.region_source == "plus"
        else:
            belongs = closing is not None and closing in text[start : end + 1]
        if not belongs:
            break
        start -= 1
    after = text[end : end + 1]
    opening = next((o for o, c in _BRACKETS.items() if c == after), None)
    inside = text[start:end]
    return start, end + (opening is not None and inside.count(opening) > inside.count(after))


def _across(record: Record, regions: Sequence[Hint]) -> list[Evidence]:
    """A phone that begins at the end of the title and goes on at the start of the body, as two pieces."""
    if not record.title or not record.body:
        return []
    head = view(record.title[:MAX_TEXT])
    if not _is_numeric(head.text[-_EDGE:].rsplit(maxsplit=1)[-1:]):
        return []
    tail = view(record.body[:_EDGE])
    if not _is_numeric(tail.text.split(maxsplit=1)[:1]):
        return []
    title, body = Passage("title", record.title), Passage("body", record.body)
    cut = max(0, len(head.text) - _EDGE)
    border = len(head.text) - cut
    text = f"{head.text[cut:]}\n{tail.text}"
    for run in runs(text):
        for reading in readings(text, run, Numbers(regions)):
            first, last = reading.atoms[0].start, reading.atoms[-1].end
            if not first < border < last or reading.found.is_national or _MEASURED.match(text, last):
                continue
            found = Identifier(Kind.PHONE, reading.found.value)
            source = reading.found.region_source
            sure = confidence(forms.LINES, source, is_national=False, structured=False)
            return [
                passage.evidence(found, start, end, LABEL, sure, forms.LINES, source)
                for passage, (start, end) in (
                    (title, head.place(first + cut, len(head.text))),
                    (body, tail.place(0, last - border - 1)),
                )
            ]
    return []


def _is_numeric(words: list[str]) -> bool:
    """Whether the one word given is digits in some form."""
    return any(
        _HAS_DIGIT.search(word) or KNOWN["".join(filter(str.isalnum, word))].stretches for word in words
    )


def _handled(passage: Passage, regions: Sequence[Hint]) -> Iterator[Evidence]:
    """Entries like `whatsapp:+12025550123`: the handle is a phone."""
    platform, colon, name = passage.text.partition(":")
    if not colon or not (platforms.is_phone_book(platform) or name.strip().startswith("+")):
        return
    bare = "".join(c for c in name if "0" <= c <= "9")
    if not MIN_DIGITS <= len(bare) <= 17:
        return
    # Such services write the country's code with or without its plus.
    known = e164("+" + bare)
    found = (
        Found(known.value, "plus" if "+" in name else "link", is_national=False)
        if known
        else Numbers(regions, structured=True)(bare, plus="+" in name, cue=True)
    )
    if found is not None:
        kind = Kind.NATIONAL if found.is_national else Kind.PHONE
        sure = confidence(forms.PLAIN, None, is_national=found.is_national, structured=True)
        start = len(passage.text) - len(passage.text.lstrip())
        yield passage.evidence(
            Identifier(kind, found.value),
            start,
            len(passage.text.rstrip()),
            LABEL,
            sure,
            region_source=found.region_source,
        )


def find(record: Record, region: str | None = None) -> Iterator[Evidence]:
    """Phones of a record; `region` is assumed where neither number nor record names one."""
    regions = hints(record, region)
    for passage in listed("phones", record.phones):
        yield from islice(_scan(passage, regions), MAX_HITS)
    for passage in listed("handles", record.handles):
        yield from _handled(passage, regions)
    for passage in listed("urls", record.urls):
        yield from phone_links.linked(passage, regions, LABEL)
        yield from phone_links.in_address(passage, regions, LABEL)
    if record.url:
        yield from phone_links.in_address(Passage("url", record.url, structured=True), regions, LABEL)
    across = _across(record, regions)
    yield from across
    for passage in prose(record):
        # A view shows no tags, and what they link to with them.
        lower = passage.text.lower() if "<" in passage.text else view(passage.text).text
        if phone_links.may_open(lower):
            yield from islice(phone_links.linked(passage, regions, LABEL), MAX_HITS)
        if "://" in lower or "www." in lower:
            yield from islice(phone_links.in_address(passage, regions, LABEL), MAX_HITS)
        for found in islice(_scan(passage, regions, record.body), MAX_HITS):
            # What is a part of a number that goes over the border is none by itself.
            if not any(
                p.field == found.field and p.start < found.end and found.start < p.end for p in across
            ):
                yield found


EXTRACTOR = Extractor(NAME, VERSION, find)
