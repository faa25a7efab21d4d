"""Real Neo4j servers for tests: started here by what `linkage neo4j up` uses, or named by NEO4J_URI."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linkage.errors import StoreUnavailableError
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j.connection import Connections
from linkage.store.neo4j.server import LTS, LocalServer, Version

JARS = Path(os.environ.get("NEO4J_JARS", Path(__file__).resolve().parents[2] / ".neo4j"))
WHY = "these tests need Java 17 and Maven (Debian: openjdk-17-jre-headless maven), or NEO4J_URI"


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


class Servers:
    """As many servers as tests use at once, started when they are wanted and used again."""

    def __init__(self, folder: Path, version: Version = LTS) -> None:
        self._folder = folder
        self._version = version
        self._idle: list[Place] = []
        self._started: list[LocalServer] = []

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
        for server in self._started:
            server.kill()

    def _start(self) -> Place:
        """A server with no data. Without Java and Maven the test is skipped, which in CI is a failure."""
        named = os.environ.get("NEO4J_URI")
        if named and not self._started:
            user, password = os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD")
            return Place(named, None if password is None else (user, password), None)
        folder = self._folder / str(len(self._started))
        server = LocalServer(
            folder,
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
            pytest.skip(f"NO NEO4J: {error}; {WHY}")
        self._started.append(server)
        return Place(server.url, None, server)
