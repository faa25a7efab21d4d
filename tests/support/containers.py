"""Neo4j in containers, where there is Docker: NEO4J_CONTAINER is 1, or names the one image to test."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import NamedTuple

from linkage.errors import StoreUnavailableError
from linkage.store.neo4j.server import Version

SETTINGS = (
    "dbms.security.auth_enabled=false",
    "dbms.usage_report.enabled=false",
    "dbms.cypher.forbid_exhaustive_shortestpath=true",
    "server.memory.heap.initial_size=512m",
    "server.memory.heap.max_size=512m",
    "server.memory.pagecache.size=64m",
)


class Container(NamedTuple):
    """One that runs: where it listens, and how to remove it."""

    url: str
    remove: Callable[[], None]


def wanted() -> bool:
    return os.environ.get("NEO4J_CONTAINER", "") not in {"", "0"}


def named_image() -> str | None:
    """The one image to test, when NEO4J_CONTAINER names one."""
    return os.environ["NEO4J_CONTAINER"] if wanted() and os.environ["NEO4J_CONTAINER"] != "1" else None


def variable(setting: str) -> tuple[str, str]:
    """The environment variable by which the image takes a setting, and its value."""
    name, _, value = setting.partition("=")
    return "NEO4J_" + name.replace("_", "__").replace(".", "_"), value


def start(version: Version) -> Container:
    """A server in a new container; its port is on every interface, so it holds made-up data only.

    Raises StoreUnavailableError that says what is missing: the package, Docker or the image.
    """
    try:
        from docker.errors import DockerException  # noqa: PLC0415 - optional
        from testcontainers.community.neo4j import Neo4jContainer  # noqa: PLC0415 - optional
    except ImportError as error:
        raise StoreUnavailableError(
            "NEO4J_CONTAINER is set but testcontainers is not installed: "
            ".venv/bin/python -m pip install --group containers"
        ) from error
    image = named_image() or f"neo4j:{version.name}-community"
    with ExitStack() as undo:
        try:
            container = Neo4jContainer(image)
            for setting in (*SETTINGS, *version.settings):
                container.with_env(*variable(setting))
            undo.callback(container.stop)
            container.start()
        except (DockerException, TimeoutError) as error:
            raise StoreUnavailableError(
                f"NEO4J_CONTAINER is set but Docker did not start {image}: {error}"
            ) from error
        undo.pop_all()
    return Container(container.get_connection_url(), container.stop)
