"""What a person pasted into the search box, as identifiers to look up."""

from __future__ import annotations

from collections.abc import Iterator

from linkage.model import Identifier, Kind, Record
from linkage.normalise import image, links, phone, picture, platforms, text, wallet
from linkage.normalise.email.extractor import canonical_email
from linkage.normalise.handle import extractor as handle
from linkage.normalise.links import suffixes
from linkage.normalise.phone import plans
from linkage.normalise.phone.scoring import Found
from linkage.normalise.regions import region_code
from linkage.normalise.registry import identifier, normalise
from linkage.normalise.spans import MAX_TEXT
from linkage.normalise.url import canonical_url

_KINDS = {str(kind): kind for kind in Kind}
_NANP_REGION = "US"
_NANP_DIGITS = 10


def canonical(value: str, region: str | None = None) -> tuple[Identifier, ...]:
    """Candidate identifiers for pasted text, best first; empty when it is none.

    A single value (phone, e-mail, handle, URL, hash, wallet, `kind:value`) is read as what it is;
    a longer text as an ad, in which everything recognisable counts. `region` (alpha-2 code or
    country name) is where a phone without a country code is assumed to be.
    """
    pasted = value.strip()[:MAX_TEXT]
    if not pasted:
        return ()
    prefix, colon, rest = pasted.partition(":")
    kind = _KINDS.get(prefix.strip().lower()) if colon else None
    named = identifier(kind, rest.strip(), region) if kind else None
    if named is not None:
        return (named,)
    candidates = tuple(dict.fromkeys(_single(pasted, region_code(region))))
    return candidates or _inside(pasted, region)


def _single(pasted: str, region: str | None) -> Iterator[Identifier]:
    """Readings of one value, surest first."""
    if len(pasted) <= links.MAX_URL:
        yield from _checked(pasted)
        yield from _address(pasted)
        yield from _name(pasted)
        yield from _phone(pasted, region)


def _checked(pasted: str) -> Iterator[Identifier]:
    """Forms that no ordinary text has by chance: hashes and wallets."""
    if any(c.isspace() for c in pasted):
        return
    for read in (
        image.canonical_image,
        picture.canonical_picture,
        text.canonical_text,
        wallet.canonical_wallet,
    ):
        found = read(pasted)
        if found is not None:
            yield found


def _address(pasted: str) -> Iterator[Identifier]:
    mail = canonical_email(pasted.removeprefix("mailto:"))
    if mail is not None:
        yield mail
        return
    spans = links.find(pasted, whole=True)
    if not spans or (spans[0].link.bare and not _is_host(spans[0].link.host)):
        return
    digits = platforms.phone_of(spans[0].link)
    for found in (
        plans.e164("+" + digits) if digits else None,
        platforms.handle_of(spans[0].link),
        canonical_url(pasted),
    ):
        if found is not None:
            yield found


def _is_host(host: str) -> bool:
    """Whether a bare host ends in a public suffix or a reserved one, unlike "hello.there"."""
    name = host.partition(":")[0]
    if name.endswith((".example", ".test", ".invalid")):
        return True
    return suffixes.is_listed(name)


def _name(pasted: str) -> Iterator[Identifier]:
    platform, colon, name = pasted.partition(":")
    if colon:
        known = platforms.is_known(platform.strip().lower())
        found = platforms.handle(platform, name) if known else None
        if found is not None:
            yield found
    elif pasted.startswith("@"):
        bare = handle.canonical_username(pasted)
        if bare is not None:
            yield bare
            handles = (platforms.handle(p.name, pasted) for p in platforms.PLATFORMS)
            yield from (found for found in handles if found is not None)


def _phone(pasted: str, region: str | None) -> Iterator[Identifier]:
    """E.164 first, then the national digits that ads without a country carry."""
    prefix, colon, name = pasted.partition(":")
    written = name if colon and platforms.is_phone_book(prefix) else pasted
    if sum(c.isalpha() for c in written) or len(written) > 40:
        return
    digits, plus = phone.digits_of(written)
    if not digits:
        return
    readings: list[Identifier | None] = [_identifier(found) for found in phone.read(written, region)]
    if not plus and region is None:
        readings = [plans.e164("+" + digits), plans.e164(digits, _NANP_REGION), *readings]
    for found in readings:
        if found is not None:
            yield found
            bare = plans.national_of(found) if found.kind is Kind.PHONE else None
            if bare is not None:
                yield bare
    last = None if plus else plans.national(digits)
    if last is not None:
        yield last


def _identifier(found: Found) -> Identifier:
    return Identifier(Kind.NATIONAL if found.is_national else Kind.PHONE, found.value)


def _inside(pasted: str, region: str | None) -> tuple[Identifier, ...]:
    """Everything that an ad with this text would carry, surest first."""
    record = Record(source="", source_id="", body=pasted, country=region)
    evidence = sorted(normalise(record), key=lambda e: (-e.confidence, e.start, e.kind, e.value))
    return tuple(
        dict.fromkeys(one for e in evidence for one in _readings(Identifier(e.kind, e.value), region))
    )


def _readings(found: Identifier, region: str | None) -> Iterator[Identifier]:
    """A national number also as the one of North America that plain digits are tried as."""
    if region is None and found.kind is Kind.NATIONAL and len(found.value) == _NANP_DIGITS:
        assumed = plans.e164(found.value, _NANP_REGION)
        if assumed is not None:
            yield assumed
    yield found
