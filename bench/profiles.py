"""Where the time of an ingest goes."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.runs import drop, world
from bench.tables import Table
from linkage.ingest.parse import parse
from linkage.ingest.pipeline import batches
from linkage.ingest.prepare import prepare
from linkage.ingest.readers import open_source
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta, Record
from linkage.normalise import normalise
from linkage.ports import GraphView, Resolution, Touched
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore

SIZE = 5_000
TOP = 12


def profile(folder: Path, sizes: Sequence[int], runs: int) -> Table:
    """Seconds by stage in one process, and the functions that the writer spends most in."""
    del runs  # one run of many batches
    records, _ = world(folder, sizes[0])
    told = subprocess.run(
        [sys.executable, "-m", "bench.profiles", str(records), str(folder / "profile.db")],
        check=True,
        capture_output=True,
        text=True,
    )
    drop(folder / "profile.db")
    figures = json.loads(told.stdout)
    ads = figures["ads"]
    rows = [[name, f"{seconds:.2f}", f"{seconds / ads * 1e6:.0f}"] for name, seconds in figures["stages"]]
    rows += [
        [f"`{name}`", f"{seconds:.2f}", f"{seconds / ads * 1e6:.0f}"] for name, seconds in figures["top"]
    ]
    return Table(
        "Where the time goes",
        f"{ads:,} ads in one process in batches of {SIZE:,}: stages first, then the {TOP} functions of the "
        "writing side with the most time of their own under cProfile (which makes Python look slower beside "
        "SQLite). In `linkage ingest` reading, parsing and normalising run beside the writer, in "
        "other processes.",
        ["stage or function", "seconds", "µs an ad"],
        rows,
    )


def main(records: str, path: str) -> dict[str, object]:
    """Times of all stages."""
    stages: dict[str, float] = {}
    began = time.perf_counter()
    raws = list(batches(open_source(records), SIZE))
    stages["read and hash"] = time.perf_counter() - began
    began = time.perf_counter()
    parsed = [parse(raw) for batch in raws for raw in batch.raws]
    stages["parse and validate"] = time.perf_counter() - began
    began = time.perf_counter()
    for record in parsed:
        if isinstance(record, Record):
            normalise(record)
    stages["normalise"] = time.perf_counter() - began
    deltas = [
        (raw.batch_id, Delta(observations=tuple(prepare(raw.raws, records).observations))) for raw in raws
    ]
    spent = _write(path, deltas, profiler=None)
    stages["resolve"] = spent["resolve"]
    stages["write to the store"] = spent["apply"] - spent["resolve"]
    drop(Path(path))
    profiler = cProfile.Profile()
    _write(path, deltas, profiler)
    return {"ads": len(parsed), "stages": list(stages.items()), "top": _top(profiler)}


def _write(
    path: str, deltas: Sequence[tuple[str, Delta]], profiler: cProfile.Profile | None
) -> dict[str, float]:
    store = SqliteStore.open(path)
    resolver = make_resolver(DEFAULT_RULES)
    spent = {"apply": 0.0, "resolve": 0.0}

    def timed(view: GraphView, touched: Touched) -> Resolution:
        began = time.perf_counter()
        resolution = resolver(view, touched)
        spent["resolve"] += time.perf_counter() - began
        return resolution

    began = time.perf_counter()
    if profiler:
        profiler.enable()
    for batch_id, delta in deltas:
        store.apply(delta, batch_id, timed, 0)
    if profiler:
        profiler.disable()
    spent["apply"] = time.perf_counter() - began
    store.close()
    return spent


def _top(profiler: cProfile.Profile) -> list[tuple[str, float]]:
    stats = pstats.Stats(profiler).get_stats_profile().func_profiles
    ordered = sorted(stats.items(), key=lambda item: -item[1].tottime)[:TOP]
    return [
        (f"{Path(one.file_name).name}:{name}" if one.line_number else name, one.tottime)
        for name, one in ordered
    ]


if __name__ == "__main__":
    json.dump(main(sys.argv[1], sys.argv[2]), sys.stdout)
