"""Running something in a process of its own, and what it cost. Needs Linux's /proc."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple, Self

ROOT = Path(__file__).resolve().parents[1]
POLL = 0.1
"""Seconds between two looks at a process tree."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Memory(NamedTuple):
    """MiB of a process tree: its proportional share of all pages, and the part that no file backs."""

    total: float
    anonymous: float


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process tree.

    `seconds` on the wall, `cpu` seconds of all its processes (short by at most POLL each), `peak`
    memory as sampled, and the JSON that it wrote, if any.
    """

    seconds: float
    cpu: float
    peak: Memory
    answer: Any


def linkage(*arguments: str, folder: Path) -> Run:
    """Run the command as a user would, in `folder`. Raises RuntimeError when it fails."""
    return _run([sys.executable, "-m", "linkage", *arguments], folder)


def measured(module: str, *arguments: str, folder: Path) -> Run:
    """Run a module of bench that writes JSON. Raises RuntimeError when it fails."""
    return _run([sys.executable, "-m", f"bench.{module}", *arguments], folder)


def _run(command: Sequence[str], folder: Path) -> Run:
    # Files, not pipes: nobody reads while the process is watched, and a full pipe would stop it.
    with tempfile.TemporaryFile(dir=folder) as out, tempfile.TemporaryFile(dir=folder) as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=errors
        )
        try:
            with _Watch(process.pid) as watch:
                process.wait()
                seconds = time.perf_counter() - began
        except BaseException:
            process.kill()
            process.wait()
            raise
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            told = errors.read().decode(errors="replace")[-2_000:]
            raise RuntimeError(f"{' '.join(command[1:4])} ended with {process.returncode}: {told}")
        text = out.read()
    return Run(seconds, watch.cpu(), watch.peak, json.loads(text) if text.startswith(b"{") else None)


def _environment() -> dict[str, str]:
    """Without settings of whoever measures; the modules of bench are found wherever it runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINKAGE_")}
    kept["PYTHONPATH"] = os.pathsep.join(str(ROOT / part) for part in ("", "api", "schemas"))
    return kept


class _Watch(Thread):
    """Looks at a process tree until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(name="bench-watch", daemon=True)
        self.peak = Memory(0.0, 0.0)
        self._pid = pid
        self._over = Event()
        self._ticks: dict[int, int] = {}

    def run(self) -> None:
        """Look, again and again."""
        while not self._over.wait(POLL):
            tree = list(descendants(self._pid))
            each = [memory(pid) for pid in tree]
            self.peak = Memory(
                max(self.peak.total, sum(one.total for one in each)),
                max(self.peak.anonymous, sum(one.anonymous for one in each)),
            )
            for pid in tree:
                self._ticks[pid] = max(ticks(pid), self._ticks.get(pid, 0))

    def cpu(self) -> float:
        """Seconds that all processes seen have computed."""
        return sum(self._ticks.values()) / _TICKS

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._over.set()
        self.join()


def descendants(pid: int) -> Iterator[int]:
    """The process and everything it started."""
    waiting = [pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            waiting.extend(int(child) for child in _read(children).split())


def memory(pid: int) -> Memory:
    """Of one process; nothing when it is gone."""
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()[1:]
    fields = dict(line.split(":", 1) for line in lines)
    if not fields:
        return Memory(0.0, 0.0)
    total, anonymous = (int(fields[name].split()[0]) / 1024 for name in ("Pss", "Pss_Anon"))
    return Memory(total, anonymous)


def ticks(pid: int) -> int:
    """Clock ticks that one process has computed, in user and system mode; 0 when it is gone."""
    _, _, rest = _read(Path(f"/proc/{pid}/stat")).rpartition(")")
    fields = rest.split()
    return int(fields[11]) + int(fields[12]) if fields else 0


def _read(path: Path) -> str:
    """A file of /proc, empty when its process has ended."""
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""
