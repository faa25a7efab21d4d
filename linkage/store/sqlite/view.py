"""What a resolver reads inside the transaction of a delta."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from linkage.ports import Carrier, Component, Constraint, IdentState, LinkRow
from linkage.store.sqlite.changes import Changes
from linkage.store.sqlite.connection import Row, fetch, fetch_in, fetch_one
from linkage.store.sqlite.decisions import constraints
from linkage.store.sqlite.states import KINDS

FRESH = 1 << 40
"""Labels handed out start here, above every arrival number, which label new ads."""


class View:
    """The `GraphView` of one transaction."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._connection = changes.connection

    def _in(self, sql: str, keys: Iterable[int]) -> list[Row]:
        return fetch_in(self._connection, sql, list(keys))

    def identifiers(self, idents: Collection[int]) -> Iterable[IdentState]:
        """See `GraphView`."""
        return self._changes.states.states(idents)

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """See `GraphView`."""
        rows = self._in(
            "SELECT ident, ad, rank, first_seen, last_seen, tenure, confidence FROM json_each(?1) w "
            "CROSS JOIN link ON ident = w.value WHERE wrong = 0",
            idents,
        )
        return (Carrier(*row) for row in rows)

    def sample(self, ident: int, tenure: int | None, limit: int) -> Sequence[Carrier]:
        """See `GraphView`."""
        rows = fetch(
            self._connection,
            "SELECT ident, ad, rank, first_seen, last_seen, tenure, confidence FROM link "
            "WHERE ident = ?1 AND wrong = 0 AND (?2 IS NULL OR tenure = ?2) ORDER BY rank, ad LIMIT ?3",
            (ident, tenure, limit),
        )
        return [Carrier(*row) for row in rows]

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """See `GraphView`."""
        touched = self._changes.links
        for ad in ads:
            if ad in touched:
                yield from self._changes.link_rows(ad)
        rows = self._in(
            "SELECT ad, ident, kind, tenure, confidence FROM json_each(?1) w "
            "CROSS JOIN link ON ad = w.value WHERE wrong = 0",
            (ad for ad in ads if ad not in touched),
        )
        for ad, ident, kind, tenure, confidence in rows:
            yield LinkRow(ad, ident, KINDS[kind], tenure, confidence)

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """See `GraphView`."""
        return dict(self._in("SELECT ad, rank FROM json_each(?1) w CROSS JOIN ad ON ad = w.value", ads))

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """See `GraphView`."""
        new = self._changes.new_ads
        labels = {ad: ad for ad in ads if ad in new}
        rows = self._in(
            "SELECT ad, label FROM json_each(?1) w CROSS JOIN ad ON ad = w.value",
            (ad for ad in ads if ad not in new),
        )
        labels.update(dict(rows))
        return labels

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """See `GraphView`."""
        new = self._changes.new_ads
        found = {label: Component(label, label, 1) for label in labels if label in new}
        rows = self._in(
            "SELECT label, founder, ads FROM json_each(?1) w CROSS JOIN component ON label = w.value",
            (label for label in labels if label not in new),
        )
        found.update({row[0]: Component(*row) for row in rows})
        alone = self._in(
            "SELECT label, ad, 1 FROM json_each(?1) w CROSS JOIN ad ON label = w.value",
            (label for label in labels if label not in found),
        )
        found.update({row[0]: Component(*row) for row in alone})
        return found

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """See `GraphView`."""
        found: dict[int, list[int]] = {}
        for label, ad in self._in(
            "SELECT label, ad FROM json_each(?1) w CROSS JOIN ad ON label = w.value", labels
        ):
            found.setdefault(label, []).append(ad)
        return found

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """See `GraphView`."""
        rows = self._connection.execute("SELECT ad FROM ad WHERE label = ? ORDER BY ad", (label,))
        return next((int(ad) for (ad,) in rows if ad not in without), None)

    def constraints(self) -> Sequence[Constraint]:
        """See `GraphView`."""
        return constraints(self._connection) if self._changes.decisions else []

    def fresh_labels(self, count: int) -> Sequence[int]:
        """See `GraphView`."""
        if not count:
            return []
        row = fetch_one(self._connection, "SELECT value FROM meta WHERE key = 'next_label'")
        start = FRESH if row is None else int(row[0])
        self._connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('next_label', ?)", (start + count,)
        )
        return range(start, start + count)
