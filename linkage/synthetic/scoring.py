"""How well networks match the operators behind them. Pure functions over the contingency table.

Pairwise and B-cubed figures (Bagga and Baldwin 1998) both: hubs ruin the first and hardly move
the second, and the largest network shows at once whether everything has run together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall in [0, 1]; 1 where nothing was claimed or nothing was to be found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything that one comparison says. `largest` counts ads of the largest network."""

    items: int
    operators: int
    networks: int
    largest: int
    pairwise: Score
    bcubed: Score

    def describe(self) -> list[str]:
        """The figures as lines to print."""
        pairwise, bcubed = self.pairwise, self.bcubed
        return [
            f"pairwise  P {pairwise.precision:.4f}  R {pairwise.recall:.4f}  F1 {pairwise.f1:.4f}",
            f"B-cubed   P {bcubed.precision:.4f}  R {bcubed.recall:.4f}  F1 {bcubed.f1:.4f}",
            (
                f"{self.networks:,} networks for {self.operators:,} operators; "
                f"largest {self.largest:,} of {self.items:,} ads"
            ),
        ]


@dataclass(frozen=True, slots=True)
class Contingency:
    """How many items each pair of (true class, predicted class) shares, and each class holds."""

    cells: Counter[tuple[Hashable, Hashable]]
    truth: Counter[Hashable]
    predicted: Counter[Hashable]

    @property
    def items(self) -> int:
        """All items."""
        return self.truth.total()


def contingency(
    truth: Iterable[tuple[Hashable, Hashable]], membership: Iterable[tuple[Hashable, Hashable]]
) -> Contingency:
    """Count items by class, from (item, class) on both sides.

    The truth says which items there are: an item that only `membership` names is left out, one
    that it does not name is alone in a class of its own. Of an item named twice the last counts.
    """
    classes = dict(truth)
    found = {item: network for item, network in membership if item in classes}
    pairs = (
        (true, (True, found[item]) if item in found else (False, item)) for item, true in classes.items()
    )
    cells: Counter[tuple[Hashable, Hashable]] = Counter(pairs)
    rows: Counter[Hashable] = Counter()
    columns: Counter[Hashable] = Counter()
    for (true, network), count in cells.items():
        rows[true] += count
        columns[network] += count
    return Contingency(cells, rows, columns)


def pairwise(table: Contingency) -> Score:
    """Precision and recall over the pairs of items that are together."""
    both = _pairs(table.cells.values())
    claimed, true = _pairs(table.predicted.values()), _pairs(table.truth.values())
    return Score(both / claimed if claimed else 1.0, both / true if true else 1.0)


def bcubed(table: Contingency) -> Score:
    """Precision and recall of each item's own class, averaged over the items."""
    items = table.items
    if not items:
        return Score(1.0, 1.0)
    precision = fsum(n * n / table.predicted[network] for (_, network), n in table.cells.items())
    recall = fsum(n * n / table.truth[true] for (true, _), n in table.cells.items())
    return Score(precision / items, recall / items)


def score(
    truth: Iterable[tuple[Hashable, Hashable]], membership: Iterable[tuple[Hashable, Hashable]]
) -> Scores:
    """Compare (item, operator) with (item, network); see `contingency` for items on one side only."""
    table = contingency(truth, membership)
    return Scores(
        items=table.items,
        operators=len(table.truth),
        networks=len(table.predicted),
        largest=max(table.predicted.values(), default=0),
        pairwise=pairwise(table),
        bcubed=bcubed(table),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)
