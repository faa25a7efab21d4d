"""Real Neo4j servers for tests: started here by what `linkage neo4j up` uses, or named by NEO4J_URI.

With NEO4J_CONTAINER they are containers instead; NEO4J_URI goes before it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from linkage.errors import StoreUnavailableError
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j.connection import Connections
from linkage.store.neo4j.server import LTS, NEWEST, LocalServer, Version
from linkage.store.neo4j.server.versions import find_java
from tests.support import containers

JARS = Path(os.environ.get("NEO4J_JARS", Path(__file__).resolve().parents[2] / ".neo4j"))
WHY = "needed: Java {0} and Maven (Debian: openjdk-{0}-jre-headless maven), NEO4J_URI or NEO4J_CONTAINER"


class Place:
    """A database that tests empty and use again."""

    def __init__(self, url: str, auth: tuple[str, str] | None, server: LocalServer | None) -> None:
        self.url = url
        self.auth = auth
        self.server = server

    def connect(self) -> Connections:
        return Connections(self.url, self.auth)

    def empty(self) -> None:
        connections = self.connect()
        connections.schema("MATCH (n) DETACH DELETE n")
        connections.close()

    def open(self) -> Neo4jStore:
        return Neo4jStore.open(self.url, self.auth)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def why_not_newest() -> str | None:
    """Why nothing is tested on the newest Neo4j here, if so. That is never a failure, in CI neither."""
    if os.environ.get("NEO4J_URI"):
        return "NO SECOND NEO4J: NEO4J_URI names the one server to test"
    if containers.wanted():
        named = containers.named_image()
        return f"NO SECOND NEO4J: NEO4J_CONTAINER names the one image to test, {named}" if named else None
    try:
        find_java(NEWEST)
    except StoreUnavailableError as error:
        return f"NO SECOND NEO4J: {error}"
    return None


class Servers:
    """As many servers as tests use at once, started when they are wanted and used again."""

    def __init__(self, folder: Path, version: Version = LTS) -> None:
        self._folder = folder
        self._version = version
        self._idle: list[Place] = []
        self._started = 0
        self._named = False
        self._endings = ExitStack()

    @contextmanager
    def lease(self) -> Iterator[Place]:
        """An empty database for one test."""
        place = self._idle.pop() if self._idle else self._start()
        try:
            place.empty()
            yield place
        finally:
            self._idle.append(place)

    def close(self) -> None:
        self._endings.close()

    def _start(self) -> Place:
        """A server with no data."""
        named = os.environ.get("NEO4J_URI")
        if named:
            if self._named:
                pytest.skip("NO SECOND NEO4J: this test needs two servers, NEO4J_URI names one")
            self._named = True
            user, password = os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD")
            return Place(named, None if password is None else (user, password), None)
        if containers.wanted():
            container = containers.start(self._version)
            self._endings.callback(container.remove)
            return Place(container.url, None, None)
        return self._start_here()

    def _start_here(self) -> Place:
        """Without Java and Maven the test is skipped, which in CI is a failure."""
        server = LocalServer(
            self._folder / str(self._started),
            version=self._version,
            port=free_port(),
            heap="512m",
            pagecache="64m",
            auth=False,
            jars=JARS,
        )
        try:
            server.start()
        except StoreUnavailableError as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"NO NEO4J: {error}; {WHY.format(self._version.java)}")
        self._started += 1
        self._endings.callback(server.kill)
        return Place(server.url, None, server)
