"""`python -m bench.accuracy.fit`: fit the weights of the shipped rules to made-up worlds, and print them.

What it prints stands in `linkage/link/rules.toml`. Belief first, over links and whether their ads are the
holder's; then what is generic, over identifiers and the beliefs that the first fit gives.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.accuracy.lessons import LESSONS, Lesson, write_lesson
from bench.processes import linkage
from linkage import bootstrap
from linkage.analyse.fitting import Labelled, fit, merged
from linkage.analyse.generic import Nature, nature
from linkage.ingest.truth import read_truth
from linkage.link.belief import probability, rounded
from linkage.link.features import FEATURES, GENERIC_FEATURES
from linkage.link.generic import generic_features
from linkage.link.rules import DEFAULT_RULES
from linkage.resolve import Witnessed, witness
from linkage.services.labelling import MOST, by_operator, labels, shared_names
from linkage.settings import Settings

RIDGE, GENERIC_RIDGE = 1.0, 0.3
EQUAL = 2e5 / 3
"""Links that each world counts as, however many it has."""


class Learned(NamedTuple):
    """What a world shows: its identifiers, who is behind each ad, and how much it counts."""

    identifiers: Sequence[Witnessed]
    operators: Mapping[int, str]
    weight: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the worlds, fit, and print two tables of a rules file."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.fit", description=main.__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of each world's ads; 1")
    parser.add_argument("--folder", help="where to make worlds and stores")
    options = parser.parse_args(arguments)
    learned = []
    for number, lesson in enumerate(LESSONS, 1):
        sys.stderr.write(f"{number} of {len(LESSONS)}: {lesson.world}, seed {lesson.seed}\n")
        with tempfile.TemporaryDirectory(prefix="linkage-fit-", dir=options.folder) as folder:
            learned.append(_learned(Path(folder), lesson, options.share))
    weights = fit(merged([_links(one) for one in learned]), dict.fromkeys(FEATURES, 0.0), RIDGE)
    known = merged([_identifiers(one, weights) for one in learned])
    generic = fit(known, dict.fromkeys(GENERIC_FEATURES, 0.0), GENERIC_RIDGE, GENERIC_FEATURES)
    for title, table in (("weights", weights), ("generic_weights", generic)):
        rows = "".join(f"{name} = {round(value, 3) + 0.0}\n" for name, value in table.items())
        sys.stdout.write(f"[{title}]\n{rows}\n")


def _learned(folder: Path, lesson: Lesson, share: float) -> Learned:
    write_lesson(folder, lesson, share)
    store = folder / "linkage.db"
    linkage("ingest", str(folder / "ads.jsonl"), "--store", str(store), folder=folder)
    truth = read_truth(str(folder / "truth.csv"))
    with bootstrap.build(Settings(store=str(store))) as app:
        operators = {ad.arrival: truth[ad.source, ad.source_id] for ad in app.store.iter_ads()}
        names = list(shared_names(app.store))
        found = app.store.view(
            lambda view: witness(view, DEFAULT_RULES, list(view.numbers(names).values()), MOST)
        )
    return Learned(found, operators, lesson.weight)


def _links(world: Learned) -> Labelled:
    """Links, each with the share of its mates that are of one operator with it."""
    same = by_operator(world.operators)
    known = [link for one in world.identifiers for link in labels(one, same)]
    rows, true = [numbers for numbers, _ in known], [label for _, label in known]
    return Labelled(np.array(rows), np.array(true), np.full(len(known), EQUAL / max(1, len(known))))


def _identifiers(world: Learned, weights: Mapping[str, float]) -> Labelled:
    """Identifiers of strangers and of one operator; what lies between teaches nothing."""
    rows, generic = [], []
    for one in world.identifiers:
        what = nature(world.operators[ad] for ad in one.ads)
        if what in {Nature.GENERIC, Nature.OWN}:
            sample = one.links[: one.core.sampled]
            beliefs = [rounded(probability(numbers, weights)) for _, numbers in sample]
            rows.append(generic_features(one.kind, one.core, beliefs, DEFAULT_RULES))
            generic.append(float(what is Nature.GENERIC))
    shape = (len(rows), len(GENERIC_FEATURES))
    return Labelled(np.array(rows).reshape(shape), np.array(generic), np.full(len(rows), world.weight))


if __name__ == "__main__":
    main()
