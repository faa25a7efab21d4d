from __future__ import annotations

import pytest

from linkage.model import ImageHashes, Kind, Record
from linkage.normalise import EXTRACTORS, NORMALISER_VERSION, identifier, normalise, text, vector
from linkage.normalise.placeholders import is_dummy_hash, is_dummy_number, is_null
from linkage.normalise.spans import MAX_HITS, MAX_TEXT

FULL = Record(
    "site",
    "1",
    url="https://ads.example/p/1",
    title="Massage 202-555-0123",
    body="Visiting this week, quiet studio in the old town, call 202-555-0123 or jane@studio.example. "
    "IG: jane_doe, or @jane99, www.studio.example",
    phones=("202-555-0123",),
    emails=("jane@studio.example",),
    handles=("ig:jane_doe",),
    urls=("https://studio.example",),
    wallets=("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",),
    images=(ImageHashes(sha256="ab" * 31 + "cd", pdq="12" * 32),),
    country="US",
    embeddings=(("face-v1", (0.6, 0.8)),),
)


def test_every_kind_is_found_and_ordered() -> None:
    found = normalise(FULL)
    assert {e.kind for e in found} == set(Kind) - {Kind.NATIONAL}
    assert list(found) == sorted(found, key=lambda e: (e.field, e.start, e.kind, e.value))
    assert len({(e.kind, e.value, e.field, e.start) for e in found}) == len(found)
    labels = {extractor.label for extractor in EXTRACTORS}
    assert {e.extractor for e in found} == labels | {text.LABEL, vector.LABEL}
    assert NORMALISER_VERSION


def test_the_same_record_gives_the_same_evidence() -> None:
    assert normalise(FULL) == normalise(FULL)


def test_an_empty_record_has_nothing() -> None:
    assert normalise(Record("site", "1")) == ()


def test_labels_name_extractor_and_version() -> None:
    labels = [e.label for e in EXTRACTORS]
    assert len(set(labels)) == len(labels)
    assert all(label == f"{e.name}/{e.version}" for label, e in zip(labels, EXTRACTORS, strict=True))


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        (Kind.PHONE, "202-555-0123, "),
        (Kind.EMAIL, "jane@studio.example, "),
        (Kind.URL, "https://studio.example/a "),
        (Kind.HANDLE, "ig: jane_doe "),
        (Kind.USERNAME, "and @jane99 "),
        (Kind.WALLET, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa "),
    ],
)
def test_evidence_of_a_kind_in_a_field_is_bounded(kind: Kind, unit: str) -> None:
    found = [e for e in normalise(Record("s", "1", body=unit * 500, country="US")) if e.kind is kind]
    assert len(found) == MAX_HITS
    assert [e.start for e in found] == sorted(e.start for e in found)
    assert found[-1].start < MAX_HITS * len(unit)


def test_the_bound_holds_across_the_ways_of_writing_a_kind() -> None:
    body = "wa.me/12025550123 or 202-555-0123, " * 100 + "t.me/jane_doe or ig: jane_doe, " * 100
    found = normalise(Record("s", "1", body=body, country="US"))
    phones = [e.start for e in found if e.kind is Kind.PHONE]
    assert len(phones) == MAX_HITS
    assert phones[-1] < len(body) // 4
    assert sum(e.kind is Kind.HANDLE for e in found) == MAX_HITS


def test_marks_without_names_are_passed_over_a_bounded_number_of_times() -> None:
    assert [e.value for e in normalise(Record("s", "1", body=": " * 1_000 + "ig: jane_doe"))] == [
        "instagram:jane_doe"
    ]
    assert normalise(Record("s", "1", body=": " * 5_000 + "ig: jane_doe")) == ()


def test_text_beyond_the_limit_is_not_read() -> None:
    within = Record("s", "1", body="a" * (MAX_TEXT - 13) + " 202-555-0123", country="US")
    beyond = Record("s", "1", body="a" * (MAX_TEXT - 5) + " 202-555-0123", country="US")
    assert [e.value for e in normalise(within)] == ["+12025550123"]
    assert normalise(beyond) == ()


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "value", ["", " ", "N/A", "none", "null", "unknown", "-", "--", "0", "000-000-0000", "\x00"]
)
def test_placeholders_are_no_identifier_of_any_kind(kind: Kind, value: str) -> None:
    assert identifier(kind, value, "US") is None


@pytest.mark.parametrize(
    "text", ["", " - ", "N/A", "n.a.", "None", "NULL", "(unknown)", "Not available", "???"]
)
def test_nulls(text: str) -> None:
    assert is_null(text)


@pytest.mark.parametrize("text", ["jane", "nan_cy", "nonetheless", "0", "unknown_artist"])
def test_words_are_not_null(text: str) -> None:
    assert not is_null(text)


@pytest.mark.parametrize(
    "digits",
    ["0000000000", "5555555555", "2025555555", "1234567890", "0123456789", "9876543210", "2323232323"],
)
def test_filler_numbers(digits: str) -> None:
    assert is_dummy_number(digits)


@pytest.mark.parametrize("digits", ["2025550123", "7700900123", "2125550199", "02079460958"])
def test_numbers_that_are_no_filler(digits: str) -> None:
    assert not is_dummy_number(digits)


def test_a_hash_of_something_is_kept() -> None:
    assert not is_dummy_hash("ab" * 16)
    assert is_dummy_hash("a" * 32)
