"""The versions of Neo4j that linkage is tested with, and the Java that each needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linkage.errors import StoreUnavailableError

PLACES = ("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines")


@dataclass(frozen=True, slots=True)
class Version:
    """A release: its Maven version, its main class, the oldest Java that runs it, settings of its own."""

    name: str
    main: str
    java: int
    settings: tuple[str, ...] = ()


LTS = Version("5.26.20", "org.neo4j.server.CommunityEntryPoint", 17)
NEWEST = Version(
    "2026.09.0",
    "org.neo4j.server.Neo4jCommunity",
    25,
    # It would make itself known to its network, and open a port for that.
    ("server.fleet_discovery.enabled=false", "dbms.fleet_manager.enabled=false"),
)
NEWEST_OF_LTS = 21
"""The newest Java that 5.26 supports; it warns about a newer one and may fail on it."""


def find_java(version: Version) -> Path:
    """A Java that runs this version: JAVA_HOME, then the path, then where systems install it.

    Raises StoreUnavailableError that says how to get one.
    """
    newest = NEWEST_OF_LTS if version is LTS else 1_000
    for java in _candidates():
        if version.java <= _release(java) <= newest:
            return java
    raise StoreUnavailableError(
        f"Neo4j {version.name} needs Java {version.java}: install it "
        f"(Debian: apt-get install openjdk-{version.java}-jre-headless) or point JAVA_HOME at it"
    )


def _candidates() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home:
        yield Path(home, "bin", "java")
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path)
    for place in PLACES:
        yield from sorted(Path(place).glob("*/bin/java"))
        yield from sorted(Path(place).glob("*/Contents/Home/bin/java"))


def _release(java: Path) -> int:
    """The Java release, 17 for 17.0.15; 0 for what is none."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(\d{1,4})', done.stderr)
    return int(found[1]) if found else 0
