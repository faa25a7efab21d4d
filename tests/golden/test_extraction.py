"""How many of the identifiers that a careful reader would name are found, and nothing else.

The vectors in `extraction/` were written without looking at the extractors. `tuned` may be looked at
while an extractor is changed, `held` shows whether it learned the vectors or the language.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from linkage.model import MAX_RAW, Evidence, Kind, Record
from linkage.normalise import extract
from linkage.normalise.forms import FORMS

HERE = Path(__file__).parent / "extraction"
JUDGED = frozenset({Kind.PHONE, Kind.NATIONAL, Kind.EMAIL, Kind.HANDLE, Kind.USERNAME, Kind.WALLET, Kind.URL})
SPLITS = ("tuned", "held")
SHOWN = 20
RECALL, DROP = 0.98, 0.01
LISTED = re.compile(r"(\w+)\[(\d+)\]")

Value = tuple[str, str]


class Vector(NamedTuple):
    """One line of a file; `group` is its form or its trap."""

    name: str
    split: str
    group: str
    cell: tuple[str, str | None, str]
    record: Record
    region: str | None
    expected: frozenset[Value]
    spans: frozenset[tuple[str, str, str, str]]


def read(file: str) -> tuple[Vector, ...]:
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return tuple(vector(json.loads(line)) for line in lines)


def vector(line: dict[str, Any]) -> Vector:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in line["record"].items()}
    group = line["form"] if "form" in line else line["trap"]
    expect = line["expect"]
    return Vector(
        line["id"],
        line["split"],
        group,
        (group, line.get("country"), line["language"]),
        Record(source="vectors", source_id=line["id"], **fields),
        line.get("region"),
        frozenset((e["kind"], e["value"]) for e in expect),
        # A number that starts in the title and ends in the body has no span of its own.
        frozenset((e["kind"], e["value"], e["field"], e["raw"]) for e in expect if "raw" in e),
    )


POSITIVES, NEGATIVES = read("positives.jsonl"), read("negatives.jsonl")


@cache
def evidence(one: Vector) -> tuple[Evidence, ...]:
    return tuple(e for e in extract(one.record, one.region).identifiers if e.kind in JUDGED and not is_own(e))


def is_own(e: Evidence) -> bool:
    """Whether it is the ad's own address, which the record gives and nobody has to find."""
    return e.kind is Kind.URL and e.field == "url"


@cache
def found(one: Vector) -> frozenset[Value]:
    return frozenset((e.kind.value, e.value) for e in evidence(one))


def is_found(one: Vector) -> bool:
    return found(one) == one.expected


def share(vectors: Iterable[Vector], good: Callable[[Vector], bool] = is_found) -> float:
    told = [good(one) for one in vectors]
    return sum(told) / len(told)


def of(vectors: Sequence[Vector], split: str, group: str | None = None) -> list[Vector]:
    return [v for v in vectors if v.split == split and group in (None, v.group)]


def groups(vectors: Sequence[Vector]) -> list[str]:
    return sorted({v.group for v in vectors})


def told(wrong: Sequence[Vector]) -> str:
    """The first of them, and how many there are of each form or trap."""
    lines = [
        f"{len(wrong)} wrong: " + ", ".join(f"{g} {n}" for g, n in Counter(v.group for v in wrong).items())
    ]
    for one in wrong[:SHOWN]:
        record = one.record
        text = " ## ".join(filter(None, (record.title, record.body, record.url)))
        missing, extra = sorted(one.expected - found(one)), sorted(found(one) - one.expected)
        lines.append(f"{one.name} {one.cell} {text[:120]!a}: missing {missing}, too many {extra}")
    return "\n".join(lines)


def text_of(record: Record, field: str) -> str:
    if listed := LISTED.fullmatch(field):
        return str(getattr(record, listed[1])[int(listed[2])])
    return str(getattr(record, field))


def test_there_is_enough_to_judge_by() -> None:
    assert len(POSITIVES) >= 460
    assert len(NEGATIVES) >= 340
    assert set(groups(POSITIVES)) == set(FORMS)
    assert all(v.expected for v in POSITIVES)
    assert not any(v.expected for v in NEGATIVES)


def test_ids_are_unique() -> None:
    names = Counter(v.name for v in (*POSITIVES, *NEGATIVES))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("vectors", [POSITIVES, NEGATIVES], ids=["positives", "negatives"])
@pytest.mark.parametrize("key", [lambda v: v.cell, lambda v: v.group, lambda _: "all"])
def test_splits_are_balanced(vectors: Sequence[Vector], key: Callable[[Vector], object]) -> None:
    assert {v.split for v in vectors} == set(SPLITS)
    sizes = {split: Counter(key(v) for v in of(vectors, split)) for split in SPLITS}
    either = sizes["tuned"].keys() | sizes["held"].keys()
    assert {k for k in either if abs(sizes["tuned"][k] - sizes["held"][k]) > 2} == set()


def test_what_is_expected_stands_in_the_record() -> None:
    for one in POSITIVES:
        assert all(raw and raw in text_of(one.record, field) for *_, field, raw in one.spans), one.name


def test_tuned_vectors_are_found(record_property: Callable[[str, object], None]) -> None:
    vectors = of(POSITIVES, "tuned")
    recall = share(vectors)
    record_property("recall", recall)
    assert recall >= RECALL, f"{recall:.4f}\n{told([v for v in vectors if not is_found(v)])}"


def test_held_vectors_are_found_as_well(record_property: Callable[[str, object], None]) -> None:
    vectors = of(POSITIVES, "held")
    recall, tuned = share(vectors), share(of(POSITIVES, "tuned"))
    record_property("recall", recall)
    assert recall >= tuned - DROP, f"{recall:.4f}\n{told([v for v in vectors if not is_found(v)])}"


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("trap", groups(NEGATIVES))
def test_traps_catch_nothing(trap: str, split: str) -> None:
    wrong = [v for v in of(NEGATIVES, split, trap) if found(v)]
    assert wrong == [], told(wrong)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("form", FORMS)
def test_spans_map_back(form: str, split: str, record_property: Callable[[str, object], None]) -> None:
    vectors = of(POSITIVES, split, form)
    for one in vectors:
        for e in evidence(one):
            text = text_of(one.record, e.field)
            assert e.raw == text[e.start : e.end][:MAX_RAW] != "", (one.name, e)
            assert e.form in FORMS, (one.name, e)
    record_property("exact spans", share(vectors, has_exact_spans))


def has_exact_spans(one: Vector) -> bool:
    return one.spans <= {(e.kind.value, e.value, e.field, e.raw) for e in evidence(one)}
