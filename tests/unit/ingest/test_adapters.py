from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.ingest.markup import page_text
from linkage.ingest.parse import parse
from linkage.ingest.raw import RawRecord
from linkage.ingest.strict_json import Flaw
from linkage.model import Record


def parsed(document: dict[str, Any]) -> Record | Flaw:
    return parse(RawRecord(1, json.dumps(document).encode()))


PAGE = {
    "_id": "0A1B",
    "timestamp": 1_767_323_045_678,
    "content_type": "text/html",
    "crawler": "spider",
    "extracted_metadata": {"title": ["Massage in town", "x"]},
    "extracted_text": "call 202 555 0123",
    "raw_content": "<html>",
    "team": "alpha",
    "url": "https://site.example/1",
    "version": 2.0,
    "crawl_data": {"phone": "+12025550123;+12025550124", "emails": ["a@mail.example"], "other": {}},
}
READ = Record(
    "alpha",
    "0A1B",
    "https://site.example/1",
    None,
    1_767_323_045,
    "Massage in town",
    "call 202 555 0123",
    ("+12025550123", "+12025550124"),
    ("a@mail.example",),
)


def test_a_page_of_version_2() -> None:
    assert parsed(PAGE) == READ


def test_a_page_of_version_3() -> None:
    page = {name: value for name, value in PAGE.items() if name not in {"_id", "timestamp"}}
    page |= {"doc_id": "0A1B", "timestamp_crawl": "2026-01-02T03:04:05.678Z", "timestamp_index": "x"}
    assert parsed(page) == READ


def test_a_page_as_elasticsearch_exports_it() -> None:
    inner = {name: value for name, value in PAGE.items() if name != "_id"}
    assert parsed({"_index": "i", "_type": "t", "_id": "0A1B", "_source": inner}) == READ


@pytest.mark.parametrize("timestamp", ["1767323045678", "1767323045", 1_767_323_045, "2026-01-02T03:04:05"])
def test_times_of_a_page(timestamp: Any) -> None:
    assert parsed({**PAGE, "timestamp": timestamp}) == READ


@pytest.mark.parametrize(
    ("missing", "source"), [([], "alpha"), (["team"], "spider"), (["team", "crawler"], "site.example")]
)
def test_the_source_of_a_page(missing: list[str], source: str) -> None:
    made = parsed({**PAGE, **dict.fromkeys(missing)})
    assert isinstance(made, Record)
    assert made.source == source


def test_a_page_without_text_is_read_from_its_html() -> None:
    page = {**PAGE, "extracted_text": None, "raw_content": "<p>call <b>202</b> &amp; ask"}
    made = parsed(page)
    assert isinstance(made, Record)
    assert made.body == "call 202 & ask"


def test_media_belong_to_their_page() -> None:
    media = {
        "_id": "FF",
        "timestamp": 1_767_323_045_678,
        "content_type": "image/jpeg",
        "obj_original_url": "https://img.example/1.jpg",
        "obj_parent": "0A1B",
        "obj_stored_url": "https://stored.example/1",
        "team": "alpha",
        "version": 2.0,
    }
    assert parsed(media) == Record(
        "alpha", "0A1B", crawled_at=1_767_323_045, urls=("https://img.example/1.jpg",)
    )


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"timestamp": "soon"}, "timestamp", "is not an ISO 8601 time"),
        ({"extracted_text": 5}, "extracted_text", "must be a text, is a number"),
        ({"_id": 5}, "_id", "must be a text, is a number"),
        ({"_id": None}, "_id", "is missing"),
        ({"team": None, "crawler": None, "url": None}, "team", "is missing"),
        ({"team": None, "crawler": None, "url": "http://["}, "team", "is missing"),
        ({"crawl_data": {"phone": [{}]}}, "crawl_data.phone", "must be a text, is an object"),
        ({"extracted_metadata": {"title": 5}}, "extracted_metadata.title", "must be a text, is a number"),
    ],
)
def test_flaws_are_told_in_the_documents_words(change: dict[str, Any], field: str, reason: str) -> None:
    found = parsed({**PAGE, **change})
    assert isinstance(found, Flaw)
    assert found.field.partition("[")[0] == field
    assert found.reason == reason


