"""Starting and stopping a local Neo4j in a folder."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from linkage.errors import InvalidInputError, StoreUnavailableError
from linkage.store.neo4j.server.jars import fetch
from linkage.store.neo4j.server.versions import LTS, Version, find_java

OPENED = (
    "java.base/java.nio",
    "java.base/java.io",
    "java.base/sun.nio.ch",
    "java.base/java.util.concurrent",
)
START_SECONDS = 120
STOP_SECONDS = 60
USER = "neo4j"
ARGUMENTS = "arguments"
"""The file among those for the importer that tells it of the others."""
CONF = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.connection_keep_alive=10s
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={pagecache}
dbms.security.auth_enabled={auth}
dbms.usage_report.enabled=false
dbms.cypher.forbid_exhaustive_shortestpath=true
db.tx_log.rotation.retention_policy=1 files
"""


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a server runs, and where."""

    running: bool
    url: str
    pid: int | None
    version: str
    folder: Path


class LocalServer:
    """A server whose data, configuration, logs and password are in one folder; it listens on loopback."""

    def __init__(
        self,
        folder: Path,
        *,
        version: Version = LTS,
        port: int = 7687,
        heap: str = "1g",
        pagecache: str = "512m",
        auth: bool = True,
        jars: Path | None = None,
    ) -> None:
        """`jars`: a folder to share the jars of several servers; one beside the data by default."""
        self.folder = folder.expanduser().absolute()
        self.version = version
        self.port = port
        self._heap = heap
        self._pagecache = pagecache
        self._auth = auth
        self._process: subprocess.Popen[bytes] | None = None
        self._jars = (jars or self.folder / "jars").absolute() / version.name

    @property
    def url(self) -> str:
        """Where the server listens."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def password_file(self) -> Path:
        """The file with the password, readable by its owner alone."""
        return self.folder / "password"

    def credentials(self) -> tuple[str, str] | None:
        """User and password, or None without authentication."""
        if not self._auth:
            return None
        return USER, self.password_file.read_text(encoding="utf-8").strip()

    def start(self) -> Status:
        """Start it and wait until it answers; one that runs is left alone.

        Raises StoreUnavailableError when Java or Maven is missing, the port is taken, or it does not come up.
        """
        found = self.status()
        if found.running:
            return found
        if _taken(self.port):
            raise StoreUnavailableError(f"port {self.port} is taken; choose another one")
        java = self._prepare()
        with (self.folder / "logs" / "console.log").open("ab") as log:
            self._process = process = subprocess.Popen(
                [*self._java(java), self.version.main, *self._homes(), "--console-mode"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=self.folder,
            )
        self._pid_file.write_text(f"{process.pid}\n", encoding="utf-8")
        self._wait(process)
        return self.status()

    def stop(self) -> bool:
        """Stop it and wait until it has; False when none ran."""
        pid = self._pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self._pid() is not None:
            if time.monotonic() > deadline:
                raise StoreUnavailableError(f"the server with pid {pid} does not stop")
            time.sleep(0.1)
        self._reap()
        self._pid_file.unlink(missing_ok=True)
        return True

    def kill(self) -> None:
        """End it as a power cut would, and wait until it is gone."""
        pid = self._pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGKILL)
        while self._pid() is not None:
            time.sleep(0.02)
        self._reap()

    def status(self) -> Status:
        """Whether the server of this folder runs."""
        pid = self._pid()
        url = self.url if pid is None else self._configured() or self.url
        return Status(pid is not None, url, pid, self.version.name, self.folder)

    def _configured(self) -> str | None:
        """Where the server that runs was told to listen."""
        told = (self.folder / "conf" / "neo4j.conf").read_text(encoding="utf-8")
        found = re.search(r"^server\.bolt\.listen_address=(\S{1,100})$", told, re.MULTILINE)
        return f"bolt://{found[1]}" if found else None

    @property
    def _pid_file(self) -> Path:
        return self.folder / "server.pid"

    def _pid(self) -> int | None:
        """The pid of the running server; a pid that somebody else got since is none."""
        try:
            pid = int(self._pid_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        shown = subprocess.run(
            ["ps", "-ww", "-o", "stat=,args=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        mine = str(self.folder) in shown and not shown.startswith("Z")
        return pid if mine else None

    def _reap(self) -> None:
        """Let a child that has ended go; a server that another process started is no child."""
        if self._process is not None:
            self._process.wait(STOP_SECONDS)

    def _java(self, java: Path) -> list[str]:
        opened = [f"--add-opens={name}=ALL-UNNAMED" for name in OPENED]
        paths = f"{self.folder / 'conf'}{os.pathsep}{self._jars}/*"
        memory = [f"-Xmx{self._heap}", f"-Xms{self._heap}", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"]
        return [str(java), *memory, *opened, "-Dfile.encoding=UTF-8", "-cp", paths]

    def _homes(self) -> list[str]:
        return [f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}"]

    def _prepare(self) -> Path:
        """Everything that the server needs but itself; the Java to run it with."""
        java = find_java(self.version)
        fetch(self.version, self._jars)
        for name in ("conf", "data", "logs", "run", "import", "plugins"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
            (self.folder / name).chmod(0o700)  # what is in there is the graph, for every reader of files
        conf = CONF.format(port=self.port, pagecache=self._pagecache, auth="true" if self._auth else "false")
        conf += "".join(f"{setting}\n" for setting in self.version.settings)
        (self.folder / "conf" / "neo4j.conf").write_text(conf, encoding="utf-8")
        if self._auth and not self.password_file.exists():
            self._set_password(java)
        return java

    def _set_password(self, java: Path) -> None:
        """Make a password. The tool reads it from a file, so that no list of processes shows it."""
        password = secrets.token_urlsafe(24)
        arguments = self.folder / "run" / "arguments"
        _write_secret(arguments, f"dbms\nset-initial-password\n{password}\n")
        try:
            self.admin(java, f"@{arguments}")
        finally:
            arguments.unlink()
        _write_secret(self.password_file, password + "\n")

    def load(self, files: Path) -> str:
        """Fill an empty database by Neo4j's importer with what `write_import_files` wrote; its report.

        Raises InvalidInputError for a folder of something else, and StoreUnavailableError when the
        server runs, holds a graph already, or the importer fails.
        """
        where = files.expanduser().absolute()
        if not (where / ARGUMENTS).is_file():
            raise InvalidInputError(f"{files} is no export for Neo4j's importer")
        if self.status().running:
            raise StoreUnavailableError("stop the server first: its importer fills databases that rest")
        if (self.folder / "data" / "databases" / "neo4j").exists():
            raise StoreUnavailableError(
                f"{self.folder} holds a graph already; name another folder to import into"
            )
        java = self._prepare()
        report = f"--report-file={self.folder / 'logs' / 'import.report'}"
        return self.admin(java, "database", "import", "full", "neo4j", report, f"@{ARGUMENTS}", cwd=where)

    def admin(self, java: Path, *arguments: str, cwd: Path | None = None) -> str:
        """Run Neo4j's admin tool; its output. Raises StoreUnavailableError when it fails."""
        done = subprocess.run(
            [*self._java(java), "org.neo4j.cli.AdminTool", *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            env={**os.environ, "NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder / "conf")},
        )
        if done.returncode:
            raise StoreUnavailableError(f"neo4j-admin failed: {done.stderr[-2000:]}")
        return done.stdout

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                said = (self.folder / "logs" / "console.log").read_text(encoding="utf-8", errors="replace")
                raise StoreUnavailableError(f"Neo4j ended while it started:\n{said[-2000:]}")
            if self._answers():
                return
            time.sleep(0.2)
        process.kill()
        raise StoreUnavailableError(f"Neo4j did not answer within {START_SECONDS} s; see {self.folder}/logs")

    def _answers(self) -> bool:
        if not _taken(self.port):
            return False
        try:
            with neo4j.GraphDatabase.driver(self.url, auth=self.credentials()) as driver:
                driver.execute_query("RETURN 1", database_="neo4j", routing_="r")
        except AuthError:
            raise
        except (DriverError, Neo4jError):
            return False
        return True


def _write_secret(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
