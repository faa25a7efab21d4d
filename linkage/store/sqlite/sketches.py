"""What identifiers are compared by, in SQLite."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence

from linkage.store.delta import NewSketch, SketchRow
from linkage.store.sqlite.writing import Rows

KEY_BYTES = 8


def packed(keys: Sequence[int]) -> bytes:
    """Keys as they are stored."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpacked(blob: bytes) -> tuple[int, ...]:
    """Keys from their stored form."""
    return struct.unpack(f"<{len(blob) // KEY_BYTES}q", blob)


class Sketches(Rows):
    """See `linkage.store.delta.transaction.Sketches`."""

    def sketches(self, idents: Collection[int]) -> Iterable[SketchRow]:
        """See there."""
        sql = (
            "SELECT ident, place, keys, live, head, likeness FROM json_each(?1) w "
            "CROSS JOIN sketch ON ident = w.value"
        )
        for ident, place, keys, live, head, likeness in self.rows(sql, idents):
            yield SketchRow(ident, place, unpacked(keys), bool(live), head, likeness)

    def bodies(self, idents: Collection[int]) -> Mapping[int, bytes]:
        """See there."""
        sql = "SELECT ident, body FROM json_each(?1) w CROSS JOIN sketch ON ident = w.value"
        return dict(self.rows(sql, idents))

    def add_sketches(self, rows: Sequence[NewSketch]) -> None:
        """See there."""
        self.many(
            "INSERT INTO sketch (ident, place, keys, body, live) VALUES (?, ?, ?, ?, 0)",
            [(row.ident, row.place, packed(row.keys), row.body) for row in rows],
        )

    def drop_sketches(self, idents: Collection[int]) -> None:
        """See there."""
        self.many("DELETE FROM sketch WHERE ident = ?", [(ident,) for ident in idents])

    def fill(self, rows: Sequence[tuple[int, int, int]]) -> None:
        """See there."""
        self.many("INSERT INTO bucket (key, place, ident) VALUES (?, ?, ?)", rows)

    def empty(self, rows: Sequence[tuple[int, int, int]]) -> None:
        """See there."""
        self.many("DELETE FROM bucket WHERE key = ? AND place = ? AND ident = ?", rows)

    def firsts(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """See there. A bucket may hold thousands, so no more than its first row is read."""
        first = "FROM bucket WHERE key = w.value ORDER BY place, ident LIMIT 1"
        sql = f"SELECT w.value, (SELECT place {first}), (SELECT ident {first}) FROM json_each(?1) w"  # noqa: S608
        return {key: (place, ident) for key, place, ident in self.rows(sql, keys) if ident is not None}

    def in_buckets(self, keys: Collection[int]) -> set[int]:
        """See there."""
        sql = "SELECT b.ident FROM json_each(?1) w CROSS JOIN bucket b ON b.key = w.value"
        return {ident for (ident,) in self.rows(sql, keys)}

    def set_kin(self, rows: Sequence[tuple[int, bool, int | None, float | None]]) -> None:
        """See there."""
        self.many("UPDATE sketch SET live = ?2, head = ?3, likeness = ?4 WHERE ident = ?1", rows)

    def standing_for_others(self, idents: Collection[int]) -> set[int]:
        """See there."""
        sql = "SELECT w.value FROM json_each(?1) w WHERE EXISTS (SELECT 1 FROM sketch WHERE head = w.value)"
        return {ident for (ident,) in self.rows(sql, idents)}
