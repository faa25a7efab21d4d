"""Identifiers inside a write transaction: read once, changed in memory, written once at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from linkage.model import Identifier, Kind
from linkage.ports import Holder, IdentState
from linkage.store.delta.rows import IdentRow, LinkState
from linkage.store.delta.transaction import Transaction


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

    def row(self) -> IdentRow:
        """As it is to be stored."""
        holders = self.holders if self.decided is None else self.decided
        return IdentRow(
            self.ident,
            self.kind,
            self.value,
            self.ads,
            self.first,
            self.last,
            self.representative,
            holders,
        )

    def widen(self, first: int | None, last: int | None) -> None:
        """Let the period of use take in a link's."""
        self.changed = True
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last


class States:
    """The identifiers that a transaction has read or made."""

    def __init__(self, transaction: Transaction, rulings: Mapping[Identifier, bool]) -> None:
        self._transaction = transaction
        self._rulings = dict(rulings)
        self.by_name: dict[tuple[Kind, str], Entry] = {}
        self.by_ident: dict[int, Entry] = {}
        self._stale: set[int] = set()
        self._regained: dict[int, set[int]] = {}
        self._next = 0

    def _add(self, row: IdentRow) -> None:
        entry = Entry(*row)
        self.by_name[entry.kind, entry.value] = self.by_ident[entry.ident] = entry

    def rule(self, identifier: Identifier, *, ruling: bool | None) -> None:
        """Let a person's word on an identifier begin (True: generic, False: not) or end (None)."""
        if ruling is None:
            self._rulings.pop(identifier, None)
        else:
            self._rulings[identifier] = ruling

    def find(self, names: Collection[tuple[Kind, str]]) -> None:
        """Read those identifiers that exist."""
        missing = [name for name in names if name not in self.by_name]
        for row in self._transaction.identifiers_named(missing):
            if (row.kind, row.value) not in self.by_name:
                self._add(row)

    def numbers(self, names: Collection[Identifier]) -> Mapping[Identifier, int]:
        """Arrival numbers of those identifiers that exist."""
        self.find(names)
        return {name: self.by_name[name].ident for name in names if name in self.by_name}

    def load(self, idents: Collection[int]) -> None:
        """Read identifiers by number."""
        missing = [ident for ident in idents if ident not in self.by_ident]
        for row in self._transaction.identifiers_numbered(missing):
            self._add(row)

    def claim(self, names: Collection[tuple[Kind, str]]) -> None:
        """Read those identifiers that exist and make the others, in the order their index keeps them."""
        self.find(names)
        missing = [(value, kind) for kind, value in names if (kind, value) not in self.by_name]
        made = [self._make(kind, value) for value, kind in sorted(missing)]
        self._transaction.claim([(entry.ident, entry.kind, entry.value) for entry in made])

    def _make(self, kind: Kind, value: str) -> Entry:
        if not self._next:
            self._next = self._transaction.counter("last_ident")
        self._next += 1
        entry = Entry(self._next, kind, value, 0, None, None, None, (), new=True, changed=True)
        self.by_name[kind, value] = self.by_ident[entry.ident] = entry
        return entry

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

    def shrink(self, link: LinkState, first: int | None, last: int | None) -> None:
        """Count a link that stands for a shorter period than this one, or another, from now on."""
        entry = self.by_ident[link.ident]
        if (first, last) != (link.first, link.last) and (first == entry.first or last == entry.last):
            entry.changed = True
            self._stale.add(link.ident)

    def regain(self, ident: int, ad: int, first: int | None, last: int | None) -> None:
        """Count a link again that had been ruled wrong."""
        entry = self.by_ident[ident]
        entry.ads += 1
        entry.changed = True
        entry.widen(first, last)
        if entry.representative is None:
            entry.representative = ad
        self._regained.setdefault(ident, set()).add(ad)

    def settle(self, links: Iterable[LinkState] = ()) -> None:
        """Read the figures of identifiers that lost a link that mattered from the links that are left.

        `links` may be new, and their ads then represent an identifier only where there are no others.
        """
        if self._stale:
            for link in links:
                if link.new and link.ident in self._stale:
                    self._regained.setdefault(link.ident, set()).add(link.ad)
        for ident in sorted(self._stale):
            self._recount(self.by_ident[ident])
        self._stale.clear()

    def _recount(self, entry: Entry) -> None:
        entry.first, entry.last, rows = self._transaction.period_of(entry.ident)
        entry.removed = rows == 0
        entry.changed = True
        regained = self._regained.get(entry.ident, ())
        entry.representative = self._transaction.carrier_of(entry.ident, regained)

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
        fresh = [entry.row() for entry in entries if entry.new and not entry.removed]
        self._transaction.add_identifiers(fresh)
        self._transaction.update_identifiers(
            [(entry.row(), entry.holders) for entry in entries if not entry.new and not entry.removed]
        )
        gone = [entry.row() for entry in entries if entry.removed and not entry.new]
        self._transaction.drop_identifiers(gone)
        if self._next:
            self._transaction.set_counter("last_ident", self._next)
        return len(fresh)
