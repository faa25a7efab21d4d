"""All of a store in SQLite, part by part: read to be copied, and written as a copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

import apsw

from linkage.model import Reject, Verdict, network_id
from linkage.ports import Component, Cut
from linkage.store.delta import BatchRow, EvidenceEntry, NewAd, Record, SketchRow
from linkage.store.hashlists import Piece
from linkage.store.moving.parts import (
    MARK,
    META,
    AdEntry,
    AuditLine,
    BatchEntry,
    DecisionEntry,
    IdentEntry,
    Key,
    KeyEntry,
    LinkEntry,
    MetaEntry,
    Page,
    Part,
    RecordEntry,
    RulesEntry,
    SketchEntry,
    TombstoneEntry,
    event_entry,
)
from linkage.store.sqlite import hashlists
from linkage.store.sqlite.connection import Row, fetch, fetch_one
from linkage.store.sqlite.decisions import COLUMNS as DECISION
from linkage.store.sqlite.identifiers import COLUMNS_OF, KINDS, ident_row
from linkage.store.sqlite.ledger import ENTRY, KEY
from linkage.store.sqlite.sketches import unpacked
from linkage.store.sqlite.transaction import SqliteTransaction

Reader = Callable[[apsw.Connection, Any, int], Page]


class SqliteMoving(SqliteTransaction):
    """`linkage.store.moving.MovingTransaction`."""

    def place_ads(self, entries: Sequence[AdEntry]) -> None:
        """See there."""
        self.add_ads([entry.ad for entry in entries])
        self.move([(entry.ad.ad, entry.label) for entry in entries if entry.label != entry.ad.ad])

    def restore_decisions(self, entries: Sequence[DecisionEntry]) -> None:
        """See there."""
        sql = f"INSERT INTO decision (sequence, {DECISION}) VALUES (?{', ?' * 12})"  # noqa: S608 - constants
        self.many(sql, entries)

    def restore_keys(self, entries: Sequence[KeyEntry]) -> None:
        """See there."""
        self.many(f"INSERT OR REPLACE INTO api_key ({KEY}) VALUES (?, ?, ?, ?, ?, ?)", entries)  # noqa: S608 - constant

    def restore_hash_lists(self, entries: Sequence[Piece]) -> None:
        """See there."""
        hashlists.restore(self.connection, entries)

    def restore_audit(self, entries: Sequence[AuditLine]) -> None:
        """See there."""
        sql = f"INSERT INTO audit (sequence, {ENTRY}, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        self.many(sql, entries)

    def restore_meta(self, entries: Sequence[MetaEntry]) -> None:
        """See there."""
        self.many("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", entries)

    def mark(self) -> str | None:
        """How far a copy has come."""
        row = fetch_one(self.connection, "SELECT value FROM meta WHERE key = ?", (MARK,))
        return None if row is None else str(row[0])

    def set_mark(self, mark: str | None) -> None:
        """Remember it."""
        self.connection.execute("DELETE FROM meta WHERE key = ?", (MARK,))
        if mark is not None:
            self.connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (MARK, mark))


def page(connection: apsw.Connection, part: Part, after: Key, limit: int) -> Page:
    """See `Movable.page`."""
    return _READERS[part](connection, after, limit)


def _keyed(sql: str, make: Callable[[apsw.Connection, Row], Any], least: Key = 0) -> Reader:
    """A part whose entries are rows with their key in front, asked for by (after, limit)."""

    def read(connection: apsw.Connection, after: Key, limit: int) -> Page:
        rows = fetch(connection, sql, (least if after is None else after, limit))
        return Page([make(connection, row) for row in rows], rows[-1][0] if rows else after)

    return read


def _batch(connection: apsw.Connection, row: Row) -> BatchEntry:
    sql = "SELECT file, line, field, reason FROM reject WHERE revision = ? ORDER BY position"
    return BatchEntry(BatchRow(*row), tuple(Reject(*one) for one in fetch(connection, sql, row[:1])))


def _ad(_connection: apsw.Connection, row: Row) -> AdEntry:
    *head, label, founder = row
    return AdEntry(NewAd(*head), label, network_id(founder))


def _identifier(connection: apsw.Connection, row: Row) -> IdentEntry:
    *head, founder = row
    entry = ident_row(connection, head)
    whole = [holder.verdict for holder in entry.holders] == [Verdict.LINKING] and founder is not None
    return IdentEntry(entry, network_id(founder) if whole else None)


def _records(connection: apsw.Connection, after: Key, limit: int) -> Page:
    rows = fetch(
        connection,
        "SELECT * FROM observation WHERE observation > ? ORDER BY observation LIMIT ?",
        (after or 0, limit),
    )
    if not rows:
        return Page((), after)
    records = [Record(*row) for row in rows]
    pieces = fetch(
        connection,
        "SELECT * FROM evidence WHERE observation BETWEEN ? AND ? ORDER BY observation, ident, field, start",
        (records[0].observation, records[-1].observation),
    )
    of = {number: tuple(EvidenceEntry(*one) for one in some) for number, some in groupby(pieces, _first)}
    return Page(
        [RecordEntry(record, of.get(record.observation, ())) for record in records],
        records[-1].observation,
    )


def _links(connection: apsw.Connection, after: Key, limit: int) -> Page:
    """The links of some ads, all of each."""
    rows = fetch(
        connection,
        "SELECT ident, ad, rank, kind, tenure, first_seen, last_seen, observations, confidence, wrong, "
        "belief, via FROM link WHERE ad > ?1 AND ad <= (SELECT max(ad) FROM "
        "(SELECT DISTINCT ad FROM link WHERE ad > ?1 ORDER BY ad LIMIT ?2)) ORDER BY ad, ident",
        (after or 0, limit),
    )
    found = [
        LinkEntry(ident, ad, rank, KINDS[kind], *(*rest, bool(wrong), belief, via))
        for ident, ad, rank, kind, *rest, wrong, belief, via in rows
    ]
    return Page(found, found[-1].ad if found else after)


def _sketch(_connection: apsw.Connection, row: Row) -> SketchEntry:
    ident, place, keys, live, head, likeness, body = row
    return SketchEntry(SketchRow(ident, place, unpacked(keys), bool(live), head, likeness), body)


def _cuts(connection: apsw.Connection, after: Key, _limit: int) -> Page:
    """All at once, for they have no key; there are never many more than decisions."""
    if after is not None:
        return Page((), after)
    rows = fetch(
        connection,
        "SELECT ad, ident, tenure, other, decision_id FROM cut "
        "ORDER BY ad, coalesce(ident, -1), tenure, coalesce(other, -1), decision_id",
    )
    return Page([Cut(*row) for row in rows], 1)


def _tombstones(connection: apsw.Connection, after: Key, limit: int) -> Page:
    rows = fetch(
        connection,
        "SELECT digest, at FROM tombstone WHERE digest > ? ORDER BY digest LIMIT ?",
        (bytes.fromhex(str(after or "")), limit),
    )
    return Page([TombstoneEntry(*row) for row in rows], rows[-1][0].hex() if rows else after)


def _meta(connection: apsw.Connection, after: Key, _limit: int) -> Page:
    if after is not None:
        return Page((), after)
    rows: dict[str, Any] = dict(fetch(connection, "SELECT key, value FROM meta"))
    return Page([MetaEntry(key, rows[key]) for key in META if key in rows], 1)


def _first(row: Row) -> Any:
    return row[0]


_READERS: Mapping[Part, Reader] = MappingProxyType(
    {
        Part.RULES: _keyed(
            "SELECT digest, text FROM rules WHERE digest > ? ORDER BY digest LIMIT ?",
            lambda _, row: RulesEntry(*row),
            "",
        ),
        Part.BATCHES: _keyed("SELECT * FROM batch WHERE revision > ? ORDER BY revision LIMIT ?", _batch),
        Part.ADS: _keyed(
            "SELECT a.ad, a.ad_id, a.rank, a.source, a.source_id, a.first_seen, a.last_seen, a.observations, "
            "a.label, coalesce(c.founder_id, a.ad_id) FROM ad a LEFT JOIN component c ON c.label = a.label "
            "WHERE a.ad > ? ORDER BY a.ad LIMIT ?",
            _ad,
        ),
        Part.IDENTIFIERS: _keyed(
            f"SELECT {COLUMNS_OF}, coalesce(c.founder_id, a.ad_id) FROM identifier i "  # noqa: S608 - constants
            "LEFT JOIN ad a ON a.ad = i.representative LEFT JOIN component c ON c.label = a.label "
            "WHERE i.ident > ? ORDER BY i.ident LIMIT ?",
            _identifier,
        ),
        Part.RECORDS: _records,
        Part.LINKS: _links,
        Part.SKETCHES: _keyed(
            "SELECT ident, place, keys, live, head, likeness, body FROM sketch "
            "WHERE ident > ? ORDER BY ident LIMIT ?",
            _sketch,
        ),
        Part.NETWORKS: _keyed(
            "SELECT label, founder, ads FROM component WHERE label > ? ORDER BY label LIMIT ?",
            lambda _, row: Component(*row),
        ),
        Part.CUTS: _cuts,
        Part.EVENTS: _keyed(
            "SELECT sequence, revision, kind, network, other, ads FROM event "
            "WHERE sequence > ? ORDER BY sequence LIMIT ?",
            lambda _, row: event_entry(row),
        ),
        Part.DECISIONS: _keyed(
            f"SELECT sequence, {DECISION} FROM decision WHERE sequence > ? ORDER BY sequence LIMIT ?",  # noqa: S608
            lambda _, row: DecisionEntry(*row),
        ),
        Part.TOMBSTONES: _tombstones,
        Part.KEYS: _keyed(
            f"SELECT {KEY} FROM api_key WHERE key_id > ? ORDER BY key_id LIMIT ?",  # noqa: S608
            lambda _, row: KeyEntry(*row),
            "",
        ),
        Part.HASH_LISTS: hashlists.page,
        Part.AUDIT: _keyed(
            f"SELECT sequence, {ENTRY}, chain FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?",  # noqa: S608
            lambda _, row: AuditLine(*row),
        ),
        Part.META: _meta,
    }
)
