"""The figures that every rule is judged by, and how they look in a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np

from bench.edges import Numbers
from bench.tables import Cell
from linkage.analyse.generic import GenericTally, nature
from linkage.analyse.scoring import score

COLUMNS: Sequence[tuple[str, str]] = (
    *((f"pairwise {name}", ".3f") for name in ("P", "R", "F1")),
    *((f"B³ {name}", ".3f") for name in ("P", "R", "F1")),
    ("exact F1", ".3f"),
    ("largest / true", ".2f"),
    ("over-merged", ",.0f"),
    ("under-merged", ",.0f"),
    ("generic P", ".3f"),
    ("generic R", ".3f"),
)
NONE = "-"
"""A figure that does not apply."""


class Figures(NamedTuple):
    """What `COLUMNS` shows; the generic pair is None for a rule that has no verdicts."""

    pairwise_p: float
    pairwise_r: float
    pairwise_f1: float
    bcubed_p: float
    bcubed_r: float
    bcubed_f1: float
    exact_f1: float
    ratio: float
    over_merged: float
    under_merged: float
    generic_p: float | None
    generic_r: float | None

    def cells(self) -> list[Cell]:
        """As cells of a row."""
        return [NONE if figure is None else figure for figure in self]


def mean(figures: Sequence[Figures]) -> Figures:
    """Of each figure over several runs."""
    return Figures._make(_mean(column) for column in zip(*figures, strict=True))


def _mean(column: Sequence[float | None]) -> float | None:
    known = [figure for figure in column if figure is not None]
    return fmean(known) if len(known) == len(column) else None


def of_evaluation(answer: Mapping[str, Any]) -> Figures:
    """Those in an answer of `linkage evaluate`."""
    scores = [answer[name][one] for name in ("pairwise", "bcubed") for one in ("precision", "recall", "f1")]
    counts = [answer[name] for name in ("ratio", "over_merged", "under_merged")]
    generic = answer["generic"][0]["score"]
    return Figures._make([*scores, answer["exact"]["f1"], *counts, generic["precision"], generic["recall"]])


def of_labels(operators: Sequence[str], labels: Iterable[object], tally: GenericTally | None) -> Figures:
    """Those of a partition: the operator and the network of each ad, in one order."""
    found = score(enumerate(operators), enumerate(map(str, labels)))
    both = [
        figure for one in (found.pairwise, found.bcubed) for figure in (one.precision, one.recall, one.f1)
    ]
    generic = (None, None) if tally is None else (tally.score.precision, tally.score.recall)
    counts = (found.ratio, found.over_merged, found.under_merged)
    return Figures._make([*both, found.exact.f1, *counts, *generic])


def capped(ident: Numbers, place: Numbers, operators: Sequence[str], most: float) -> GenericTally:
    """What a rule finds that calls every identifier on more than `most` ads generic."""
    tally = GenericTally()
    for places in grouped(ident, place):
        what = nature(operators[each] for each in places)
        if what is not None:
            tally.add(what, called_generic=len(places) > most)
    return tally


def grouped(ident: Numbers, place: Numbers) -> Iterator[list[int]]:
    """Places of the ads that carry each identifier."""
    order = np.argsort(ident, kind="stable")
    ends = np.flatnonzero(np.diff(ident[order])) + 1
    for group in np.split(place[order], ends):
        yield group.tolist()


def truth_of(path: Path) -> Mapping[tuple[str, str], str]:
    """Operator by source and id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["source"], row["source_id"]): row["operator"] for row in csv.DictReader(file)}
