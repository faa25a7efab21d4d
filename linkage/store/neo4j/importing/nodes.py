"""What an entry of a store is in Neo4j: the same nodes and relationships that `apply` makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from linkage.model import EventKind, network_id
from linkage.ports import Component, Cut
from linkage.store.delta import EventEntry
from linkage.store.hashlists import Piece, row_of
from linkage.store.moving import Part
from linkage.store.moving.parts import (
    RULES_DIGEST,
    SECRET,
    AdEntry,
    AuditLine,
    BatchEntry,
    DecisionEntry,
    Entry,
    IdentEntry,
    KeyEntry,
    LinkEntry,
    MetaEntry,
    RecordEntry,
    RulesEntry,
    SketchEntry,
    TombstoneEntry,
)
from linkage.store.neo4j.identifiers import figures, is_generic, uid
from linkage.store.neo4j.importing import tables
from linkage.store.neo4j.importing.tables import Table
from linkage.store.neo4j.links import link_properties
from linkage.store.neo4j.schema import LABELS, MIGRATIONS
from linkage.store.neo4j.writing import piece, record_properties

Row = tuple[Table, tuple[Sequence[Any], Mapping[str, Any]]]


class Rows:
    """What later entries and the last rows need of earlier ones."""

    def __init__(self) -> None:
        self.uids: dict[int, str] = {}
        self.generic: set[int] = set()
        self.names: dict[int, str] = {}
        """Ids of networks of two ads or more by their label."""
        self.networks: set[str] = set()
        self.past: set[str] = set()
        """Networks that only history names."""
        self.lists: set[str] = set()
        """Hash lists that have a row."""
        self.revision = self.decisions = self.audited = 0
        self.chain: bytes | None = None

    def rest(self) -> Iterator[Row]:
        """Rows that no single entry makes."""
        for name in sorted(self.past - self.networks):
            yield tables.NETWORK, ((name,), {"network_id": name, "ads": 0})
        counters = {"revision": self.revision, "last_decision": self.decisions}
        for key, value in counters.items():
            if value:
                yield tables.COUNTER, ((key,), {"key": key, "value": value})
        yield tables.LOCK, (("writer",), {"name": "writer", "turns": 0})
        yield tables.LOCK, (("audit",), {"name": "audit", "turns": self.audited, "chain": self.chain})
        yield tables.SCHEMA, (("linkage",), {"name": "linkage", "imported": len(MIGRATIONS)})


def rows_of(part: Part, entry: Entry, state: Rows) -> Iterable[Row]:
    """The rows that an entry of a part makes."""
    return _MAKERS[part](entry, state)


def _rules(entry: RulesEntry, _state: Rows) -> Iterator[Row]:
    yield tables.RULES, ((entry.digest,), entry._asdict())


def _batch(entry: BatchEntry, state: Rows) -> Iterator[Row]:
    row = entry.row
    state.revision = row.revision
    yield tables.BATCH, ((row.revision,), row._asdict())
    for position, reject in enumerate(entry.rejects):
        key = f"{row.revision}-{position}"
        properties = {"revision": row.revision, "position": position, **reject._asdict()}
        yield tables.REJECT, ((key,), properties)


def _ad(entry: AdEntry, state: Rows) -> Iterator[Row]:
    ad = entry.ad
    if entry.network_id != network_id(ad.ad_id):
        state.names[entry.label] = entry.network_id
    properties = ad._asdict() | {"label": entry.label, "network_id": entry.network_id}
    properties["first_seen"] = properties.pop("first")
    properties["last_seen"] = properties.pop("last")
    yield tables.AD, ((ad.ad,), properties)


def _identifier(entry: IdentEntry, state: Rows) -> Iterator[Row]:
    row = entry.row
    state.uids[row.ident] = key = uid(row.kind, row.value)
    if is_generic(row):
        state.generic.add(row.ident)
    properties = {
        "ident": row.ident,
        "kind": str(row.kind),
        "value": row.value,
        "uid": key,
        "network_id": entry.network_id,
        **figures(row),
    }
    yield tables.IDENTIFIER, ((row.ident, f"Identifier;{LABELS[row.kind]}"), properties)


def _record(entry: RecordEntry, state: Rows) -> Iterator[Row]:
    record = entry.record
    pieces = [piece(one, state.uids[one.ident]) for one in entry.evidence]
    yield tables.OBSERVATION, ((record.observation,), record_properties(record, pieces))
    yield tables.SEEN_AS, ((record.ad, record.observation), {})


def _link(entry: LinkEntry, state: Rows) -> Iterator[Row]:
    table = tables.MENTIONS if entry.ident in state.generic else tables.HAS
    yield table, ((entry.ad, entry.ident), link_properties(entry.state()))


def _sketch(entry: SketchEntry, _state: Rows) -> Iterator[Row]:
    row = entry.row
    yield tables.SKETCH, ((row.ident,), {**row._asdict(), "body": entry.body})
    for key, place, ident in entry.places():
        yield tables.BUCKET, ((f"{key}/{ident}",), {"key": key, "place": place, "ident": ident})
    if row.head is not None:
        yield tables.SIMILAR, ((row.ident, row.head), {"likeness": row.likeness})


def _network(entry: Component, state: Rows) -> Iterator[Row]:
    name = state.names[entry.label]
    state.networks.add(name)
    yield tables.NETWORK, ((name,), {"network_id": name, **entry._asdict()})


def _cut(entry: Cut, _state: Rows) -> Iterator[Row]:
    yield tables.CUT, ((f"{entry.ad}-{entry.ident}-{entry.tenure}-{entry.other}",), entry._asdict())


def _event(entry: EventEntry, state: Rows) -> Iterator[Row]:
    yield tables.EVENT, ((entry.sequence,), {**entry._asdict(), "kind": str(entry.kind)})
    if entry.other is None or entry.kind not in {EventKind.MERGED, EventKind.SPLIT}:
        return
    network, other = network_id(entry.founder), network_id(entry.other)
    state.past |= {network, other}
    properties = {"revision": entry.revision, "ads": entry.ads}
    if entry.kind is EventKind.MERGED:
        yield tables.MERGED_INTO, ((other, network), properties)
    else:
        yield tables.SPLIT_FROM, ((network, other), properties)


def _decision(entry: DecisionEntry, state: Rows) -> Iterator[Row]:
    state.decisions = entry.sequence
    yield tables.DECISION, ((entry.sequence,), entry._asdict())


def _tombstone(entry: TombstoneEntry, _state: Rows) -> Iterator[Row]:
    digest = entry.digest.hex()
    yield tables.TOMBSTONE, ((digest,), {"digest": digest, "at": entry.at})


def _key(entry: KeyEntry, _state: Rows) -> Iterator[Row]:
    yield tables.KEY, ((entry.key_id,), entry._asdict())


def _hash_list(entry: Piece, state: Rows) -> Iterator[Row]:
    if entry.name not in state.lists:
        state.lists.add(entry.name)
        yield tables.HASH_LIST, ((entry.name,), asdict(row_of(entry)))
    key = f"{entry.name}/{entry.algorithm}/{entry.number}"
    piece_of = {"list": entry.name, "algorithm": entry.algorithm, "number": entry.number}
    yield tables.HASH_PIECE, ((key,), {**piece_of, "data": entry.data})


def _audit(entry: AuditLine, state: Rows) -> Iterator[Row]:
    state.audited, state.chain = entry.sequence, entry.chain
    yield tables.AUDIT, ((entry.sequence,), entry._asdict())


def _meta(entry: MetaEntry, _state: Rows) -> Iterator[Row]:
    table = {SECRET: tables.SECRET, RULES_DIGEST: tables.RULES_DIGEST}.get(entry.key, tables.COUNTER)
    yield table, ((entry.key,), entry._asdict())


_MAKERS: Mapping[Part, Callable[[Any, Rows], Iterator[Row]]] = MappingProxyType(
    {
        Part.RULES: _rules,
        Part.BATCHES: _batch,
        Part.ADS: _ad,
        Part.IDENTIFIERS: _identifier,
        Part.RECORDS: _record,
        Part.LINKS: _link,
        Part.SKETCHES: _sketch,
        Part.NETWORKS: _network,
        Part.CUTS: _cut,
        Part.EVENTS: _event,
        Part.DECISIONS: _decision,
        Part.TOMBSTONES: _tombstone,
        Part.KEYS: _key,
        Part.HASH_LISTS: _hash_list,
        Part.AUDIT: _audit,
        Part.META: _meta,
    }
)
