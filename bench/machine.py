"""What the figures are measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import NamedTuple

import apsw

BUSY = 0.25
"""Load a core above which others are working too."""


class Load(NamedTuple):
    """Processes that wanted to run in the last minute, and cores to run them."""

    average: float
    cores: int

    @property
    def busy(self) -> bool:
        """Whether figures taken now say as much about the others' work."""
        return self.average > BUSY * self.cores


def load() -> Load:
    """As of now."""
    return Load(os.getloadavg()[0], len(os.sched_getaffinity(0)))


def facts(folder: Path) -> str:
    """Cores, memory, versions, and the file system that stores are written to."""
    return (
        f"{load().cores} cores ({_model()}), {_memory():.0f} GiB, Python {platform.python_version()}, "
        f"SQLite {apsw.sqlite_lib_version()}, stores on {_file_system(folder)}"
    )


def _model() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _file_system(folder: Path) -> str:
    """Type of the file system that holds a folder: on some a sync costs nothing."""
    path = folder.resolve()
    rows = (line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    holding = [(len(row[1]), row[2]) for row in rows if path.is_relative_to(row[1])]
    return max(holding)[1] if holding else "an unknown file system"
