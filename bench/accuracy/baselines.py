"""What simpler rules make of the identifiers that a store holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import apsw
import numpy as np

from bench.accuracy.figures import Figures, capped, of_labels, truth_of
from bench.edges import Flags, Links, Numbers, components, dense, holders, links

FOLLOWED = "linkage's followed links, no weak pairs"
CEILING = "strong identifiers, but never across operators"


class Rule(NamedTuple):
    """Which links a rule follows, and above how many ads it calls an identifier generic, if ever."""

    follow: Callable[[Links], Flags]
    most: float | None


def _at_most(most: int) -> Rule:
    return Rule(lambda known: known.strong & (known.ads <= most), most)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "any shared identifier": Rule(lambda known: np.ones(len(known.ad), dtype=bool), inf),
        "any shared strong identifier": Rule(lambda known: known.strong, inf),
        "strong identifiers on at most 20 ads": _at_most(20),
        "strong identifiers on at most 100 ads": _at_most(100),
        "linkage's verdicts, strays followed": Rule(lambda known: known.linking, None),
        FOLLOWED: Rule(lambda known: known.followed, None),
    }
)


class Ads(NamedTuple):
    """Every ad of a store in order of arrival: its number, the one behind it, and its network's label."""

    numbers: Numbers
    operators: Sequence[str]
    labels: Sequence[int]


def ads_of(store: Path, truth: Path) -> Ads:
    """Read them. Raises KeyError for an ad that the truth does not name."""
    known = truth_of(truth)
    with closing(apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
        rows = connection.execute("SELECT ad, label, source, source_id FROM ad ORDER BY ad").fetchall()
    return Ads(
        np.array([row[0] for row in rows], dtype=np.int64),
        [known[str(source), str(source_id)] for _, _, source, source_id in rows],
        [int(str(row[1])) for row in rows],
    )


def main(store: Path, truth: Path) -> dict[str, Figures]:
    """Figures of each rule, by its name."""
    ads = ads_of(store, truth)
    held = links(store)
    place = np.searchsorted(ads.numbers, held.ad)
    ident, holder = dense(held.ident), holders(held)
    found: dict[str, Figures] = {}
    for name, rule in RULES.items():
        chosen, to = rule.follow(held), holder if name == FOLLOWED else ident
        labels = components(place[chosen], to[chosen], len(ads.operators))
        tally = None if rule.most is None else capped(ident, place, ads.operators, rule.most)
        found[name] = of_labels(ads.operators, labels.tolist(), tally)
    numbers = np.unique(ads.operators, return_inverse=True)[1].astype(np.int64)
    labels = _ceiling(held, place, ident, numbers)
    return {**found, CEILING: of_labels(ads.operators, labels.tolist(), None)}


def _ceiling(held: Links, place: Numbers, ident: Numbers, operators: Numbers) -> Numbers:
    """Components when an identifier joins only ads of the same operator."""
    mine = dense(ident * (int(operators.max(initial=0)) + 1) + operators[place])
    return components(place[held.strong], mine[held.strong], len(operators))


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
