"""Separation: cannot-links cut the weakest evidence, whatever order it came in."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from linkage.ports import Constraint
from linkage.resolve.components import MUST, Edge, join, separate, violated


def star(ad: int, ident: int, strength: float) -> Edge:
    return Edge(ad, ident, 0, None, strength, (0, ident, ad))


def must(a: int, b: int) -> Edge:
    return Edge(a, None, 0, b, MUST, (0, a, b))


def cannot(a: int, b: int, name: str = "d") -> Constraint:
    return Constraint(False, a, b, name)


def test_the_weakest_link_of_the_chain_is_cut() -> None:
    edges = [star(1, 10, 0.9), star(2, 10, 0.9), star(2, 11, 0.5), star(3, 11, 0.8)]
    parts, cuts = separate([1, 2, 3], edges, [cannot(1, 3)])
    assert sorted(map(sorted, parts)) == [[1, 2], [3]]
    assert [(cut.ad, cut.ident, cut.decision_id) for cut in cuts] == [(2, 11, "d")]


def test_a_must_link_outweighs_evidence() -> None:
    edges = [star(1, 10, 0.9), star(3, 10, 0.9), must(2, 3)]
    parts, _ = separate([1, 2, 3], edges, [cannot(1, 3)])
    assert sorted(map(sorted, parts)) == [[1], [2, 3]]


def test_the_smallest_decision_is_named() -> None:
    edges = [star(1, 10, 0.9), star(2, 10, 0.9)]
    _, cuts = separate([1, 2], edges, [cannot(1, 2, "b"), cannot(2, 1, "a")])
    assert [cut.decision_id for cut in cuts] == ["a"]


@given(st.data())
def test_never_broken_and_never_by_arrival(data: st.DataObject) -> None:
    ads = list(range(1, data.draw(st.integers(2, 9)) + 1))
    ad = st.sampled_from(ads)
    drawn = data.draw(
        st.lists(st.tuples(ad, st.integers(20, 25), st.sampled_from([0.5, 0.8, 0.9])), max_size=20)
    )
    edges = list({(a, i): star(a, i, s) for a, i, s in drawn}.values())
    pairs = data.draw(st.lists(st.tuples(ad, ad).filter(lambda pair: pair[0] != pair[1]), max_size=4))
    barred = [cannot(a, b, f"d{n}") for n, (a, b) in enumerate(pairs)]
    parts, cuts = separate(ads, edges, barred)
    assert not violated(parts, barred)
    left = [edge for edge in edges if (edge.ad, edge.ident) not in {(cut.ad, cut.ident) for cut in cuts}]
    assert sorted(map(sorted, join(ads, left))) == sorted(map(sorted, parts))
    for cut in cuts:
        again = next(edge for edge in edges if (edge.ad, edge.ident) == (cut.ad, cut.ident))
        assert violated(join(ads, [*left, again]), barred)
    shuffled = edges[:]
    random.Random(data.draw(st.integers())).shuffle(shuffled)
    assert sorted(map(sorted, separate(ads, shuffled, barred)[0])) == sorted(map(sorted, parts))
