"""The words of the domain as immutable values. Standard library only.

Row types that cross a process or a transaction by the million are named tuples (a third of the
cost of a frozen dataclass to build and to pickle); everything else is a frozen dataclass.
Times are whole seconds since 1970-01-01T00:00:00Z; `None` means unknown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

LEAST_LENGTH, MOST_LENGTH = 1e-100, 1e100
"""Lengths of embeddings that can be compared: the squares of the numbers in others are 0, or infinite."""
AD_ID_LENGTH = 32
NETWORK_PREFIX = "N-"


class Kind(StrEnum):
    """What an identifier is. The value is the name used on every wire and in every store."""

    PHONE = "phone"
    """E.164, for example `+12025550123`."""
    NATIONAL = "national"
    """National digits of a phone whose region is unknown."""
    EMAIL = "email"
    HANDLE = "handle"
    """`platform:name`."""
    USERNAME = "username"
    """A bare `@name` on no known platform, stored without the `@`."""
    URL = "url"
    WALLET = "wallet"
    """`currency:address`."""
    IMAGE = "image"
    """Exact hash, `algorithm:hex`."""
    PICTURE = "picture"
    """Perceptual hash, `pdq:hex`."""
    TEXT = "text"
    """Hash of the masked template of an ad's text."""
    VECTOR = "vector"
    """Hash of an embedding that was computed elsewhere, `model:hex`."""


class Family(StrEnum):
    """Kinds that fail together. Only evidence of another family corroborates."""

    CONTACT = "contact"
    PICTURE = "picture"
    TEXT = "text"
    VECTOR = "vector"


class Verdict(StrEnum):
    """What an identifier may do."""

    LINKING = "linking"
    WEAK = "weak"
    GENERIC = "generic"


class Outcome(StrEnum):
    """What the service says of two ads."""

    LINKED = "linked"
    POSSIBLE = "possible"
    GENERIC = "generic"
    NONE = "none"


class Identifier(NamedTuple):
    """A normalised value of a kind."""

    kind: Kind
    value: str


class Evidence(NamedTuple):
    """Where one identifier stands in one record.

    `raw` is `text[start:end]` of the named field, cut to `MAX_RAW` characters.
    `confidence` is in (0, 1].
    `form` names how it was written; `normalise.forms` has the names. `region_source` says what told
    the country of a phone: one of `normalise.forms.REGION_SOURCES`, None where nothing had to.
    """

    kind: Kind
    value: str
    field: str
    start: int
    end: int
    raw: str
    extractor: str
    confidence: float
    form: str = "plain"
    region_source: str | None = None


MAX_RAW = 200


class Sketch(NamedTuple):
    """What an identifier is compared by, for the kinds whose values may be alike without being equal.

    `keys` are the buckets it falls into, 64-bit signed; two values that are alike share one with high
    probability. `body` is what likeness is measured on; it holds no readable text.
    """

    kind: Kind
    value: str
    keys: tuple[int, ...]
    body: bytes


class AttributeKind(StrEnum):
    """What an ad says about itself that links nothing."""

    PRICE = "price"
    """`USD 150` or `USD 150/60min`; without a known currency `150`."""
    AGE = "age"
    """Years."""
    NAME = "name"
    PLACE = "place"
    """`Milan, IT`: name and ISO-3166 alpha-2 country."""
    DATE = "date"
    """ISO 8601, `2024-05-12`; `05-12` where no year is written."""


class Attribute(NamedTuple):
    """Where one attribute stands in one record. `raw`, `form` and `confidence` as in `Evidence`."""

    kind: AttributeKind
    value: str
    field: str
    start: int
    end: int
    raw: str
    extractor: str
    confidence: float
    form: str = "plain"


