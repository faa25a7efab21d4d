"""Pieces of an ingest in this process, timed."""

from __future__ import annotations

import gc
import time
from pathlib import Path

from linkage.ingest.prepare import prepare
from linkage.ingest.readers import iter_raw, open_source
from linkage.model import Delta, Kind
from linkage.ports import GraphView, Resolution, Resolver, Touched


class Stopwatch:
    """A resolver that adds up the seconds that another one takes."""

    def __init__(self, resolver: Resolver) -> None:
        self.seconds = 0.0
        self._resolver = resolver

    def likeness(self, kind: Kind, value: str, a: bytes, b: bytes) -> float | None:
        """Of the resolver inside."""
        return self._resolver.likeness(kind, value, a, b)

    def __call__(self, view: GraphView, touched: Touched) -> Resolution:
        """Resolve."""
        began = time.perf_counter()
        try:
            return self._resolver(view, touched)
        finally:
            self.seconds += time.perf_counter() - began


def delta_of(records: Path) -> Delta:
    """A whole file as one delta. Raises ValueError when a record is rejected."""
    with open_source(str(records)) as source:
        made = prepare(tuple(iter_raw(source)), source.name)
    if made.rejects:
        raise ValueError(f"{records.name} holds {len(made.rejects)} records that nobody can use")
    return Delta(tuple(made.observations))


def quieten_collector() -> None:
    """What `linkage ingest` does before it begins."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
