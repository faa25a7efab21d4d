"""`python -m bench.accuracy`: measure how right the networks are."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from bench import machine
from bench.accuracy import ablation, cost, elsewhere, persons, rules
from bench.accuracy.worlds import Plan
from bench.page import body, write_json, write_page
from bench.tables import Table
from linkage.synthetic import WORLDS

ADS, QUICK = 50_000, 5_000
SEEDS = (7, 11, 23)
NAMES = ("easy", "hard")
PAGE, RESULTS = "docs/accuracy.md", "bench/results/accuracy.json"

SECTIONS: Mapping[str, Callable[[Plan], Sequence[Table]]] = MappingProxyType(
    {
        "rules": rules.sections,
        "foreign": elsewhere.sections,
        "ablation": ablation.sections,
        "persons": persons.sections,
        "cost": cost.sections,
    }
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the options, measure, print, and write the page and the JSON section by section."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="linkage-accuracy-", dir=options.folder) as folder:
        plan = Plan(Path(folder), options.worlds, options.seeds, options.ads)
        facts = f"{datetime.now(UTC):%Y-%m-%d} on {machine.facts(plan.folder)}"
        for name in options.only:
            tables = SECTIONS[name](plan)
            print(body(tables, facts), end="\n\n", flush=True)
            if options.out:
                write_page(Path(options.out), name, tables, facts)
            if options.json:
                write_json(Path(options.json), name, tables, facts)
    sys.stdout.flush()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=main.__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help=f"{QUICK:,} ads; writes only what is asked for")
    add("--ads", type=int, help=f"of each world; {ADS}")
    add("--seeds", type=_seeds, default=SEEDS, metavar="N,N,...", help=",".join(map(str, SEEDS)))
    add("--worlds", type=_of(WORLDS), default=NAMES, metavar="NAME,...", help=",".join(WORLDS))
    add("--only", type=_of(SECTIONS), default=tuple(SECTIONS), metavar="NAME,...", help=",".join(SECTIONS))
    add("--folder", help="where to make worlds and stores (the folder for temporary files)")
    add("--out", metavar="PAGE", help=f"page to write, empty for none; {PAGE}")
    add("--json", metavar="FILE", help=f"file to write, empty for none; {RESULTS}")
    options = parser.parse_args(arguments)
    if options.ads is None:
        options.ads = QUICK if options.quick else ADS
    if options.ads < 100:
        parser.error("--ads starts at 100")
    if not options.quick:
        options.out = PAGE if options.out is None else options.out
        options.json = RESULTS if options.json is None else options.json
    return options


def _seeds(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(seed) for seed in text.split(",")))


def _of(known: Mapping[str, object]) -> Callable[[str], tuple[str, ...]]:
    def names(text: str) -> tuple[str, ...]:
        chosen = tuple(dict.fromkeys(text.split(",")))
        if unknown := set(chosen) - known.keys():
            raise argparse.ArgumentTypeError(f"nothing is called {', '.join(sorted(unknown))}")
        return chosen

    return names


if __name__ == "__main__":
    main()
