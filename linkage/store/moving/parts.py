"""What a store is made of, as rows in the numbers of arrival that any store can write and read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from linkage.model import EventKind, Kind, Reject
from linkage.ports import Component, Cut
from linkage.store.delta import (
    BatchRow,
    EventEntry,
    EvidenceEntry,
    IdentRow,
    LinkState,
    NewAd,
    Record,
    SketchRow,
)
from linkage.store.hashlists import Piece


class Part(StrEnum):
    """The parts of a store, in the order in which they are written: nothing points at what is not there."""

    RULES = "rules"
    BATCHES = "batches"
    ADS = "ads"
    IDENTIFIERS = "identifiers"
    RECORDS = "records"
    LINKS = "links"
    SKETCHES = "sketches"
    NETWORKS = "networks"
    CUTS = "cuts"
    EVENTS = "events"
    DECISIONS = "decisions"
    TOMBSTONES = "tombstones"
    KEYS = "keys"
    HASH_LISTS = "hash-lists"
    AUDIT = "audit"
    META = "meta"


class RulesEntry(NamedTuple):
    """A set of rules that some batches were resolved by."""

    digest: str
    text: str


class BatchEntry(NamedTuple):
    """A batch of the log with its rejects."""

    row: BatchRow
    rejects: tuple[Reject, ...]


class AdEntry(NamedTuple):
    """An ad with the label and the id of its network."""

    ad: NewAd
    label: int
    network_id: str


class IdentEntry(NamedTuple):
    """An identifier with the id of the network that all its links are in, if there is one."""

    row: IdentRow
    network_id: str | None


class RecordEntry(NamedTuple):
    """A record with its evidence, in the order of (identifier, field, start)."""

    record: Record
    evidence: tuple[EvidenceEntry, ...]


class LinkEntry(NamedTuple):
    """A link; its fields are those of `LinkState` but for what a delta notes there."""

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
    belief: float | None
    via: int | None

    def state(self) -> LinkState:
        """The link as a transaction writes it."""
        return LinkState(**self._asdict())


class SketchEntry(NamedTuple):
    """What an identifier is compared by, and what it is like."""

    row: SketchRow
    body: bytes

    def places(self) -> list[tuple[int, int, int]]:
        """Its rows in buckets: (key, place, ident) of each key once, where it stands in them."""
        return sorted(self.row.places()) if self.row.live else []


def event_entry(row: Sequence[Any]) -> EventEntry:
    """An event from its values as stores keep them."""
    sequence, revision, kind, *rest = row
    return EventEntry(sequence, revision, EventKind(kind), *rest)


class DecisionEntry(NamedTuple):
    """A decision as it is stored."""

    sequence: int
    decision_id: str
    kind: str
    actor: str
    reason: str
    at: int
    ad_a: str | None
    ad_b: str | None
    identifier_kind: str | None
    identifier_value: str | None
    undoes: str | None
    undone_by: str | None
    revision: int


class TombstoneEntry(NamedTuple):
    """A tombstone."""

    digest: bytes
    at: int


class KeyEntry(NamedTuple):
    """An API key; its fields are those of `ApiKey`."""

    key_id: str
    name: str
    role: str
    digest: bytes
    created_at: int
    revoked_at: int | None


class AuditLine(NamedTuple):
    """An entry of the audit log with its link of the hash chain."""

    sequence: int
    at: int
    actor: str
    action: str
    subject: str
    reason: str
    results: int
    chain: bytes


class MetaEntry(NamedTuple):
    """A counter, the secret, or the digest of the rules in force."""

    key: str
    value: int | str | bytes


Entry = (
    RulesEntry
    | BatchEntry
    | AdEntry
    | IdentEntry
    | RecordEntry
    | LinkEntry
    | SketchEntry
    | Component
    | Cut
    | EventEntry
    | DecisionEntry
    | TombstoneEntry
    | KeyEntry
    | Piece
    | AuditLine
    | MetaEntry
)

Key = int | str | None
"""Where a part was read to: the key of the last entry; None before the first one."""


class Page(NamedTuple):
    """Some entries of a part and the key to read on from; no entries at its end."""

    entries: Sequence[Entry]
    last: Key


MARK = "moving"
"""Under this name stores keep how far a copy into them has come."""
COUNTERS = ("last_ad", "last_event", "last_ident", "last_observation", "next_label")
SECRET = "secret"  # noqa: S105 - its name
RULES_DIGEST = "rules_digest"
META = (*COUNTERS, RULES_DIGEST, SECRET)
"""What is kept of `Part.META`, in order; the other counters follow from other parts."""


class Digest:
    """A digest over entries: equal where two stores hold the same, whatever the database."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.count = 0

    def add(self, entries: Iterable[Entry]) -> None:
        """Count entries in."""
        for entry in entries:
            line = json.dumps(entry, ensure_ascii=True, separators=(",", ":"), default=_plain)
            self._hash.update(line.encode() + b"\n")
            self.count += 1

    def value(self) -> str:
        """The SHA-256 so far, in hex."""
        return self._hash.hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no {type(value).__name__} belongs into a store")
