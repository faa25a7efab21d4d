"""What a database must offer inside a write transaction; what a delta means is not its business.

Ads and identifiers go by arrival number. Everything that a batch asks for by the thousand is set at
a time. Unknown keys are left out of answers; the order of answers is free unless it is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from linkage.model import Decision, Identifier, Kind, Reject, RulesText
from linkage.ports import (
    Carrier,
    Component,
    Constraint,
    Context,
    Cut,
    DecisionRow,
    Holder,
    LinkRow,
    Merge,
)
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
)

Key = tuple[Kind, str]


class Counters(Protocol):
    """Numbers that are given once, and the batch log."""

    def counter(self, name: str) -> int:
        """The last number given of this name; 0 before the first."""
        ...

    def set_counter(self, name: str, value: int) -> None:
        """Remember the last number given."""
        ...

    def batch(self, batch_id: str) -> BatchRow | None:
        """The log of a batch."""
        ...

    def rejects_of(self, revision: int) -> Sequence[Reject]:
        """The rejects of a batch, in order."""
        ...

    def last_revision(self) -> int:
        """Number of the last batch; 0 before the first."""
        ...

    def add_batch(self, row: BatchRow, rejects: Sequence[Reject]) -> None:
        """Log a batch."""
        ...


class Rulebook(Protocol):
    """The rules that the store is resolved by, and those that it ever was."""

    def rules_digest(self) -> str | None:
        """Digest of the rules in force; None where none were bound."""
        ...

    def set_rules(self, rules: RulesText) -> None:
        """Put rules in force, and keep their text."""
        ...


class Graves(Protocol):
    """Tombstones, by keyed digest."""

    def has_tombstones(self) -> bool:
        """Whether anything was ever erased."""
        ...

    def buried(self, digests: Collection[bytes]) -> set[bytes]:
        """Those of the digests that have a tombstone."""
        ...

    def bury(self, digest: bytes, at: int) -> None:
        """Raise a tombstone; one that stands stays."""
        ...


class Ads(Protocol):
    """Ads and their components."""

    def every_ad(self) -> Sequence[int]:
        """All ads."""
        ...

    def known_ads(self, ad_ids: Collection[str]) -> Iterable[KnownAd]:
        """Ads by id."""
        ...

    def ad_ids(self, ads: Collection[int]) -> Mapping[int, str]:
        """Ids of ads."""
        ...

    def add_ads(self, rows: Sequence[NewAd]) -> None:
        """Write new ads."""
        ...

    def update_ads(self, rows: Sequence[tuple[int, int | None, int | None, int]]) -> None:
        """Write (ad, first, last, observations)."""
        ...

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """Rank of each ad."""
        ...

    def contexts(self, ads: Collection[int]) -> Mapping[int, Context]:
        """Where and when each ad says it is, over all its records; see `place_name`."""
        ...

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """Component label of each ad."""
        ...

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """Components of two ads or more by label."""
        ...

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Ads of each component, of those of one ad too."""
        ...

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """The member of a component with the smallest number, leaving some out of account."""
        ...

    def erase_ad(self, ad: int) -> None:
        """Drop an ad with its records, its evidence, its links and its cuts."""
        ...


class Records(Protocol):
    """Observations with their evidence and their words."""

    def hashes(self, ads: Collection[int]) -> Iterable[tuple[int, bytes]]:
        """(ad, SHA-256) of every record of the ads."""
        ...

    def add_records(self, records: Sequence[Record], evidence: Sequence[EvidenceEntry]) -> None:
        """Write records, their evidence in order of record, and what finds them by their words."""
        ...

    def records_with(self, ident: int, ads: Collection[int]) -> Iterable[RecordText]:
        """Records of the ads that hold evidence of an identifier."""
        ...

    def rewrite(self, ident: int, old: Sequence[RecordText], new: Sequence[RecordText]) -> None:
        """Put new texts in the place of old ones, drop the raw bytes and the evidence of `ident`.

        `new[i]` is `old[i]` without that evidence and perhaps with other texts in it.
        """
        ...


class Links(Protocol):
    """Links between ads and identifiers."""

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """Live links of the ads, as a resolver reads them."""
        ...

    def all_links_of(self, ads: Collection[int]) -> Iterable[LinkState]:
        """All links of the ads, those ruled wrong included."""
        ...

    def ads_with(self, ident: int) -> Sequence[int]:
        """All ads linked to an identifier, by links ruled wrong too."""
        ...

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """Live carriers of each identifier."""
        ...

    def samples(self, idents: Collection[int], limit: int) -> Mapping[int, Sequence[Carrier]]:
        """The live carriers of smallest (rank, ad) of each, in that order."""
        ...

    def add_links(self, links: Sequence[LinkState]) -> None:
        """Write new links."""
        ...

    def update_links(self, links: Sequence[LinkState]) -> None:
        """Write the figures of links that have grown."""
        ...

    def set_wrong(self, link: LinkState) -> None:
        """Write whether a link is ruled wrong; its tenure becomes 0, its belief none."""
        ...

    def set_standings(self, standings: Sequence[tuple[int, int, int, float | None]]) -> None:
        """Write (ident, ad, tenure, belief)."""
        ...

    def drop_links(self, links: Sequence[LinkState]) -> None:
        """Drop links, and cuts of them."""
        ...

    def carried_itself(self, idents: Collection[int]) -> set[int]:
        """Those of the identifiers that an ad carries itself, by a live link."""
        ...

    def ads_with_itself(self, idents: Collection[int]) -> set[int]:
        """Ads that carry one of the identifiers itself, by a live link."""
        ...

    def unlink(self, ident: int) -> None:
        """Drop every link and every cut of an identifier."""
        ...


