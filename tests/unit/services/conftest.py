"""Every use case over a real store in a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from linkage.bootstrap import App, build
from linkage.settings import Settings
from tests.support.ads import NOW, PLAIN_RULES, land, world


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    """An app over an empty store, with a clock that stands still and ids that count."""
    ids = count(1)
    settings = Settings(store=str(tmp_path / "linkage.db"))
    with build(settings, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}", rules=PLAIN_RULES) as app:
        yield app


@pytest.fixture
def app(empty: App) -> App:
    """An app over the world of tests.support.ads."""
    land(empty.store, world(), rules=PLAIN_RULES)
    return empty
