"""The strongest chain between two nodes of a graph of evidence. Pure.

"Strongest" is the bottleneck order: the weakest link of the chain is as strong as can be; of such
chains one with the fewest links; of those the one whose product of strengths is largest; then the
one whose nodes come first. The first step is Kruskal's (union-find over edges by falling strength
ends when the two nodes meet; Pollack 1960, "The maximum capacity through a network"), the rest is
a breadth-first search over the edges that are strong enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import NamedTuple

from linkage.link.unionfind import UnionFind

Node = tuple[str | int, ...]
"""Any comparable name; nodes of one kind must have one shape."""


class Edge(NamedTuple):
    """An undirected edge. `strength` is above 0; certain things may exceed 1."""

    strength: float
    a: Node
    b: Node


class Chain(NamedTuple):
    """Nodes from one end to the other, and the strength of the weakest edge between them."""

    nodes: tuple[Node, ...]
    strength: float


def strongest(edges: Iterable[Edge], start: Node, end: Node) -> Chain | None:
    """The strongest chain from `start` to `end`, or None when they are not connected.

    It depends on the set of edges only, not on their order.
    """
    ordered = sorted(edges, reverse=True)
    weakest = _bottleneck(ordered, start, end)
    if weakest is None:
        return None
    neighbours: dict[Node, dict[Node, float]] = {}
    for edge in ordered:
        if edge.strength >= weakest:
            neighbours.setdefault(edge.a, {}).setdefault(edge.b, edge.strength)
            neighbours.setdefault(edge.b, {}).setdefault(edge.a, edge.strength)
    return Chain(_fewest(neighbours, start, end), weakest)


def _bottleneck(ordered: list[Edge], start: Node, end: Node) -> float | None:
    sets = UnionFind[Node]()
    for edge in ordered:
        sets.union(edge.a, edge.b)
        if sets.find(start) == sets.find(end):
            return edge.strength
    return None


def _fewest(neighbours: dict[Node, dict[Node, float]], start: Node, end: Node) -> tuple[Node, ...]:
    """Level by level; every node keeps the best of its predecessors one level before."""
    score: dict[Node, float] = {start: 0.0}
    before: dict[Node, Node] = {}
    level = [start]
    while end not in score:
        reached: dict[Node, tuple[float, Node]] = {}
        for node in sorted(level):
            for other, strength in neighbours[node].items():
                if other in score:
                    continue
                gained = score[node] + log(strength)
                if other not in reached or gained > reached[other][0]:
                    reached[other] = (gained, node)
        for other, (gained, node) in reached.items():
            score[other] = gained
            before[other] = node
        level = list(reached)
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return tuple(reversed(path))
