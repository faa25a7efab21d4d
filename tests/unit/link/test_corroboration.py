"""Corroboration: figures of samples whose structure is known."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from linkage.link.corroboration import corroborate


def test_nothing_shared() -> None:
    assert corroborate([{1}, {2}, set(), {3}]) == (4, 0.0, 0.25)


def test_everything_shared() -> None:
    assert corroborate([{1, 9}, {1}, {1, 2}]) == (3, 1.0, 1.0)


def test_a_chain_hangs_together_with_few_pairs() -> None:
    sample = [{i, i + 1} for i in range(32)]
    sampled, share, cohesion = corroborate(sample)
    assert (sampled, cohesion) == (32, 1.0)
    assert share == 31 / 496


def test_busy_operators_do_not_vouch_for_a_switchboard() -> None:
    """Four operators of eight ads: over a fifth of the pairs agree, yet nothing holds the whole."""
    _, share, cohesion = corroborate([{ad // 8} for ad in range(32)])
    assert share > 0.2
    assert cohesion == 0.25


@given(st.lists(st.sets(st.integers(0, 12), max_size=4), min_size=2, max_size=12))
def test_equals_a_graph_library(sample: list[set[int]]) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(sample)))
    graph.add_edges_from((a, b) for a, b in combinations(range(len(sample)), 2) if sample[a] & sample[b])
    figures = corroborate(sample)
    assert figures.share == graph.number_of_edges() / (len(sample) * (len(sample) - 1) // 2)
    assert figures.cohesion == max(map(len, nx.connected_components(graph))) / len(sample)
