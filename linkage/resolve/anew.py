"""Resolving everything from nothing, and from there back to the labels and ids that networks have.

After a change of the rules, anything that was decided may be decided otherwise. So nothing of it is used:
the resolver sees the graph as if all of it had arrived in one batch, which is what the result has to equal.
What it finds is then written as a change of what is stored. Memory is that of the whole graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from linkage.model import Identifier
from linkage.ports.graph import (
    Anchor,
    Carrier,
    Component,
    Constraint,
    Context,
    GraphView,
    Holder,
    IdentState,
    LinkRow,
    Resolution,
    Touched,
)


class Blank:
    """A `GraphView` in which nothing has been decided: no verdicts, one tenure, every ad alone."""

    def __init__(self, view: GraphView) -> None:
        self._view = view
        self._fresh = 0
        self.holders: dict[int, tuple[Holder, ...]] = {}
        """Stored holders of the identifiers read."""

    def identifiers(self, idents: Collection[int]) -> Iterable[IdentState]:
        """See `GraphView`."""
        for state in self._view.identifiers(idents):
            self.holders[state.ident] = state.holders
            yield state._replace(holders=())

    def numbers(self, names: Collection[Identifier]) -> Mapping[Identifier, int]:
        """See `GraphView`."""
        return self._view.numbers(names)

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """See `GraphView`."""
        return (carrier._replace(tenure=0, belief=None) for carrier in self._view.carriers(idents))

    def samples(self, idents: Collection[int], limit: int) -> Mapping[int, Sequence[Carrier]]:
        """See `GraphView`."""
        found = self._view.samples(idents, limit)
        return {
            ident: [one._replace(tenure=0, belief=None) for one in carriers]
            for ident, carriers in found.items()
        }

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """See `GraphView`."""
        return (link._replace(tenure=0, belief=None) for link in self._view.links_of(ads))

    def anchors(self, idents: Collection[int]) -> Mapping[int, Anchor]:
        """See `GraphView`. What is alike is settled before a resolution."""
        return self._view.anchors(idents)

    def contexts(self, ads: Collection[int]) -> Mapping[int, Context]:
        """See `GraphView`."""
        return self._view.contexts(ads)

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """See `GraphView`."""
        return self._view.ranks(ads)

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """See `GraphView`."""
        return {ad: ad for ad in ads}

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """See `GraphView`."""
        return {label: Component(label, label, 1) for label in labels}

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """See `GraphView`."""
        return {label: (label,) for label in labels}

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """See `GraphView`."""
        return None if label in without else label

    def constraints(self) -> Sequence[Constraint]:
        """See `GraphView`."""
        return self._view.constraints()

    def fresh_labels(self, count: int) -> Sequence[int]:
        """See `GraphView`. They are gone with this view, so no number is used up for them."""
        self._fresh -= count
        return range(self._fresh, self._fresh + count)


def as_arrived(touched: Touched, constraints: Iterable[Constraint]) -> Touched:
    """What a delta touches that brings everything there is, and every decision about it."""
    links = [link if link.new else link._replace(new=True) for link in touched.links]
    decided = {ad for one in constraints for ad in (one.a, one.b)}
    return Touched(links, (), touched.idents, decided, {})


def parts_of(ads: Iterable[int], found: Resolution) -> list[list[int]]:
    """Ads by component after a resolution that began with every ad alone."""
    members: dict[int, set[int]] = {ad: {ad} for ad in ads}
    home = {ad: ad for ad in members}
    for merge in found.merges:
        for label in merge.labels:
            moved = members.pop(label)
            members[merge.into] |= moved
            home.update(dict.fromkeys(moved, merge.into))
    for ad, label in found.moves:
        members[home[ad]].discard(ad)
        members.setdefault(label, set()).add(ad)
        home[ad] = label
    return [sorted(part) for part in members.values() if part]


def changed_holders(blank: Blank, found: Resolution) -> list[tuple[int, tuple[Holder, ...]]]:
    """Holders that are others than the stored ones, of the identifiers that were read."""
    decided = dict(found.holders)
    return [
        (ident, decided.get(ident, ()))
        for ident, stored in blank.holders.items()
        if decided.get(ident, ()) != stored
    ]


def changed_standings(
    stored: Iterable[LinkRow], found: Resolution
) -> list[tuple[int, int, int, float | None]]:
    """Tenures and beliefs that are others than the stored ones."""
    decided = {(ident, ad): (tenure, belief) for ident, ad, tenure, belief in found.standings}
    return [
        (link.ident, link.ad, *standing)
        for link in stored
        if (standing := decided.get((link.ident, link.ad), (0, None))) != (link.tenure, link.belief)
    ]
