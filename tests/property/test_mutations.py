"""Hostile texts: no error, and every span in its place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from linkage.model import MAX_RAW, Attribute, Evidence, Kind, Record
from linkage.normalise import EXTRACTORS, extract, identifier, text, vector
from linkage.normalise.forms import FORMS, REGION_SOURCES
from tests.support.mutations import mutated

_FIELD = re.compile(r"(\w+)(?:\[(\d+)\])?")
LABELS = {extractor.label for extractor in EXTRACTORS} | {text.LABEL, vector.LABEL}


def text_of(record: Record, field: str) -> str:
    match = _FIELD.fullmatch(field)
    assert match
    value: Any = getattr(record, match.group(1))
    written = value if match.group(2) is None else value[int(match.group(2))]
    assert isinstance(written, str)
    return written


def check(record: Record, *, canonical: bool) -> int:
    """Assert what holds for any record; how much was found."""
    found = extract(record)
    rows: list[Evidence | Attribute] = [*found.identifiers, *found.attributes]
    for row in rows:
        written = text_of(record, row.field)
        assert 0 <= row.start < row.end <= len(written)
        assert row.raw == written[row.start : row.end][:MAX_RAW]
        assert 0 < row.confidence <= 1
        assert row.form in FORMS
        assert row.value
    for evidence in found.identifiers:
        assert evidence.extractor in LABELS
        assert evidence.region_source is None or evidence.region_source in REGION_SOURCES
        assert (evidence.region_source is None) or evidence.kind is Kind.PHONE
        if canonical:
            assert identifier(evidence.kind, evidence.value, record.country) == evidence[:2]
    return len(found.identifiers)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_ads_are_read_without_error(seed: int) -> None:
    found = sum(check(record, canonical=True) for record in mutated(seed, 5_000, most=1_000))
    assert found > 4_000, "the mutations leave something to find"


def test_very_long_mutations() -> None:
    for seed in range(12):
        parts = [record.body for record in mutated(1_000 + seed, 400, most=1_000)]
        check(Record("mutations", str(seed), body=" ".join(parts)[:64_000], country="US"), canonical=False)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 150))
def test_a_million_mutations(seed: int) -> None:
    for record in mutated(seed, 20_000, most=1_000):
        check(record, canonical=False)
