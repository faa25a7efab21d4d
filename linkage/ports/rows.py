"""What a store answers: immutable rows in outside names. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from linkage.model import Decision, EventKind, Identifier, Kind, Verdict
from linkage.ports.graph import Holder


@dataclass(frozen=True, slots=True)
class AdRow:
    """An ad as the services see it. Times in seconds since the epoch."""

    ad_id: str
    arrival: int
    source: str
    source_id: str
    network_id: str
    first_seen: int | None
    last_seen: int | None
    observations: int


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One stored record of an ad. `raw` is None once an identifier in it was erased."""

    observation: int
    ad_id: str
    sha256: str
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


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """An identifier with its verdicts, one holder a tenure."""

    kind: Kind
    value: str
    ads: int
    first_seen: int | None
    last_seen: int | None
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class StoredLink:
    """An ad -> identifier edge with the summary of its evidence.

    `wrong` marks an extraction that a person ruled out; it counts for nothing.
    `cut_by` names the cannot-link decision because of which it is not followed. `belief` is the
    probability that the ad is the holder's, None before it shares the identifier with another ad. `via` is
    the value of the same kind that the ad carries in place of this one, which is like it; None where it
    carries this one.
    """

    ad_id: str
    kind: Kind
    value: str
    tenure: int
    verdict: Verdict
    first_seen: int | None
    last_seen: int | None
    observations: int
    confidence: float
    wrong: bool = False
    cut_by: str | None = None
    belief: float | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One stored piece of evidence with the record it stands in. `form`, `region_source`: see `Evidence`."""

    ad_id: str
    kind: Kind
    value: str
    observation: int
    sha256: str
    posted_at: int | None
    crawled_at: int | None
    field: str
    start: int
    end: int
    raw: str
    extractor: str
    confidence: float
    form: str = "plain"
    region_source: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A possible network, one of a single ad included."""

    network_id: str
    ads: int
    first_seen: int | None
    last_seen: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that once named a network, and the id that answers for it now."""

    network_id: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """A logged event; `sequence` is gapless and the cursor of the change feed."""

    sequence: int
    revision: int
    kind: EventKind
    network_id: str
    other_id: str | None
    ads: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A stored decision, whether it stands, and the revision it came with."""

    decision: Decision
    standing: bool
    revision: int


@dataclass(frozen=True, slots=True)
class CutRow:
    """A stored cut in outside names: a link of an ad, or a pair of ads."""

    ad_id: str
    identifier: Identifier | None
    other_ad_id: str | None
    decision_id: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """A full-text hit; `snippet` encloses matches in the control characters U+0002 and U+0003."""

    ad_id: str
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    revision: int
    batches: int
    ads: int
    observations: int
    identifiers: int
    links: int
    networks: int
    """Of two ads or more."""
    largest: int
    rejects: int
    decisions: int
    verdicts: Mapping[str, int] = field(default_factory=dict)
    """Identifiers by verdict of their first holder."""
