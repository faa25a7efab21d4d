"""What one batch costs on a small and on a large graph."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import middle, spread
from bench.plan import COUNTED, WARM_UP, Plan, built, scratch, world
from bench.processes import measured
from bench.tables import Cell, Table
from bench.work import Stopwatch, delta_of
from linkage.link.rules import DEFAULT_RULES
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore

Figures = dict[str, float]


def sections(plan: Plan) -> list[Table]:
    """Fresh batches that continue the graph's own stream, on stores of two sizes."""
    known = {ads: _batches(plan, ads) for ads in plan.ends}
    first = known[plan.ends[0]]
    count = plan.runs * COUNTED
    return [
        Table(
            f"One batch of {plan.batch:,} new ads",
            f"`apply` with its commit; median of {count} batches, {COUNTED} each in {plan.runs} processes, "
            f"after {WARM_UP} to warm up. Every batch continues the stream that the graph was made of. "
            "Ratios are to the smallest graph; goal: at most 2.",
            [
                ("ads in the graph", ",d"),
                ("apply ms", ",.0f"),
                ("least - most", ""),
                ("CPU ms", ",.0f"),
                ("of it resolving ms", ",.0f"),
                ("events", ",.0f"),
                ("ratio", ".2f"),
                ("ratio of CPU", ".2f"),
            ],
            [_row(ads, figures, first) for ads, figures in known.items()],
        )
    ]


def _row(ads: int, figures: Sequence[Figures], first: Sequence[Figures]) -> list[Cell]:
    apply, cpu, resolve = (column(figures, name) for name in ("apply", "cpu", "resolve"))
    milliseconds = [seconds * 1_000 for seconds in apply]
    return [
        ads,
        middle(milliseconds),
        spread(milliseconds, ",.0f"),
        middle(cpu) * 1_000,
        middle(resolve) * 1_000,
        middle(column(figures, "events")),
        middle(apply) / middle(column(first, "apply")),
        middle(cpu) / middle(column(first, "cpu")),
    ]


def column(figures: Sequence[Figures], name: str) -> list[float]:
    """One figure of every batch."""
    return [one[name] for one in figures]


def _batches(plan: Plan, ads: int) -> list[Figures]:
    """Figures of the batches that count, a few from each of several processes."""
    tails = world(plan, ads).tails
    figures: list[Figures] = []
    with scratch(plan, built(plan, ads)) as store:
        for start in range(0, len(tails), WARM_UP + COUNTED):
            mine = [str(tail) for tail in tails[start : start + WARM_UP + COUNTED]]
            run = measured("batch", str(store), *mine, folder=plan.folder)
            figures += run.answer["batches"][WARM_UP:]
    return figures


def main(store: Path, tails: Sequence[Path]) -> list[Figures]:
    """Apply each file as one batch; seconds on the wall and of CPU, those of the resolver, and events."""
    held = SqliteStore.open(store)
    watch = Stopwatch(make_resolver(DEFAULT_RULES))
    figures = []
    for tail in tails:
        delta = delta_of(tail)
        gc.collect()
        watch.seconds = 0.0
        began, computed = time.perf_counter(), time.process_time()
        applied = held.apply(delta, tail.name, watch, 0)
        figures.append(
            {
                "apply": time.perf_counter() - began,
                "cpu": time.process_time() - computed,
                "resolve": watch.seconds,
                "events": float(applied.events),
            }
        )
        different = len({one.ad_id for one in delta.observations})
        if applied.replay or applied.ads_new < different * 0.9:
            raise RuntimeError(f"{tail.name}: {applied.ads_new} new ads among {different} are no new batch")
    held.close()
    return figures


if __name__ == "__main__":
    json.dump({"batches": main(Path(sys.argv[1]), [Path(tail) for tail in sys.argv[2:]])}, sys.stdout)
