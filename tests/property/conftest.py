"""The stores that every property holds on, and how hard it is tried."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.link.rules import Rules
from linkage.ports import Store
from tests.support.replay import Replay

Replays = Callable[[Rules], AbstractContextManager[Replay]]
"""Opens a new empty store for these rules; hypothesis asks for one an example."""

ForAll = Callable[[Callable[[st.DataObject], None], int], None]
"""Tries a property on this many examples, or on many times that in a long run."""

LONGER = 25


def open_sqlite(folder: Path) -> Callable[[], Store]:
    from linkage.store.sqlite import SqliteStore  # noqa: PLC0415

    numbers = itertools.count()

    def new() -> Store:
        return SqliteStore.open(folder / f"{next(numbers)}.db")

    return new


STORES = {"sqlite": open_sqlite}


@pytest.fixture(scope="session", params=STORES)
def replays(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Replays:
    """A factory of replays over one kind of store."""
    new = STORES[request.param](tmp_path_factory.mktemp(request.param))

    @contextmanager
    def replay(rules: Rules) -> Iterator[Replay]:
        with closing(new()) as store:
            store.migrate()
            store.bind_rules(rules.digest(), rules.version)
            yield Replay(store, rules)

    return replay


@pytest.fixture(scope="session", params=["short", pytest.param("long", marks=pytest.mark.long)])
def effort(request: pytest.FixtureRequest) -> int:
    """What to multiply numbers of examples by."""
    return LONGER if request.param == "long" else 1


@pytest.fixture(scope="session")
def for_all(effort: int) -> ForAll:
    def run(holds: Callable[[st.DataObject], None], examples: int) -> None:
        settings(max_examples=examples * effort)(given(st.data())(holds))()

    return run