class Sketches(Protocol):
    """What identifiers are compared by, and the buckets in which those that are alike meet."""

    def sketches(self, idents: Collection[int]) -> Iterable[SketchRow]:
        """Sketches of the identifiers that have one."""
        ...

    def bodies(self, idents: Collection[int]) -> Mapping[int, bytes]:
        """What the identifiers are measured by."""
        ...

    def add_sketches(self, rows: Sequence[NewSketch]) -> None:
        """Write new sketches, not live yet and like no other."""
        ...

    def drop_sketches(self, idents: Collection[int]) -> None:
        """Drop sketches that are in no bucket."""
        ...

    def fill(self, rows: Sequence[tuple[int, int, int]]) -> None:
        """Put (key, place, ident) into buckets."""
        ...

    def empty(self, rows: Sequence[tuple[int, int, int]]) -> None:
        """Take (key, place, ident) out of buckets."""
        ...

    def firsts(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """(place, ident) of the first in each bucket that holds any."""
        ...

    def in_buckets(self, keys: Collection[int]) -> set[int]:
        """Identifiers in any of the buckets."""
        ...

    def set_kin(self, rows: Sequence[tuple[int, bool, int | None, float | None]]) -> None:
        """Write (ident, live, head, likeness)."""
        ...

    def standing_for_others(self, idents: Collection[int]) -> set[int]:
        """Those of the identifiers that are the head of another one."""
        ...


class Identifiers(Protocol):
    """Identifiers with their figures and verdicts."""

    def identifiers_named(self, names: Collection[Key]) -> Iterable[IdentRow]:
        """Identifiers by kind and value; others of the same values may be among them."""
        ...

    def identifiers_numbered(self, idents: Collection[int]) -> Iterable[IdentRow]:
        """Identifiers by number."""
        ...

    def period_of(self, ident: int) -> tuple[int | None, int | None, int]:
        """First and last time over live links, and the number of all links."""
        ...

    def carrier_of(self, ident: int, rather_not: Collection[int]) -> int | None:
        """The oldest live carrier, one of `rather_not` only where there is no other."""
        ...

    def claim(self, names: Sequence[tuple[int, Kind, str]]) -> None:
        """Hear of the numbers of new identifiers before links to them are written."""
        ...

    def add_identifiers(self, rows: Sequence[IdentRow]) -> None:
        """Write new identifiers, in order of number."""
        ...

    def update_identifiers(self, rows: Sequence[tuple[IdentRow, tuple[Holder, ...]]]) -> None:
        """Write figures and verdicts; beside each row its holders of before."""
        ...

    def drop_identifiers(self, rows: Sequence[IdentRow]) -> None:
        """Drop identifiers, by what is stored of them."""
        ...


class Decisions(Protocol):
    """Decisions of people."""

    def standing(self) -> Sequence[Decision]:
        """The standing decisions in order of arrival."""
        ...

    def constraints(self) -> Sequence[Constraint]:
        """Standing must-links and cannot-links between two ads that are there, in order of arrival."""
        ...

    def decision(self, decision_id: str) -> DecisionRow | None:
        """A decision by id."""
        ...

    def add_decision(self, decision: Decision, revision: int) -> None:
        """Write a decision."""
        ...

    def end_decision(self, decision_id: str, undone_by: str) -> None:
        """Note that a decision has been undone."""
        ...

    def blank_decisions(self, identifier: Identifier, mark: str) -> None:
        """Put a mark in the place of an identifier's value."""
        ...


class Resolved(Protocol):
    """What a resolution did, written in this order."""

    def merge(self, merges: Sequence[Merge]) -> None:
        """Relabel whole components."""
        ...

    def move(self, moves: Sequence[tuple[int, int]]) -> None:
        """Relabel single ads: (ad, label)."""
        ...

    def drop_components(self, labels: Sequence[int]) -> None:
        """Forget components."""
        ...

    def write_components(self, components: Sequence[Component]) -> None:
        """Write components of two ads or more, new ones and known ones."""
        ...

    def uncut(self, ads: Collection[int]) -> None:
        """Forget the cuts at ads."""
        ...

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        """Write cuts."""
        ...

    def add_events(self, events: Sequence[EventEntry]) -> None:
        """Append to the event log."""
        ...


class Log(Counters, Rulebook, Graves, Protocol):
    """What is counted, what it was resolved by, and what was erased."""


class Transaction(Log, Ads, Records, Links, Sketches, Identifiers, Decisions, Resolved, Protocol):
    """One write transaction: all of it lands or nothing."""
