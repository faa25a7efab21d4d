"""What a delta does to a store, whatever the database: `apply`, over the rows of a `Transaction`."""

from linkage.store.delta.applying import apply, without_collector
from linkage.store.delta.changes import ad_grave, grave_digest, identifier_grave
from linkage.store.delta.rows import (
    BatchRow,
    EventEntry,
    EvidenceEntry,
    IdentRow,
    KnownAd,
    LinkState,
    NewAd,
    NewSketch,
    Record,
    RecordText,
    SketchRow,
    place_name,
)
from linkage.store.delta.transaction import Transaction

__all__ = [
    "BatchRow",
    "EventEntry",
    "EvidenceEntry",
    "IdentRow",
    "KnownAd",
    "LinkState",
    "NewAd",
    "NewSketch",
    "Record",
    "RecordText",
    "SketchRow",
    "Transaction",
    "ad_grave",
    "apply",
    "grave_digest",
    "identifier_grave",
    "place_name",
    "without_collector",
]
