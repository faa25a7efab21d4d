"""Connected components of the followed links by libraries, beside what resolving costs here."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from bench.edges import Numbers, dense, holders, links
from bench.figures import middle
from bench.plan import Plan, built
from bench.processes import Run, measured
from bench.stages import staged
from bench.tables import Cell, Table
from linkage.link.unionfind import UnionFind

Pairs = list[tuple[int, int]]
Runs = Mapping[tuple[int, str], list[Run]]


def sections(plan: Plan) -> list[Table]:
    """Two tables: components of finished edges, and resolving inside an ingest."""
    runs = {(ads, name): _runs(plan, ads, name) for ads in plan.ends for name in LIBRARIES}
    _agree(runs)
    times = {key: middle([run.answer["seconds"] for run in done]) for key, done in runs.items()}
    return [_finished(plan, runs, times), _resolving(plan, times)]


def _finished(plan: Plan, runs: Runs, times: Mapping[tuple[int, str], float]) -> Table:
    rows: list[list[Cell]] = []
    for (ads, name), seconds in times.items():
        answer = runs[ads, name][0].answer
        found = (int(answer["edges"]), int(answer["components"]))
        rows.append([f"{ads:,}: {name}", *found, seconds * 1_000, seconds / ads * 1e6])
    return Table(
        "Connected components of the followed links",
        "Finished edges in memory, ad to identifier, as the store has them; building the library's graph "
        "from them included, reading the store not; each in a process of its own, median of "
        f"{plan.runs}. All find the same number of components. The last row is the union-find that linkage "
        "uses itself.",
        [("library", ""), ("edges", ",d"), ("components", ",d"), ("ms", ",.1f"), ("µs an ad", ",.2f")],
        rows,
    )


def _resolving(plan: Plan, times: Mapping[tuple[int, str], float]) -> Table:
    rows: list[list[Cell]] = []
    for ads in plan.ends:
        known = staged(plan, ads)
        whole = middle([sum(one.values()) for one in known])
        resolve = middle([one["resolve"] for one in known])
        over = [resolve / times[ads, name] for name in ("networkx", "scipy")]
        rows.append([ads, whole, resolve, resolve / ads * 1e6, resolve / whole * 100, *over])
    return Table(
        "Resolving inside an ingest",
        f"The whole ingest in one process, batch by batch, and the resolver in it; median of {plan.runs}. "
        "The libraries above answer less: they are given the links to follow once, at the end. Resolving "
        "decides which those are (verdicts from samples, tenures, strays, weak pairs), reads what it needs "
        "from the store, keeps networks and their ids up to date after every batch, and tells what happened "
        "to them.",
        [
            ("ads", ",d"),
            ("ingest s", ",.1f"),
            ("resolving s", ",.2f"),
            ("µs an ad", ",.0f"),
            ("% of the ingest", ".0f"),
            ("over networkx", ",.1f"),
            ("over scipy", ",.0f"),
        ],
        rows,
    )


def _runs(plan: Plan, ads: int, name: str) -> list[Run]:
    store = str(built(plan, ads))
    return [measured("components", store, name, folder=plan.folder) for _ in range(plan.runs)]


def _agree(runs: Runs) -> None:
    """Raise RuntimeError when libraries find different components: then one measured something else."""
    found: dict[int, set[int]] = {}
    for (ads, _), done in runs.items():
        found.setdefault(ads, set()).update(int(run.answer["components"]) for run in done)
    if any(len(counts) > 1 for counts in found.values()):
        raise RuntimeError(f"the libraries disagree on the number of components: {found}")


def _networkx(pairs: Pairs) -> int:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(pairs)
    return sum(1 for _ in nx.connected_components(graph))


def _union_find(pairs: Pairs) -> int:
    sets = UnionFind[int]()
    for ad, holder in pairs:
        sets.union(ad, holder)
    return len(sets.groups())


def _scipy(edges: Numbers) -> int:
    names = dense(edges)  # as the others do by hashing
    size = int(names.max(initial=-1)) + 1
    matrix = coo_array((np.ones(len(edges), np.int8), (names[:, 0], names[:, 1])), shape=(size, size))
    return int(connected_components(matrix, directed=False)[0])


def _as_pairs(edges: Numbers) -> Pairs:
    return [(int(a), int(b)) for a, b in edges.tolist()]


def _as_array(edges: Numbers) -> Numbers:
    return edges


LIBRARIES: Mapping[str, tuple[Callable[[Numbers], Any], Callable[[Any], int]]] = MappingProxyType(
    {
        "networkx": (_as_pairs, _networkx),
        "scipy": (_as_array, _scipy),
        "linkage's union-find": (_as_pairs, _union_find),
    }
)
"""By name: the edges as the library likes them, and counting the components of those."""


def main(store: Path, library: str) -> dict[str, float]:
    """Seconds that a library takes, and what it found."""
    known = links(store)
    edges = np.stack((known.ad, -1 - holders(known)), axis=1)[known.followed]
    prepare, count = LIBRARIES[library]
    given = prepare(edges)
    began = time.perf_counter()
    found = count(given)
    return {"seconds": time.perf_counter() - began, "edges": len(edges), "components": found}


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), sys.argv[2]), sys.stdout)
