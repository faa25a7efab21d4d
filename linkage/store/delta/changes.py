"""What a delta has done so far in a write transaction, and the facts every step of it needs."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from linkage.model import Decision, DecisionKind, Identifier
from linkage.ports import LinkRow, LostLink, TouchedLink
from linkage.store.delta.rows import LinkState
from linkage.store.delta.states import States
from linkage.store.delta.transaction import Transaction


@dataclass(slots=True)
class Tally:
    """Counters for the batch log."""

    records: int = 0
    ads_new: int = 0
    observations_new: int = 0
    refused: int = 0
    ads_erased: int = 0
    identifiers_erased: int = 0


@dataclass(slots=True)
class Changes:
    """Everything that the steps of one `apply` share."""

    transaction: Transaction
    secret: bytes
    revision: int
    at: int
    states: States = field(init=False)
    decisions: list[Decision] = field(init=False)
    tally: Tally = field(default_factory=Tally)
    links: dict[int, dict[int, LinkState]] = field(default_factory=dict)
    """Links of each touched ad by identifier, complete, those ruled wrong included."""
    lost: list[LostLink] = field(default_factory=list)
    idents: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    gone: dict[int, int] = field(default_factory=dict)
    kindred: set[int] = field(default_factory=set)
    """Identifiers that are like others, or no longer so."""
    new_ads: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    """ad_id of erased ads, for the events that still speak of them."""

    def __post_init__(self) -> None:
        self.decisions = list(self.transaction.standing())
        rulings = {
            decision.identifier: decision.kind is DecisionKind.GENERIC
            for decision in self.decisions
            if decision.identifier and decision.kind in {DecisionKind.GENERIC, DecisionKind.NOT_GENERIC}
        }
        self.states = States(self.transaction, rulings)

    def load_links(self, ads: Collection[int]) -> None:
        """Read all links of ads that were there before, once."""
        missing = [ad for ad in ads if ad not in self.links]
        for ad in missing:
            self.links[ad] = {}
        for link in self.transaction.all_links_of(missing):
            self.links[link.ad][link.ident] = link

    def live_links(self) -> list[TouchedLink]:
        """Every live link of every touched ad."""
        return [
            TouchedLink(link.ident, ad, link.rank, link.first, link.last, link.new)
            for ad, links in self.links.items()
            for link in links.values()
            if not link.wrong
        ]

    def link_rows(self, ad: int) -> Iterable[LinkRow]:
        """Live links of a touched ad as the resolver reads them."""
        return (
            LinkRow(
                ad, link.ident, link.kind, link.tenure, link.confidence, link.belief, link.via is not None
            )
            for link in self.links[ad].values()
            if not link.wrong
        )

    def retime(self, link: LinkState, first: int | None, last: int | None) -> None:
        """Note that a link which had this period was given another one, which may be shorter."""
        self.states.shrink(link, first, last)
        if not _covers((link.first, link.last), (first, last)):
            # To the periods of use this is as if the link had been taken away and another one given.
            self.lost.append(LostLink(link.ident, link.ad, link.rank))

    def digest(self, what: str) -> bytes:
        """Keyed hash under which a tombstone is kept."""
        return grave_digest(self.secret, what)

    def buried(self, digests: Collection[bytes]) -> set[bytes]:
        """Those of the digests that have a tombstone."""
        return self.transaction.buried(digests)

    def bury(self, what: str) -> None:
        """Raise a tombstone."""
        self.transaction.bury(self.digest(what), self.at)


def _covers(new: tuple[int | None, int | None], old: tuple[int | None, int | None]) -> bool:
    """Whether one period takes in another one; both ends of a period are known or neither is."""
    if old[0] is None or old[1] is None:
        return True
    return new[0] is not None and new[1] is not None and new[0] <= old[0] and new[1] >= old[1]


def grave_digest(secret: bytes, what: str) -> bytes:
    """Keyed hash under which a tombstone is kept: without the key nothing can be read from it."""
    return hmac.new(secret, what.encode(), hashlib.sha256).digest()


def ad_grave(ad_id: str) -> str:
    """What an erased ad's tombstone is keyed over."""
    return f"ad:{ad_id}"


def identifier_grave(identifier: Identifier) -> str:
    """What an erased identifier's tombstone is keyed over."""
    return f"identifier:{identifier.kind}:{identifier.value}"
