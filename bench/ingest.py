"""Ads a second end to end, and what one batch costs on a small and a large graph."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from bench.runs import SEED, Run, built, drop, linkage, middle, world
from bench.tables import Table
from linkage.synthetic import generate
from linkage.synthetic.files import line

BATCH = 1_000


def ingest(folder: Path, sizes: Sequence[int], runs: int) -> Table:
    """`linkage ingest` of a JSONL file into a new store, as a user runs it."""
    rows = []
    for ads in sizes:
        records, _ = world(folder, ads)
        done: list[Run] = []
        size = 0
        for number in range(runs):
            # The last store stays, for the benches that need one.
            store = folder / (f"{ads}.db" if number == runs - 1 else f"run-{number}.db")
            done.append(linkage("ingest", str(records), "--store", str(store)))
            size = store.stat().st_size
            if number < runs - 1:
                drop(store)
        seconds = middle([run.seconds for run in done])
        peak = max(run.peak for run in done)
        rows.append(
            [f"{ads:,}", f"{seconds:.1f}", f"{ads / seconds:,.0f}", f"{peak:,.0f}", f"{size / ads:,.0f}"]
        )
    return Table(
        "Ingest, end to end",
        f"From JSONL to resolved networks in SQLite with `synchronous=FULL`, process start included; "
        f"median of {runs}.",
        ["ads", "seconds", "ads/s", "peak MiB of all processes", "store bytes an ad"],
        rows,
    )


def batch(folder: Path, sizes: Sequence[int], runs: int) -> Table:
    """Fresh batches of 1,000 ads that continue the same world, on stores of two sizes."""
    rows = []
    first = None
    for ads in sizes:
        figures = _batches(folder, ads, runs)
        apply = middle([one["apply"] for one in figures])
        resolve = middle([one["resolve"] for one in figures])
        first = first or apply
        rows.append([f"{ads:,}", f"{apply * 1000:,.0f}", f"{resolve * 1000:,.0f}", f"{apply / first:.2f}"])
    return Table(
        f"One batch of {BATCH:,} new ads",
        f"`apply` with its commit, the resolution in it, and the ratio to the smallest graph; "
        f"median of {runs} batches after one to warm up. Goal: at most 2.",
        ["ads in the graph", "apply ms", "of it resolving ms", "ratio"],
        rows,
    )


def _batches(folder: Path, ads: int, runs: int) -> list[dict[str, float]]:
    """Times of `runs` batches, measured in a process of its own on a copy of the store."""
    store = folder / f"batch-{ads}.db"
    store.write_bytes(built(folder, ads).read_bytes())
    tail = folder / f"tail-{ads}.jsonl"
    whole = generate(ads + (runs + 1) * BATCH, SEED)
    with tail.open("w", encoding="utf-8") as out:
        out.writelines(line(ad) + "\n" for ad in islice(whole, ads, None))
    told = subprocess.run(
        [sys.executable, "-m", "bench.batch", str(store), str(tail), str(BATCH)],
        check=True,
        capture_output=True,
        text=True,
    )
    drop(store)
    figures: list[dict[str, float]] = json.loads(told.stdout)
    return figures[1 : runs + 1]
