"""Where the time of an ingest goes: stages, and the functions of each under a profiler."""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from bench.figures import middle
from bench.plan import WARM_UP, Plan, built, scratch, world
from bench.processes import ROOT, measured
from bench.stages import BATCH, STAGES, full_text, staged
from bench.tables import Cell, Table
from bench.work import delta_of, quieten_collector
from linkage import bootstrap
from linkage.ingest.pipeline import batches, prepare_parallel
from linkage.ingest.readers import open_source
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta
from linkage.resolve import make_resolver
from linkage.services.audit import Actor
from linkage.settings import Settings
from linkage.store.sqlite import SqliteStore

TOP = 15
NAMES = MappingProxyType(
    {
        "read": "read and hash batches",
        "parse": "parse and validate",
        "normalise": "normalise and hash records",
        "write": "write to the store, commits included",
        "resolve": "resolve, its reads included",
    }
)
_ADDRESS = re.compile(r" at 0x[0-9a-f]{1,16}")

Line = tuple[str, int, float, float]
"""Function, calls, seconds of its own, seconds with what it calls."""


def sections(plan: Plan) -> list[Table]:
    """Stages at both ends; functions of a whole ingest, of the writer alone, and of batches."""
    small = plan.ends[0]
    records = [world(plan, small).records]
    whole = f"A whole ingest of {small:,} ads by `IngestService` without worker processes."
    writing = f"Only `apply` in an ingest of {small:,} ads: what the writing process waits for."
    return [
        *(_stages(plan, ads) for ads in plan.ends),
        _profiled(plan, "ingest", "Functions of an ingest", whole, records),
        _profiled(plan, "writer", "Functions of the writer", writing, records),
        *(_of_batches(plan, ads) for ads in plan.ends),
    ]


def _of_batches(plan: Plan, ads: int) -> Table:
    tails = world(plan, ads).tails
    says = f"{len(tails) - WARM_UP} batches of {plan.batch:,} new ads on a graph of {ads:,}."
    title = f"Functions of batches on {ads:,} ads"
    return _profiled(plan, "batches", title, says, tails, built(plan, ads))


def _profiled(
    plan: Plan, mode: str, title: str, says: str, paths: Sequence[Path], like: Path | None = None
) -> Table:
    with scratch(plan, like) as store:
        names = [str(path) for path in paths]
        lines: list[Line] = measured("profiles", mode, str(store), *names, folder=plan.folder).answer["top"]
    whole = sum(own for _, _, own, _ in lines)
    return Table(
        title,
        f"{says} One run; the {TOP} functions with the most time of their own under cProfile, which makes "
        "Python look slower beside SQLite.",
        [("function", ""), ("calls", ",d"), ("own s", ",.2f"), ("with callees s", ",.2f"), ("own %", ".1f")],
        [[f"`{name}`", calls, own, total, own / whole * 100] for name, calls, own, total in lines[:TOP]],
    )


def _stages(plan: Plan, ads: int) -> Table:
    known = staged(plan, ads)
    times = {name: middle([one[name] for one in known]) for name in STAGES}
    words = middle(full_text(plan, ads))
    whole = sum(times.values())
    rows: list[list[Cell]] = []
    for name, seconds in times.items():
        rows.append([NAMES[name], seconds, seconds / ads * 1e6, seconds / whole * 100])
        if name == "write":
            rows.append(["- of it the full-text index", words, words / ads * 1e6, words / whole * 100])
    return Table(
        f"Stages of an ingest of {ads:,} ads",
        f"One process, batches of {BATCH:,} records, median of {plan.runs}. `linkage ingest` reads in the "
        "writing process and parses and normalises in others, beside it. The full-text index was measured "
        "alone, on the same texts in the same batches, a sync for each included.",
        [("stage", ""), ("seconds", ",.2f"), ("µs an ad", ",.0f"), ("%", ".0f")],
        rows,
    )


def ingest(store: Path, paths: Sequence[Path], profiler: cProfile.Profile) -> None:
    """Everything in this process."""
    with bootstrap.build(Settings(store=str(store))) as app:
        names = [str(path) for path in paths]
        profiler.enable()
        app.ingest.ingest(names, by=Actor("bench"), workers=0)
        profiler.disable()


def writer(store: Path, paths: Sequence[Path], profiler: cProfile.Profile) -> None:
    """The store's side of an ingest."""
    held, resolver = SqliteStore.open(store), make_resolver(DEFAULT_RULES)
    for path in paths:
        with open_source(str(path)) as source:
            for batch, made in prepare_parallel(batches(source, BATCH), 0):
                assert made is not None
                delta = Delta(tuple(made.observations), tuple(made.rejects), origin=batch.file)
                profiler.enable()
                held.apply(delta, batch.batch_id, resolver, 0)
                profiler.disable()
    held.close()


def one_by_one(store: Path, paths: Sequence[Path], profiler: cProfile.Profile) -> None:
    """Each file as a batch on a store that exists; the first are not counted."""
    held, resolver = SqliteStore.open(store), make_resolver(DEFAULT_RULES)
    for number, path in enumerate(paths):
        delta = delta_of(path)
        if number >= WARM_UP:
            profiler.enable()
        held.apply(delta, path.name, resolver, 0)
        profiler.disable()
    held.close()


MODES: Mapping[str, Callable[[Path, Sequence[Path], cProfile.Profile], None]] = MappingProxyType(
    {"ingest": ingest, "writer": writer, "batches": one_by_one}
)


def main(mode: str, store: Path, paths: Sequence[Path]) -> list[Line]:
    """Functions by the time of their own, most first."""
    quieten_collector()
    profiler = cProfile.Profile()
    MODES[mode](store, paths, profiler)
    lines = [
        (_named(*place), int(calls), float(own), float(total))
        for place, (_, calls, own, total, _) in places(profiler).items()
    ]
    return sorted(lines, key=lambda line: -line[2])


def places(profiler: cProfile.Profile) -> dict[tuple[str, int, str], tuple[int, int, float, float, object]]:
    """By (file, line, function): primitive calls, calls, own seconds, seconds with callees, callers."""
    known: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    known = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return known


def _named(file: str, line: int, name: str) -> str:
    """Function as `package/module.py:name`; without the addresses that differ from run to run."""
    name = _ADDRESS.sub("", name)
    if not line:
        return name
    path, package = Path(file), ROOT / "linkage"
    return f"{path.relative_to(package) if path.is_relative_to(package) else path.name}:{name}"


if __name__ == "__main__":
    json.dump(
        {"top": main(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])}, sys.stdout
    )
