"""The same rules on worlds that another writer made, without sight of linkage's own."""

from __future__ import annotations

from dataclasses import replace

from bench.accuracy.figures import COLUMNS, Figures, of_evaluation
from bench.accuracy.foreign import FOREIGN
from bench.accuracy.rules import evaluated
from bench.accuracy.worlds import Plan, made
from bench.processes import measured
from bench.tables import Cell, Table

MOST = 20_000
FITTED = ("sparse", "touring", "labour")
"""Worlds of which another seed was among those that the weights were fitted to."""
BESIDE = ("any shared strong identifier", "strong identifiers on at most 20 ads")


def sections(plan: Plan) -> list[Table]:
    """One table: a world after the other, linkage first and two simpler rules below."""
    plan = replace(plan, ads=min(MOST, plan.ads))
    rows: list[list[Cell]] = []
    for name in FOREIGN:
        world = made(plan, name, plan.seeds[0])
        rows.append([f"{name}: **linkage**", *of_evaluation(evaluated(plan, world)).cells()])
        arguments = (str(world.store), str(world.truth))
        found = measured("accuracy.baselines", *arguments, folder=plan.folder).answer
        rows += [[f"{name}: {rule}", *Figures(*found[rule]).cells()] for rule in BESIDE]
    return [
        Table(
            f"Worlds by another writer, {plan.ads:,} ads",
            f"Seed {plan.seeds[0]}. Their writer had not seen linkage's generator; `bench/accuracy/foreign` "
            f"says what each world is. Of {', '.join(FITTED)} another seed was used to fit the weights; the "
            "others were only ever measured on.",
            [("world: rule", ""), *COLUMNS],
            rows,
        )
    ]
