"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from linkage.store.neo4j.server import NEWEST
from tests.support.neo4j import Servers, why_not_newest

# How long an example takes depends on what else the machine does; what it shows does not.
# A verdict on a commit must repeat, so CI draws the same examples; everybody else draws new ones.
settings.register_profile(
    "linkage",
    deadline=None,
    print_blob=True,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("linkage")


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Real servers, none before a test asks."""
    servers = Servers(tmp_path_factory.mktemp("neo4j"))
    yield servers
    servers.close()


@pytest.fixture(scope="session")
def newest_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Real servers of the newest Neo4j, where its Java is found."""
    reason = why_not_newest()
    if reason:
        pytest.skip(reason)
    servers = Servers(tmp_path_factory.mktemp("neo4j-newest"), NEWEST)
    yield servers
    servers.close()