@dataclass(frozen=True, slots=True)
class ImageHashes:
    """The hashes of one picture as a crawler computed them. No bytes, ever."""

    sha256: str | None = None
    sha1: str | None = None
    md5: str | None = None
    pdq: str | None = None
    pdq_quality: int | None = None
    phash: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One validated input object, as the normalisers read it."""

    source: str
    source_id: str
    url: str | None = None
    posted_at: int | None = None
    crawled_at: int | None = None
    title: str = ""
    body: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    images: tuple[ImageHashes, ...] = ()
    country: str | None = None
    region: str | None = None
    city: str | None = None
    name: str | None = None
    """The name that the record gives the advertiser."""
    embeddings: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """(model, vector) of each embedding that came with the record."""


class Observation(NamedTuple):
    """One record of an ad at one crawl, with everything extracted from it."""

    ad_id: str
    source: str
    source_id: str
    sha256: bytes
    """Over the raw bytes of the record as received."""
    posted_at: int | None
    crawled_at: int | None
    url: str | None
    title: str
    body: str
    country: str | None
    region: str | None
    city: str | None
    raw: bytes
    evidence: tuple[Evidence, ...]
    sketches: tuple[Sketch, ...] = ()
    """One of each of its identifiers that can be compared."""

    @property
    def first_seen(self) -> int | None:
        """Earliest time this record speaks of."""
        times = [t for t in (self.posted_at, self.crawled_at) if t is not None]
        return min(times) if times else None

    @property
    def last_seen(self) -> int | None:
        """Latest time this record speaks of."""
        times = [t for t in (self.posted_at, self.crawled_at) if t is not None]
        return max(times) if times else None


class Reject(NamedTuple):
    """An input that could not be taken, and why. `line` counts from 1."""

    file: str
    line: int
    field: str
    reason: str


class DecisionKind(StrEnum):
    """What a person may decide."""

    MUST_LINK = "must-link"
    CANNOT_LINK = "cannot-link"
    GENERIC = "generic"
    NOT_GENERIC = "not-generic"
    WRONG_EXTRACTION = "wrong-extraction"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement; append-only.

    must-link and cannot-link name `ad_a` and `ad_b`; generic and not-generic name
    `identifier`; wrong-extraction names `ad_a` and `identifier`; undo names `undoes`.
    """

    decision_id: str
    kind: DecisionKind
    actor: str
    reason: str
    at: int
    ad_a: str | None = None
    ad_b: str | None = None
    identifier: Identifier | None = None
    undoes: str | None = None


class EventKind(StrEnum):
    """What happened to a network."""

    CREATED = "created"
    GROWN = "grown"
    SHRUNK = "shrunk"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"


class RulesText(NamedTuple):
    """A set of linking rules as stores keep it: its canonical text, and the digest of that."""

    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Delta:
    """Everything one `apply` changes, together or not at all."""

    observations: tuple[Observation, ...] = ()
    rejects: tuple[Reject, ...] = ()
    decisions: tuple[Decision, ...] = ()
    erase_ads: tuple[str, ...] = ()
    erase_identifiers: tuple[Identifier, ...] = ()
    origin: str = ""
    """Where the batch came from, for the batch log: a file name or an actor."""
    rules: RulesText | None = None
    """Rules to resolve everything by from now on; the resolver given with the delta must go by them."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an `apply` did. `replay` means the batch was there already and nothing changed."""

    revision: int
    batch_id: str
    replay: bool = False
    records: int = 0
    ads_new: int = 0
    observations_new: int = 0
    identifiers_new: int = 0
    refused: int = 0
    """Observations of erased ads, kept out by their tombstones."""
    rejects: tuple[Reject, ...] = field(default=())
    ads_erased: int = 0
    identifiers_erased: int = 0
    events: int = 0


def ad_id(source: str, source_id: str) -> str:
    """Stable id of the ad that (source, source_id) names: 128 bits of SHA-256 as hex.

    The source's length is hashed too, so ("a", "bc") and ("ab", "c") differ.
    """
    name = source.encode()
    data = len(name).to_bytes(4, "big") + name + source_id.encode()
    return hashlib.sha256(data).hexdigest()[:AD_ID_LENGTH]


def rank(ad: str) -> int:
    """First 63 bits of an ad id: the uniform order that samples are taken in."""
    return int(ad[:16], 16) >> 1


def network_id(founder: str) -> str:
    """Public id of the network that the ad `founder` founded."""
    return NETWORK_PREFIX + founder


def founder_of(network: str) -> str | None:
    """Ad id inside a network id, or None when the text is no network id."""
    tail = network.removeprefix(NETWORK_PREFIX)
    if tail == network or len(tail) != AD_ID_LENGTH:
        return None
    return tail if all(c in "0123456789abcdef" for c in tail) else None
