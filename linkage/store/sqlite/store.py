"""The store and ledger on one SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

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
from linkage.store.sqlite import check, decisions, hashlists, ledger, moving, reads, reads_more, streams
from linkage.store.sqlite.connection import WAIT, Connections, fetch_one, scalar
from linkage.store.sqlite.migrate import migrate
from linkage.store.sqlite.transaction import SqliteTransaction

T = TypeVar("T")


class SqliteStore:
    """`Store` and `Ledger` on one file: one writer at a time, any number of readers and processes."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._secret: bytes | None = None
        self._bound: str | None = None

    @classmethod
    def open(cls, path: str | Path, *, wait: int = WAIT) -> SqliteStore:
        """Open or create the store at `path`; `wait` milliseconds at most for another writer.

        Raises StoreUnavailableError for a file that is no store, SchemaTooNewError for a newer one.
        """
        if str(path) == ":memory:":
            raise StoreUnavailableError("an SQLite store needs a file: several connections share it")
        store = cls(Connections(str(path), wait))
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

    def apply(self, delta: Delta, batch_id: str, resolver: Resolver, at: int) -> Applied:
        """See `Store`."""
        secret = self.secret()
        with without_collector(), self._connections.writing("applying a batch") as connection:
            transaction = SqliteTransaction(connection)
            applied = apply(transaction, delta, batch_id, resolver, at, secret, self._bound)
        if delta.rules is not None:
            self._bound = delta.rules.digest
        if applied.ads_erased or applied.identifiers_erased:
            self._connections.empty_log()  # or the log would keep what the file no longer holds
        return applied

    def page(self, part: Part, after: Key, limit: int) -> Page:
        """See `Movable`."""
        with self._connections.snapshot(f"reading {part}") as connection:
            return moving.page(connection, part, after, limit)

    def load(self, part: Part, entries: Sequence[Entry], mark: str, before: str | None) -> None:
        """See `Movable`."""
        with self._connections.writing(f"copying {part}") as connection:
            transaction = moving.SqliteMoving(connection)
            if take_mark(transaction, mark, before):
                load(transaction, part, entries)

    def mark(self) -> str | None:
        """See `Movable`."""
        with self._connections.snapshot("looking for a copy") as connection:
            return moving.SqliteMoving(connection).mark()

    def unmark(self, before: str | None) -> None:
        """See `Movable`."""
        with self._connections.writing("completing a copy") as connection:
            take_mark(moving.SqliteMoving(connection), None, before)

    def batch(self, batch_id: str) -> Applied | None:
        """See `Store`."""
        with self._connections.snapshot("reading a batch") as connection:
            return batch(SqliteTransaction(connection), batch_id)

    def revision(self) -> int:
        """See `Store`."""
        with self._connections.snapshot("reading the revision") as connection:
            return int(scalar(connection, "SELECT coalesce(max(revision), 0) FROM batch"))

    def at_one_revision(self, read: Callable[[int], T]) -> T:
        """See `Store`."""
        with self._connections.snapshot("reading") as connection:
            return read(int(scalar(connection, "SELECT coalesce(max(revision), 0) FROM batch")))

    def view(self, read: Callable[[StandingView], T]) -> T:
        """See `Store`."""
        secret = self.secret()
        with self._connections.snapshot("reading the graph") as connection:
            return read(standing_view(SqliteTransaction(connection), secret))

    def bind_rules(self, digest: str, text: str) -> None:
        """See `Store`."""
        with self._connections.snapshot("reading the rules") as connection:
            found = SqliteTransaction(connection).rules_digest()
        if found is None:
            with self._connections.writing("recording the rules") as connection:
                transaction = SqliteTransaction(connection)
                found = transaction.rules_digest()
                if found is None:
                    transaction.set_rules(RulesText(digest, text))
                    found = digest
        self._bound = digest
        require_rules(found, digest)

    def rules(self, revision: int | None = None) -> RulesText | None:
        """See `Store`."""
        with self._connections.snapshot("reading the rules") as connection:
            return reads_more.rules(connection, revision)

    def ads(self, ad_ids: Collection[str]) -> Mapping[str, AdRow]:
        """See `Store`."""
        with self._connections.snapshot("reading ads") as connection:
            return reads.ads(connection, ad_ids)

    def ads_with_prefix(self, prefix: str, limit: int) -> Sequence[AdRow]:
        """See `Store`."""
        with self._connections.snapshot("reading ads") as connection:
            return reads.ads_with_prefix(connection, prefix, limit)

    def is_erased(self, ad_id: str) -> bool:
        """See `Store`."""
        return self._buried(ad_grave(ad_id))

    def is_identifier_erased(self, identifier: Identifier) -> bool:
        """See `Store`."""
        return self._buried(identifier_grave(identifier))

    def _buried(self, grave: str) -> bool:
        digest = grave_digest(self.secret(), grave)
        with self._connections.snapshot("reading tombstones") as connection:
            return fetch_one(connection, "SELECT 1 FROM tombstone WHERE digest = ?", (digest,)) is not None

    def observations(self, ad_id: str) -> Sequence[ObservationRow]:
        """See `Store`."""
        with self._connections.snapshot("reading records") as connection:
            return reads.observations(connection, ad_id)

    def identifiers(self, wanted: Collection[Identifier]) -> Mapping[Identifier, IdentifierRow]:
        """See `Store`."""
        with self._connections.snapshot("reading identifiers") as connection:
            return reads.identifiers(connection, wanted)

    def identifiers_of_value(self, value: str) -> Sequence[IdentifierRow]:
        """See `Store`."""
        with self._connections.snapshot("reading identifiers") as connection:
            return reads.identifiers_of_value(connection, value)

    def identifiers_by_reach(
        self, verdict: Verdict, kind: Kind | None, after: tuple[int, Identifier] | None, limit: int
    ) -> Sequence[IdentifierRow]:
        """See `Store`."""
        with self._connections.snapshot("reading identifiers") as connection:
            return reads_more.identifiers_by_reach(connection, verdict, kind, after, limit)

    def links_of_ads(self, ad_ids: Collection[str]) -> Iterable[StoredLink]:
        """See `Store`."""
        with self._connections.snapshot("reading links") as connection:
            return list(reads.links_of_ads(connection, ad_ids))

    def links_of_identifier(
        self, identifier: Identifier, after: str | None, limit: int
    ) -> Sequence[StoredLink]:
        """See `Store`."""
        with self._connections.snapshot("reading links") as connection:
            return reads.links_of_identifier(connection, identifier, after, limit)

    def near(self, kind: Kind, keys: Collection[int], limit: int) -> Sequence[Identifier]:
        """See `Store`."""
        with self._connections.snapshot("reading identifiers") as connection:
            return reads_more.near(connection, kind, keys, limit)

    def evidence(self, ad_id: str, identifier: Identifier | None = None) -> Sequence[EvidenceRow]:
        """See `Store`."""
        with self._connections.snapshot("reading evidence") as connection:
            return reads.evidence(connection, ad_id, identifier)

    def network(self, network_id: str) -> NetworkRow | Moved:
        """See `Store`."""
        founder = founder_of(network_id)
        erased = founder is not None and self.is_erased(founder)
        with self._connections.snapshot("reading a network") as connection:
            return reads.network(connection, network_id, erased=erased)

    def members(self, network_id: str, after: str | None, limit: int) -> Sequence[AdRow]:
        """See `Store`."""
        with self._connections.snapshot("reading a network") as connection:
            return reads.members(connection, network_id, after, limit)

    def network_links(self, network_id: str) -> Iterator[StoredLink]:
        """See `Store`."""
        return streams.network_links(self._connections, network_id)

    def networks(self, min_ads: int, after: tuple[int, str] | None, limit: int) -> Sequence[NetworkRow]:
        """See `Store`."""
        with self._connections.snapshot("reading networks") as connection:
            return reads.networks(connection, min_ads, after, limit)

    def events(self, since: int, network_id: str | None, limit: int) -> Sequence[EventRow]:
        """See `Store`."""
        with self._connections.snapshot("reading events") as connection:
            return reads_more.events(connection, since, network_id, limit)

    def decisions(self, *, standing: bool) -> Sequence[DecisionRow]:
        """See `Store`."""
        with self._connections.snapshot("reading decisions") as connection:
            return decisions.decisions(connection, standing=standing)

    def cuts(self, ad_ids: Collection[str]) -> Sequence[CutRow]:
        """See `Store`."""
        with self._connections.snapshot("reading cuts") as connection:
            return reads_more.cuts(connection, ad_ids)

    def search_text(self, query: str, limit: int) -> Sequence[TextHit]:
        """See `Store`."""
        with self._connections.snapshot("searching texts") as connection:
            return reads_more.search_text(connection, query, limit)

    def put_hash_list(self, row: HashListRow, packed: Packed) -> None:
        """See `Store`."""
        with self._connections.writing("writing a hash list") as connection:
            hashlists.put(connection, row, packed)

    def remove_hash_list(self, name: str) -> None:
        """See `Store`."""
        with self._connections.writing("removing a hash list") as connection:
            hashlists.remove(connection, name)

    def hash_lists(self) -> Sequence[HashListRow]:
        """See `Store`."""
        with self._connections.snapshot("reading hash lists") as connection:
            return hashlists.rows(connection)

    def hash_list(self, name: str) -> tuple[HashListRow, Packed] | None:
        """See `Store`."""
        with self._connections.snapshot("reading a hash list") as connection:
            return hashlists.whole(connection, name)

    def iter_ads(self) -> Iterator[AdRow]:
        """See `Store`."""
        return streams.iter_ads(self._connections)

    def iter_links(self) -> Iterator[tuple[str, str, Kind, str]]:
        """See `Store`."""
        return streams.iter_links(self._connections)

    def iter_identifiers(self) -> Iterator[IdentifierRow]:
        """See `Store`."""
        return streams.iter_identifiers(self._connections)

    def rejects(self, limit: int) -> Sequence[Reject]:
        """See `Store`."""
        with self._connections.snapshot("reading rejects") as connection:
            return reads_more.rejects(connection, limit)

    def counts(self) -> Counts:
        """See `Store`."""
        with self._connections.snapshot("counting") as connection:
            return reads_more.counts(connection)

    def check(self) -> Sequence[str]:
        """See `Store`."""
        # Fresh: FTS5 checks integrity by a structure that an older connection may have cached.
        with self._connections.stream("checking") as connection:
            problems = list(check.check(connection))
        with self._connections.writing("checking the full-text index") as connection:
            problems.extend(check.check_words(connection))
        return problems

    def secret(self) -> bytes:
        """See `Ledger`."""
        if self._secret is None:
            with self._connections.snapshot("reading the store's secret") as connection:
                self._secret = bytes(scalar(connection, "SELECT value FROM meta WHERE key = 'secret'"))
        return self._secret

    def add_key(self, key: ApiKey) -> None:
        """See `Ledger`."""
        with self._connections.writing("adding a key") as connection:
            ledger.add_key(connection, key)

    def key(self, key_id: str) -> ApiKey | None:
        """See `Ledger`."""
        with self._connections.snapshot("reading a key") as connection:
            return next(iter(ledger.keys(connection, key_id)), None)

    def keys(self) -> Sequence[ApiKey]:
        """See `Ledger`."""
        with self._connections.snapshot("reading keys") as connection:
            return ledger.keys(connection, None)

    def revoke_key(self, key_id: str, at: int) -> None:
        """See `Ledger`."""
        with self._connections.writing("revoking a key") as connection:
            ledger.revoke_key(connection, key_id, at)

    def audit(self, entry: AuditEntry) -> int:
        """See `Ledger`."""
        with self._connections.writing("writing the audit log") as connection:
            return ledger.audit(connection, entry)

    def audit_entries(self, since: int, limit: int) -> Sequence[tuple[int, AuditEntry]]:
        """See `Ledger`."""
        with self._connections.snapshot("reading the audit log") as connection:
            return ledger.audit_entries(connection, since, limit)

    def verify_audit(self) -> int | None:
        """See `Ledger`."""
        with self._connections.snapshot("verifying the audit log") as connection:
            return ledger.verify_audit(connection)
