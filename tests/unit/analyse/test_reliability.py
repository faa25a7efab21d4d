from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.analyse.reliability import EDGES, Bin, reliability

LINKS = st.lists(st.tuples(st.floats(0, 1) | st.sampled_from(EDGES), st.booleans()), max_size=40)


def test_a_known_case() -> None:
    figures = reliability([(0.9, True), (0.94, False), (0.5, True), (1.0, True), (0.2, False)])
    assert figures.bins == (
        Bin(0.0, 0.5, 1, 0.2, 0.0),
        Bin(0.5, 0.6, 1, 0.5, 1.0),
        Bin(0.9, 0.95, 2, (0.9 + 0.94) / 2, 0.5),
        Bin(0.99, 1.0, 1, 1.0, 1.0),
    )
    assert (figures.links, figures.true) == (5, 0.6)
    assert figures.said == pytest.approx((0.9 + 0.94 + 0.5 + 1.0 + 0.2) / 5)
    assert figures.brier == pytest.approx((0.1**2 + 0.94**2 + 0.5**2 + 0 + 0.2**2) / 5)
    assert figures.calibration_error == pytest.approx((0.2 + 0.5 + 2 * 0.42 + 0) / 5)


@given(LINKS)
def test_figures_equal_the_definition(links: list[tuple[float, bool]]) -> None:
    figures = reliability(links)
    error = squares = 0.0
    held = 0
    for low, high in pairwise(EDGES):
        mine = [one for one in links if low <= one[0] and (one[0] < high or one[0] == high == 1)]
        held += bool(mine)
        error += abs(sum(said for said, _ in mine) - sum(true for _, true in mine))
        squares += sum((said - true) ** 2 for said, true in mine)
    assert figures.links == len(links)
    assert len(figures.bins) == held
    assert figures.brier * len(links) == pytest.approx(squares)
    assert figures.calibration_error * len(links) == pytest.approx(error)


@pytest.mark.parametrize("said", [-0.1, 1.1, float("nan")])
def test_a_confidence_is_a_probability(said: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability([(said, True)])
