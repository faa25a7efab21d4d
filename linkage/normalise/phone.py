"""Phone numbers: E.164 where the country is known, bare national digits where it is not.

Candidates come from `phone_shapes`; libphonenumber's metadata (the `phonenumbers` package) judges
them. Its own text matcher is not used: it is hundreds of times slower on hostile digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import phonenumbers

from linkage.model import Evidence, Identifier, Kind, Record
from linkage.normalise import links, platforms
from linkage.normalise.phone_shapes import MAX_DIGITS, MIN_DIGITS, Run, runs, windows
from linkage.normalise.placeholders import is_dummy_number
from linkage.normalise.regions import region_code
from linkage.normalise.spans import CACHE, MAX_HITS, MAX_TRIES, Extractor, Passage, listed, prose

NAME, VERSION = "phone", 1
LABEL = f"{NAME}/{VERSION}"
NATIONAL_CONFIDENCE = 0.7
PROSE_CONFIDENCE = 0.95

_FICTIONAL = re.compile(r"\+447700900[0-9]{3}")
"""UK mobile numbers set aside for drama (Ofcom). Real numbering plans do not list them; the other
ranges of this sort that we know of are valid to libphonenumber."""
_CACHED_RUN = 40
_NANP = re.compile(r"1([2-9][0-9]{2}[2-9][0-9]{6})")


@lru_cache(maxsize=CACHE)
def e164(number: str, region: str | None = None) -> Identifier | None:
    """A phone from `+digits`, or from national digits and an ISO-3166 alpha-2 region."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    value = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(parsed) and not _FICTIONAL.fullmatch(value):
        return None
    if is_dummy_number(str(parsed.national_number)):
        return None
    return Identifier(Kind.PHONE, value)


def national(digits: str) -> Identifier | None:
    """Ten or eleven digits of a number of unknown country; the 1 before a NANP number is dropped."""
    nanp = _NANP.fullmatch(digits)
    bare = nanp.group(1) if nanp else digits
    plausible = len(bare) == 10 and bare[0] != "1"
    plausible = plausible or (len(bare) == 11 and bare[0] in "01" and bare[:2] != "00")
    if not plausible or is_dummy_number(bare):
        return None
    return Identifier(Kind.NATIONAL, bare)


def national_of(phone: Identifier) -> Identifier | None:
    """The national identifier that ads without a country would carry for a phone."""
    parsed = phonenumbers.parse(phone.value)
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return national("".join(c for c in written if c.isdigit()))


def judge(digits: str, region: str | None, *, plus: bool, structured: bool = False) -> Identifier | None:
    """What a candidate is, or None. No country is ever guessed."""
    if plus:
        return e164("+" + digits)
    if digits.startswith("00"):
        return e164("+" + digits[2:]) or (e164(digits, region) if region else None)
    if region is None:
        return national(digits)
    found = e164(digits, region)
    return found or (national(digits) if structured else None)


def canonical_phone(value: str, region: str | None = None) -> Identifier | None:
    """E.164 of one written number; national digits need `region` (alpha-2)."""
    run = next(runs(value), None)
    candidates = next(windows(run), None) if run else None
    if candidates is None:
        return None
    found = judge(candidates[0].digits, region, plus=candidates[0].plus)
    return found if found and found.kind is Kind.PHONE else None


def canonical_national(value: str) -> Identifier | None:
    """National digits of one written number."""
    digits = "".join(c for c in value if "0" <= c <= "9")
    return national(digits) if len(value) <= 40 and "+" not in value else None


class _Reading(NamedTuple):
    """The phones of a run with their places in it, and how many candidates were examined."""

    phones: tuple[tuple[int, int, Identifier], ...]
    tries: int


def _read(run: Run, region: str | None, *, structured: bool, budget: int = MAX_TRIES) -> _Reading:
    """Phones of a run, leftmost and longest first."""
    phones = []
    done = tries = 0
    for candidates in windows(run):
        if candidates[0].start < done:
            continue
        for window in candidates:
            tries += 1
            found = judge(window.digits, region, plus=window.plus, structured=structured)
            if found is not None:
                done = window.end
                phones.append((window.start, window.end, found))
                break
        else:
            # Digits behind a `+` that no country knows are no national number of another one.
            done = candidates[0].end if candidates[0].plus else done
        if tries >= budget:
            break
    return _Reading(tuple(phones), tries)


@lru_cache(maxsize=CACHE)
def _read_short(text: str, region: str | None, *, plus: bool, structured: bool) -> _Reading:
    return _read(Run(0, text, plus), region, structured=structured)


def _scan(passage: Passage, region: str | None) -> Iterator[Evidence]:
    """Phones of one passage, in the order of the text."""
    structured = passage.structured
    budget = MAX_TRIES
    for run in runs(passage.text):
        if len(run.text) <= _CACHED_RUN:
            reading = _read_short(run.text, region, plus=run.plus, structured=structured)
        else:
            reading = _read(run, region, structured=structured, budget=budget)
        for start, end, found in reading.phones:
            confidence = _confidence(found, passage)
            yield passage.evidence(found, run.start + start, run.start + end, LABEL, confidence)
        budget -= reading.tries
        if budget <= 0:
            return


def _confidence(found: Identifier, passage: Passage) -> float:
    if found.kind is Kind.NATIONAL:
        return NATIONAL_CONFIDENCE
    return 1.0 if passage.structured else PROSE_CONFIDENCE


def _linked(passage: Passage) -> Iterator[Evidence]:
    """Phones inside links that open a chat with them, such as wa.me."""
    for span in links.find(passage.text, whole=passage.structured):
        digits = platforms.phone_of(span.link)
        found = e164("+" + digits) if digits else None
        if found is not None:
            confidence = 1.0 if passage.structured else PROSE_CONFIDENCE
            yield passage.evidence(found, span.start, span.end, LABEL, confidence)


def _handled(passage: Passage, region: str | None) -> Iterator[Evidence]:
    """Entries like `whatsapp:+12025550123`: the handle is a phone."""
    platform, colon, name = passage.text.partition(":")
    if not colon or not (platforms.is_phone_book(platform) or name.strip().startswith("+")):
        return
    bare = "".join(c for c in name if "0" <= c <= "9")
    if not MIN_DIGITS <= len(bare) <= MAX_DIGITS:
        return
    # Such services write the country's code with or without its plus.
    found = e164("+" + bare) or judge(bare, region, plus="+" in name, structured=True)
    if found is not None:
        yield passage.whole(found, LABEL, _confidence(found, passage))


def _find(record: Record) -> Iterator[Evidence]:
    region = region_code(record.country)
    for passage in listed("phones", record.phones):
        yield from islice(_scan(passage, region), MAX_HITS)
    for passage in listed("handles", record.handles):
        yield from _handled(passage, region)
    for passage in listed("urls", record.urls):
        yield from _linked(passage)
    for passage in prose(record):
        yield from islice(_scan(passage, region), MAX_HITS)
        if links.may_hold(passage.text):
            yield from islice(_linked(passage), MAX_HITS)


EXTRACTOR = Extractor(NAME, VERSION, _find)
