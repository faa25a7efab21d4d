"""The Store protocol: one graph, several databases. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from linkage.model import Applied, Delta, Identifier, Kind, Reject, RulesText, Verdict
from linkage.ports.graph import GraphView, Resolver
from linkage.ports.hashlists import HashListRow, Packed
from linkage.ports.rows import (
    AdRow,
    Counts,
    CutRow,
    DecisionRow,
    EventRow,
    EvidenceRow,
    IdentifierRow,
    Moved,
    NetworkRow,
    ObservationRow,
    StoredLink,
    TextHit,
)

T = TypeVar("T")


class StandingView(GraphView, Protocol):
    """The graph as it stands, with what only explanations ask for."""

    def bodies(self, idents: Collection[int]) -> Mapping[int, bytes]:
        """What those of the identifiers that can be compared are compared by: the body of their `Sketch`."""
        ...


class Store(Protocol):
    """The graph and everything needed to explain it.

    Every method raises `StoreError` or a subclass when the store fails. Reads see the last
    committed revision. Unless said otherwise, unknown names are left out of answers.
    """

    def migrate(self) -> None:
        """Create or upgrade the schema. Raises SchemaTooNewError."""
        ...

    def close(self) -> None:
        """Release everything. Safe to call twice."""
        ...

    def apply(self, delta: Delta, batch_id: str, resolver: Resolver, at: int) -> Applied:
        """Write a delta and its resolution in one transaction; the only way to write the graph.

        `at` is the time for the batch log. A known `batch_id` changes nothing and returns what
        it did then with `replay` set.

        Raises:
            ConflictError: an undo of something not standing, or an equal decision standing.
            NotFoundError: erasing or deciding on what is not there.
            RulesMismatchError: the store has other rules by now than it had when this process bound its own.
        """
        ...

    def batch(self, batch_id: str) -> Applied | None:
        """What a batch did, with its rejects, or None if it never landed."""
        ...

    def revision(self) -> int:
        """Number of the last applied batch; 0 when empty."""
        ...

    def at_one_revision(self, read: Callable[[int], T]) -> T:
        """What `read(revision)` answers when all that it reads from this store is of that revision.

        For answers made of several reads, whose parts must fit together. `read` may be called again;
        it must read in the calling thread and write nothing.
        """
        ...

    def view(self, read: Callable[[StandingView], T]) -> T:
        """What `read` answers of the graph as resolvers see it, at one revision.

        `read` may be called again; it must read in the calling thread, write nothing and ask for no labels.
        """
        ...

    def bind_rules(self, digest: str, text: str) -> None:
        """Record the rules of an empty store, and let this process write by no others.

        Raises RulesMismatchError where they differ from the store's, here and when a batch is applied. The
        process is bound to them all the same: it may read on.
        """
        ...

    def rules(self, revision: int | None = None) -> RulesText | None:
        """The rules that a revision was resolved by, or those of the store; None where none are known."""
        ...

    def ads(self, ad_ids: Collection[str]) -> Mapping[str, AdRow]:
        """Ads by id."""
        ...

    def ads_with_prefix(self, prefix: str, limit: int) -> Sequence[AdRow]:
        """Ads whose id starts with `prefix` (lower-case hex), smallest id first."""
        ...

    def is_erased(self, ad_id: str) -> bool:
        """Whether a tombstone of this ad stands."""
        ...

    def is_identifier_erased(self, identifier: Identifier) -> bool:
        """Whether a tombstone of this identifier stands."""
        ...

    def observations(self, ad_id: str) -> Sequence[ObservationRow]:
        """All records of an ad, in order of arrival."""
        ...

    def identifiers(self, wanted: Collection[Identifier]) -> Mapping[Identifier, IdentifierRow]:
        """Identifiers by kind and value."""
        ...

    def identifiers_of_value(self, value: str) -> Sequence[IdentifierRow]:
        """Identifiers of any kind with exactly this value."""
        ...

    def identifiers_by_reach(
        self, verdict: Verdict, kind: Kind | None, after: tuple[int, Identifier] | None, limit: int
    ) -> Sequence[IdentifierRow]:
        """A page of the identifiers of a verdict (their first holder's), of one kind or of all.

        By ads, most first, then by (value, kind). Those on one ad are left out, as they reach nothing,
        unless they are generic. `after` is the (ads, identifier) of the last row of the page before.
        """
        ...

    def links_of_ads(self, ad_ids: Collection[str]) -> Iterable[StoredLink]:
        """All links of the ads, those ruled wrong included; ordered by (ad_id, kind, value)."""
        ...

    def links_of_identifier(
        self, identifier: Identifier, after: str | None, limit: int
    ) -> Sequence[StoredLink]:
        """A page of an identifier's links by ascending ad_id, after the cursor `after`."""
        ...

    def near(self, kind: Kind, keys: Collection[int], limit: int) -> Sequence[Identifier]:
        """Identifiers of a kind that stand in any of the buckets, in order of value.

        `keys` are those of a `Sketch`. Whatever is in a bucket is on an ad, by a live link.
        """
        ...

    def evidence(self, ad_id: str, identifier: Identifier | None = None) -> Sequence[EvidenceRow]:
        """Evidence on an ad, of one identifier or of all, in order of arrival and field."""
        ...

    def network(self, network_id: str) -> NetworkRow | Moved:
        """A network by its id, or where that id points now.

        Raises:
            NotFoundError: no ad of that id was ever here.
            GoneError: its founding ad was erased.
        """
        ...

    def members(self, network_id: str, after: str | None, limit: int) -> Sequence[AdRow]:
        """A page of a current network's ads by ascending ad_id, after the cursor `after`."""
        ...

    def network_links(self, network_id: str) -> Iterator[StoredLink]:
        """Every link of a current network's ads, ordered by (ad_id, kind, value); streamed."""
        ...

    def networks(self, min_ads: int, after: tuple[int, str] | None, limit: int) -> Sequence[NetworkRow]:
        """A page of networks of at least max(2, min_ads) ads, largest first, then by id.

        `after` is the (ads, network_id) of the last row of the page before.
        """
        ...

    def events(self, since: int, network_id: str | None, limit: int) -> Sequence[EventRow]:
        """Events with a sequence above `since`, of one network id or of all."""
        ...

    def decisions(self, *, standing: bool) -> Sequence[DecisionRow]:
        """Decisions in order of arrival: only the standing ones, or all."""
        ...

    def cuts(self, ad_ids: Collection[str]) -> Sequence[CutRow]:
        """Cuts at these ads."""
        ...

    def search_text(self, query: str, limit: int) -> Sequence[TextHit]:
        """Ads whose title or body holds all the words, best first. Any text is a safe query."""
        ...

    def put_hash_list(self, row: HashListRow, packed: Packed) -> None:
        """Write a list of one hash or more in the place of whatever its name stood for."""
        ...

    def remove_hash_list(self, name: str) -> None:
        """Forget a list. Raises NotFoundError."""
        ...

    def hash_lists(self) -> Sequence[HashListRow]:
        """Every list, by name."""
        ...

    def hash_list(self, name: str) -> tuple[HashListRow, Packed] | None:
        """A list with its hashes, or None."""
        ...

    def iter_ads(self) -> Iterator[AdRow]:
        """Every ad by (source, source_id); streamed from one snapshot."""
        ...

    def iter_links(self) -> Iterator[tuple[str, str, Kind, str]]:
        """Every live (source, source_id, kind, value), in that order; streamed."""
        ...

    def iter_identifiers(self) -> Iterator[IdentifierRow]:
        """Every identifier with at least one live link, by (kind, value); streamed."""
        ...

    def rejects(self, limit: int) -> Sequence[Reject]:
        """The latest stored rejects."""
        ...

    def counts(self) -> Counts:
        """Totals."""
        ...

    def check(self) -> Sequence[str]:
        """Problems found by the store's own integrity check and by the graph's invariants."""
        ...
