"""The service over a real store, a file or a server, holding the world of tests.support.ads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linkage.bootstrap import App, build
from linkage.settings import Settings
from tests.api.asking import Asking, service
from tests.support.ads import NOW, PLAIN_RULES, land, world
from tests.support.neo4j import Servers


@pytest.fixture
def sqlite_location(tmp_path: Path) -> str:
    return str(tmp_path / "linkage.db")


@pytest.fixture
def neo4j_location(neo4j_servers: Servers) -> Iterator[str]:
    with neo4j_servers.lease() as place:
        yield place.url


@pytest.fixture(params=["sqlite", "neo4j"])
def location(request: pytest.FixtureRequest) -> str:
    """Where an empty store is."""
    return str(request.getfixturevalue(f"{request.param}_location"))


@pytest.fixture
def empty(location: str) -> Iterator[App]:
    """An application over an empty store."""
    ids = count(1)
    settings = Settings(store=location, region="US")
    with build(settings, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}", rules=PLAIN_RULES) as app:
        yield app


@pytest.fixture
def app(empty: App) -> App:
    """An application over the world."""
    land(empty.store, world(), rules=PLAIN_RULES)
    return empty


@pytest.fixture
def asking(app: App) -> Iterator[Asking]:
    """A client of the service over the world."""
    with TestClient(service(app), raise_server_exceptions=False) as client:
        yield Asking(app, client)
