"""How well networks match the operators behind the ads, beside simpler rules; and components elsewhere."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import apsw
import networkx as nx
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from bench.runs import built, middle, world
from bench.tables import Table
from linkage.link.unionfind import UnionFind
from linkage.synthetic.scoring import score

STRONG = ("phone", "email", "handle", "wallet", "image")
Group = tuple[str, int, str | None, list[int], list[int]]
"""Kind, ads, verdict, all carriers, carriers that are no strays."""


def quality(folder: Path, sizes: Sequence[int], runs: int) -> Table:
    """Pairwise and B-cubed scores."""
    del runs  # nothing random is measured
    rows: list[list[str]] = []
    for ads in sizes:
        connection = apsw.Connection(str(built(folder, ads)), flags=apsw.SQLITE_OPEN_READONLY)
        with world(folder, ads)[1].open(encoding="utf-8", newline="") as file:
            truth = {(row["source"], row["source_id"]): row["operator"] for row in csv.DictReader(file)}
        names = {
            ad: (str(a), str(b)) for ad, a, b in connection.execute("SELECT ad, source, source_id FROM ad")
        }
        labels = {names[ad]: label for ad, label in connection.execute("SELECT ad, label FROM ad")}
        rows.append(_scored(f"{ads:,}: linkage", truth, labels))
        groups = list(_groups(connection))
        for name, follow in RULES:
            rows.append(_scored(f"{ads:,}: {name}", truth, _closure(names, groups, follow)))
    return Table(
        "Quality of the partition",
        "Against the operators that the generator knows. The simpler rules join ads by phone, e-mail, "
        "handle, wallet and exact image over the same extraction.",
        ["rule", "pairwise P", "R", "F1", "B-cubed F1", "largest network"],
        rows,
    )


RULES: tuple[tuple[str, Callable[[Group], list[int]]], ...] = (
    ("any shared identifier", lambda group: group[3]),
    ("at most 20 ads", lambda group: group[3] if group[1] <= 20 else []),
    ("at most 100 ads", lambda group: group[3] if group[1] <= 100 else []),
    ("at most 200 ads", lambda group: group[3] if group[1] <= 200 else []),
    ("verdicts without strays", lambda group: group[3] if group[2] == "linking" else []),
    ("verdicts and strays, no weak evidence", lambda group: group[4] if group[2] == "linking" else []),
)


def _groups(connection: apsw.Connection) -> Iterable[Group]:
    members: dict[int, tuple[list[int], list[int]]] = {}
    for ident, ad, tenure in connection.execute("SELECT ident, ad, tenure FROM link ORDER BY ident"):
        everyone, followed = members.setdefault(int(ident), ([], []))
        everyone.append(int(ad))
        if int(tenure) >= 0:
            followed.append(int(ad))
    for ident, kind, ads, verdict in connection.execute("SELECT ident, kind, ads, verdict FROM identifier"):
        if kind in STRONG and ident in members:
            yield str(kind), int(ads), None if verdict is None else str(verdict), *members[int(ident)]


def _closure(
    names: dict[int, tuple[str, str]], groups: Iterable[Group], follow: Callable[[Group], list[int]]
) -> dict[tuple[str, str], int]:
    sets = UnionFind[int]()
    for ad in names:
        sets.add(ad)
    for group in groups:
        carriers = follow(group)
        for ad in carriers[1:]:
            sets.union(carriers[0], ad)
    return {name: sets.find(ad) for ad, name in names.items()}


def _scored(name: str, truth: dict[tuple[str, str], str], labels: dict[tuple[str, str], int]) -> list[str]:
    scores = score(truth.items(), labels.items())
    pair = scores.pairwise
    return [
        name,
        f"{pair.precision:.3f}",
        f"{pair.recall:.3f}",
        f"{pair.f1:.3f}",
        f"{scores.bcubed.f1:.3f}",
        f"{scores.largest:,}",
    ]


def components(folder: Path, sizes: Sequence[int], runs: int) -> Table:
    """Connected components of the followed edges by two libraries."""
    rows = []
    for ads in sizes:
        connection = apsw.Connection(str(built(folder, ads)), flags=apsw.SQLITE_OPEN_READONLY)
        edges = connection.execute(
            "SELECT l.ad, -l.ident FROM link l JOIN identifier i ON i.ident = l.ident "
            "WHERE i.verdict = 'linking' AND l.tenure >= 0 AND i.tenures <= 1"
        ).fetchall()
        pairs = [(int(str(a)), int(str(b))) for a, b in edges]
        for name, run in (("networkx", _networkx), ("scipy", _scipy)):
            times = []
            for _ in range(runs):
                began = time.perf_counter()
                run(pairs)
                times.append(time.perf_counter() - began)
            rows.append(
                [
                    f"{ads:,}: {name}",
                    f"{len(pairs):,}",
                    f"{middle(times):.2f}",
                    f"{middle(times) / ads * 1e6:.1f}",
                ]
            )
    return Table(
        "Connected components of the same edges elsewhere",
        f"Building the graph from a list of pairs included; median of {runs}. They find components "
        "only; what resolving costs inside an ingest (verdicts, tenures, strays, weak pairs, merges, "
        "history) is in the profile below.",
        ["library", "edges", "seconds", "µs an ad"],
        rows,
    )


def _networkx(pairs: list[tuple[int, int]]) -> int:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(pairs)
    return sum(1 for _ in nx.connected_components(graph))


def _scipy(pairs: list[tuple[int, int]]) -> int:
    array = np.array(pairs)
    names, places = np.unique(array, return_inverse=True)
    left, right = places.reshape(array.shape).T
    matrix = coo_matrix((np.ones(len(left)), (left, right)), shape=(len(names), len(names)))
    return int(connected_components(matrix, directed=False)[0])
