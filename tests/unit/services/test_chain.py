"""The strongest chain, against networkx and against every permutation of its input."""

from __future__ import annotations

from itertools import pairwise
from math import isclose, prod

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from linkage.services.chain import Edge, Node, strongest

A, B, C, D = (("ad", name) for name in "abcd")


def test_prefers_the_stronger_bottleneck_over_fewer_hops() -> None:
    edges = [Edge(0.5, A, D), Edge(0.9, A, B), Edge(0.8, B, C), Edge(0.9, C, D)]
    chain = strongest(edges, A, D)
    assert chain is not None
    assert chain.nodes == (A, B, C, D)
    assert chain.strength == 0.8


def test_prefers_fewer_hops_at_the_same_bottleneck() -> None:
    edges = [Edge(0.8, A, D), Edge(0.9, A, B), Edge(0.8, B, D)]
    chain = strongest(edges, A, D)
    assert chain is not None
    assert chain.nodes == (A, D)


def test_prefers_more_strength_at_the_same_bottleneck_and_length() -> None:
    edges = [Edge(0.8, A, B), Edge(0.8, B, D), Edge(0.8, A, C), Edge(0.9, C, D)]
    chain = strongest(edges, A, D)
    assert chain is not None
    assert chain.nodes == (A, C, D)


def test_takes_the_smaller_name_between_equals() -> None:
    edges = [Edge(0.8, A, C), Edge(0.8, C, D), Edge(0.8, A, B), Edge(0.8, B, D)]
    chain = strongest(edges, A, D)
    assert chain is not None
    assert chain.nodes == (A, B, D)


def test_no_chain_between_strangers() -> None:
    assert strongest([Edge(0.9, A, B), Edge(0.9, C, D)], A, D) is None


WORTH = st.sampled_from([0.25, 0.5, 0.75, 1.0])
NODES = st.integers(0, 6)
EDGES = st.lists(st.tuples(WORTH, NODES, NODES).filter(lambda edge: edge[1] != edge[2]), max_size=16)


@given(EDGES, st.randoms(use_true_random=False))
def test_agrees_with_all_simple_paths(drawn: list[tuple[float, int, int]], random: object) -> None:
    best: dict[tuple[Node, Node], float] = {}
    for worth, a, b in drawn:
        pair = tuple(sorted((("n", a), ("n", b))))
        best[pair[0], pair[1]] = max(worth, best.get((pair[0], pair[1]), 0.0))
    edges = [Edge(worth, a, b) for (a, b), worth in best.items()]
    graph: nx.Graph[Node] = nx.Graph()
    graph.add_nodes_from([("n", 0), ("n", 1)])
    graph.add_weighted_edges_from((a, b, worth) for worth, a, b in edges)
    ranked = []
    for path in nx.all_simple_paths(graph, ("n", 0), ("n", 1)):
        worths = [graph[a][b]["weight"] for a, b in pairwise(path)]
        ranked.append((min(worths), -len(worths), prod(worths)))
    chain = strongest(edges, ("n", 0), ("n", 1))
    if not ranked:
        assert chain is None
        return
    assert chain is not None
    taken = [graph[a][b]["weight"] for a, b in pairwise(chain.nodes)]
    weakest, hops, product = max(ranked)
    assert (min(taken), -len(taken)) == (weakest, hops)
    assert chain.strength == weakest
    assert isclose(prod(taken), product)
    random.shuffle(edges)  # type: ignore[attr-defined]
    assert strongest(edges, ("n", 0), ("n", 1)) == chain
