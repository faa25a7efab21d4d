"""Reverse look-up of a picture by a hash of it: the same picture, and those that look like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linkage.errors import GoneError, InvalidInputError
from linkage.link.rules import Rules
from linkage.link.similar import bands, bits_apart
from linkage.model import Identifier, Kind
from linkage.normalise.image import LENGTHS, canonical_image
from linkage.normalise.picture import MIN_QUALITY, canonical_picture
from linkage.normalise.placeholders import dummy_hash_words
from linkage.ports import IdentifierRow, Store, StoredLink
from linkage.services.refs import readable
from linkage.services.search import hit_of
from linkage_schemas.answers import PictureHit, PicturesOut

MAX_HASH = 100
HASH_DIGITS = frozenset(LENGTHS.values())
"""Lengths of hashes; a PDQ is as long as a SHA-256."""
FEATURELESS = (
    f"No ad has exactly this PDQ. Those of flat or blurred pictures (quality below {MIN_QUALITY}) are no "
    "identifiers: they are too alike to tell pictures apart, never link, and are not found here"
)
MAX_CANDIDATES = 10_000
"""Pictures that are compared bit by bit, of those that share a band with the one asked for."""
ADS_SHOWN = 20
"""Ads told of each picture."""
PAGE = 1_000
"""Links of a picture that are read at once."""
MAX_LINKS = 5_000
"""Links of a picture that are looked through for what carries the picture itself."""


def readings(text: str) -> list[Identifier]:
    """The hashes that the text may be: 64 bare digits are a SHA-256 or a PDQ.

    Raises InvalidInputError for what is none.
    """
    text = readable(text, "a hash", MAX_HASH)
    found = [one for one in (canonical_image(text), canonical_picture(text)) if one is not None]
    if not found:
        raise InvalidInputError(_unreadable(text.lower().rpartition(":")[2]))
    return found


def _unreadable(digits: str) -> str:
    """Why digits are no hash that identifies a picture."""
    dummy = dummy_hash_words(digits)
    if len(digits) in HASH_DIGITS and dummy is not None:
        return f"that is {dummy}: it identifies nothing, so no ad is kept or linked by it"
    return "that is no MD5, SHA-1, SHA-256 or PDQ hash of a picture, in hexadecimal"


def pictures(
    store: Store, rules: Rules, named: Sequence[Identifier], within: int, limit: int, revision: int
) -> PicturesOut:
    """The pictures of these hashes, nearest first, at most `limit` of them.

    Exact hashes match when they are equal, PDQ up to `within` bits.

    Raises GoneError when nothing is found and one of the hashes was erased.
    """
    found: list[tuple[int, Identifier]] = [(0, name) for name in store.identifiers(named)]
    capped = False
    for name in named:
        if name.kind is Kind.PICTURE and within:
            candidates = list(near(store, name, MAX_CANDIDATES + 1))
            capped = len(candidates) > MAX_CANDIDATES
            distances = (
                (bits_apart(name.value, other.value), other) for other in candidates[:MAX_CANDIDATES]
            )
            found += [(bits, other) for bits, other in distances if 0 < bits <= within]
    if not found and any(map(store.is_identifier_erased, named)):
        raise GoneError("that picture was erased")
    found.sort(key=lambda one: (one[0], one[1].kind, one[1].value))
    rows = store.identifiers([name for _, name in found[:limit]])
    hits = [_hit(store, rules, rows[name], bits, revision) for bits, name in found[:limit] if name in rows]
    reasons = {
        "more pictures are as near than the limit": len(found) > limit,
        f"only {MAX_CANDIDATES:,} pictures that share a part of the hash were compared": capped,
        f"a picture is on more than {ADS_SHOWN} ads": any(hit.truncated for hit in hits),
    }
    told = [reason for reason, holds in reasons.items() if holds]
    return PicturesOut(
        hashes=[name.value for name in named],
        within=within,
        pictures=hits,
        total=len(found),
        truncated=bool(told),
        truncated_reason="; ".join(told) or None,
        hint=_hint(named, found),
        revision=revision,
    )


def _hint(named: Sequence[Identifier], found: Sequence[tuple[int, Identifier]]) -> str | None:
    """What may be the reason why no ad has the very PDQ, where nothing equal was found."""
    asked = any(name.kind is Kind.PICTURE for name in named)
    return FEATURELESS if asked and all(bits for bits, _ in found) else None


def near(store: Store, name: Identifier, limit: int) -> Sequence[Identifier]:
    """At most `limit` stored pictures that share a band with this one, itself perhaps among them."""
    return store.near(name.kind, bands(name.kind, name.value), limit)


class _Carried(NamedTuple):
    """Links of ads with the picture itself, the first ADS_SHOWN of them, and how many ads have what.

    `near` is None where there are too many links to look through; `total` then counts near ads too.
    """

    links: Sequence[StoredLink]
    total: int
    near: int | None


def _carried(store: Store, row: IdentifierRow) -> _Carried:
    name = Identifier(row.kind, row.value)
    own: list[StoredLink] = []
    near = 0
    after: str | None = None
    for _ in range(0, MAX_LINKS, PAGE):
        page = store.links_of_identifier(name, after, PAGE)
        live = [link for link in page if not link.wrong]
        own += [link for link in live if link.via is None]
        near += sum(link.via is not None for link in live)
        if len(page) < PAGE:
            return _Carried(own[:ADS_SHOWN], len(own), near)
        after = page[-1].ad_id
    return _Carried(own[:ADS_SHOWN], row.ads, None)


def _hit(store: Store, rules: Rules, row: IdentifierRow, bits: int, revision: int) -> PictureHit:
    likeness = "same" if bits == 0 else "near" if bits <= rules.picture_near else "wide"
    carried = _carried(store, row)
    hit = hit_of(store, rules, row, carried.links, carried.total, revision)
    return PictureHit.model_validate(
        {**dict(hit), "near_ads": carried.near, "distance": bits, "likeness": likeness}
    )
