"""Splink's deterministic link and clustering on identifiers of a store, within limits.

Splink forms every pair of ads that share a value, so a hub costs the square of its ads. Its own
remedy is to look at the largest blocks (`splink.blocking_analysis.n_largest_blocks`) and to leave
their values out; `largest` is from how many ads on a value is one of them.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import FrameType

import apsw
import duckdb
import numpy as np
import pyarrow as pa
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

from bench.accuracy.baselines import ads_of
from bench.accuracy.figures import capped, of_labels
from bench.edges import dense, links

KINDS = ("phone", "email", "handle", "wallet", "image")
MOST_PAIRS = 60_000_000
"""Pairs above which it is not started."""
MEMORY = "6GB"
"""What DuckDB may take before it writes to the disk."""
MOST_SECONDS = 1_800


def clusters(table: pa.Table, rules: Sequence[Sequence[str]], lists: bool) -> Mapping[int, str]:  # noqa: FBT001 - two kinds of table
    """Cluster by `unique_id`, of rows that agree on all columns of a rule; of `lists`, on an item."""
    api = DuckDBAPI(duckdb.connect(config={"memory_limit": MEMORY, "threads": 2}))
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on(*columns, arrays_to_explode=list(columns) if lists else None) for columns in rules
        ],
        retain_matching_columns=False,
    )
    linker = Linker(api.register(table), settings, log_level="ERROR")
    pairs = linker.inference.deterministic_link()
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs)
    rows = found.as_duckdbpyrelation().select("unique_id, cluster_id").fetchall()
    return {int(row): str(cluster) for row, cluster in rows}


def main(store: Path, truth: Path, largest: int) -> dict[str, object]:
    """Figures, and the pairs that were formed. Raises MemoryError for too many pairs."""
    ads = ads_of(store, truth)
    columns: dict[str, list[list[str]]] = {kind: [[] for _ in ads.operators] for kind in KINDS}
    with closing(apsw.Connection(str(store), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
        sql = (
            "SELECT l.ad, l.kind, l.ident, i.ads FROM link l JOIN identifier i ON i.ident = l.ident "
            "WHERE NOT l.wrong"
        )
        rows = [(int(str(ad)), kind, ident, int(str(on))) for ad, kind, ident, on in connection.execute(sql)]
    taken = [row for row in rows if row[1] in columns and row[3] <= largest]
    pairs = sum(on * (on - 1) // 2 for ident, on in {(row[2], row[3]) for row in taken})
    if pairs > MOST_PAIRS:
        raise MemoryError(f"{pairs:,} pairs, more than the {MOST_PAIRS:,} that are tried here")
    for ad, kind, ident, _ in taken:
        columns[str(kind)][int(np.searchsorted(ads.numbers, ad))].append(str(ident))
    strings = pa.list_(pa.string())
    table = pa.table(
        {
            "unique_id": pa.array(range(len(ads.operators)), pa.int64()),
            **{kind: pa.array(values, strings) for kind, values in columns.items()},
        }
    )
    found = clusters(table, [[kind] for kind in KINDS], True)
    held = links(store)
    place = np.searchsorted(ads.numbers, held.ad)
    tally = capped(dense(held.ident), place, ads.operators, largest)
    labels = [found[number] for number in range(len(ads.operators))]
    return {"figures": of_labels(ads.operators, labels, tally), "pairs": pairs}


def _too_long(_: int, __: FrameType | None) -> None:
    raise TimeoutError(f"stopped after {MOST_SECONDS} s")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(MOST_SECONDS)
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])), sys.stdout)
