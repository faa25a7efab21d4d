"""`python -m bench`: measure everything, or what `--only` names."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from bench import batch, components, extraction, ingest, lookups, machine, profiles, quality
from bench.page import body, write_json, write_page
from bench.plan import Plan
from bench.tables import Table

SIZES = (30_000, 100_000, 300_000)
QUICK = (3_000, 10_000, 30_000)
PAGE, RESULTS = "docs/benchmarks.md", "bench/results/latest.json"

SECTIONS: Mapping[str, Callable[[Plan], Sequence[Table]]] = MappingProxyType(
    {
        "ingest": ingest.sections,
        "batch": batch.sections,
        "lookup": lookups.sections,
        "components": components.sections,
        "quality": quality.sections,
        "extraction": extraction.sections,
        "profile": profiles.sections,
    }
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the options, measure, print, and write the page and the JSON section by section."""
    options = _options(arguments)
    before = machine.load()
    others = " (others were working too)" if before.busy else ""
    if others:
        told = f"the load average is {before.average:.1f} on {before.cores} cores; trust CPU figures at most"
        sys.stderr.write(f"bench: {told}\n")
    with tempfile.TemporaryDirectory(prefix="linkage-bench-", dir=options.folder) as folder:
        plan = Plan(Path(folder), options.sizes, options.runs)
        facts = (
            f"{datetime.now(UTC):%Y-%m-%d} on {machine.facts(plan.folder)}; load average before the start "
            f"{before.average:.1f}{others}"
        )
        for name in options.only:
            tables = SECTIONS[name](plan)
            print(body(tables, facts), end="\n\n", flush=True)
            if options.out:
                write_page(Path(options.out), name, tables, facts)
            if options.json:
                write_json(Path(options.json), name, tables, facts)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    every = ",".join(SECTIONS)
    parser.add_argument("--quick", action="store_true", help=f"sizes {QUICK}; writes only what is asked for")
    parser.add_argument("--sizes", type=_sizes, metavar="N,N,...", help=f"ads; {SIZES}")
    parser.add_argument("--runs", type=int, default=3, help="3")
    parser.add_argument("--only", type=_names, default=list(SECTIONS), metavar="NAME,...", help=every)
    parser.add_argument("--folder", help="where to make stores (the folder for temporary files)")
    parser.add_argument("--out", metavar="PAGE", help=f"page to write, empty for none; {PAGE}")
    parser.add_argument("--json", metavar="FILE", help=f"file to write, empty for none; {RESULTS}")
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    if options.sizes is None:
        options.sizes = QUICK if options.quick else SIZES
    if not options.quick:
        options.out = PAGE if options.out is None else options.out
        options.json = RESULTS if options.json is None else options.json
    return options


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(size) for size in text.split(",")}))
    if sizes[0] < 100:
        raise argparse.ArgumentTypeError("sizes start at 100 ads")
    return sizes


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - SECTIONS.keys():
        raise argparse.ArgumentTypeError(f"nothing is called {', '.join(sorted(unknown))}")
    return [name for name in SECTIONS if name in names]


if __name__ == "__main__":
    main()
