"""Identifiers inside a write transaction: read once, changed in memory, written once at the end."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

from linkage.model import Identifier, Kind, Verdict
from linkage.ports import Holder, IdentState
from linkage.store.sqlite.connection import fetch, fetch_in, fetch_one, scalar

COLUMNS = (
    "ident, kind, value, ads, first_seen, last_seen, representative, tenures, "
    "verdict, reason, segments, sampled, share, cohesion, bound"
)
COLUMNS_OF = ", ".join(f"i.{name}" for name in COLUMNS.split(", "))
HOLDER_COLUMNS = (
    "tenure, verdict, reason, ads, first_seen, last_seen, segments, sampled, share, cohesion, bound"
)
KINDS = {str(kind): kind for kind in Kind}
VERDICTS = {str(verdict): verdict for verdict in Verdict}


def single_holder(row: Sequence[Any]) -> tuple[Holder, ...]:
    """Holder of an identifier of one tenure from its row of COLUMNS."""
    _, _, _, ads, first, last, _, tenures, verdict, reason, segments, *figures = row
    if tenures == 0:
        return ()
    return (Holder(0, VERDICTS[verdict], reason, ads, first, last, segments, *figures),)


def holder_rows(connection: apsw.Connection, ident: int) -> tuple[Holder, ...]:
    """Holders of an identifier of several tenures."""
    sql = f"SELECT {HOLDER_COLUMNS} FROM holder WHERE ident = ? ORDER BY tenure"  # noqa: S608 - constant
    return tuple(Holder(row[0], VERDICTS[row[1]], *row[2:]) for row in fetch(connection, sql, (ident,)))


def read_holders(connection: apsw.Connection, row: Sequence[Any]) -> tuple[Holder, ...]:
    """Holders of an identifier from its row of COLUMNS."""
    return single_holder(row) if row[7] <= 1 else holder_rows(connection, row[0])


@dataclass(slots=True)
class Entry:
    """One identifier: what the last resolution left, and what this delta makes of it."""

    ident: int
    kind: Kind
    value: str
    ads: int
    first: int | None
    last: int | None
    representative: int | None
    holders: tuple[Holder, ...]
    new: bool = False
    changed: bool = False
    removed: bool = False
    """No link is left, live or ruled wrong: the row goes."""
    decided: tuple[Holder, ...] | None = field(default=None)

    def widen(self, first: int | None, last: int | None) -> None:
        """Let the period of use take in a link's."""
        self.changed = True
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last


