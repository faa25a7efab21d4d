"""What a delta has done so far in a write transaction, and the facts every step of it needs."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import apsw

from linkage.model import Decision, DecisionKind, Identifier, Kind
from linkage.ports import LinkRow, LostLink, TouchedLink
from linkage.store.sqlite.connection import fetch_each, fetch_in, fetch_one
from linkage.store.sqlite.decisions import standing
from linkage.store.sqlite.states import KINDS, States


@dataclass(slots=True)
class LinkState:
    """A stored or new link while a delta changes it.

    `new` to the graph is also a link given back by an undo, which is `stored` all along.
    """

    ident: int
    ad: int
    rank: int
    kind: Kind
    tenure: int
    first: int | None
    last: int | None
    observations: int
    confidence: float
    wrong: bool
    new: bool = False
    stored: bool = True

    def add(self, first: int | None, last: int | None, confidence: float) -> None:
        """Count one more observation that carries the identifier."""
        self.observations += 1
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last
        self.confidence = max(self.confidence, confidence)


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

    connection: apsw.Connection
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
    new_ads: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    """ad_id of erased ads, for the events that still speak of them."""

    def __post_init__(self) -> None:
        self.decisions = standing(self.connection)
        rulings = {
            decision.identifier: decision.kind is DecisionKind.GENERIC
            for decision in self.decisions
            if decision.identifier and decision.kind in {DecisionKind.GENERIC, DecisionKind.NOT_GENERIC}
        }
        self.states = States(self.connection, rulings)

    def load_links(self, ads: Collection[int]) -> None:
        """Read all links of ads that were there before, once."""
        missing = [ad for ad in ads if ad not in self.links]
        for ad in missing:
            self.links[ad] = {}
        rows = fetch_in(
            self.connection,
            "SELECT ident, ad, rank, kind, tenure, first_seen, last_seen, observations, confidence, wrong "
            "FROM json_each(?1) w CROSS JOIN link ON ad = w.value",
            missing,
        )
        for ident, ad, rank, kind, *rest, wrong in rows:
            self.links[ad][ident] = LinkState(ident, ad, rank, KINDS[kind], *(*rest, bool(wrong)))

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
            LinkRow(ad, link.ident, link.kind, link.tenure, link.confidence)
            for link in self.links[ad].values()
            if not link.wrong
        )

    def digest(self, what: str) -> bytes:
        """Keyed hash under which a tombstone is kept."""
        return grave_digest(self.secret, what)

    def buried(self, digests: Collection[bytes]) -> set[bytes]:
        """Those of the digests that have a tombstone."""
        keys = [(digest,) for digest in digests]
        rows = fetch_each(self.connection, "SELECT digest FROM tombstone WHERE digest = ?", keys)
        return {row[0] for row in rows}

    def bury(self, what: str) -> None:
        """Raise a tombstone."""
        self.connection.execute(
            "INSERT OR IGNORE INTO tombstone (digest, at) VALUES (?, ?)", (self.digest(what), self.at)
        )

    def has_tombstones(self) -> bool:
        """Whether anything was ever erased."""
        return fetch_one(self.connection, "SELECT 1 FROM tombstone LIMIT 1") is not None


def grave_digest(secret: bytes, what: str) -> bytes:
    """Keyed hash under which a tombstone is kept: without the key nothing can be read from it."""
    return hmac.new(secret, what.encode(), hashlib.sha256).digest()


def ad_grave(ad_id: str) -> str:
    """What an erased ad's tombstone is keyed over."""
    return f"ad:{ad_id}"


def identifier_grave(identifier: Identifier) -> str:
    """What an erased identifier's tombstone is keyed over."""
    return f"identifier:{identifier.kind}:{identifier.value}"
