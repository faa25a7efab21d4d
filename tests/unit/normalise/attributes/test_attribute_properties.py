from __future__ import annotations

import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.model import MAX_RAW, AttributeKind, Record
from linkage.normalise.attributes import EXTRACTORS, attributes
from linkage.normalise.attributes.reading import folded
from linkage.normalise.spans import MAX_HITS, MAX_TEXT
from tests.support.steps import steps

PIECES = st.sampled_from(
    [
        "$", "€", "£", "US$", "usd", "roses", "150", "1,500", "99.50", "2k", "/", "hr", "30min", "hh",
        "qv", "half", "per", "for", "an hour", "1h30", "½", "rate:", "age", "23", "yo", "yrs old",
        "y/o", "años", "лет", "I'm", "my name is", "Anna", "soy", "ask for", "Name:", "Anna-Maria",
        "in", "Madrid", "New York", "Paris, TX", "Nice", "St. Louis", "Москве", "Ma\u0301laga",
        "2024-05-12", "13/05/2024", "12", "May", "de", "2024", "10:00", "202-555-0123", "+33", "-", ".",
        ",", "\n", "\u00a0", "İ", "ß", "１", "٣", "𝐀", "\u0301", "\u02bc", "@", "_", "(",
    ]
)  # fmt: skip
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(" ".join),
)
RECORDS = st.builds(
    Record,
    source=st.just("site"),
    source_id=st.just("1"),
    title=TEXT,
    body=TEXT,
    city=st.one_of(st.none(), TEXT),
    region=st.sampled_from([None, "TX", "Madrid"]),
    country=st.sampled_from([None, "US", "GB", "DE", "Canada", "??"]),
)


@settings(max_examples=300, deadline=None)
@given(RECORDS, st.sampled_from([None, "ES", "US"]))
def test_attributes_stand_where_they_say(record: Record, region: str | None) -> None:
    found = attributes(record, region)
    for each in found:
        text = getattr(record, each.field)
        assert 0 <= each.start < each.end <= len(text)
        assert each.raw == text[each.start : each.end][:MAX_RAW]
        assert 0 < each.confidence <= 1
        assert each.value
        assert each.extractor in EXTRACTORS
        assert each.extractor.startswith(each.kind)
    places = [(a.field, a.start, a.kind, a.value) for a in found]
    assert places == sorted(set(places))
    assert found == attributes(record, region)


PHONES = st.one_of(
    st.builds(
        lambda gap, last: gap.join(("202", "555", f"01{last:02}")),
        st.sampled_from(["-", " ", ".", ") ", "/", " - "]),
        st.integers(0, 99),
    ),
    st.sampled_from(
        ["+33 6 12 34 56 78", "06 12 34 56 23", "+34 612 345 678", "07700 900123", "20 2555 0101"]
    ),
)
BEFORE = [
    "call ",
    "age ",
    "I'm ",
    "rate: ",
    "$",
    "€ ",
    "May ",
    "on ",
    "usd ",
    "edad ",
    "12/05/2024 ",
    "hh ",
    "- ",
    "",
]
AFTER = [
    " yo",
    " years old",
    "€",
    " usd",
    " May",
    "/hr",
    " hh",
    " - ",
    " ans",
    "/2024",
    " - 23",
    "k",
    "$",
    "",
]


@settings(max_examples=400, deadline=None)
@given(PHONES, st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_no_digit_of_a_phone_is_an_attribute(phone: str, before: str, after: str) -> None:
    text = before + phone + after
    start, end = len(before), len(before) + len(phone)
    for each in attributes(Record("site", "1", title=text, body=text), "US"):
        inside = text[max(start, each.start) : min(end, each.end)]
        assert not any(c.isdigit() for c in inside), each


def test_folding_keeps_the_length() -> None:
    text = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    assert len(folded(text)) == len(text)


HOSTILE = [
    "1", "1 ", "$", "$1 ", "1 $", "a.", "a b ", "Madrid ", "Aa ", "May ", "12 May ", "1/1/",
    "1.1.2024 ", "\u0301", "e\u0301 ", "в ", "Москва ", "100 hh ", "hh ", "100/60 min ", "23 yo ",
    "I'm Anna ", "age 23 ", "New ", "San San ", "eur ", "usd 1000 eur ", "Paris, Texas ", "Milan (",
    "for half ", "price 100 ", "𝐀 ", "20-", "1,000,", "İ", "½",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_at_most_with_the_text(unit: str) -> None:
    def record(size: int) -> Record:
        return Record("site", "1", body=(unit * size)[:size], country="DE")

    attributes(record(3_000))  # the gazetteer is read once
    small = steps(lambda: attributes(record(2_000)))
    large = steps(lambda: attributes(record(20_000)))
    assert large <= 14 * small + 2_000


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_longest_hostile_field_is_answered(unit: str) -> None:
    body = (unit * (2 * MAX_TEXT))[: 2 * MAX_TEXT]
    found = attributes(Record("site", "1", body=body, country="US"))
    assert all(a.end <= MAX_TEXT for a in found)
    assert all(n <= MAX_HITS for n in Counter((a.kind, a.field) for a in found).values())


def test_the_first_hits_are_kept() -> None:
    found = attributes(Record("site", "1", body="age 23, " * 1_000))
    ages = [a.start for a in found if a.kind is AttributeKind.AGE]
    assert ages == [8 * i for i in range(MAX_HITS)]
