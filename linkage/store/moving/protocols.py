"""What a store must offer to be moved, beside what it offers to be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from linkage.ports import Ledger, Store
from linkage.store.delta import Transaction
from linkage.store.moving.parts import (
    AdEntry,
    AuditLine,
    DecisionEntry,
    Entry,
    Key,
    KeyEntry,
    MetaEntry,
    Page,
    Part,
)


class MovingTransaction(Transaction, Protocol):
    """A write transaction that also takes what no delta brings."""

    def place_ads(self, entries: Sequence[AdEntry]) -> None:
        """Write ads that have their network already."""
        ...

    def restore_decisions(self, entries: Sequence[DecisionEntry]) -> None:
        """Write decisions under their numbers, undone ones included."""
        ...

    def restore_keys(self, entries: Sequence[KeyEntry]) -> None:
        """Write API keys."""
        ...

    def restore_audit(self, entries: Sequence[AuditLine]) -> None:
        """Go on with the audit log, under its numbers and with its chain."""
        ...

    def restore_meta(self, entries: Sequence[MetaEntry]) -> None:
        """Write counters, secret and rules in the place of those that are there."""
        ...


class Movable(Store, Ledger, Protocol):
    """A store that can be read and written part by part."""

    def page(self, part: Part, after: Key, limit: int) -> Page:
        """The next entries of a part in order of their key, about `limit` of them."""
        ...

    def load(self, part: Part, entries: Sequence[Entry], mark: str) -> None:
        """Write entries and, in the same transaction, how far the copy has come."""
        ...

    def mark(self) -> str | None:
        """How far a copy into this store has come; None when none is under way."""
        ...

    def unmark(self) -> None:
        """The copy is complete: the store may be used."""
        ...
