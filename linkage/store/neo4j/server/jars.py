"""The server's jars: fetched by Maven, compared with the checksums that came with linkage."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

from linkage.errors import StoreUnavailableError
from linkage.store.neo4j.server.versions import Version

POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>linkage</groupId>
  <artifactId>neo4j-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""
FETCH_SECONDS = 900
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.7.0:copy-dependencies"


def fetch(version: Version, target: Path) -> None:
    """Put the jars of a version into `target`, unless they are there. About 120 MB, over the network.

    Raises StoreUnavailableError without Maven, when it fails, or when a checksum differs.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / ".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another process may be fetching them
        if target.is_dir():
            verify(version, target)
            return
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            jars = _by_maven(version, Path(folder))
            verify(version, jars)
            jars.rename(target)


def _by_maven(version: Version, folder: Path) -> Path:
    maven = shutil.which("mvn")
    if maven is None:
        raise StoreUnavailableError("Neo4j's jars come by Maven: install it (Debian: apt-get install maven)")
    pom, jars = folder / "pom.xml", folder / "jars"
    pom.write_text(POM.format(version=version.name), encoding="utf-8")
    # -C: Maven itself refuses what does not have the checksum that its repository states.
    options = ["-q", "-B", "-C", "-f", str(pom), "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
    try:
        done = subprocess.run(
            [maven, *options, PLUGIN], capture_output=True, text=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise StoreUnavailableError("Maven took too long to fetch Neo4j's jars") from error
    if done.returncode:
        raise StoreUnavailableError(f"Maven could not fetch Neo4j's jars: {done.stdout[-2000:]}")
    return jars


def verify(version: Version, folder: Path) -> None:
    """Raise StoreUnavailableError unless the jars are exactly those that this version is known to have."""
    wanted = _known(version)
    found = {jar.name: jar for jar in folder.glob("*.jar")}
    if set(found) != set(wanted):
        names = ", ".join(sorted(set(found) ^ set(wanted))[:5])
        raise StoreUnavailableError(f"{folder} does not hold the jars of Neo4j {version.name}: {names}")
    for name, jar in sorted(found.items()):
        with jar.open("rb") as data:
            if hashlib.file_digest(data, "sha256").hexdigest() != wanted[name]:
                raise StoreUnavailableError(f"{jar} is not what Neo4j {version.name} ships; remove {folder}")


def _known(version: Version) -> dict[str, str]:
    listed = files("linkage.store.neo4j.server").joinpath(f"{version.name}.sha256").read_text("utf-8")
    return {name: digest for digest, name in (line.split() for line in listed.splitlines())}
