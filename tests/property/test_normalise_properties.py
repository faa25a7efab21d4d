from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.model import MAX_RAW, Identifier, ImageHashes, Kind, Record
from linkage.normalise import canonical, identifier, normalise
from linkage.normalise.placeholders import is_dummy_hash, is_dummy_number, is_null
from linkage.normalise.spans import MAX_HITS, MAX_TEXT
from tests.support.steps import steps

NATIONAL = st.integers(0, 99).map(lambda n: f"202-555-01{n:02d}")
PIECES = st.sampled_from(
    [
        "+", "(", ")", "-", ".", " ", "/", "@", ":", "=", "//", "http://", "HTTPS://", "www.",
        "ig", "snap", "id",
        "wa.me/", "t.me/", "instagram.com/", "x.com/", "?phone=", "&", "#", "%2B", "1", "00", "44",
        "202", "555",
        "0123", "2025550123", "+12025550123", "07700 900123", "jane", "jane_doe", "gmail.com",
        "studio.example",
        "jane@studio.example", "0x", "bc1", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "N/A", "none",
        "\n", "\u00a0",
        "é", "按", "٣", "①", "\u200b", "💆", "ﷺ", "İ", "ß", "$", "€", "[", "]", "http", "xn--", "tel:",
    ]
)  # fmt: skip
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    st.lists(st.one_of(PIECES, NATIONAL), max_size=14).map("".join),
    st.lists(st.one_of(PIECES, NATIONAL), max_size=14).map(" ".join),
)
HASH = st.one_of(st.none(), TEXT, st.text("0123456789abcdefABCDEF", min_size=64, max_size=64))
FEW = st.lists(TEXT, max_size=2).map(tuple)
RECORDS = st.builds(
    Record,
    source=st.just("site"),
    source_id=st.just("1"),
    url=st.one_of(st.none(), TEXT),
    title=TEXT,
    body=TEXT,
    phones=FEW,
    emails=FEW,
    handles=FEW,
    urls=FEW,
    wallets=FEW,
    images=st.lists(st.builds(ImageHashes, sha256=HASH, md5=HASH, pdq=HASH, phash=HASH), max_size=2).map(
        tuple
    ),
    country=st.sampled_from([None, "US", "GB", "DE", "DK", "Canada", "??"]),
)


def field_of(record: Record, name: str) -> str:
    """The original text that an evidence's `field` names."""
    match = re.fullmatch(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", name)
    assert match
    value: Any = getattr(record, match.group(1))
    value = value if match.group(2) is None else value[int(match.group(2))]
    value = value if match.group(3) is None else getattr(value, match.group(3))
    assert isinstance(value, str)
    return value


@settings(max_examples=400, deadline=None)
@given(RECORDS)
def test_evidence_stands_where_it_says(record: Record) -> None:
    for found in normalise(record):
        text = field_of(record, found.field)
        assert 0 <= found.start < found.end <= len(text)
        assert found.raw == text[found.start : found.end][:MAX_RAW]
        assert found.raw
        assert 0 < found.confidence <= 1


@settings(max_examples=400, deadline=None)
@given(RECORDS)
def test_every_value_is_its_own_canonical_form(record: Record) -> None:
    for found in normalise(record):
        expected = Identifier(found.kind, found.value)
        assert identifier(found.kind, found.value) == expected
        assert identifier(found.kind, found.value, record.country) == expected


@settings(max_examples=200, deadline=None)
@given(RECORDS)
def test_order_is_fixed_and_nothing_is_double(record: Record) -> None:
    found = normalise(record)
    places = [(e.field, e.start, e.kind, e.value) for e in found]
    assert places == sorted(set(places))
    assert found == normalise(record)


@settings(max_examples=300, deadline=None)
@given(RECORDS)
def test_no_placeholder_is_ever_emitted(record: Record) -> None:
    for found in normalise(record):
        value = found.value
        assert not is_null(value if found.kind is Kind.URL else value.rpartition(":")[2])
        if found.kind in {Kind.IMAGE, Kind.PICTURE}:
            assert not is_dummy_hash(value.rpartition(":")[2])
        if found.kind is Kind.NATIONAL:
            assert not is_dummy_number(value)


@settings(max_examples=300, deadline=None)
@given(TEXT, st.sampled_from([None, "US", "GB"]))
def test_what_is_pasted_has_canonical_readings(pasted: str, region: str | None) -> None:
    found = canonical(pasted, region)
    assert len(set(found)) == len(found)
    for each in found:
        assert identifier(each.kind, each.value) == each


@settings(max_examples=200, deadline=None)
@given(RECORDS)
def test_what_an_ad_carries_can_be_pasted(record: Record) -> None:
    for found in normalise(record):
        named = f"{found.kind}:{found.value}"
        assert canonical(named) == (Identifier(found.kind, found.value),)


@settings(max_examples=150, deadline=None)
@given(
    NATIONAL,
    st.sampled_from(["call ", "ring me: ", "", "(day) "]),
    st.sampled_from([" today", ".", "", ", ok"]),
)
def test_planted_numbers_are_found(number: str, before: str, after: str) -> None:
    found = normalise(Record("site", "1", body=before + number + after, country="US"))
    assert [(e.value, e.raw) for e in found] == [("+1" + number.replace("-", ""), number)]


HOSTILE = [
    "1", "1 ", "2-", "202 555 ", "+1", "(", "@", "a@b.", "é@é.é", "https://", "www.", "a/", "a.b/",
    "aa.aa.", "ig:",
    "ig@", "0xab", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ", "4111 1111 1111 1111 ", "ﷺ",
    "x" * 64 + "@", "%41",
    "0 0", "00", "http://a.example/)",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_at_most_with_the_text(unit: str) -> None:
    def record(size: int) -> Record:
        return Record("site", "1", title="", body=(unit * size)[:size], country="DE")

    normalise(record(3_000))  # caches and lazy imports are not the text's doing
    small = steps(lambda: normalise(record(2_000)))
    large = steps(lambda: normalise(record(20_000)))
    assert large <= 14 * small + 2_000


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_longest_hostile_field_is_answered(unit: str) -> None:
    body = (unit * (2 * MAX_TEXT))[: 2 * MAX_TEXT]
    found = normalise(Record("site", "1", body=body, country="US"))
    assert all(e.end <= MAX_TEXT for e in found)
    for kind in Kind:
        assert sum(e.kind is kind for e in found) <= MAX_HITS
