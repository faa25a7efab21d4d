"""A process that applies a file in batches to a store and tells what each took."""

from __future__ import annotations

import gc
import json
import sys
import time

from linkage.ingest.pipeline import batches
from linkage.ingest.prepare import prepare
from linkage.ingest.readers import open_source
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Delta
from linkage.ports import GraphView, Resolution, Touched
from linkage.resolve import make_resolver
from linkage.store.sqlite import SqliteStore


def main(path: str, records: str, size: int) -> list[dict[str, float]]:
    """Seconds of `apply` and of the resolution inside it, batch by batch."""
    store = SqliteStore.open(path)
    resolver = make_resolver(DEFAULT_RULES)
    spent = 0.0
    figures = []

    def timed(view: GraphView, touched: Touched) -> Resolution:
        nonlocal spent
        began = time.perf_counter()
        resolution = resolver(view, touched)
        spent = time.perf_counter() - began
        return resolution

    for raw in batches(open_source(records), size):
        observations = tuple(prepare(raw.raws, records).observations)
        gc.collect()
        gc.disable()
        began = time.perf_counter()
        store.apply(Delta(observations=observations), raw.batch_id, timed, 0)
        figures.append({"apply": time.perf_counter() - began, "resolve": spent})
        gc.enable()
    store.close()
    return figures


if __name__ == "__main__":
    json.dump(main(sys.argv[1], sys.argv[2], int(sys.argv[3])), sys.stdout)
