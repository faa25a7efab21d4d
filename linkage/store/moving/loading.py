"""Writing the parts of a store, in a transaction of any database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from linkage.model import RulesText
from linkage.store.delta import NewSketch
from linkage.store.moving.parts import (
    BatchEntry,
    Entry,
    IdentEntry,
    LinkEntry,
    Part,
    RecordEntry,
    RulesEntry,
    SketchEntry,
    TombstoneEntry,
)
from linkage.store.moving.protocols import MovingTransaction


def load(transaction: MovingTransaction, part: Part, entries: Sequence[Entry]) -> None:
    """Write entries of one part. They follow, in order, on those that have been written before."""
    if entries:
        _LOADERS[part](transaction, entries)


def _rules(transaction: MovingTransaction, entries: Sequence[RulesEntry]) -> None:
    """Which of them are in force, `Part.META` says in the end."""
    for entry in entries:
        transaction.set_rules(RulesText(*entry))


def _batches(transaction: MovingTransaction, entries: Sequence[BatchEntry]) -> None:
    for row, rejects in entries:
        transaction.add_batch(row, rejects)


def _identifiers(transaction: MovingTransaction, entries: Sequence[IdentEntry]) -> None:
    rows = [entry.row for entry in entries]
    transaction.claim([(row.ident, row.kind, row.value) for row in rows])
    transaction.add_identifiers(rows)


def _records(transaction: MovingTransaction, entries: Sequence[RecordEntry]) -> None:
    evidence = [one for entry in entries for one in entry.evidence]
    _hear_of(transaction, {one.ident for one in evidence})
    transaction.add_records([entry.record for entry in entries], evidence)


def _links(transaction: MovingTransaction, entries: Sequence[LinkEntry]) -> None:
    _hear_of(transaction, {entry.ident for entry in entries})
    transaction.add_links([entry.state() for entry in entries])


def _sketches(transaction: MovingTransaction, entries: Sequence[SketchEntry]) -> None:
    rows = [entry.row for entry in entries]
    transaction.add_sketches([NewSketch(row.ident, row.place, row.keys, body) for row, body in entries])
    transaction.set_kin([(row.ident, row.live, row.head, row.likeness) for row in rows])
    transaction.fill([row for one in entries for row in one.places()])


def _hear_of(transaction: MovingTransaction, idents: set[int]) -> None:
    """A transaction writes links and evidence of identifiers that it has read in it."""
    for _ in transaction.identifiers_numbered(idents):
        pass


def _tombstones(transaction: MovingTransaction, entries: Sequence[TombstoneEntry]) -> None:
    for entry in entries:
        transaction.bury(entry.digest, entry.at)


_LOADERS: Mapping[Part, Callable[[MovingTransaction, Any], None]] = MappingProxyType(
    {
        Part.RULES: _rules,
        Part.BATCHES: _batches,
        Part.ADS: lambda transaction, entries: transaction.place_ads(entries),
        Part.IDENTIFIERS: _identifiers,
        Part.RECORDS: _records,
        Part.LINKS: _links,
        Part.SKETCHES: _sketches,
        Part.NETWORKS: lambda transaction, entries: transaction.write_components(entries),
        Part.CUTS: lambda transaction, entries: transaction.add_cuts(entries),
        Part.EVENTS: lambda transaction, entries: transaction.add_events(entries),
        Part.DECISIONS: lambda transaction, entries: transaction.restore_decisions(entries),
        Part.TOMBSTONES: _tombstones,
        Part.KEYS: lambda transaction, entries: transaction.restore_keys(entries),
        Part.HASH_LISTS: lambda transaction, entries: transaction.restore_hash_lists(entries),
        Part.AUDIT: lambda transaction, entries: transaction.restore_audit(entries),
        Part.META: lambda transaction, entries: transaction.restore_meta(entries),
    }
)
