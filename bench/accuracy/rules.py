"""All rules on all worlds in one table, and what linkage says of its own links there."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench.accuracy.decided import BOTH
from bench.accuracy.figures import COLUMNS, NONE, Figures, mean, of_evaluation
from bench.accuracy.worlds import Made, Plan, seeds_of
from bench.plan import scratch_in
from bench.processes import linkage, measured
from bench.tables import Cell, Table

OURS = "**linkage**"
SPLINK = "Splink, deterministic link"
LARGEST = 100
PEERS: Mapping[str, int] = {
    SPLINK: 10**9,
    f"{SPLINK}, no value on more than {LARGEST} ads": LARGEST,
}
"""From how many ads on a value is left out."""
Answer = Mapping[str, Any]


def sections(plan: Plan) -> list[Table]:
    """Three tables a world: every rule; generic identifiers by kind; confidence."""
    return [table for name in plan.worlds for table in _world(plan, name)]


def _world(plan: Plan, name: str) -> list[Table]:
    worlds = seeds_of(plan, name)
    answers = [evaluated(plan, world) for world in worlds]
    decisions = [_decided(plan, world) for world in worlds]
    return [_compared(plan, name, worlds, answers, decisions), _generic(name, answers), _said(name, answers)]


def evaluated(plan: Plan, world: Made) -> Answer:
    """What the command says of the world's store."""
    arguments = ("evaluate", "--truth", str(world.truth), "--store", str(world.store))
    answer: Answer = linkage(*arguments, folder=plan.folder).answer
    return answer


def _decided(plan: Plan, world: Made) -> Answer:
    """Decisions taken against the networks, and how many were not kept."""
    with scratch_in(plan.folder, world.store) as store:
        answer: Answer = measured("accuracy.decided", str(store), str(world.truth), folder=plan.folder).answer
    return answer


def _compared(
    plan: Plan, name: str, worlds: Sequence[Made], answers: Sequence[Answer], decisions: Sequence[Answer]
) -> Table:
    ours = [of_evaluation(answer) for answer in answers]
    rows: list[list[Cell]] = [[OURS, *mean(ours).cells()]]
    if len(ours) > 1:
        rows += [[f"- seed {seed}", *one.cells()] for seed, one in zip(plan.seeds, ours, strict=True)]
    rows += [[rule, *mean(figures).cells()] for rule, figures in _baselines(plan, worlds).items()]
    rows += [_peer(plan, worlds, peer, most) for peer, most in PEERS.items()]
    taken, violated = (sum(one[what] for one in decisions) for what in ("decisions", "violated"))
    return Table(
        f"The {name} world, {plan.ads:,} ads",
        f"Mean of the seeds {', '.join(map(str, plan.seeds))}. Every rule sees the same extracted "
        "identifiers; strong ones are phones, e-mails, handles, wallets and exact pictures. A cap is a "
        "verdict too: an identifier on more ads is generic. Decisions: "
        f"after up to {BOTH} cannot-links and as many must-links against each of these graphs, {violated} of "
        f"{taken} standing ones were violated.",
        [("rule", ""), *COLUMNS],
        rows,
    )


def _baselines(plan: Plan, worlds: Sequence[Made]) -> Mapping[str, list[Figures]]:
    found: dict[str, list[Figures]] = {}
    for world in worlds:
        arguments = (str(world.store), str(world.truth))
        for rule, figures in measured("accuracy.baselines", *arguments, folder=plan.folder).answer.items():
            found.setdefault(rule, []).append(Figures(*figures))
    return found


def _peer(plan: Plan, worlds: Sequence[Made], name: str, most: int) -> list[Cell]:
    """Its row, or why there is none."""
    found: list[Figures] = []
    for world in worlds:
        arguments = (str(world.store), str(world.truth), str(most))
        try:
            answer = measured("accuracy.peer_splink", *arguments, folder=plan.folder).answer
        except RuntimeError as error:
            sys.stderr.write(f"bench: {name}: {error}\n")
            why = str(error).strip().rpartition("\n")[2]
            return [f"{name}: not finished ({why})", *[NONE] * len(COLUMNS)]
        found.append(Figures(*answer["figures"]))
    return [name, *mean(found).cells()]


def _generic(name: str, answers: Sequence[Answer]) -> Table:
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for answer in answers:
        for one in answer["generic"]:
            kinds.setdefault(one["kind"], []).append(one)
    rows: list[list[Cell]] = []
    for kind, each in kinds.items():
        found, missed, wrong, contested = (
            sum(one[what] for one in each) for what in ("found", "missed", "wrong", "contested")
        )
        precision = found / (found + wrong) if found + wrong else NONE
        recall = found / (found + missed) if found + missed else NONE
        rows.append([kind, found, missed, wrong, contested, precision, recall])
    return Table(
        f"Generic identifiers in the {name} world",
        "linkage, all seeds together. Truly generic: on the ads of five operators or more, none of whom has "
        "more than half of them. Wrongly called: four fifths of its ads or more are one operator's. What "
        "lies between is contested and counts nowhere. Only identifiers on five ads or more.",
        [
            ("kind", ""),
            *((title, ",d") for title in ("found", "missed", "wrongly called", "contested")),
            ("P", ".3f"),
            ("R", ".3f"),
        ],
        rows,
    )


def _said(name: str, answers: Sequence[Answer]) -> Table:
    measured_ = [answer["reliability"] for answer in answers]
    links = sum(one["links"] for one in measured_)
    bins = _pooled((f"{one['low']:g} to {one['high']:g}", one) for each in measured_ for one in each["bins"])
    kinds = _pooled((one["by"], one) for each in measured_ for one in each["kinds"])
    brier = sum(one["brier"] * one["links"] for one in measured_) / max(links, 1)
    error = sum(count * abs(said - true) for count, said, true in bins.values()) / max(links, 1)
    rows: list[list[Cell]] = [[label, *bins[label]] for label in sorted(bins)]
    rows += [[label, *kinds[label]] for label in sorted(kinds)]
    return Table(
        f"Confidence in the {name} world",
        "linkage, all seeds together: pairs of ads that one identifier joins or only suggests (at most "
        "ten of each) and pairs of weak evidence, by the confidence said, then by what says it. True: one "
        "operator's ads. "
        f"Brier score {brier:.4f}, expected calibration error {error:.4f}.",
        [("said", ""), ("links", ",d"), ("mean said", ".3f"), ("true", ".3f")],
        rows,
    )


def _pooled(rows: Any) -> dict[str, tuple[int, float, float]]:
    """Links, mean said and share true by label."""
    sums: dict[str, tuple[int, float, float]] = {}
    for label, one in rows:
        links, said, true = sums.get(label, (0, 0.0, 0.0))
        sums[label] = (
            links + one["links"],
            said + one["said"] * one["links"],
            true + one["true"] * one["links"],
        )
    return {label: (links, said / links, true / links) for label, (links, said, true) in sums.items()}
