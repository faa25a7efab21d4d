"""What a writer remembers of the graph never outlives what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import neo4j
import pytest

from linkage.errors import LinkageError
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta, Observation
from linkage.ports import GraphView, Resolution, Store, Touched
from linkage.resolve import make_resolver
from linkage.store.neo4j import recall
from linkage.store.sqlite import SqliteStore
from tests.support.history import fill, go_on
from tests.support.making import NOW, crowd, email, phone, seen
from tests.support.neo4j import Place
from tests.support.resolvers import Acting
from tests.support.state import assert_same, read_state

RESOLVER = make_resolver(DEFAULT_RULES)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store that remembers nothing, to compare with."""
    with closing(SqliteStore.open(tmp_path / "plain.db")) as store:
        yield store


def batches() -> list[tuple[Observation, ...]]:
    """Each one joins what the ones before it left apart, and grows what they made."""
    return [
        (
            *crowd([f"{round_}-{n}" for n in range(3)], phone(round_ % 4), email(f"e{round_ % 3}")),
            seen(f"{round_}-x", phone((round_ + 1) % 4), at=NOW + round_),
        )
        for round_ in range(8)
    ]


def apply(store: Store, number: int, observations: tuple[Observation, ...]) -> None:
    store.apply(Delta(observations), f"batch-{number}", RESOLVER, NOW)


def test_two_writers_in_turn(place: Place, plain: SqliteStore) -> None:
    with closing(place.open()) as one, closing(place.open()) as other:
        for number, batch in enumerate(batches()):
            apply((one, other)[number % 2], number, batch)
            apply(plain, number, batch)
        assert_same(read_state(one), read_state(plain))
        assert one.check() == []


def test_a_graph_put_back_in_time(place: Place, plain: SqliteStore) -> None:
    """The same revision again, but of other batches, as after a restore."""
    first, *others = batches()
    with closing(place.open()) as store:
        for number in range(3):
            apply(store, number, (seen(f"old-{number}", phone(number), email("e0")),))
        with neo4j.GraphDatabase.driver(place.url, auth=place.auth) as driver:
            driver.execute_query(
                "MATCH (n) WHERE NOT n:SchemaVersion AND NOT n:Lock AND coalesce(n.key, '') <> 'secret' "
                "DETACH DELETE n"
            )
        with closing(place.open()) as another:
            for number in range(3):
                apply(another, number, (seen(f"new-{number}", phone(number)),))
                apply(plain, number, (seen(f"new-{number}", phone(number)),))
        assert store.revision() == 3
        for number, batch in enumerate([first, *others], 3):
            apply(store, number, batch)
            apply(plain, number, batch)
        assert_same(read_state(store), read_state(plain))


def test_a_batch_that_failed_is_forgotten(place: Place, plain: SqliteStore) -> None:
    def fails(view: GraphView, touched: Touched) -> Resolution:
        RESOLVER(view, touched)
        raise LinkageError("made up")

    with closing(place.open()) as store:
        for number, batch in enumerate(batches()):
            lost = tuple(crowd([f"lost-{n}" for n in range(9)], phone(number % 4), email("e0")))
            with pytest.raises(LinkageError, match="made up"):
                store.apply(Delta(lost), f"batch-{number}", Acting(fails), NOW)
            apply(store, number, batch)
            apply(plain, number, batch)
        assert_same(read_state(store), read_state(plain))


def test_a_full_memory_begins_anew(place: Place, plain: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LINKS", 20)
    with closing(place.open()) as store:
        for one in (store, plain):
            fill(one)
            for number, batch in enumerate(batches()):
                apply(one, 100 + number, batch)
        assert go_on(store) == go_on(plain)
        assert_same(read_state(store), read_state(plain))
