"""What each stage of an ingest takes, in one process."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bench.fulltext import indexing
from bench.plan import Plan, scratch, world
from bench.processes import measured
from bench.work import Stopwatch, quieten_collector
from linkage.ingest.parse import parse
from linkage.ingest.pipeline import RawBatch, batches
from linkage.ingest.prepare import observe
from linkage.ingest.readers import open_source
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta, Observation, Record
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore

BATCH = 5_000
STAGES = ("read", "parse", "normalise", "write", "resolve")

Stages = dict[str, float]


def staged(plan: Plan, ads: int) -> list[Stages]:
    """Seconds by stage, of every run; measured once for whoever asks."""
    return [{name: one[name] for name in STAGES} for one in _measured(plan, ads)]


def full_text(plan: Plan, ads: int) -> list[float]:
    """Seconds of the full-text index alone, of every run."""
    return [one["words"] for one in _measured(plan, ads)]


def _measured(plan: Plan, ads: int) -> list[Stages]:
    kept = plan.folder / f"{ads}.stages.json"
    if not kept.exists():
        records = str(world(plan, ads).records)
        done: list[Stages] = []
        for _ in range(plan.runs):
            with scratch(plan) as store:
                done.append(measured("stages", records, str(store), folder=plan.folder).answer)
        kept.write_text(json.dumps(done), encoding="utf-8")
    known: list[Stages] = json.loads(kept.read_text(encoding="utf-8"))
    return known


def main(records: Path, store: Path) -> Stages:
    """Ingest a file into a new store; seconds by stage, and of the full-text index made once more."""
    quieten_collector()
    spent = dict.fromkeys(STAGES, 0.0)
    held = SqliteStore.open(store)
    watch = Stopwatch(make_resolver(DEFAULT_RULES))
    with open_source(str(records)) as source:
        each = batches(source, BATCH)
        began = time.perf_counter()
        while batch := next(each, None):
            spent["read"] += time.perf_counter() - began
            delta = Delta(tuple(_observations(batch, spent)), origin=batch.file)
            began, before = time.perf_counter(), watch.seconds
            held.apply(delta, batch.batch_id, watch, 0)
            resolved = watch.seconds - before
            spent["resolve"] += resolved
            spent["write"] += time.perf_counter() - began - resolved
            began = time.perf_counter()
    held.close()
    return {**spent, "words": indexing(store)}


def _observations(batch: RawBatch, spent: Stages) -> list[Observation]:
    """What `prepare` makes, in two steps."""
    began = time.perf_counter()
    parsed = [parse(raw) for raw in batch.raws]
    spent["parse"] += time.perf_counter() - began
    began = time.perf_counter()
    made = [
        observe(record, raw.raw)
        for record, raw in zip(parsed, batch.raws, strict=True)
        if isinstance(record, Record)
    ]
    spent["normalise"] += time.perf_counter() - began
    if len(made) < len(parsed):
        raise ValueError(f"{len(parsed) - len(made)} records of a made-up file were rejected")
    return made


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
