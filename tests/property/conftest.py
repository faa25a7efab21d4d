"""The stores that every property holds on, and how hard it is tried."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.link.rules import Rules
from linkage.ports import Store
from tests.support.neo4j import Servers
from tests.support.replay import Replay

Replays = Callable[[Rules], AbstractContextManager[Replay]]
"""Opens a new empty store for these rules; hypothesis asks for one an example."""

ForAll = Callable[[Callable[[st.DataObject], None], int], None]
"""Tries a property on this many examples, or on many times that in a long run."""

Stores = Callable[[], AbstractContextManager[Store]]
"""Opens an empty store of one kind."""

LONGER = 25


@pytest.fixture(scope="session")
def sqlite_stores(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    from linkage.store.sqlite import SqliteStore  # noqa: PLC0415

    folder, numbers = tmp_path_factory.mktemp("sqlite"), itertools.count()

    @contextmanager
    def new() -> Iterator[Store]:
        with closing(SqliteStore.open(folder / f"{next(numbers)}.db")) as store:
            yield store

    return new


@pytest.fixture(scope="session")
def neo4j_stores(neo4j_servers: Servers) -> Stores:
    @contextmanager
    def new() -> Iterator[Store]:
        with neo4j_servers.lease() as place, closing(place.open()) as store:
            yield store

    return new


@pytest.fixture(scope="session", params=["sqlite", "neo4j"])
def replays(request: pytest.FixtureRequest) -> Replays:
    """A factory of replays over one kind of store."""
    new: Stores = request.getfixturevalue(f"{request.param}_stores")

    @contextmanager
    def replay(rules: Rules) -> Iterator[Replay]:
        with new() as store:
            store.migrate()
            store.bind_rules(rules.digest(), rules.version)
            yield Replay(store, rules)

    return replay


@pytest.fixture
def slowness(request: pytest.FixtureRequest) -> int:
    """By how much to divide numbers of examples: a server takes as much longer than a file."""
    return 12 if request.node.callspec.params.get("replays") == "neo4j" else 1


@pytest.fixture(scope="session", params=["short", pytest.param("long", marks=pytest.mark.long)])
def effort(request: pytest.FixtureRequest) -> int:
    """What to multiply numbers of examples by."""
    return LONGER if request.param == "long" else 1


@pytest.fixture
def for_all(effort: int, slowness: int) -> ForAll:
    def run(holds: Callable[[st.DataObject], None], examples: int) -> None:
        tries = max(2, examples * effort // slowness)
        settings(max_examples=tries)(given(st.data())(holds))()

    return run
