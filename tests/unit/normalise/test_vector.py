"""Embeddings that come with a record."""

from __future__ import annotations

import pytest

from linkage.model import Record
from linkage.normalise.vector import find


@pytest.mark.parametrize("number", [0.0, 1e308, 1e-308, 1e154, float("nan"), float("inf")])
def test_what_has_no_direction_is_passed_over(number: float) -> None:
    assert not list(find(Record("s", "1", embeddings=(("face-v2", (number,) * 20),))))


def test_length_does_not_matter_to_what_is_compared() -> None:
    vectors = [(3e-90, 4e-90), (3.0, 4.0), (3e90, 4e90)]
    bodies = {sketch.body for v in vectors for _, sketch in find(Record("s", "1", embeddings=(("m", v),)))}
    assert len(bodies) == 1
