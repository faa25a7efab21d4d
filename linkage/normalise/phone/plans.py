"""Numbering plans: whether digits are a number, and whose. Asked of libphonenumber's metadata."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from linkage.model import Identifier, Kind
from linkage.normalise.placeholders import is_dummy_number
from linkage.normalise.spans import CACHE, words

_FICTIONAL = re.compile(r"\+447700900[0-9]{3}")
"""UK mobile numbers set aside for drama (Ofcom). Real numbering plans do not list them; the other
ranges of this sort that we know of are valid to libphonenumber."""
_NANP = re.compile(r"1?([2-9][0-9]{2}[2-9][0-9]{6})")
_NANP_REGIONS = frozenset(phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1])
_NANP_WHOLE = re.compile(r"\+1([2-9][0-9]{2}[2-9][0-9]{6})")
_MEXICAN_MOBILE = re.compile(r"^\+521(?=[0-9]{10}$)")
_MEXICAN_PREFIX = re.compile(r"^(?:01|04[45])(?=[0-9]{10}$)")
_US = phonenumbers.PhoneMetadata.metadata_for_region("US")
_US_LINES = re.compile((_US and _US.fixed_line and _US.fixed_line.national_number_pattern) or "(?!)")
"""Ordinary lines of the United States, mobile or not, which the plan does not tell apart. Most numbers
of the plan are found here, without the dozen patterns of its other types and countries."""
_UNKNOWN = phonenumbers.PhoneNumberType.UNKNOWN
_MOBILES = frozenset({phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE})


_TRUNK_LEFT_OUT = words("AR BD BO BR CN EG GE ID IN IR LB NG PE PH PK TR VN")
"""Regions whose people mostly leave the zero out that the plan puts before a number."""


class Line(NamedTuple):
    """A number that a plan knows."""

    value: str
    """E.164."""
    is_mobile: bool


@lru_cache(maxsize=CACHE)
def e164(number: str, region: str | None = None) -> Identifier | None:
    """A phone from `+digits`, or from national digits and an ISO-3166 alpha-2 region."""
    line = _line(number, region)
    return Identifier(Kind.PHONE, line.value) if line else None


@lru_cache(maxsize=CACHE)
def in_region(digits: str, region: str) -> Line | None:
    """The number that digits without a country code are in a region (alpha-2), if they `may_be_in` it."""
    if region == "MX":
        # Dialled until 2019, and still written.
        digits = _MEXICAN_PREFIX.sub("", digits)
    return _line(digits, region)


def may_be_in(digits: str, region: str) -> bool:
    """Whether digits have the length of the region's numbers, and their shape where that is simple. Cheap."""
    if len(digits) not in _lengths(region):
        return False
    return region not in _NANP_REGIONS or _NANP.fullmatch(digits) is not None


@lru_cache(maxsize=CACHE)
def with_own_code(digits: str, region: str) -> Line | None:
    """A mobile of the region written with the country's code and no plus, where numbers begin with a zero.

    In open plans (Germany) such digits are a valid landline too, which nobody writes so.
    """
    code = str(phonenumbers.country_code_for_region(region))
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.national_prefix != "0" or not digits.startswith(code):
        return None
    line = _line("+" + digits, None)
    return line if line is not None and line.is_mobile else None


def known_in(digits: str, region: str) -> Line | None:
    """The number that digits without a country code are in a region (alpha-2), or None."""
    return in_region(digits, region) if may_be_in(digits, region) else None


def _line(number: str, region: str | None) -> Line | None:
    # Mobiles of Mexico had a 1 behind the country's code until 2019, and often still have.
    number = _MEXICAN_MOBILE.sub("+52", number)
    nanp = _NANP.fullmatch(number) if region in _NANP_REGIONS else _NANP_WHOLE.fullmatch(number)
    if nanp and _US_LINES.fullmatch(nanp.group(1)):
        return None if is_dummy_number(nanp.group(1)) else Line(f"+1{nanp.group(1)}", is_mobile=True)
    try:
        # Ten digits of the plan need no parsing, which is half of the work.
        parsed = (
            phonenumbers.PhoneNumber(country_code=1, national_number=int(nanp.group(1)))
            if nanp
            else phonenumbers.parse(number, region)
        )
    except phonenumbers.NumberParseException:
        return None
    value = f"+{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"
    # A number has a type exactly when it is valid.
    kind = phonenumbers.number_type(parsed)
    fictional = kind is _UNKNOWN and _FICTIONAL.fullmatch(value)
    if (kind is _UNKNOWN and not fictional) or is_dummy_number(str(parsed.national_number)):
        return None
    return Line(value, bool(fictional) or kind in _MOBILES)


@lru_cache(maxsize=512)
def _lengths(region: str) -> frozenset[int]:
    """How many digits a number of the region may be written with, its prefixes included."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        return frozenset()
    prefixes = {0, len(metadata.national_prefix or ""), len(str(metadata.country_code))}
    # Carrier codes (Brazil, Colombia) come before the number too; they are two digits and a zero.
    prefixes |= {3} if metadata.national_prefix_for_parsing and region in {"BR", "CO", "AR", "MX"} else set()
    possible = metadata.general_desc.possible_length if metadata.general_desc else ()
    prefixes |= {2} if region == "MX" else set()
    return frozenset(n + extra for n in possible for extra in prefixes)


@lru_cache(maxsize=512)
def lengths(*regions: str) -> frozenset[int]:
    """How many digits numbers of these regions may have, or one of no known country."""
    return frozenset({9, 10, 11}).union(*map(_lengths, regions))


@lru_cache(maxsize=512)
def has_trunk(region: str) -> bool:
    """Whether national numbers of the region are written with a zero before them."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    return metadata is not None and metadata.national_prefix == "0" and region not in _TRUNK_LEFT_OUT


def is_nanp(region: str) -> bool:
    """Whether a region (alpha-2) belongs to the North American Numbering Plan, whose prefix is 011."""
    return region in _NANP_REGIONS


def national(digits: str) -> Identifier | None:
    """Ten or eleven digits of a number of unknown country; the 1 before a NANP number is dropped."""
    nanp = _NANP.fullmatch(digits)
    bare = nanp.group(1) if nanp else digits
    plausible = len(bare) == 10 and bare[0] != "1"
    plausible = plausible or (len(bare) == 11 and bare[0] in "01" and bare[:2] != "00")
    if not plausible or is_dummy_number(bare):
        return None
    return Identifier(Kind.NATIONAL, bare)


def announced_national(digits: str) -> Identifier | None:
    """Nine to eleven digits that a word says are a phone, of unknown country."""
    found = national(digits)
    # Nine digits are a number in half of Europe; in Russia one begins with an eight.
    written = (len(digits) == 9 and digits[0] != "1") or (len(digits) == 11 and digits[:2] in {"87", "89"})
    if found is None and written and not is_dummy_number(digits):
        return Identifier(Kind.NATIONAL, digits)
    return found


def national_of(phone: Identifier) -> Identifier | None:
    """The national identifier that ads without a country would carry for a phone."""
    parsed = phonenumbers.parse(phone.value)
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return national("".join(c for c in written if c.isdigit()))
