"""What a resolver reads inside the transaction of a delta."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from linkage.model import Identifier
from linkage.ports import Anchor, Carrier, Component, Constraint, Context, IdentState, LinkRow
from linkage.store.delta.changes import Changes

FRESH = 1 << 40
"""Labels handed out start here, above every arrival number, which label new ads."""


class View:
    """The `GraphView` of one transaction, and its `StandingView`."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._transaction = changes.transaction

    def identifiers(self, idents: Collection[int]) -> Iterable[IdentState]:
        """See `GraphView`."""
        return self._changes.states.states(idents)

    def numbers(self, names: Collection[Identifier]) -> Mapping[Identifier, int]:
        """See `GraphView`."""
        return self._changes.states.numbers(names)

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """See `GraphView`."""
        return self._transaction.carriers(idents)

    def samples(self, idents: Collection[int], limit: int) -> Mapping[int, Sequence[Carrier]]:
        """See `GraphView`."""
        return self._transaction.samples(idents, limit)

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """See `GraphView`. Links of touched ads are in memory already."""
        touched = self._changes.links
        own = [self._changes.link_rows(ad) for ad in ads if ad in touched]
        return chain(*own, self._transaction.links_of([ad for ad in ads if ad not in touched]))

    def anchors(self, idents: Collection[int]) -> Mapping[int, Anchor]:
        """See `GraphView`."""
        standing = self._transaction.standing_for_others(idents)
        rows = self._transaction.sketches(idents)
        return {row.ident: Anchor(row.head, row.ident in standing) for row in rows}

    def bodies(self, idents: Collection[int]) -> Mapping[int, bytes]:
        """See `StandingView`."""
        return self._transaction.bodies(idents)

    def contexts(self, ads: Collection[int]) -> Mapping[int, Context]:
        """See `GraphView`."""
        return self._transaction.contexts(ads)

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """See `GraphView`."""
        return self._transaction.ranks(ads)

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """See `GraphView`. A new ad is labelled by its number."""
        new = self._changes.new_ads
        labels = {ad: ad for ad in ads if ad in new}
        labels.update(self._transaction.labels_of([ad for ad in ads if ad not in new]))
        return labels

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """See `GraphView`."""
        new = self._changes.new_ads
        found = {label: Component(label, label, 1) for label in labels if label in new}
        found.update(self._transaction.components([label for label in labels if label not in new]))
        alone = self._transaction.members([label for label in labels if label not in found])
        found.update({label: Component(label, ads[0], 1) for label, ads in alone.items()})
        return found

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """See `GraphView`."""
        return self._transaction.members(labels)

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """See `GraphView`."""
        return self._transaction.oldest(label, without)

    def constraints(self) -> Sequence[Constraint]:
        """See `GraphView`."""
        return self._transaction.constraints() if self._changes.decisions else []

    def fresh_labels(self, count: int) -> Sequence[int]:
        """See `GraphView`."""
        if not count:
            return []
        start = self._transaction.counter("next_label") or FRESH
        self._transaction.set_counter("next_label", start + count)
        return range(start, start + count)
