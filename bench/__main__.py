"""`python -m bench`: measure everything, or what `--only` names."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.ingest import batch, ingest
from bench.lookups import lookups
from bench.profiles import profile
from bench.quality import components, quality
from bench.tables import Table, document, machine, show

Bench = Callable[[Path, Sequence[int], int], Table]
SIZES = (30_000, 100_000, 300_000)
QUICK = (1_000, 3_000)


def main() -> None:
    """Parse the options, measure, print, and write the page."""
    options = _options()
    sizes = QUICK if options.quick else tuple(int(size) for size in options.sizes.split(","))
    ends = (sizes[0], sizes[-1])
    benches: dict[str, tuple[Bench, Sequence[int]]] = {
        "ingest": (ingest, sizes),
        "batch": (batch, ends),
        "lookup": (lookups, ends),
        "quality": (quality, ends),
        "components": (components, ends),
        "profile": (profile, sizes[:1]),
    }
    wanted = options.only.split(",") if options.only else list(benches)
    facts = machine()
    tables = []
    with tempfile.TemporaryDirectory(prefix="linkage-bench-") as folder:
        for name in wanted:
            measure, over = benches[name]
            tables.append(measure(Path(folder), over, options.runs))
            show(tables[-1])
    if options.out:
        Path(options.out).write_text(document(tables, "make bench", facts), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: does everything still run?")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="ads, comma between")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", help="ingest,batch,lookup,quality,components,profile")
    parser.add_argument("--out", default="docs/benchmarks.md", help="page to write; empty for none")
    return parser.parse_args()


if __name__ == "__main__":
    main()
