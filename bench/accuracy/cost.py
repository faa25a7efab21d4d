"""What linking by texts and pictures costs, and how that grows with the graph."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.accuracy.ablation import left_out
from bench.accuracy.worlds import Plan
from bench.plan import scratch_in
from bench.processes import measured
from bench.stages import BATCH
from bench.tables import Cell, Table
from bench.work import quieten_collector
from linkage import bootstrap
from linkage.ingest.pipeline import batches, prepare_parallel
from linkage.ingest.readers import open_source
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta, Kind
from linkage.resolve import make_resolver
from linkage.settings import Settings
from linkage.synthetic import WORLDS, write_world

ALIKE = frozenset({Kind.TEXT, Kind.PICTURE})
PARTS = (0.1, 1 / 3, 1.0)
"""Of the ads asked for: what a size costs is to be seen beside a tenth of it."""
WORLD = "default"


def sections(plan: Plan) -> list[Table]:
    """One table, a row a size."""
    rows: list[list[Cell]] = []
    for part in PARTS:
        ads = int(part * plan.ads)
        folder = plan.folder / f"cost-{ads}"
        write_world(folder, ads=ads, seed=plan.seeds[0], profile=WORLDS[WORLD])
        found = [_seconds(plan, folder / "ads.jsonl", without) for without in (ALIKE, frozenset[Kind]())]
        reading = sum(one["prepare"] for one in found) / 2 / ads * 1e6
        bare, whole = (one["apply"] / ads * 1e6 for one in found)
        rows.append([ads, reading, bare, whole, (reading + whole) / (reading + bare)])
    return [
        Table(
            "What texts and pictures cost",
            f"The {WORLD} world, seed {plan.seeds[0]}; CPU microseconds an ad in one process: reading and "
            "normalising, sketches of texts and pictures among it; then applying to a new SQLite store "
            "without identifiers of texts and perceptual hashes, and with them. The ratio is of the sums.",
            [
                ("ads", ",d"),
                ("reading", ",.0f"),
                ("applying without", ",.0f"),
                ("applying with", ",.0f"),
                ("ratio", ".2f"),
            ],
            rows,
        )
    ]


def _seconds(plan: Plan, records: Path, without: frozenset[Kind]) -> dict[str, float]:
    with scratch_in(plan.folder) as store:
        arguments = (str(store), str(records), ",".join(sorted(without)))
        found: dict[str, float] = measured("accuracy.cost", *arguments, folder=plan.folder).answer
    return found


def main(store: Path, records: Path, without: frozenset[Kind]) -> str:
    """Ingest in this process; CPU seconds of preparing and of applying as JSON."""
    quieten_collector()
    resolver = make_resolver(DEFAULT_RULES)
    spent = {"prepare": 0.0, "apply": 0.0}
    with bootstrap.build(Settings(store=str(store))) as app, open_source(str(records)) as source:
        began = time.process_time()
        for batch, ready in prepare_parallel(batches(source, BATCH), 0):
            assert ready is not None
            between = time.process_time()
            spent["prepare"] += between - began
            observations = tuple(left_out(one, without) for one in ready.observations)
            app.store.apply(Delta(observations, origin=batch.file), batch.batch_id, resolver, 0)
            began = time.process_time()
            spent["apply"] += began - between
    return json.dumps(spent)


if __name__ == "__main__":
    names = [name for name in sys.argv[3].split(",") if name]
    sys.stdout.write(main(Path(sys.argv[1]), Path(sys.argv[2]), frozenset(map(Kind, names))))
