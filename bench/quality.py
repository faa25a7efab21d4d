"""How well networks match the operators behind the ads as they grow in number, beside simpler rules."""

from __future__ import annotations

from bench.accuracy.figures import COLUMNS, Figures, of_evaluation
from bench.plan import Plan, built, world
from bench.processes import linkage, measured
from bench.tables import Cell, Table


def sections(plan: Plan) -> list[Table]:
    """One table: every rule at the smallest and at the largest size."""
    rows: list[list[Cell]] = []
    for ads in plan.ends:
        store, truth = str(built(plan, ads)), str(world(plan, ads).truth)
        ours = linkage("evaluate", "--truth", truth, "--store", store, folder=plan.folder).answer
        rows.append([f"{ads:,}: **linkage**", *of_evaluation(ours).cells()])
        found = measured("accuracy.baselines", store, truth, folder=plan.folder).answer
        rows += [[f"{ads:,}: {name}", *Figures(*figures).cells()] for name, figures in found.items()]
    return [
        Table(
            "Quality of the partition",
            "Against the operators that the generator knows. The other rules see the same extraction: they "
            "join ads that share an identifier, strong ones being phones, e-mails, handles, wallets and "
            "exact pictures. `strong identifiers, but never across operators` is the best that exact values "
            "could give. One run: nothing here varies. [accuracy.md](accuracy.md) has harder worlds.",
            [("rule", ""), *COLUMNS],
            rows,
        )
    ]
