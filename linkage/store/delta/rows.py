"""Rows that a delta reads and writes inside a write transaction, in the numbers of arrival."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from linkage.model import EventKind, Evidence, Kind
from linkage.ports import Holder


class IdentRow(NamedTuple):
    """An identifier as a store has it, with what the last resolution decided of it.

    `ads`, `first` and `last` are over its live links; `representative` is an ad with such a link.
    """

    ident: int
    kind: Kind
    value: str
    ads: int
    first: int | None
    last: int | None
    representative: int | None
    holders: tuple[Holder, ...]


class KnownAd(NamedTuple):
    """An ad that was there before the delta."""

    ad_id: str
    ad: int
    label: int
    first: int | None
    last: int | None
    observations: int


class NewAd(NamedTuple):
    """An ad that the delta brings; its component is it alone, labelled by its number."""

    ad: int
    ad_id: str
    rank: int
    source: str
    source_id: str
    first: int | None
    last: int | None
    observations: int


class Record(NamedTuple):
    """An observation as it is stored; `raw` is compressed."""

    observation: int
    ad: int
    sha256: bytes
    posted_at: int | None
    crawled_at: int | None
    url: str | None
    title: str
    body: str
    country: str | None
    region: str | None
    city: str | None
    raw: bytes | None
    revision: int


class EvidenceEntry(NamedTuple):
    """A piece of evidence as it is stored: of one identifier at one place of one record.

    Of one identifier, field and start a record has one. Old stores may lack the fields with defaults.
    """

    observation: int
    ident: int
    field: str
    start: int
    end: int
    raw: str
    extractor: str
    confidence: float
    form: str = "plain"
    region_source: str | None = None


class RecordText(NamedTuple):
    """The parts of a stored record that may show an identifier."""

    observation: int
    title: str
    body: str
    url: str | None
    evidence: tuple[Evidence, ...]


class EventEntry(NamedTuple):
    """An event as it is stored: networks by the id of their founding ad."""

    sequence: int
    revision: int
    kind: EventKind
    founder: str
    other: str | None
    ads: int


class BatchRow(NamedTuple):
    """The log of a batch; rejects aside."""

    revision: int
    batch_id: str
    applied_at: int
    origin: str
    records: int
    ads_new: int
    observations_new: int
    identifiers_new: int
    refused: int
    ads_erased: int
    identifiers_erased: int
    events: int
    rules: str | None = None
    """Digest of the rules it was resolved by; unknown in a store that was never bound to any."""


@dataclass(slots=True)
class LinkState:
    """A stored or new link while a delta changes it.

    `new` to the graph is also a link given back by an undo, which is `stored` all along.
    """

    ident: int
    ad: int
    rank: int
    kind: Kind
    tenure: int
    first: int | None
    last: int | None
    observations: int
    confidence: float
    wrong: bool
    new: bool = False
    stored: bool = True
    belief: float | None = None
    via: int | None = None
    """The identifier on the ad that is like this one; None where the ad carries this one itself."""

    def add(self, first: int | None, last: int | None, confidence: float) -> None:
        """Count one more observation that carries the identifier."""
        self.observations += 1
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last
        self.confidence = max(self.confidence, confidence)

    def found(self, first: int | None, last: int | None, confidence: float) -> None:
        """Become a link of its own: the ad carries the identifier itself."""
        self.via, self.observations = None, 1
        self.first, self.last, self.confidence = first, last, confidence


class NewSketch(NamedTuple):
    """What an identifier is compared by. `place` orders identifiers of a bucket as good as by chance."""

    ident: int
    place: int
    keys: tuple[int, ...]
    body: bytes


class SketchRow(NamedTuple):
    """A stored sketch without its body.

    `live`: an ad carries the identifier itself, so it is in its buckets. `head` is the identifier that
    stands for those like it, `likeness` how alike the two are.
    """

    ident: int
    place: int
    keys: tuple[int, ...]
    live: bool
    head: int | None
    likeness: float | None

    def places(self) -> set[tuple[int, int, int]]:
        """Its rows in buckets: (key, place, ident) of each key once."""
        return {(key, self.place, self.ident) for key in self.keys}


def place_of(kind: Kind, value: str) -> int:
    """First 63 bits of a hash of the identifier: an order that nobody's arrival changes."""
    return int.from_bytes(sha256(f"{kind}:{value}".encode()).digest()[:8]) >> 1


def place_name(country: str | None, region: str | None, city: str | None) -> str | None:
    """How two records name the same city; None for a record that names none."""
    if not city:
        return None
    return "|".join((part or "").strip().casefold() for part in (country, region, city))