ROW = {
    "id": 7,
    "first_id": None,
    "sources_id": 1,
    "incoming_id": 3,
    "url": "https://site.example/7",
    "title": "Gardening",
    "text": "visiting this week",
    "type": None,
    "sid": "1001",
    "region": "Birmingham area",
    "city": "Birmingham",
    "state": "AL",
    "country": "us",
    "phone": "2025550123",
    "age": "34",
    "website": "https://own.example",
    "email": "a@mail.example",
    "gender": None,
    "service": None,
    "posttime": "2013-11-25 00:00:00",
    "importtime": "2014-04-02 20:59:24",
    "modtime": "2014-04-23 21:42:58",
}
AD = Record(
    "tellfinder-1",
    "7",
    "https://site.example/7",
    1_385_337_600,
    1_396_472_364,
    "Gardening",
    "visiting this week",
    ("2025550123",),
    ("a@mail.example",),
    (),
    ("https://own.example",),
    country="us",
    region="AL",
    city="Birmingham",
)


def test_a_row_of_tellfinder() -> None:
    assert parsed(ROW) == AD
    assert parsed({**ROW, "phone": 2_025_550_123}) == AD


@pytest.mark.parametrize("null", ["NULL", "\\N", ""])
def test_a_table_of_tellfinder(null: str) -> None:
    cells = [null if value is None else str(value) for value in ROW.values()]
    assert parse(RawRecord(2, ",".join(cells).encode(), "csv", tuple(ROW))) == AD


def test_a_revision_is_the_ad_first_seen() -> None:
    made = parsed({**ROW, "id": 9, "first_id": 7, "state": "NULL", "posttime": "0000-00-00 00:00:00"})
    assert isinstance(made, Record)
    assert (made.source_id, made.region, made.posted_at) == ("7", "Birmingham area", None)


def test_flaws_are_told_in_tellfinders_words() -> None:
    assert parsed({**ROW, "text": 5}) == Flaw("text", "must be a text, is a number")
    assert parsed({**ROW, "posttime": "soon"}) == Flaw("posttime", "is not an ISO 8601 time")
    assert parsed({**ROW, "state": 5}) == Flaw("state", "must be a text, is a number")


def test_a_record_of_our_own_is_left_alone() -> None:
    own = {"source": "s", "source_id": "1", "id": 5, "sources_id": 6, "_id": "x", "timestamp": 1, "team": "t"}
    assert parsed(own) == Record("s", "1")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a<br>b", "a b"),
        ("<P CLASS='x'>a", "a"),
        ("<script>if (a < b) {}</script>c", "c"),
        ("<SCRIPT src=x></SCRIPT >c<style>p{}</style>", "c"),
        ("a<scripted>b</scripted>", "a b"),
        ("a<!-- <b>x</b> -->c", "a c"),
        ("a<!-- never", "a"),
        ("a<script>never", "a"),
        ("1 < 2 &lt; 3", "1 < 2 < 3"),
        ("a <3", "a <3"),
        ("İ<SCRIPT>x</SCRIPT>é", "İ é"),
        ("", ""),
    ],
)
def test_the_text_of_a_page(page: str, text: str) -> None:
    assert page_text(page) == text


@pytest.mark.parametrize("part", ["<", "<a", "<!--", "<script>", "</script", "&lt", "<script></scrip"])
def test_a_hostile_page_is_read_in_linear_time(part: str) -> None:
    before = time.process_time()
    page_text(part * (2_000_000 // len(part)))
    assert time.process_time() - before < 5


@given(st.text(st.sampled_from("<>/!-scriptSCRIPT &;a\n"), max_size=80))
def test_no_page_breaks_it(page: str) -> None:
    page_text(page)
