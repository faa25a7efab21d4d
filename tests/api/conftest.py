"""The service over a real store in a file, holding the world of tests.support.ads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linkage.bootstrap import App, build
from linkage.settings import Settings
from tests.api.asking import Asking, service
from tests.support.ads import NOW, land, world


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    """An application over an empty store."""
    ids = count(1)
    settings = Settings(store=str(tmp_path / "linkage.db"), region="US")
    with build(settings, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}") as app:
        yield app


@pytest.fixture
def app(empty: App) -> App:
    """An application over the world."""
    land(empty.store, world())
    return empty


@pytest.fixture
def asking(app: App) -> Iterator[Asking]:
    """A client of the service over the world."""
    with TestClient(service(app), raise_server_exceptions=False) as client:
        yield Asking(app, client)
