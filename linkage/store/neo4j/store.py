"""The store and ledger in one Neo4j database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar, cast

from linkage.errors import StoreUnavailableError
from linkage.model import Applied, Delta, Identifier, Kind, Reject, RulesText, Verdict, founder_of
from linkage.ports import (
    AdRow,
    ApiKey,
    AuditEntry,
    Counts,
    CutRow,
    DecisionRow,
    EventRow,
    EvidenceRow,
    HashListRow,
    IdentifierRow,
    Moved,
    NetworkRow,
    ObservationRow,
    Packed,
    Resolver,
    StandingView,
    StoredLink,
    TextHit,
)
from linkage.store.delta import ad_grave, apply, grave_digest, identifier_grave, without_collector
from linkage.store.delta.applying import batch, require_rules, standing_view
from linkage.store.moving import Entry, Page, Part, load, take_mark
from linkage.store.moving.parts import Key
from linkage.store.neo4j import check, decisions, hashlists, ledger, moving, reads, reads_more, sketches
from linkage.store.neo4j.connection import (
    READ_TIMEOUT,
    WRITE_PATIENCE,
    Connections,
    Query,
    translated,
)
from linkage.store.neo4j.migrate import migrate
from linkage.store.neo4j.recall import Recall
from linkage.store.neo4j.searching import search_text
from linkage.store.neo4j.spool import spooled
from linkage.store.neo4j.transaction import Neo4jTransaction

T = TypeVar("T")

READS = 3
"""Times that a look-up of several statements is tried while batches land beside it."""
AUDIT_PATIENCE = 60.0
"""Seconds for which an entry is tried again: what was asked has been done by then."""
EXPORT_TIMEOUT = 3600.0
"""Seconds that the server gives the reading of a stream."""
WRITER = "MATCH (l:Lock {name: 'writer'}) SET l.turns = l.turns + 1"
"""Takes the lock at which all writers of the graph queue, until the transaction ends."""


class Neo4jStore:
    """`Store` and `Ledger` on a Neo4j server: one writer at a time, any number of readers and processes."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._secret: bytes | None = None
        self._bound: str | None = None
        self._local = threading.local()
        self._recall = Recall()
        self._recalled = threading.Lock()

    @classmethod
    def open(cls, url: str, auth: tuple[str, str] | None = None) -> Neo4jStore:
        """Open or create the store in the database at `url`.

        Raises StoreUnavailableError for a server that does not answer or holds something else.
        """
        store = cls(Connections(url, auth))
        try:
            store.migrate()
        except BaseException:
            store.close()
            raise
        return store

    def migrate(self) -> None:
        """See `Store`."""
        migrate(self._connections)

    def close(self) -> None:
        """See `Store`."""
        self._connections.close()

    def _read(self, what: str, act: Callable[[Query], T]) -> T:
        held: Query | None = getattr(self._local, "held", None)
        if held is None:
            return self._connections.reading(what, act)
        with translated(what):
            return act(held)

    def _steady(self, what: str, act: Callable[[Query], T]) -> T:
        """Several statements that speak of one revision."""
        return self.at_one_revision(lambda _: self._read(what, act))

    def at_one_revision(self, read: Callable[[int], T]) -> T:
        """See `Store`. Where batches keep landing, the last try keeps the writer waiting."""
        if getattr(self._local, "held", None) is not None:
            return read(self.revision())
        for _ in range(READS):
            before = self.revision()
            answer = read(before)
            if self.revision() == before:
                return answer
        with self._connections.locked("reading", WRITER, READ_TIMEOUT) as query:
            self._local.held = query
            try:
                return read(self.revision())
            finally:
                self._local.held = None

    def _stream(self, what: str, act: Callable[[Query], Iterable[T]]) -> Iterator[T]:
        """All rows of one revision. The writer waits while they are read, not while they are used."""
        held: Query | None = getattr(self._local, "held", None)
        if held is not None:
            with translated(what):
                return iter(list(act(held)))

        def fill() -> Iterator[T]:
            with self._connections.locked(what, WRITER, EXPORT_TIMEOUT) as query:
                yield from act(query)

        return spooled(
            fill, lambda: self._connections.closed, lambda: StoreUnavailableError("the store has been closed")
        )

    def apply(self, delta: Delta, batch_id: str, resolver: Resolver, at: int) -> Applied:
        """See `Store`."""
        known = self.batch(batch_id)
        if known is not None:
            return known
        with without_collector(), self._recalling() as recall:
            return self._apply(delta, batch_id, resolver, at, recall)

    def _apply(self, delta: Delta, batch_id: str, resolver: Resolver, at: int, recall: Recall) -> Applied:
        secret = self.secret()
        tries = 0

        def once(query: Query) -> Applied:
            nonlocal tries
            tries += 1
            query.run(WRITER)
            transaction = Neo4jTransaction(query, recall)
            return apply(transaction, delta, batch_id, resolver, at, secret, self._bound)

        applied = self._connections.writing(
            f"applying batch {batch_id}", once, patience=WRITE_PATIENCE, idempotent=True
        )
        if delta.rules is not None:
            self._bound = delta.rules.digest
        if applied.replay:
            # It was not there before, so a try whose answer was lost must have landed it.
            return replace(applied, replay=False) if tries > 1 else applied
        recall.end(applied.revision)
        return applied

    @contextmanager
    def _recalling(self) -> Iterator[Recall]:
        """What this process remembers. A second thread that writes at the same time remembers nothing."""
        if not self._recalled.acquire(blocking=False):
            yield Recall()
            return
        try:
            yield self._recall
        finally:
            self._recalled.release()

    def page(self, part: Part, after: Key, limit: int) -> Page:
        """See `Movable`."""
        return self._read(f"reading {part}", lambda query: moving.page(query, part, after, limit))

    def load(self, part: Part, entries: Sequence[Entry], mark: str, before: str | None) -> None:
        """See `Movable`."""

        def once(query: Query) -> None:
            query.run(WRITER)
            transaction = moving.Neo4jMoving(query)
            if take_mark(transaction, mark, before):
                load(transaction, part, entries)

        self._connections.writing(f"copying {part}", once, patience=WRITE_PATIENCE, idempotent=True)

    def mark(self) -> str | None:
        """See `Movable`."""
        return self._read("looking for a copy", lambda query: moving.Neo4jMoving(query).mark())

    def unmark(self, before: str | None) -> None:
        """See `Movable`."""

        def once(query: Query) -> None:
            query.run(WRITER)
            take_mark(moving.Neo4jMoving(query), None, before)

        self._connections.writing("completing a copy", once, idempotent=True)

    def batch(self, batch_id: str) -> Applied | None:
        """See `Store`."""
        return self._connections.reading(
            f"reading batch {batch_id}",
            lambda query: batch(Neo4jTransaction(query), batch_id),
            patience=WRITE_PATIENCE,
        )

    def revision(self) -> int:
        """See `Store`."""
        return self._read("reading the revision", reads_more.revision)

    def view(self, read: Callable[[StandingView], T]) -> T:
        """See `Store`."""
        secret = self.secret()
        return self._steady(
            "reading the graph", lambda query: read(standing_view(Neo4jTransaction(query), secret))
        )

    def bind_rules(self, digest: str, text: str) -> None:
        """See `Store`."""

        def bind(query: Query) -> str:
            query.run(WRITER)
            transaction = Neo4jTransaction(query)
            found = transaction.rules_digest()
            if found is None:
                transaction.set_rules(RulesText(digest, text))
            return found or digest

        found = self._read("reading the rules", lambda query: Neo4jTransaction(query).rules_digest())
        if found is None:
            found = self._connections.writing("recording the rules", bind, idempotent=True)
        self._bound = digest
        require_rules(found, digest)

    def rules(self, revision: int | None = None) -> RulesText | None:
        """See `Store`."""
        return self._read("reading the rules", lambda query: reads_more.rules(query, revision))

    def ads(self, ad_ids: Collection[str]) -> Mapping[str, AdRow]:
        """See `Store`."""
        return self._read("reading ads", lambda query: reads.ads(query, ad_ids))

    def ads_with_prefix(self, prefix: str, limit: int) -> Sequence[AdRow]:
        """See `Store`."""
        return self._read("reading ads", lambda query: reads.ads_with_prefix(query, prefix, limit))

    def is_erased(self, ad_id: str) -> bool:
        """See `Store`."""
        return self._buried(ad_grave(ad_id))

    def is_identifier_erased(self, identifier: Identifier) -> bool:
        """See `Store`."""
        return self._buried(identifier_grave(identifier))

    def _buried(self, grave: str) -> bool:
        digest = grave_digest(self.secret(), grave)
        return bool(self._read("reading tombstones", lambda query: Neo4jTransaction(query).buried([digest])))

    def observations(self, ad_id: str) -> Sequence[ObservationRow]:
        """See `Store`."""
        return self._read("reading records", lambda query: reads.observations(query, ad_id))

    def identifiers(self, wanted: Collection[Identifier]) -> Mapping[Identifier, IdentifierRow]:
        """See `Store`."""
        return self._read("reading identifiers", lambda query: reads.identifiers(query, wanted))

    def identifiers_of_value(self, value: str) -> Sequence[IdentifierRow]:
        """See `Store`."""
        return self._read("reading identifiers", lambda query: reads.identifiers_of_value(query, value))

    def identifiers_by_reach(
        self, verdict: Verdict, kind: Kind | None, after: tuple[int, Identifier] | None, limit: int
    ) -> Sequence[IdentifierRow]:
        """See `Store`."""
        return self._read(
            "reading identifiers",
            lambda query: reads_more.identifiers_by_reach(query, verdict, kind, after, limit),
        )

    def links_of_ads(self, ad_ids: Collection[str]) -> Iterable[StoredLink]:
        """See `Store`."""
        return self._read("reading links", lambda query: reads.links_of_ads(query, ad_ids))

    def links_of_identifier(
        self, identifier: Identifier, after: str | None, limit: int
    ) -> Sequence[StoredLink]:
        """See `Store`."""
        return self._read(
            "reading links", lambda query: reads.links_of_identifier(query, identifier, after, limit)
        )

    def near(self, kind: Kind, keys: Collection[int], limit: int) -> Sequence[Identifier]:
        """See `Store`."""
        return self._read("looking for alikes", lambda query: sketches.near(query, kind, keys, limit))

    def evidence(self, ad_id: str, identifier: Identifier | None = None) -> Sequence[EvidenceRow]:
        """See `Store`."""
        return self._read("reading evidence", lambda query: reads.evidence(query, ad_id, identifier))

    def network(self, network_id: str) -> NetworkRow | Moved:
        """See `Store`."""
        founder = founder_of(network_id)
        erased = founder is not None and self.is_erased(founder)
        return self._steady(
            "reading a network", lambda query: reads.network(query, network_id, erased=erased)
        )

    def members(self, network_id: str, after: str | None, limit: int) -> Sequence[AdRow]:
        """See `Store`."""
        return self._steady("reading a network", lambda query: reads.members(query, network_id, after, limit))

    def network_links(self, network_id: str) -> Iterator[StoredLink]:
        """See `Store`."""
        return self._stream("reading a network", lambda query: reads.network_links(query, network_id))

    def networks(self, min_ads: int, after: tuple[int, str] | None, limit: int) -> Sequence[NetworkRow]:
        """See `Store`."""
        return self._steady("reading networks", lambda query: reads.networks(query, min_ads, after, limit))

    def events(self, since: int, network_id: str | None, limit: int) -> Sequence[EventRow]:
        """See `Store`."""
        return self._read("reading events", lambda query: reads_more.events(query, since, network_id, limit))

    def decisions(self, *, standing: bool) -> Sequence[DecisionRow]:
        """See `Store`."""
        return self._read("reading decisions", lambda query: decisions.decisions(query, standing=standing))

    def cuts(self, ad_ids: Collection[str]) -> Sequence[CutRow]:
        """See `Store`."""
        return self._read("reading cuts", lambda query: reads_more.cuts(query, ad_ids))

    def search_text(self, query: str, limit: int) -> Sequence[TextHit]:
        """See `Store`."""
        return self._read("searching texts", lambda asked: search_text(asked, query, limit))

    def put_hash_list(self, row: HashListRow, packed: Packed) -> None:
        """See `Store`."""
        self._connections.writing(
            "writing a hash list", lambda query: hashlists.put(query, row, packed), idempotent=True
        )

    def remove_hash_list(self, name: str) -> None:
        """See `Store`."""
        self._connections.writing("removing a hash list", lambda query: hashlists.remove(query, name))

    def hash_lists(self) -> Sequence[HashListRow]:
        """See `Store`."""
        return self._read("reading hash lists", hashlists.rows)

    def hash_list(self, name: str) -> tuple[HashListRow, Packed] | None:
        """See `Store`."""
        return self._read("reading a hash list", lambda query: hashlists.whole(query, name))

    def iter_ads(self) -> Iterator[AdRow]:
        """See `Store`."""
        return self._stream("reading all ads", reads.iter_ads)

    def iter_links(self) -> Iterator[tuple[str, str, Kind, str]]:
        """See `Store`."""
        rows = self._stream("reading all links", reads.iter_links)
        return cast("Iterator[tuple[str, str, Kind, str]]", rows)

    def iter_identifiers(self) -> Iterator[IdentifierRow]:
        """See `Store`."""
        return self._stream("reading all identifiers", reads.iter_identifiers)

    def rejects(self, limit: int) -> Sequence[Reject]:
        """See `Store`."""
        return self._read("reading rejects", lambda query: reads_more.rejects(query, limit))

    def counts(self) -> Counts:
        """See `Store`."""
        return self._steady("counting", reads_more.counts)

    def check(self) -> Sequence[str]:
        """See `Store`."""
        return self._connections.reading("checking", check.check, timeout=EXPORT_TIMEOUT)

    def secret(self) -> bytes:
        """See `Ledger`."""
        if self._secret is None:
            value = self._read(
                "reading the store's secret",
                lambda query: query.value("MATCH (m:Meta {key: 'secret'}) RETURN m.value"),
            )
            self._secret = bytes(value)
        return self._secret

    def add_key(self, key: ApiKey) -> None:
        """See `Ledger`."""
        self._connections.writing("adding a key", lambda query: ledger.add_key(query, key))

    def key(self, key_id: str) -> ApiKey | None:
        """See `Ledger`."""
        return self._read("reading a key", lambda query: next(iter(ledger.keys(query, key_id)), None))

    def keys(self) -> Sequence[ApiKey]:
        """See `Ledger`."""
        return self._read("reading keys", lambda query: ledger.keys(query, None))

    def revoke_key(self, key_id: str, at: int) -> None:
        """See `Ledger`."""
        self._connections.writing("revoking a key", lambda query: ledger.revoke_key(query, key_id, at))

    def audit(self, entry: AuditEntry) -> int:
        """See `Ledger`. An entry that stands there twice says more than one that was lost in its commit."""
        return self._connections.writing(
            "writing the audit log",
            lambda query: ledger.audit(query, entry),
            patience=AUDIT_PATIENCE,
            idempotent=True,
        )

    def audit_entries(self, since: int, limit: int) -> Sequence[tuple[int, AuditEntry]]:
        """See `Ledger`."""
        return self._read("reading the audit log", lambda query: ledger.audit_entries(query, since, limit))

    def verify_audit(self) -> int | None:
        """See `Ledger`."""
        return self._connections.reading(
            "verifying the audit log", ledger.verify_audit, timeout=EXPORT_TIMEOUT
        )
