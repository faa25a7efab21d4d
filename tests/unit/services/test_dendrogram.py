"""Networks of chance cut at every threshold, against components worked out anew each time."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from linkage.services.chain import Edge
from linkage.services.dendrogram import Dendrogram

STRENGTHS = (0.98, 0.985, 0.99, 0.995, 0.999, 1.0)
THRESHOLDS = (0.0, *STRENGTHS, 1.1)

graphs = st.integers(1, 9).flatmap(
    lambda ads: st.tuples(
        st.permutations(range(ads)),
        st.lists(
            st.tuples(st.integers(0, ads - 1), st.integers(0, 5), st.sampled_from(STRENGTHS)), max_size=25
        ),
    )
)
"""Arrival numbers of ads, and links of ads to holders."""


def made(graph: tuple[list[int], list[tuple[int, int, float]]]) -> tuple[dict[str, int], list[Edge]]:
    arrivals, links = graph
    ads = {f"ad-{place}": arrival for place, arrival in enumerate(arrivals)}
    return ads, [Edge(worth, ("ad", f"ad-{ad}"), ("holder", holder)) for ad, holder, worth in links]


def components(ads: dict[str, int], edges: list[Edge], least: float) -> set[frozenset[str]]:
    graph: nx.Graph[object] = nx.Graph()
    graph.add_nodes_from(("ad", ad) for ad in ads)
    graph.add_edges_from((edge.a, edge.b) for edge in edges if edge.strength >= least)
    groups = (
        frozenset(str(node[1]) for node in group if node[0] == "ad")  # type: ignore[index]
        for group in nx.connected_components(graph)
    )
    return {group for group in groups if group}


@given(graphs)
def test_parts_are_the_components_of_what_is_strong_enough(
    graph: tuple[list[int], list[tuple[int, int, float]]],
) -> None:
    ads, edges = made(graph)
    tree = Dendrogram(ads, edges)
    for least in THRESHOLDS:
        parts = tree.parts(least)
        assert {frozenset(part) for part in parts} == components(ads, edges, least)
        assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
        assert all(part[0] == min(part, key=ads.__getitem__) for part in parts)


@given(graphs)
def test_parts_lie_inside_the_parts_of_lower_thresholds(
    graph: tuple[list[int], list[tuple[int, int, float]]],
) -> None:
    ads, edges = made(graph)
    tree = Dendrogram(ads, edges)
    for lower, higher in pairwise(THRESHOLDS):
        whole = [set(part) for part in tree.parts(lower)]
        assert all(any(part <= one for one in whole) for part in map(set, tree.parts(higher)))


@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_edges_changes_nothing(
    graph: tuple[list[int], list[tuple[int, int, float]]], chance: object
) -> None:
    ads, edges = made(graph)
    shaken = list(edges)
    chance.shuffle(shaken)  # type: ignore[attr-defined]
    for least in THRESHOLDS:
        assert Dendrogram(ads, shaken).parts(least) == Dendrogram(ads, edges).parts(least)


@given(graphs)
def test_levels_are_where_it_falls_apart(graph: tuple[list[int], list[tuple[int, int, float]]]) -> None:
    ads, edges = made(graph)
    tree = Dendrogram(ads, edges)
    levels = tree.weakest(100)
    assert [level.confidence for level in levels] == sorted({level.confidence for level in levels})
    for level in levels:
        at, above = tree.parts(level.confidence), tree.parts(level.confidence + 1e-9)
        assert len(at) < len(above)
        assert level.sizes == tuple(map(len, above))
    falls = [s for s in STRENGTHS if len(tree.parts(s)) < len(tree.parts(s + 1e-9))]
    assert [level.confidence for level in levels] == falls
    assert tree.weakest(1) == levels[:1]
