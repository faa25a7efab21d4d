"""Running the real command in a process of its own, and what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from linkage.synthetic import write_files

POLL = 0.1
SEED = 7


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds, and the peak of the proportional set size of the process tree in MiB."""

    seconds: float
    peak: float


def children(pid: int) -> list[int]:
    """The process and everything it started."""
    found = [pid]
    for parent in found:
        try:
            tasks = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:
            continue
        found.extend(int(child) for child in tasks.split())
    return found


def memory(pid: int) -> float:
    """Proportional set size of one process in MiB; 0 when it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def linkage(*arguments: str) -> Run:
    """Run the command to its end, sampling memory. Raises RuntimeError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "linkage", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "100"},
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(memory(pid) for pid in children(process.pid)))
        time.sleep(POLL)
    seconds = time.perf_counter() - began
    if process.returncode:
        told = process.stderr.read().decode() if process.stderr else ""
        raise RuntimeError(f"linkage {arguments[0]} ended with {process.returncode}: {told[-2000:]}")
    return Run(seconds, peak)


def world(folder: Path, ads: int) -> tuple[Path, Path]:
    """Records and truth of `ads` synthetic ads, written once."""
    records, truth = folder / f"{ads}.jsonl", folder / f"{ads}.csv"
    if not records.exists():
        write_files(records, truth, ads=ads, seed=SEED)
    return records, truth


def built(folder: Path, ads: int) -> Path:
    """A store with `ads` ads, made once."""
    store = folder / f"{ads}.db"
    if not store.exists():
        linkage("ingest", str(world(folder, ads)[0]), "--store", str(store))
    return store


def drop(store: Path) -> None:
    """Remove a store and its log."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)


def middle(values: list[float]) -> float:
    """Median."""
    return median(values)


def quantile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
