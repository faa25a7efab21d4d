"""Which identifiers are truly generic, by the operators of the ads that carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from linkage.analyse.scoring import Score, part

LEAST_ADS = 5
"""Ads below which an identifier says nothing about being generic: three ads with three phones may be one
operator that changes its phone."""
LEAST_OPERATORS = 5
MOST_SHARE = 0.5
"""Of a generic identifier's ads, the largest share that one operator may have."""
OWN_SHARE = 0.8
"""Share of its ads from which an identifier is one operator's, strangers or not."""


class Nature(StrEnum):
    """What an identifier is by the truth about its ads."""

    GENERIC = "generic"
    OWN = "own"
    CONTESTED = "contested"
    """Shared by few, or mostly but not quite one operator's: neither verdict on it is an error."""


def nature(operators: Iterable[Hashable]) -> Nature | None:
    """What an identifier is, from the operator of each of its ads; None on too few of them."""
    counts = Counter(operators)
    ads = counts.total()
    if ads < LEAST_ADS:
        return None
    most = max(counts.values())
    if len(counts) >= LEAST_OPERATORS and most <= MOST_SHARE * ads:
        return Nature.GENERIC
    return Nature.OWN if most >= OWN_SHARE * ads else Nature.CONTESTED


@dataclass(slots=True)
class GenericTally:
    """Identifiers by what they are and whether they were called generic.

    `found` and `missed` are truly generic; `wrong` and `right` are one operator's, of which those
    that are `wrong` were called generic. `contested` ones stand apart.
    """

    found: int = 0
    missed: int = 0
    wrong: int = 0
    right: int = 0
    contested: int = 0

    def add(self, what: Nature, *, called_generic: bool) -> None:
        """Count one identifier."""
        if what is Nature.CONTESTED:
            self.contested += 1
        elif what is Nature.GENERIC:
            self.found += called_generic
            self.missed += not called_generic
        else:
            self.wrong += called_generic
            self.right += not called_generic

    @property
    def score(self) -> Score:
        """Precision and recall of calling generic; 1 where nothing was called or nothing is."""
        return part(self.found, self.found + self.wrong, self.found + self.missed)
