"""How well networks match the operators behind the ads, beside simpler rules."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import apsw
import numpy as np

from bench.edges import Flags, Links, Numbers, components, dense, holders, links
from bench.plan import Plan, built, scratch, world
from bench.processes import measured
from bench.tables import Cell, Table
from bench.work import quieten_collector
from linkage import bootstrap
from linkage.analyse.scoring import score
from linkage.link.rules import DEFAULT_RULES
from linkage.services.audit import Actor
from linkage.settings import Settings

Row = tuple[str, float, float, float, float, float, float, int, int]
OURS = "linkage"
PAIRS_ONLY = "linkage, corroborated by the share of pairs only"
CEILING = "strong identifiers, but never across operators"


def sections(plan: Plan) -> list[Table]:
    """Pairwise and B-cubed scores."""
    rows: list[list[Cell]] = []
    for ads in plan.ends:
        truth, records = str(world(plan, ads).truth), str(world(plan, ads).records)
        found = measured("quality", str(built(plan, ads)), truth, folder=plan.folder).answer["rows"]
        if ads == plan.ends[0]:
            with scratch(plan) as store:
                again = measured("quality", str(store), truth, records, folder=plan.folder).answer["rows"]
            found.insert(1, [PAIRS_ONLY, *again[0][1:]])
        rows += [[f"{ads:,}: {name}", *figures] for name, *figures in found]
    return [
        Table(
            "Quality of the partition",
            "Against the operators that the generator knows. The other rules see the same extraction: they "
            "join ads that share an identifier, strong ones being phones, e-mails, handles, wallets and "
            f"exact pictures. `{PAIRS_ONLY}` is an ingest with `min_cohesion=0`, at the smallest size. "
            f"`{CEILING}` is the best that exact values could give. One run: nothing here varies.",
            [
                ("rule", ""),
                *((f"pairwise {name}", ".3f") for name in ("P", "R", "F1")),
                *((f"B-cubed {name}", ".3f") for name in ("P", "R", "F1")),
                ("networks", ",d"),
                ("largest", ",d"),
            ],
            rows,
        )
    ]


def _at_most(most: int) -> Callable[[Links], Flags]:
    return lambda known: known.strong & (known.ads <= most)


FOLLOWED = "linkage's followed links, no weak pairs"
RULES: Mapping[str, Callable[[Links], Flags]] = MappingProxyType(
    {
        "any shared identifier": lambda known: np.ones(len(known.ad), dtype=bool),
        "any shared strong identifier": lambda known: known.strong,
        "strong identifiers on at most 20 ads": _at_most(20),
        "strong identifiers on at most 100 ads": _at_most(100),
        "strong identifiers on at most 200 ads": _at_most(200),
        "linkage's verdicts, strays followed": lambda known: known.linking,
        FOLLOWED: lambda known: known.followed,
    }
)
"""Which links another rule would follow."""


def main(store: Path, truth: Path) -> list[Row]:
    """Score the store's networks and those of the other rules."""
    with truth.open(encoding="utf-8", newline="") as file:
        known = {(row["source"], row["source_id"]): row["operator"] for row in csv.DictReader(file)}
    with closing(apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
        ads = connection.execute("SELECT ad, label, source, source_id FROM ad ORDER BY ad").fetchall()
    operators = [known[str(source), str(source_id)] for _, _, source, source_id in ads]
    rows = [_scored(OURS, operators, (label for _, label, _, _ in ads))]
    held = links(store)
    place = np.searchsorted(np.array([ad[0] for ad in ads], dtype=np.int64), held.ad)
    ident, holder = dense(held.ident), holders(held)
    for name, follow in RULES.items():
        chosen, to = follow(held), holder if name == FOLLOWED else ident
        rows.append(_scored(name, operators, components(place[chosen], to[chosen], len(ads)).tolist()))
    numbers = np.unique(operators, return_inverse=True)[1].astype(np.int64)
    return [*rows, _scored(CEILING, operators, _ceiling(held, place, ident, numbers).tolist())]


def _ceiling(held: Links, place: Numbers, ident: Numbers, operators: Numbers) -> Numbers:
    """Components when an identifier joins only ads of the same operator."""
    mine = dense(ident * (int(operators.max(initial=0)) + 1) + operators[place])
    return components(place[held.strong], mine[held.strong], len(operators))


def _scored(name: str, operators: Iterable[str], labels: Iterable[object]) -> Row:
    scores = score(enumerate(operators), ((number, str(label)) for number, label in enumerate(labels)))
    pair, cubed = scores.pairwise, scores.bcubed
    figures = (pair.precision, pair.recall, pair.f1, cubed.precision, cubed.recall, cubed.f1)
    return (name, *figures, scores.networks, scores.largest)


def pairs_only(store: Path, records: Path) -> None:
    """Ingest into a new store by rules that ask only how many sampled pairs are corroborated."""
    quieten_collector()
    with bootstrap.build(Settings(store=str(store)), rules=replace(DEFAULT_RULES, min_cohesion=0.0)) as app:
        app.ingest.ingest([str(records)], by=Actor("bench"))


if __name__ == "__main__":
    if sys.argv[3:]:
        pairs_only(Path(sys.argv[1]), Path(sys.argv[3]))
    json.dump({"rows": main(Path(sys.argv[1]), Path(sys.argv[2]))}, sys.stdout)
