"""What people call things: ads by id, by its beginning or by source, identifiers as written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from linkage.errors import GoneError, InvalidInputError, NotFoundError
from linkage.model import AD_ID_LENGTH, Identifier, Kind, ad_id, founder_of
from linkage.ports import AdRow, Store

LEAST_PREFIX = 8
MAX_REF = 4_000
MAX_SPLITS = 64
_HEX = frozenset("0123456789abcdef")


def readable(text: str, what: str, most: int = MAX_REF) -> str:
    """The text without white space around it.

    Raises InvalidInputError when that is nothing, longer than `most`, or no Unicode text.
    """
    text = text.strip()
    if not text or len(text) > most:
        raise InvalidInputError(f"{what} has 1 to {most:,} characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidInputError(f"{what} holds half a character") from None
    return text


def country(region: str | None) -> str | None:
    """The region, if it is a country code. Raises InvalidInputError for anything else."""
    if region is None:
        return None
    from linkage.normalise.regions import region_code  # noqa: PLC0415 - the phone tables are large

    if region_code(region) != region.upper():
        raise InvalidInputError("a region is the two-letter code of a country with phone numbers, such as US")
    return region


def splits(ref: str) -> Iterator[tuple[str, str]]:
    """Every way to read `source:source_id`; either part may hold colons itself."""
    for position, char in enumerate(ref):
        if char == ":" and 0 < position < len(ref) - 1:
            yield ref[:position], ref[position + 1 :]


def resolve_ad(store: Store, ref: str) -> str:
    """The id of the one ad that `ref` names.

    Taken are an ad id, a network id (its founding ad), 8 or more of an ad id's first characters, and
    `source:source_id`. Raises NotFoundError, GoneError for an erased ad, and InvalidInputError
    for an empty, oversized or ambiguous name.
    """
    text = readable(ref, "an ad's name")
    # A source may be named with white space around it, however unlikely.
    found = (_padded(store, ref) if text != ref else []) or ads_named(store, text, 2)
    if len(found) > 1:
        raise InvalidInputError("several ads may be meant; give the whole id of one")
    if not found:
        raise NotFoundError("no ad of that name; give its id, or source:source_id")
    return found[0].ad_id


def _padded(store: Store, ref: str) -> list[AdRow]:
    """Present ads of exactly this name."""
    return list(store.ads([ad_id(*parts) for parts in islice(splits(ref), MAX_SPLITS)]).values())


def ads_named(store: Store, ref: str, limit: int) -> list[AdRow]:
    """Every ad that `ref` may name, at most `limit`, by id.

    Raises GoneError when there is none but an erased one.
    """
    candidates = list(_candidates(ref))
    present = store.ads(candidates)
    found = [present[ad] for ad in sorted(present)][:limit]
    prefix = ref.lower()
    if not found and LEAST_PREFIX <= len(prefix) < AD_ID_LENGTH and set(prefix) <= _HEX:
        found = list(store.ads_with_prefix(prefix, limit))
    if not found and any(store.is_erased(candidate) for candidate in candidates):
        raise GoneError("that ad was erased")
    return found


def _candidates(ref: str) -> Iterator[str]:
    """Ad ids that `ref` may stand for, prefixes aside."""
    lower = ref.lower()
    if len(lower) == AD_ID_LENGTH and set(lower) <= _HEX:
        yield lower
    founder = founder_of(ref)
    if founder is not None:
        yield founder
    for source, source_id in islice(splits(ref), MAX_SPLITS):
        yield ad_id(source, source_id)


def known_kind(kind: str) -> Kind:
    """The kind of that name. Raises InvalidInputError."""
    try:
        return Kind(kind.lower())
    except ValueError:
        known = ", ".join(Kind)
        raise InvalidInputError(f"no kind of identifier is called that; known are {known}") from None


def find_identifier(store: Store, kind: str, value: str, region: str | None) -> Identifier:
    """The stored identifier that a kind and a value name, the value as stored or as written.

    Raises InvalidInputError for an unknown kind, NotFoundError and GoneError.
    """
    named = known_kind(kind)
    value = readable(value, "a value")
    candidates = [Identifier(named, value)]
    read = _normalised(named, value, region)
    if read is not None and read not in candidates:
        candidates.append(read)
    present = store.identifiers(candidates)
    for candidate in candidates:
        if candidate in present:
            return candidate
    for candidate in candidates:
        if store.is_identifier_erased(candidate):
            raise GoneError(f"that {named.value} was erased")
    raise NotFoundError(f"no ad carries that {named.value}")


def readings(text: str, region: str | None) -> list[Identifier]:
    """Every identifier that the text may be, by the normalisers, surest first."""
    from linkage.normalise import canonical  # noqa: PLC0415 - the phone tables are large

    return list(canonical(text, region))


def _normalised(kind: Kind, value: str, region: str | None) -> Identifier | None:
    from linkage.normalise import identifier  # noqa: PLC0415 - the phone tables are large

    return identifier(kind, value, region)
