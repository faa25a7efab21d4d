"""What a store must offer to be moved, beside what it offers to be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from linkage.errors import ConflictError
from linkage.ports import Ledger, Store
from linkage.store.delta import Transaction
from linkage.store.hashlists import Piece
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
        """Write API keys, in the place of those that are there."""
        ...

    def restore_hash_lists(self, entries: Sequence[Piece]) -> None:
        """Write pieces of hash lists, in the place of those that are there and of earlier contents."""
        ...

    def restore_audit(self, entries: Sequence[AuditLine]) -> None:
        """Go on with the audit log, under its numbers and with its chain."""
        ...

    def restore_meta(self, entries: Sequence[MetaEntry]) -> None:
        """Write counters, secret and rules in the place of those that are there."""
        ...


class Marked(Protocol):
    """A transaction that knows how far a copy has come."""

    def mark(self) -> str | None:
        """What was set last."""
        ...

    def set_mark(self, mark: str | None) -> None:
        """Remember another one."""
        ...


def take_mark(transaction: Marked, mark: str | None, before: str | None) -> bool:
    """Put a mark in the place of another one; False where it stands already.

    Raises ConflictError where another copy has put its own in the meantime.
    """
    found = transaction.mark()
    if found == mark:
        return False
    if found != before:
        raise ConflictError("another `linkage migrate` is at work on the target, or has completed it")
    transaction.set_mark(mark)
    return True


class Movable(Store, Ledger, Protocol):
    """A store that can be read and written part by part."""

    def page(self, part: Part, after: Key, limit: int) -> Page:
        """The next entries of a part in order of their key, about `limit` of them."""
        ...

    def load(self, part: Part, entries: Sequence[Entry], mark: str, before: str | None) -> None:
        """Write entries and, in the same transaction, how far the copy has come.

        Nothing is done where `mark` stands already. Raises ConflictError where something else than
        `before` stands: another copy is at work.
        """
        ...

    def mark(self) -> str | None:
        """How far a copy into this store has come; None when none is under way."""
        ...

    def unmark(self, before: str | None) -> None:
        """The copy is complete: the store may be used. Raises ConflictError as `load` does."""
        ...
