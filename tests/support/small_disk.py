"""A Neo4j whose data are on a disk of a few megabytes, which a test fills and empties."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from linkage.errors import StoreUnavailableError
from linkage.store.neo4j.server import LTS, LocalServer, local
from linkage.store.neo4j.server.versions import find_java
from tests.support.neo4j import JARS, free_port

SIZE = "96m"
LOGS = "db.tx_log.rotation.size=8m\n"
"""Neo4j sets room aside for a whole log of each of its databases, by default 256 MB."""


class SmallDisk:
    """A file system in memory, mounted where only its holder and the server see it."""

    def __init__(self, folder: Path, holder: int) -> None:
        self._filler = Path(f"/proc/{holder}/root{folder}") / "filler"

    def fill(self) -> None:
        """Leave no room."""
        with suppress(OSError), self._filler.open("wb", buffering=0) as filler:
            while filler.write(b"x" * 4096):
                pass

    def free(self) -> None:
        """Give the room back."""
        self._filler.unlink()


@contextmanager
def server_on_a_small_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[LocalServer, SmallDisk]]:
    """A server that runs, and its disk. Skips where nobody may mount a disk, and where there is no Java."""
    data = folder / "server" / "data"
    data.mkdir(parents=True)
    command = f"mount -t tmpfs -o size={SIZE} tmpfs {shlex.quote(str(data))} && echo ready && read -r _"
    with subprocess.Popen(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", command],  # noqa: S607 - as found
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        said = holder.stdout.readline().strip()
        if said != "ready":
            pytest.skip(f"NO SMALL DISK: {said}; unprivileged user namespaces must be allowed")
        server = _server(folder, holder.pid, monkeypatch)
        try:
            server.start()
            yield server, SmallDisk(data, holder.pid)
        finally:
            server.kill()
            holder.kill()


def _server(folder: Path, holder: int, monkeypatch: pytest.MonkeyPatch) -> LocalServer:
    """A server that starts where the holder is, by the name of Java."""
    try:
        java = find_java(LTS)
    except StoreUnavailableError as error:
        pytest.skip(f"NO NEO4J: {error}")
    starter = folder / "java"
    enter = f"exec nsenter --target {holder} --user --mount --preserve-credentials"
    starter.write_text(f'#!/bin/sh\n{enter} {shlex.quote(str(java))} "$@"\n', encoding="utf-8")
    starter.chmod(0o700)
    monkeypatch.setattr(local, "find_java", lambda _: starter)
    monkeypatch.setattr(local, "CONF", local.CONF + LOGS)
    return LocalServer(
        folder / "server", port=free_port(), heap="512m", pagecache="64m", auth=False, jars=JARS
    )
