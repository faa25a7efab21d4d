from __future__ import annotations

import pytest

from linkage.analyse.generic import GenericTally, Nature, nature
from linkage.analyse.scoring import Score


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        ("", None),
        ("aaaa", None),
        ("abcd", None),
        ("aaaaa", Nature.OWN),
        ("abcde", Nature.GENERIC),
        ("aaaabcde", Nature.GENERIC),  # half of the ads, not more
        ("aaaaabcde", Nature.CONTESTED),  # five in nine
        ("aabbccdd", Nature.CONTESTED),  # four operators are not yet many
        ("aaaab", Nature.OWN),  # eight in ten
        ("aaaabb", Nature.CONTESTED),
    ],
)
def test_what_an_identifier_is(operators: str, expected: Nature | None) -> None:
    assert nature(operators) is expected


def test_contested_identifiers_count_neither_way() -> None:
    tally = GenericTally()
    for what, called in [
        (Nature.GENERIC, True),
        (Nature.GENERIC, True),
        (Nature.GENERIC, False),
        (Nature.OWN, True),
        (Nature.OWN, False),
        (Nature.CONTESTED, True),
        (Nature.CONTESTED, False),
    ]:
        tally.add(what, called_generic=called)
    assert tally == GenericTally(found=2, missed=1, wrong=1, right=1, contested=2)
    assert tally.score == Score(2 / 3, 2 / 3)
    assert GenericTally(right=4).score == Score(1.0, 1.0)
