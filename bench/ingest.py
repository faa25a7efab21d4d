"""Ads a second end to end, and the memory that it takes."""

from __future__ import annotations

from bench.figures import middle, spread
from bench.plan import Plan, drop, world
from bench.processes import Run, linkage
from bench.tables import Cell, Table


def sections(plan: Plan) -> list[Table]:
    """`linkage ingest` of a JSONL file into a new store, as a user runs it."""
    return [
        Table(
            "Ingest, end to end",
            "`linkage ingest` from JSONL to resolved networks in SQLite with `synchronous=FULL`, from the "
            f"start of the process to its end; median of {plan.runs} runs, each into a new store. Memory "
            "is the highest sum of all processes, pages that they share counted once; in brackets the part "
            "that is no cached page of the store or of a library.",
            [
                ("ads", ",d"),
                ("seconds", ",.1f"),
                ("least - most", ""),
                ("ads/s", ",.0f"),
                ("CPU µs an ad", ",.0f"),
                ("peak MiB", ""),
                ("store bytes an ad", ",.0f"),
            ],
            [_row(plan, ads) for ads in plan.sizes],
        )
    ]


def _row(plan: Plan, ads: int) -> list[Cell]:
    done: list[Run] = []
    size = 0
    records = world(plan, ads).records
    for number in range(plan.runs):
        # The last store stays where those are looked for that need one.
        last = number == plan.runs - 1
        store = plan.folder / (f"{ads}.db" if last else "scratch.db")
        drop(store)
        done.append(linkage("ingest", str(records), "--store", str(store), folder=plan.folder))
        size = store.stat().st_size
        if not last or ads not in plan.ends:
            drop(store)
    times = [run.seconds for run in done]
    peak, own = max(run.peak.total for run in done), max(run.peak.anonymous for run in done)
    return [
        ads,
        middle(times),
        spread(times, ".1f"),
        ads / middle(times),
        middle([run.cpu for run in done]) / ads * 1e6,
        f"{peak:,.0f} ({own:,.0f})",
        size / ads,
    ]
