"""A store file and what fills it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta
from linkage.ports import Resolver
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore
from tests.support.making import NOW, email, phone, seen
from tests.support.neo4j import Place, Servers


def batch(number: int, size: int = 8) -> Delta:
    """Ads of batch `number`, joined to each other and, through a phone, to other batches."""
    ads = (
        seen(f"b{number}-{n}", phone((number + n) % 40), email(f"e{number}"), words=f"bed {n} rose " * 6)
        for n in range(size)
    )
    return Delta(tuple(ads))


def fill(store: SqliteStore, batches: range, resolver: Resolver) -> None:
    for number in batches:
        store.apply(batch(number), f"batch-{number}", resolver, NOW)


def until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for something to come true; whether it has."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture
def place(neo4j_servers: Servers) -> Iterator[Place]:
    """An empty Neo4j."""
    with neo4j_servers.lease() as leased:
        yield leased


@pytest.fixture
def own_place(place: Place) -> Place:
    """An empty Neo4j on a server that was started here."""
    if place.server is None:
        pytest.skip("this test needs a server that was started here")
    return place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def resolver() -> Resolver:
    return make_resolver(DEFAULT_RULES)
