"""What a delta reads and writes in SQLite: identifiers with their verdicts, and the resolution."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from linkage.model import Kind
from linkage.ports import Component, Cut, Holder, Merge
from linkage.store.delta import EventEntry, IdentRow
from linkage.store.sqlite.connection import Row, fetch_one
from linkage.store.sqlite.identifiers import COLUMNS, COLUMNS_OF, HOLDER_COLUMNS, ident_row
from linkage.store.sqlite.writing import Rows


class Identifiers(Rows):
    """See `linkage.store.delta.transaction.Identifiers`."""

    def identifiers_named(self, names: Collection[tuple[Kind, str]]) -> Iterable[IdentRow]:
        """See there."""
        sql = f"SELECT {COLUMNS_OF} FROM json_each(?1) w CROSS JOIN identifier i ON i.value = w.value"  # noqa: S608
        return map(self._ident_row, self.rows(sql, {value for _, value in names}))

    def identifiers_numbered(self, idents: Collection[int]) -> Iterable[IdentRow]:
        """See there."""
        sql = f"SELECT {COLUMNS_OF} FROM json_each(?1) w CROSS JOIN identifier i ON i.ident = w.value"  # noqa: S608
        return map(self._ident_row, self.rows(sql, idents))

    def _ident_row(self, row: Row) -> IdentRow:
        return ident_row(self.connection, row)

    def period_of(self, ident: int) -> tuple[int | None, int | None, int]:
        """See there."""
        row = fetch_one(
            self.connection,
            "SELECT min(first_seen) FILTER (WHERE wrong = 0), max(last_seen) FILTER (WHERE wrong = 0), "
            "count(*) FROM link WHERE ident = ?",
            (ident,),
        )
        assert row is not None
        first, last, links = row
        return first, last, links

    def carrier_of(self, ident: int, rather_not: Collection[int]) -> int | None:
        """See there."""
        found = fetch_one(
            self.connection,
            "SELECT ad FROM link WHERE ident = ?1 AND wrong = 0 "
            "ORDER BY ad IN (SELECT value FROM json_each(?2)), ad LIMIT 1",
            (ident, json.dumps(list(rather_not))),
        )
        return None if found is None else found[0]

    def claim(self, names: Sequence[tuple[int, Kind, str]]) -> None:
        """See there. A link names its identifier by number, which needs no row."""

    def add_identifiers(self, rows: Sequence[IdentRow]) -> None:
        """See there."""
        self.many(
            f"INSERT INTO identifier ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [(*row[:3], *_figures(row)) for row in rows],
        )
        self._add_holders(rows)

    def update_identifiers(self, rows: Sequence[tuple[IdentRow, tuple[Holder, ...]]]) -> None:
        """See there."""
        self.many(
            "UPDATE identifier SET ads = ?, first_seen = ?, last_seen = ?, representative = ?, tenures = ?, "
            "verdict = ?, reason = ?, segments = ?, sampled = ?, share = ?, cohesion = ?, bound = ?, "
            "parties = ?, purity = ? "
            "WHERE ident = ?",
            [(*_figures(row), row.ident) for row, _ in rows],
        )
        judged = [(row, before) for row, before in rows if row.holders is not before]
        self._drop_holders(row.ident for row, before in judged if len(before) > 1)
        self._add_holders(row for row, _ in judged)

    def drop_identifiers(self, rows: Sequence[IdentRow]) -> None:
        """See there."""
        self.many("DELETE FROM identifier WHERE ident = ?", [(row.ident,) for row in rows])
        self._drop_holders(row.ident for row in rows)

    def _drop_holders(self, idents: Iterable[int]) -> None:
        self.many("DELETE FROM holder WHERE ident = ?", [(ident,) for ident in idents])

    def _add_holders(self, rows: Iterable[IdentRow]) -> None:
        self.many(
            f"INSERT INTO holder (ident, {HOLDER_COLUMNS}) "  # noqa: S608 - constant
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(row.ident, *holder) for row in rows if len(row.holders) > 1 for holder in row.holders],
        )


def _figures(row: IdentRow) -> Row:
    """The values of COLUMNS after the value."""
    head = (row.ads, row.first, row.last, row.representative, len(row.holders))
    if not row.holders:
        return (*head, None, None, None, None, None, None, None, None, None)
    one = row.holders[0]
    return (
        *head,
        one.verdict,
        one.reason,
        one.segments,
        one.sampled,
        one.share,
        one.cohesion,
        one.bound,
        one.parties,
        one.purity,
    )


class Resolved(Rows):
    """See `linkage.store.delta.transaction.Resolved`."""

    def merge(self, merges: Sequence[Merge]) -> None:
        """See there."""
        rows = [(merge.into, label) for merge in merges for label in merge.labels]
        self.many("UPDATE ad SET label = ? WHERE label = ?", rows)

    def move(self, moves: Sequence[tuple[int, int]]) -> None:
        """See there."""
        self.many("UPDATE ad SET label = ?2 WHERE ad = ?1", moves)

    def drop_components(self, labels: Sequence[int]) -> None:
        """See there."""
        self.many("DELETE FROM component WHERE label = ?", [(label,) for label in labels])

    def write_components(self, components: Sequence[Component]) -> None:
        """See there."""
        self.many(
            "INSERT INTO component (label, founder, founder_id, ads) "
            "VALUES (?1, ?2, (SELECT ad_id FROM ad WHERE ad = ?2), ?3) ON CONFLICT (label) DO UPDATE SET "
            "founder = excluded.founder, founder_id = excluded.founder_id, ads = excluded.ads",
            components,
        )

    def uncut(self, ads: Collection[int]) -> None:
        """See there."""
        self.many("DELETE FROM cut WHERE ad = ?1 OR other = ?1", [(ad,) for ad in ads])

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        """See there."""
        self.many("INSERT INTO cut (ad, ident, tenure, other, decision_id) VALUES (?, ?, ?, ?, ?)", cuts)

    def add_events(self, events: Sequence[EventEntry]) -> None:
        """See there."""
        self.many(
            "INSERT INTO event (sequence, revision, kind, network, other, ads) VALUES (?, ?, ?, ?, ?, ?)",
            events,
        )