class States:
    """The identifiers that a transaction has read or made."""

    def __init__(self, connection: apsw.Connection, rulings: Mapping[Identifier, bool]) -> None:
        self._connection = connection
        self._rulings = dict(rulings)
        self.by_name: dict[tuple[Kind, str], Entry] = {}
        self.by_ident: dict[int, Entry] = {}
        self._stale: set[int] = set()
        self._regained: dict[int, set[int]] = {}
        self._next = 0

    def _add(self, row: Sequence[Any]) -> Entry:
        ident, kind, value, ads, first, last, representative = row[:7]
        holders = read_holders(self._connection, row)
        entry = Entry(ident, KINDS[kind], value, ads, first, last, representative, holders)
        self.by_name[entry.kind, value] = self.by_ident[ident] = entry
        return entry

    def rule(self, identifier: Identifier, *, ruling: bool | None) -> None:
        """Let a person's word on an identifier begin (True: generic, False: not) or end (None)."""
        if ruling is None:
            self._rulings.pop(identifier, None)
        else:
            self._rulings[identifier] = ruling

    def find(self, names: Collection[tuple[Kind, str]]) -> None:
        """Read those identifiers that exist."""
        missing = {value for kind, value in names if (kind, value) not in self.by_name}
        sql = f"SELECT {COLUMNS_OF} FROM json_each(?1) w CROSS JOIN identifier i ON i.value = w.value"  # noqa: S608
        for row in fetch_in(self._connection, sql, missing):
            if (row[1], row[2]) not in self.by_name:
                self._add(row)

    def load(self, idents: Collection[int]) -> None:
        """Read identifiers by number."""
        missing = [ident for ident in idents if ident not in self.by_ident]
        sql = f"SELECT {COLUMNS_OF} FROM json_each(?1) w CROSS JOIN identifier i ON i.ident = w.value"  # noqa: S608
        for row in fetch_in(self._connection, sql, missing):
            self._add(row)

    def claim(self, names: Collection[tuple[Kind, str]]) -> None:
        """Read those identifiers that exist and make the others, in the order their index keeps them."""
        self.find(names)
        missing = [(value, kind) for kind, value in names if (kind, value) not in self.by_name]
        for value, kind in sorted(missing):
            self._make(kind, value)

    def _make(self, kind: Kind, value: str) -> None:
        if not self._next:
            self._next = scalar(
                self._connection, "SELECT coalesce((SELECT value FROM meta WHERE key = 'last_ident'), 0)"
            )
        self._next += 1
        entry = Entry(self._next, kind, value, 0, None, None, None, (), new=True, changed=True)
        self.by_name[kind, value] = self.by_ident[entry.ident] = entry

    def lose(self, ident: int, ad: int, first: int | None, last: int | None) -> None:
        """Count a live link less; `settle` reads what cannot be told from the link alone."""
        entry = self.by_ident[ident]
        entry.ads -= 1
        entry.changed = True
        alone = first is None and last is None
        inner = alone or (first != entry.first and last != entry.last)
        if not entry.ads or not inner or ad == entry.representative:
            self._stale.add(ident)

    def lose_wrong(self, ident: int) -> None:
        """Count a link less that was ruled wrong and so counted for nothing."""
        if not self.by_ident[ident].ads:
            self._stale.add(ident)

    def regain(self, ident: int, ad: int, first: int | None, last: int | None) -> None:
        """Count a link again that had been ruled wrong."""
        entry = self.by_ident[ident]
        entry.ads += 1
        entry.changed = True
        entry.widen(first, last)
        if entry.representative is None:
            entry.representative = ad
        self._regained.setdefault(ident, set()).add(ad)

    def settle(self) -> None:
        """Read the figures of identifiers that lost a link that mattered from the links that are left."""
        for ident in sorted(self._stale):
            self._recount(self.by_ident[ident])
        self._stale.clear()

    def _recount(self, entry: Entry) -> None:
        row = fetch_one(
            self._connection,
            "SELECT min(first_seen) FILTER (WHERE wrong = 0), max(last_seen) FILTER (WHERE wrong = 0), "
            "count(*) FROM link WHERE ident = ?",
            (entry.ident,),
        )
        assert row is not None
        entry.first, entry.last, rows = row
        entry.removed = rows == 0
        entry.changed = True
        found = fetch_one(
            self._connection,
            "SELECT ad FROM link WHERE ident = ?1 AND wrong = 0 "
            "ORDER BY ad IN (SELECT value FROM json_each(?2)), ad LIMIT 1",
            (entry.ident, json.dumps(list(self._regained.get(entry.ident, ())))),
        )
        entry.representative = None if found is None else found[0]

    def states(self, idents: Collection[int]) -> Iterable[IdentState]:
        """Identifiers as the resolver sees them."""
        self.load(idents)
        for ident in idents:
            entry = self.by_ident.get(ident)
            if entry is not None:
                ruling = self._rulings.get(Identifier(entry.kind, entry.value)) if self._rulings else None
                yield IdentState(
                    ident,
                    entry.kind,
                    entry.value,
                    entry.ads,
                    entry.first,
                    entry.last,
                    entry.representative,
                    ruling,
                    entry.holders,
                )

    def decide(self, holders: Iterable[tuple[int, tuple[Holder, ...]]]) -> None:
        """Take over what the resolver decided."""
        for ident, decided in holders:
            entry = self.by_ident[ident]
            entry.decided = decided
            entry.changed = True

    def write(self) -> int:
        """Write every change; returns how many identifiers are new."""
        entries = [self.by_ident[ident] for ident in sorted(self.by_ident) if self.by_ident[ident].changed]
        fresh = [self._row(entry) for entry in entries if entry.new and not entry.removed]
        self._connection.executemany(
            f"INSERT INTO identifier ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            fresh,
        )
        self._connection.executemany(
            "UPDATE identifier SET ads = ?, first_seen = ?, last_seen = ?, representative = ?, tenures = ?, "
            "verdict = ?, reason = ?, segments = ?, sampled = ?, share = ?, cohesion = ?, bound = ? "
            "WHERE ident = ?",
            [
                (*self._row(entry)[3:], entry.ident)
                for entry in entries
                if not entry.new and not entry.removed
            ],
        )
        gone = [(entry.ident,) for entry in entries if entry.removed and not entry.new]
        self._connection.executemany("DELETE FROM identifier WHERE ident = ?", gone)
        self._write_holders(entries)
        if self._next:
            self._connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES ('last_ident', ?)", (self._next,)
            )
        return len(fresh)

    def _write_holders(self, entries: Iterable[Entry]) -> None:
        several = [entry for entry in entries if entry.decided is not None]
        stale = [(entry.ident,) for entry in several if len(entry.holders) > 1]
        self._connection.executemany("DELETE FROM holder WHERE ident = ?", stale)
        self._connection.executemany(
            f"INSERT INTO holder (ident, {HOLDER_COLUMNS}) "  # noqa: S608 - constant
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (entry.ident, *holder)
                for entry in several
                if entry.decided is not None and len(entry.decided) > 1
                for holder in entry.decided
            ],
        )

    @staticmethod
    def _row(entry: Entry) -> tuple[object, ...]:
        holders = entry.holders if entry.decided is None else entry.decided
        head = (
            entry.ident,
            entry.kind,
            entry.value,
            entry.ads,
            entry.first,
            entry.last,
            entry.representative,
            len(holders),
        )
        if not holders:
            return (*head, None, None, None, None, None, None, None)
        first = holders[0]
        return (
            *head,
            first.verdict,
            first.reason,
            first.segments,
            first.sampled,
            first.share,
            first.cohesion,
            first.bound,
        )
