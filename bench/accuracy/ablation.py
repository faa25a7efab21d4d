"""What each signal is worth: the same ads by rules that do without it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from bench.accuracy.figures import Figures, mean, of_evaluation
from bench.accuracy.rules import evaluated
from bench.accuracy.worlds import Plan, seeds_of
from bench.plan import scratch_in
from bench.processes import measured
from bench.tables import Cell, Table
from bench.work import quieten_collector
from linkage import bootstrap
from linkage.link.rules import DEFAULT_RULES, KindRule, Rules
from linkage.model import Kind, Verdict
from linkage.services.audit import Actor
from linkage.settings import Settings

Change = Callable[[Rules], Rules]


def _without(kinds: Collection[Kind]) -> Change:
    """Identifiers of these kinds are shown and never followed, nor do they make a pair."""
    return lambda rules: _each(
        rules, lambda kind, rule: replace(rule, default=Verdict.GENERIC) if kind in kinds else rule
    )


def _each(rules: Rules, change: Callable[[Kind, KindRule], KindRule]) -> Rules:
    changed = {kind: change(kind, rule) for kind, rule in rules.kinds.items()}
    return replace(rules, kinds=MappingProxyType(changed))


ABLATIONS: Mapping[str, Change] = MappingProxyType(
    {
        "no cohesion, only the share of corroborated pairs": lambda rules: replace(rules, min_cohesion=0.0),
        "no share of pairs, only cohesion": lambda rules: replace(rules, min_share=0.0),
        "no corroboration": lambda rules: replace(rules, min_share=0.0, min_cohesion=0.0),
        "corroboration only above 100 ads": lambda rules: replace(rules, small=100),
        "no tenure": lambda rules: _each(rules, lambda _, rule: replace(rule, silence=None)),
        "no weak evidence": lambda rules: replace(rules, linked=2.0),
        "no pictures": _without({Kind.IMAGE, Kind.PICTURE}),
        "no near pictures": _without({Kind.PICTURE}),
        "no texts": _without({Kind.TEXT}),
        "no phones": _without({Kind.PHONE, Kind.NATIONAL}),
        "no handles, user names, pages": _without({Kind.HANDLE, Kind.USERNAME, Kind.URL}),
    }
)
"""What is left out, and how the rules say so. A row is added here."""
COLUMNS = (("F1 pairwise", "pairwise_f1"), ("F1 B³", "bcubed_f1"), ("F1 exact", "exact_f1"))


def sections(plan: Plan) -> list[Table]:
    """One table a world."""
    return [_world(plan, name) for name in plan.worlds]


def _world(plan: Plan, name: str) -> Table:
    worlds = seeds_of(plan, name)
    full = mean([of_evaluation(evaluated(plan, world)) for world in worlds])
    rows: list[list[Cell]] = [["everything", *_cells(full, full)]]
    for change in ABLATIONS:
        found: list[Figures] = []
        for world in worlds:
            with scratch_in(plan.folder) as store:
                arguments = (change, str(store), str(world.records), str(world.truth))
                answer = measured("accuracy.ablation", *arguments, folder=plan.folder).answer
            found.append(of_evaluation(answer))
        rows.append([change, *_cells(mean(found), full)])
    return Table(
        f"What each signal is worth in the {name} world, {plan.ads:,} ads",
        f"Mean of the seeds {', '.join(map(str, plan.seeds))}: the same ads, resolved without one signal. "
        "The cost is what F1 loses; below zero the signal does harm here.",
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
    """Ingest by changed rules into a new store, and evaluate."""
    quieten_collector()
    rules, by = ABLATIONS[name](DEFAULT_RULES), Actor("bench")
    with bootstrap.build(Settings(store=str(store)), rules=rules) as app:
        app.ingest.ingest([str(records)], by=by)
        return app.evaluate.evaluate(str(truth), by=by).model_dump_json()


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1], *(Path(name) for name in sys.argv[2:5])))
