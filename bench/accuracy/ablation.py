"""What each signal is worth: the same ads by rules that do without it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from bench.accuracy.figures import Figures, mean, of_evaluation
from bench.accuracy.rules import evaluated
from bench.accuracy.worlds import Plan, seeds_of
from bench.plan import scratch_in
from bench.processes import measured
from bench.stages import BATCH
from bench.tables import Cell, Table
from bench.work import quieten_collector
from linkage import bootstrap
from linkage.ingest.pipeline import batches, prepare_parallel
from linkage.ingest.readers import open_source
from linkage.link.rules import DEFAULT_RULES, KindRule, Rules
from linkage.model import Delta, Kind, Observation
from linkage.resolve import make_resolver
from linkage.services.audit import Actor
from linkage.settings import Settings

Change = Callable[[Rules], Rules]


class Ablation(NamedTuple):
    """What is left out: a change of the rules, or kinds that are as if nobody had extracted them."""

    change: Change = lambda rules: rules
    without: frozenset[Kind] = frozenset()


def _each(rules: Rules, change: Callable[[Kind, KindRule], KindRule]) -> Rules:
    changed = {kind: change(kind, rule) for kind, rule in rules.kinds.items()}
    return replace(rules, kinds=MappingProxyType(changed))


def _weighing(*none: str) -> Change:
    """Features whose names begin so weigh nothing; the other weights are not fitted again."""

    def change(rules: Rules) -> Rules:
        weights = {name: 0.0 if name.startswith(none) else worth for name, worth in rules.weights.items()}
        return replace(rules, weights=MappingProxyType(weights))

    return change


def _without(*kinds: Kind) -> Ablation:
    return Ablation(without=frozenset(kinds))


_WEAK = (Kind.NATIONAL, Kind.USERNAME, Kind.URL, Kind.PICTURE, Kind.TEXT, Kind.VECTOR)
_STRANGERS = ("parties", "many", "lone_many", "stranger", "crowd", "silent_s", "conflict_s", "voices", "kin_")
_PLACES = ("place", "town", "elsewhere", "abroad", "lone_", "many_", "spread", "mixed")
ABLATIONS: Mapping[str, Ablation] = MappingProxyType(
    {
        "generic verdicts": Ablation(lambda rules: replace(rules, generic=1.0)),
        "tenure": Ablation(lambda rules: _each(rules, lambda _, rule: replace(rule, silence=None))),
        "what other contacts of an ad contradict": Ablation(_weighing("conflict", "partial")),
        "how many strangers use it": Ablation(_weighing(*_STRANGERS)),
        "place and days": Ablation(_weighing(*_PLACES)),
        "other contacts in common": Ablation(_weighing("by_contact", "contact_support")),
        "evidence of another family": Ablation(_weighing("by_other", "other_support", "two_families")),
        "likeness of texts": Ablation(lambda rules: replace(rules, text_jaccard=1.0, text_ratio=1.0)),
        "likeness of pictures": Ablation(lambda rules: replace(rules, picture_near=0)),
        "all texts": _without(Kind.TEXT),
        "all pictures": _without(Kind.IMAGE, Kind.PICTURE),
        "all weak kinds": _without(*_WEAK),
        "all phones": _without(Kind.PHONE, Kind.NATIONAL),
        "all handles, user names, pages": _without(Kind.HANDLE, Kind.USERNAME, Kind.URL),
    }
)
"""What is left out, by the name of its row. A row is added here."""
COLUMNS = (("F1 pairwise", "pairwise_f1"), ("F1 B³", "bcubed_f1"), ("F1 exact", "exact_f1"))


def sections(plan: Plan) -> list[Table]:
    """One table a world."""
    return [_world(plan, name) for name in plan.worlds]


def _world(plan: Plan, name: str) -> Table:
    worlds = seeds_of(plan, name)
    full = mean([of_evaluation(evaluated(plan, world)) for world in worlds])
    rows: list[list[Cell]] = [["everything", *_cells(full, full)]]
    for left_out in ABLATIONS:
        found: list[Figures] = []
        for world in worlds:
            with scratch_in(plan.folder) as store:
                arguments = (left_out, str(store), str(world.records), str(world.truth))
                answer = measured("accuracy.ablation", *arguments, folder=plan.folder).answer
            found.append(of_evaluation(answer))
        rows.append([left_out, *_cells(mean(found), full)])
    return Table(
        f"What each signal is worth in the {name} world, {plan.ads:,} ads",
        f"Mean of the seeds {', '.join(map(str, plan.seeds))}: the same ads, without one signal and with "
        "nothing fitted again. The cost is what F1 loses; below zero the signal does harm here.",
        [
            ("left out", ""),
            *((column, form) for title, _ in COLUMNS for column, form in ((title, ".4f"), ("cost", "+.4f"))),
            ("pairwise P", ".4f"),
            ("largest / true", ".2f"),
        ],
        rows,
    )


def _cells(figures: Figures, full: Figures) -> list[Cell]:
    pairs = ((getattr(figures, name), getattr(full, name)) for _, name in COLUMNS)
    costs = [figure for now, before in pairs for figure in (now, before - now)]
    return [*costs, figures.pairwise_p, figures.ratio]


def main(name: str, store: Path, records: Path, truth: Path) -> str:
    """Put the ads into a new store without what the ablation leaves out, and evaluate."""
    quieten_collector()
    ablation = ABLATIONS[name]
    rules = ablation.change(DEFAULT_RULES)
    resolver = make_resolver(rules)
    with bootstrap.build(Settings(store=str(store)), rules=rules) as app, open_source(str(records)) as source:
        for batch, made in prepare_parallel(batches(source, BATCH), 0):
            assert made is not None
            left = tuple(left_out(one, ablation.without) for one in made.observations)
            app.store.apply(Delta(left, origin=batch.file), batch.batch_id, resolver, 0)
        return app.evaluate.evaluate(str(truth), by=Actor("bench")).model_dump_json()


def left_out(observation: Observation, without: frozenset[Kind]) -> Observation:
    """The observation as if nobody had looked for these kinds."""
    return observation._replace(
        evidence=tuple(one for one in observation.evidence if one.kind not in without),
        sketches=tuple(one for one in observation.sketches if one.kind not in without),
    )


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1], *(Path(name) for name in sys.argv[2:5])))
