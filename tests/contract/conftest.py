"""The stores that the contract holds for. A store joins by one line in PLACES; no test changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Applied, Decision, Delta, Identifier, Observation
from linkage.ports import Resolver
from linkage.resolve import make_resolver
from tests.support.making import NOW
from tests.support.neo4j import Place, Servers

Opener = Callable[[], StoreAndLedger]
"""Opens the same empty-at-first place again and again, as several processes would."""


def sqlite(folder: Path) -> Opener:
    from linkage.store.sqlite import SqliteStore  # noqa: PLC0415 - only where it is tested

    return lambda: SqliteStore.open(folder / "store.db", wait=2_000)


Maker = Callable[[], Opener]
"""Gives an opener of another empty place each time. What was opened before may be gone then."""


@pytest.fixture
def sqlite_maker(tmp_path: Path) -> Maker:
    numbers = itertools.count()

    def make() -> Opener:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return sqlite(folder)

    return make


@pytest.fixture
def neo4j_maker(neo4j_servers: Servers) -> Iterator[Maker]:
    with neo4j_servers.lease() as place:
        yield emptying(place)


@pytest.fixture
def neo4j_newest_maker(newest_servers: Servers) -> Iterator[Maker]:
    with newest_servers.lease() as place:
        yield emptying(place)


def emptying(place: Place) -> Maker:
    def make() -> Opener:
        place.empty()
        return place.open

    return make


@pytest.fixture(params=["sqlite", "neo4j", "neo4j-newest"])
def new_place(request: pytest.FixtureRequest) -> Iterator[Callable[[], Opener]]:
    """Gives an opener of another empty place each time; all that was opened is closed at the end."""
    make: Maker = request.getfixturevalue(f"{request.param.replace('-', '_')}_maker")
    with ExitStack() as opened:

        def place() -> Opener:
            new = make()

            def again() -> StoreAndLedger:
                store = new()
                opened.callback(store.close)
                store.migrate()
                return store

            return again

        yield place


@pytest.fixture
def opener(new_place: Callable[[], Opener]) -> Opener:
    """Opens the place of this test."""
    return new_place()


@pytest.fixture
def store(opener: Opener) -> StoreAndLedger:
    """An empty store."""
    return opener()


class Writer:
    """Applies one batch after the other with the real resolver."""

    def __init__(self, store: StoreAndLedger) -> None:
        self.store = store
        self.resolver: Resolver = make_resolver(DEFAULT_RULES)
        self.batches = 0

    def __call__(self, delta: Delta) -> Applied:
        self.batches += 1
        return self.store.apply(delta, f"batch-{self.batches}", self.resolver, NOW)

    def ads(self, *observations: Observation) -> Applied:
        return self(Delta(observations=observations, origin="tests"))

    def decide(self, *decisions: Decision) -> Applied:
        return self(Delta(decisions=decisions))

    def erase(self, *ads: str, identifiers: tuple[Identifier, ...] = ()) -> Applied:
        return self(Delta(erase_ads=ads, erase_identifiers=identifiers))


@pytest.fixture
def write(store: StoreAndLedger) -> Writer:
    return Writer(store)
