"""What a writer remembers of the graph between its batches, so that it need not ask the server again.

Valid while the last batch in the graph is the last one of this memory: a transaction that finds
another one, of another process or out of a backup, forgets everything. What a delta writes is
remembered as it is written; where that is not worth the trouble, all is forgotten.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence

from linkage.ports import Carrier, LinkRow
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
        for memory in (self.links, self.carriers, self.samples, self.identifiers, self.numbers):
            memory.clear()
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
            carrier = Carrier(one.ident, one.ad, one.rank, one.first, one.last, one.tenure, one.confidence)
            if one.ad in self.links:
                self.links[one.ad][one.ident] = LinkRow(
                    one.ad, one.ident, one.kind, one.tenure, one.confidence
                )
            if one.ident in self.carriers:
                self.carriers[one.ident][one.ad] = carrier
            if one.ident in self.samples:
                self._put(carrier)
            self._size += 2

    def _put(self, carrier: Carrier) -> None:
        limit, rows = self.samples[carrier.ident]
        rows = [row for row in rows if row.ad != carrier.ad]
        self.samples[carrier.ident] = (limit, sorted([*rows, carrier], key=_order)[:limit])

    def set_tenures(self, tenures: Collection[tuple[int, int, int]]) -> None:
        """Links belong to other tenures: (ident, ad, tenure)."""
        for ident, ad, tenure in tenures:
            links, carriers = self.links.get(ad), self.carriers.get(ident)
            if links is not None and ident in links:
                links[ident] = links[ident]._replace(tenure=tenure)
            if carriers is not None and ad in carriers:
                carriers[ad] = carriers[ad]._replace(tenure=tenure)
        for ident in {ident for ident, _, _ in tenures}:
            self.samples.pop(ident, None)


def _order(carrier: Carrier) -> tuple[int, int]:
    return carrier.rank, carrier.ad
