"""What a writer remembers of the graph between its batches, so that it need not ask the server again.

Valid while the last batch in the graph is the last one of this memory: a transaction that finds
another one, of another process or out of a backup, forgets everything. What a delta writes is
remembered as it is written; where that is not worth the trouble, all is forgotten.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from linkage.ports import Carrier, Context, LinkRow
from linkage.store.delta import IdentRow, LinkState

LINKS = 300_000
"""Links and keys to remember at most, about 500 bytes each; beyond that a batch begins with none."""


class Recall:
    """Links by ad and by identifier, and identifiers; complete for every key that is in it."""

    def __init__(self) -> None:
        self.name = uuid.uuid4().hex
        """Stands in the graph beside the revision that it wrote last."""
        self._revision: int | None = None
        self.links: dict[int, dict[int, LinkRow]] = {}
        self.carriers: dict[int, dict[int, Carrier]] = {}
        self.samples: dict[int, tuple[int, list[Carrier]]] = {}
        """The first live carriers, and how many were asked for."""
        self.identifiers: dict[int, IdentRow] = {}
        self.numbers: dict[str, int] = {}
        """Numbers of those identifiers, by key."""
        self.contexts: dict[int, Context] = {}
        self._size = 0

    def begin(self, revision: int, writer: str | None) -> None:
        """A transaction has the writer's lock and finds this revision. Valid again after `end`."""
        if (self._revision, self.name) != (revision, writer) or self._size > LINKS:
            self.forget()
        self._revision = None

    def end(self, revision: int) -> None:
        """It has landed as this revision."""
        self._revision = revision

    def forget(self) -> None:
        """Ask the server for everything again."""
        for memory in (self.links, self.carriers, self.samples):
            memory.clear()
        for known in (self.identifiers, self.numbers, self.contexts):
            known.clear()
        self._size = 0

    def learn_links(self, ads: Iterable[int], rows: Iterable[LinkRow]) -> None:
        """All live links of the ads."""
        for ad in ads:
            self.links[ad] = {}
            self._size += 1
        for row in rows:
            self.links[row.ad][row.ident] = row
            self._size += 1

    def learn_carriers(self, idents: Iterable[int], rows: Iterable[Carrier]) -> None:
        """All live carriers of the identifiers."""
        for ident in idents:
            self.carriers[ident] = {}
            self._size += 1
        for row in rows:
            self.carriers[row.ident][row.ad] = row
            self._size += 1

    def learn_sample(self, ident: int, limit: int, rows: Sequence[Carrier]) -> None:
        """The first live carriers of an identifier."""
        self.samples[ident] = (limit, list(rows))
        self._size += len(rows)

    def sample(self, ident: int, limit: int) -> Sequence[Carrier] | None:
        """The first live carriers of an identifier, or None where they are not known."""
        known = self.samples.get(ident)
        if known is not None and known[0] == limit:
            return known[1]
        carriers = self.carriers.get(ident)
        return None if carriers is None else sorted(carriers.values(), key=_order)[:limit]

    def learn_identifiers(self, rows: Iterable[tuple[str, IdentRow]]) -> None:
        """Identifiers by key, as they are now."""
        for key, row in rows:
            self._size += row.ident not in self.identifiers
            self.identifiers[row.ident] = row
            self.numbers[key] = row.ident

    def link(self, links: Iterable[LinkState]) -> None:
        """Links are written, new ones or with other figures; those ruled wrong are not remembered."""
        for one in links:
            if one.wrong:
                continue
            near = one.via is not None
            standing = (one.tenure, one.confidence, one.belief, near)
            carrier = Carrier(one.ident, one.ad, one.rank, one.first, one.last, *standing)
            if one.ad in self.links:
                self.links[one.ad][one.ident] = LinkRow(one.ad, one.ident, one.kind, *standing)
            if one.ident in self.carriers:
                self.carriers[one.ident][one.ad] = carrier
            if one.ident in self.samples:
                self._put(carrier)
            self._size += 2

    def _put(self, carrier: Carrier) -> None:
        limit, rows = self.samples[carrier.ident]
        rows = [row for row in rows if row.ad != carrier.ad]
        self.samples[carrier.ident] = (limit, sorted([*rows, carrier], key=_order)[:limit])

    def unlink(self, links: Iterable[LinkState]) -> None:
        """Links are there no more."""
        for one in links:
            self.links.get(one.ad, {}).pop(one.ident, None)
            self.carriers.get(one.ident, {}).pop(one.ad, None)
            self.samples.pop(one.ident, None)

    def learn_contexts(self, contexts: Mapping[int, Context]) -> None:
        """Where and when ads say they are."""
        self.contexts.update(contexts)
        self._size += len(contexts)

    def set_standings(self, standings: Collection[tuple[int, int, int, float | None]]) -> None:
        """Links stand otherwise: (ident, ad, tenure, belief)."""
        for ident, ad, tenure, belief in standings:
            links, carriers = self.links.get(ad), self.carriers.get(ident)
            if links is not None and ident in links:
                links[ident] = links[ident]._replace(tenure=tenure, belief=belief)
            if carriers is not None and ad in carriers:
                carriers[ad] = carriers[ad]._replace(tenure=tenure, belief=belief)
        for ident in {ident for ident, *_ in standings}:
            self.samples.pop(ident, None)


def _order(carrier: Carrier) -> tuple[int, int]:
    return carrier.rank, carrier.ad
