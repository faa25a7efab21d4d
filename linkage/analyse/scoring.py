"""How well networks match the operators behind them. Pure functions over the contingency table.

Pairwise and B-cubed figures (Bagga and Baldwin 1998) both: hubs ruin the first and hardly move
the second, and the largest network shows at once whether everything has run together. Exact
clusters (cluster precision and recall in Binette and Steorts 2022) forgive nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from math import fsum


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall in [0, 1]; 1 where nothing was claimed or nothing was to be found.

    `claimed` and `wanted` count what the two are shares of.
    """

    precision: float
    recall: float
    claimed: int = field(default=1, compare=False)
    wanted: int = field(default=1, compare=False)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def part(right: int, claimed: int, wanted: int) -> Score:
    """The score of so many right ones among the claimed and the wanted."""
    return Score(
        right / claimed if claimed else 1.0, right / wanted if wanted else 1.0, claimed=claimed, wanted=wanted
    )


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything that one comparison says.

    `largest` counts ads of the largest network, `largest_operator` those of the largest operator.
    `over_merged` networks hold ads of several operators, `foreign` of these ads in all are not of
    their network's commonest one; `under_merged` operators are spread over several networks.
    """

    items: int
    operators: int
    networks: int
    largest: int
    largest_operator: int
    pairwise: Score
    bcubed: Score
    exact: Score
    over_merged: int
    foreign: int
    under_merged: int

    @property
    def ratio(self) -> float:
        """Largest network over largest operator; 1 when there is neither."""
        return self.largest / self.largest_operator if self.largest_operator else 1.0

    def describe(self) -> list[str]:
        """The figures as lines to print."""
        named = (("pairwise", self.pairwise), ("B-cubed", self.bcubed), ("exact", self.exact))
        return [
            *(f"{name:8}  P {one.precision:.4f}  R {one.recall:.4f}  F1 {one.f1:.4f}" for name, one in named),
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
    return part(both, claimed, true)


def bcubed(table: Contingency) -> Score:
    """Precision and recall of each item's own class, averaged over the items."""
    items = table.items
    if not items:
        return Score(1.0, 1.0, 0, 0)
    precision = fsum(n * n / table.predicted[network] for (_, network), n in table.cells.items())
    recall = fsum(n * n / table.truth[true] for (true, _), n in table.cells.items())
    return Score(precision / items, recall / items)


def exact(table: Contingency) -> Score:
    """Networks that hold all ads of one operator and no other: share of all networks, of all operators.

    An operator of one ad counts as any other does.
    """
    right = sum(n == table.truth[true] == table.predicted[net] for (true, net), n in table.cells.items())
    claimed, true = len(table.predicted), len(table.truth)
    return part(right, claimed, true)


def score(
    truth: Iterable[tuple[Hashable, Hashable]], membership: Iterable[tuple[Hashable, Hashable]]
) -> Scores:
    """Compare (item, operator) with (item, network); see `contingency` for items on one side only."""
    table = contingency(truth, membership)
    commonest: dict[Hashable, int] = {}
    for (_, network), count in table.cells.items():
        commonest[network] = max(count, commonest.get(network, 0))
    return Scores(
        items=table.items,
        operators=len(table.truth),
        networks=len(table.predicted),
        largest=max(table.predicted.values(), default=0),
        largest_operator=max(table.truth.values(), default=0),
        pairwise=pairwise(table),
        bcubed=bcubed(table),
        exact=exact(table),
        over_merged=_repeated(network for _, network in table.cells),
        foreign=table.items - sum(commonest.values()),
        under_merged=_repeated(true for true, _ in table.cells),
    )


def _repeated(classes: Iterable[Hashable]) -> int:
    return sum(times > 1 for times in Counter(classes).values())


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)
