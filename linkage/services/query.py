"""Looking things up: by whatever people paste, or one thing by its name."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from linkage.errors import InvalidInputError
from linkage.link.rules import Rules
from linkage.model import Kind, Verdict
from linkage.ports import Ledger, Moved, Store
from linkage.services import views
from linkage.services.audit import Actor, Audit
from linkage.services.flags import Flags
from linkage.services.graph import network_graph
from linkage.services.lookup import pictures, readings
from linkage.services.pages import page_size, read_network_cursor
from linkage.services.reaching import MAX_VERDICTS, by_reach, read_cursor
from linkage.services.refs import country, find_identifier, readable, resolve_ad
from linkage.services.search import MAX_TEXT, search
from linkage_schemas.answers import (
    AdOut,
    AdsOut,
    EventsOut,
    GraphOut,
    IdentifierOut,
    NetworkOut,
    NetworksOut,
    PicturesOut,
    SearchOut,
    VerdictsOut,
)

MAX_NODES = 5_000
E = TypeVar("E", bound=StrEnum)


class QueryService:
    """Reads. Every method raises StoreError, and leaves an entry in the audit."""

    def __init__(self, store: Store, ledger: Ledger, rules: Rules, clock: Callable[[], int]) -> None:
        self._store = store
        self._rules = rules
        self._flags = Flags(store)
        self._audit = Audit(ledger, clock)

    def resolve_ad(self, ref: str) -> str:
        """The id of the ad that `ref` names.

        Raises NotFoundError, GoneError and InvalidInputError.
        """
        return resolve_ad(self._store, ref)

    def search(self, text: str, *, by: Actor, region: str | None = None, limit: int = 20) -> SearchOut:
        """Whatever the text may be: an identifier, an ad, a network; failing these, words.

        `region` is the country of phone numbers written without one. Raises InvalidInputError.
        """
        text, limit, region = readable(text, "a search", MAX_TEXT), page_size(limit), country(region)
        with self._audit.reading(by, "search", text) as tally:
            answer = self._store.at_one_revision(
                lambda revision: self._flags.search(
                    search(self._store, self._rules, text, region, limit, revision)
                ),
            )
            tally.results = answer.total
        return answer

    def pictures(self, text: str, *, by: Actor, within: int | None = None, limit: int = 20) -> PicturesOut:
        """Pictures by a hash of one; PDQ up to `within` bits, by default as many as make two alike.

        Raises GoneError, and InvalidInputError also for more bits than are shown of any.
        """
        limit, rules = page_size(limit), self._rules
        within = rules.picture_near if within is None else within
        if not 0 <= within <= rules.picture_wide:
            raise InvalidInputError(f"pictures are compared within 0 to {rules.picture_wide} bits")
        with self._audit.reading(by, "pictures", text) as tally:
            named = readings(text)
            answer = self._store.at_one_revision(
                lambda revision: self._flags.pictures(
                    pictures(self._store, rules, named, within, limit, revision), named
                )
            )
            tally.results = answer.total
        return answer

    def ad(self, ref: str, *, by: Actor) -> AdOut:
        """An ad with its records, links, evidence and network.

        Raises NotFoundError, GoneError and InvalidInputError.
        """
        with self._audit.reading(by, "ad", ref) as tally:
            answer = self._store.at_one_revision(
                lambda revision: self._flags.ad(
                    views.ad(self._store, self._rules, resolve_ad(self._store, ref), revision)
                ),
            )
            tally.results = 1
        return answer

    def identifier(
        self,
        kind: str,
        value: str,
        *,
        by: Actor,
        region: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> IdentifierOut:
        """An identifier, its verdicts, and a page of the ads that carry it.

        Raises NotFoundError, GoneError and InvalidInputError.
        """
        page_size(limit)
        region = country(region)
        with self._audit.reading(by, "identifier", f"{kind}:{value}") as tally:
            name = find_identifier(self._store, kind, value, region)
            answer = self._store.at_one_revision(
                lambda revision: self._flags.identifier(
                    views.identifier(self._store, self._rules, name, after, limit, revision)
                ),
            )
            tally.results = len(answer.carriers)
        return answer

    def network(self, network_id: str, *, by: Actor) -> NetworkOut | Moved:
        """A network, or where its id points now. Raises NotFoundError and GoneError."""

        def read(revision: int) -> NetworkOut | Moved:
            found = views.network(self._store, network_id, revision)
            return found if isinstance(found, Moved) else self._flags.network(found)

        with self._audit.reading(by, "network", network_id) as tally:
            answer = self._store.at_one_revision(read)
            tally.results = 1
        return answer

    def network_ads(
        self, network_id: str, *, by: Actor, after: str | None = None, limit: int = 100
    ) -> AdsOut | Moved:
        """A page of a network's ads. Raises NotFoundError, GoneError and InvalidInputError."""
        page_size(limit)

        def read(revision: int) -> AdsOut | Moved:
            found = views.network_ads(self._store, network_id, after, limit, revision)
            return found if isinstance(found, Moved) else self._flags.ads(found)

        with self._audit.reading(by, "network-ads", network_id) as tally:
            answer = self._store.at_one_revision(read)
            tally.results = len(answer.ads) if isinstance(answer, AdsOut) else 0
        return answer

    def graph(self, network_id: str, *, by: Actor, max_nodes: int = 500) -> GraphOut | Moved:
        """A network as a graph of at most `max_nodes` ads and identifiers.

        Raises NotFoundError, GoneError and InvalidInputError.
        """
        if not 1 <= max_nodes <= MAX_NODES:
            raise InvalidInputError(f"a graph has from 1 to {MAX_NODES:,} nodes")
        with self._audit.reading(by, "graph", network_id) as tally:
            answer = self._store.at_one_revision(
                lambda revision: network_graph(self._store, self._rules, network_id, max_nodes, revision),
            )
            tally.results = len(answer.nodes) if isinstance(answer, GraphOut) else 0
        return answer

    def networks(
        self, *, by: Actor, min_ads: int = 2, after: str | None = None, limit: int = 100
    ) -> NetworksOut:
        """A page of the networks of at least `min_ads` ads, largest first.

        Raises InvalidInputError.
        """
        page_size(limit)
        cursor = read_network_cursor(after)
        with self._audit.reading(by, "networks", f"at least {min_ads} ads") as tally:
            answer = self._store.at_one_revision(
                lambda revision: views.networks(self._store, min_ads, cursor, limit, revision),
            )
            tally.results = len(answer.networks)
        return answer

    def verdicts(
        self,
        *,
        by: Actor,
        verdict: str = Verdict.GENERIC,
        kind: str | None = None,
        after: str | None = None,
        limit: int = 20,
    ) -> VerdictsOut:
        """A page of the identifiers of a verdict, those on most ads first. Raises InvalidInputError."""
        if not 1 <= limit <= MAX_VERDICTS:
            raise InvalidInputError(f"a limit is from 1 to {MAX_VERDICTS}")
        wanted = _one_of(Verdict, verdict, "verdict")
        only = None if kind is None else _one_of(Kind, kind, "kind")
        cursor = read_cursor(after)
        with self._audit.reading(by, "verdicts", f"{wanted} {only or 'of any kind'}") as tally:
            answer = self._store.at_one_revision(
                lambda revision: by_reach(self._store, self._rules, wanted, only, cursor, limit, revision)
            )
            tally.results = len(answer.identifiers)
        return answer

    def events(
        self, *, by: Actor, since: int = 0, network_id: str | None = None, limit: int = 100
    ) -> EventsOut:
        """A page of the change feed, of one network or of all. Raises InvalidInputError."""
        page_size(limit)
        if since < 0:
            raise InvalidInputError("events are counted from 0")
        with self._audit.reading(by, "events", network_id or "all") as tally:
            answer = views.events(self._store, since, network_id, limit)
            tally.results = len(answer.events)
        return answer


def _one_of(names: type[E], text: str, what: str) -> E:
    """The name that the text is. Raises InvalidInputError."""
    for one in names:
        if one == text.strip().lower():
            return one
    raise InvalidInputError(f"no {what} is called that; known are {', '.join(names)}")
