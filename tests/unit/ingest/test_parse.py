from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.ingest.parse import _BAD_MODEL, parse
from linkage.ingest.raw import RawRecord
from linkage.ingest.strict_json import MAX_DEPTH, Flaw
from linkage.model import Record

LEAST = {"source": "s", "source_id": "1"}


def flaw(raw: bytes) -> Flaw:
    found = parse(RawRecord(1, raw))
    assert isinstance(found, Flaw), found
    return found


def with_body(body: str) -> bytes:
    return b'{"source":"s","source_id":"1",' + body.encode() + b"}"


@pytest.mark.parametrize(
    ("raw", "field", "reason"),
    [
        (b"nonsense", "", "not JSON: Expecting value at character 1"),
        (b'{"source":"s"', "", "not JSON: Expecting ',' delimiter at character 14"),
        (b'{"source":"s"} {}', "", "not JSON: Extra data at character 16"),
        (b"[]", "", "must be an object, is a list"),
        (b"null", "", "must be an object, is null"),
        (b'{"source_id":"1"}', "source", "is missing"),
        (b'{"source":"s"}', "source_id", "is missing"),
        (with_body('"title":5'), "title", "must be a text, is a number"),
        (with_body('"title":true'), "title", "must be a text, is true or false"),
        (with_body('"images":[{"sha256":[]}]'), "images[0].sha256", "must be a text, is a list"),
        (with_body('"location":{"lat":91}'), "location.lat", "must be at most 90"),
        (with_body('"posted_at":"soon"'), "posted_at", "is not an ISO 8601 time"),
        (with_body('"crawled_at":1'), "crawled_at", "is not in the years 1990 to 2100"),
        (with_body('"extra":{"n":NaN}'), "extra.n", "is NaN or infinite"),
        (with_body('"extra":{"n":[0,-Infinity]}'), "extra.n[1]", "is NaN or infinite"),
        (with_body('"extra":{"n":1e999}'), "extra.n", "is NaN or infinite"),
        (with_body('"age":' + "9" * 5_000), "age", "has too many digits for a number"),
        (with_body('"body":"a\\ud800b"'), "body", "holds half a surrogate pair, which is no character"),
        (
            with_body('"extra":{"a":["\\udc00"]}'),
            "extra.a[0]",
            "holds half a surrogate pair, which is no character",
        ),
        (with_body('"\\ud83d":1'), "(other)", "the key holds half a surrogate pair, which is no character"),
        (with_body('"body":"a\\u0000b"'), "body", "holds the character U+0000"),
        (with_body('"body":"a\0b"'), "", "not JSON: Invalid control character at character 40"),
        (b'{"source":"\xff","source_id":"1"}', "", "not UTF-8 at byte 12"),
        (with_body('"body":"\xed"').replace(b"\xc3\xad", b"\xed\xa0\x80"), "", "not UTF-8 at byte 39"),
        (with_body('"source":"t"'), "source", "the same key stands there twice"),
        (with_body('"extra":{"a":{"b":1,"b":1}}'), "extra.a.b", "the same key stands there twice"),
        (with_body('"body":"' + "x" * 200_001 + '"'), "body", "is longer than 200,000 characters"),
        (with_body('"embeddings":{"":[1]}'), "embeddings", "holds a vector whose model has no name"),
        (with_body('"embeddings":{"a b":[1]}'), "embeddings.(other)", _BAD_MODEL),
        (with_body('"embeddings":{"face-v2":[]}'), "embeddings.face-v2", "is an empty list"),
        (with_body('"embeddings":{"face-v2":[1,NaN]}'), "embeddings.face-v2[1]", "is NaN or infinite"),
        (with_body('"embeddings":{"face-v2":[-1e999]}'), "embeddings.face-v2[0]", "is NaN or infinite"),
        (with_body('"embeddings":{"v":["1"]}'), "embeddings.v[0]", "must be a number, is a text"),
        (with_body('"embeddings":{"v":[true]}'), "embeddings.v[0]", "must be a number, is true or false"),
        (
            with_body('"embeddings":{"v":[0,-0.0]}'),
            "embeddings.v",
            "has no direction: every number in it is 0",
        ),
        *(
            (
                with_body(f'"embeddings":{{"v":[{number},{number}]}}'),
                "embeddings.v",
                "has numbers too large or too small to be compared",
            )
            for number in ("1e308", "1e-308", "1e154")
        ),
        (with_body('"phones":[' + ",".join(['"x"'] * 1_001) + "]"), "phones", "has more than 1,000 items"),
    ],
)
def test_the_place_and_the_reason(raw: bytes, field: str, reason: str) -> None:
    assert flaw(raw) == Flaw(field, reason)


def test_a_flaw_of_the_reader_is_handed_on() -> None:
    assert parse(RawRecord(7, b"", flaw="too long", field="x")) == Flaw("x", "too long")


@pytest.mark.parametrize("depth", [MAX_DEPTH - 3, MAX_DEPTH - 2, MAX_DEPTH - 1, 900, 5_000, 500_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")])
def test_depth(depth: int, opens: str, closes: str) -> None:
    inner = "1" if opens != "[" else ""
    found = parse(RawRecord(1, with_body(f'"extra":{{"a":{opens * depth}{inner}{closes * depth}}}')))
    if depth + 2 <= MAX_DEPTH:
        assert isinstance(found, Record)
    else:
        assert isinstance(found, Flaw)
        assert found.reason == f"is nested deeper than {MAX_DEPTH} levels"


def test_whether_it_is_too_deep_does_not_hang_on_the_stack() -> None:
    raw = with_body(f'"extra":{{"a":{"[" * 60}{"]" * 60}}}')

    def below(frames: int) -> Record | Flaw:
        return below(frames - 1) if frames else parse(RawRecord(1, raw))

    assert below(sys.getrecursionlimit() // 2) == below(0)


def test_many_brackets_are_not_depth() -> None:
    body = json.dumps({**LEAST, "body": "[" * 500, "images": [{"md5": "0"}] * 200})
    assert isinstance(parse(RawRecord(1, body.encode())), Record)


def test_escapes_that_are_whole_characters_are_taken() -> None:
    made = parse(RawRecord(1, with_body('"body":"\\ud83d\\ude00 \\\\ud800"')))
    assert isinstance(made, Record)
    assert made.body == "\U0001f600 \\ud800"


def test_a_byte_order_mark_is_no_part_of_the_value() -> None:
    assert isinstance(parse(RawRecord(1, b"\xef\xbb\xbf" + with_body('"body":"x"'))), Record)


@pytest.mark.parametrize("value", ["+12025550123", "someone@mail.example"])
@pytest.mark.parametrize(
    "make",
    [
        lambda v: {**LEAST, "phones": v},
        lambda v: {**LEAST, "phones": [{v: v}]},
        lambda v: {**LEAST, "posted_at": v},
        lambda v: {**LEAST, "location": {"lat": v}},
        lambda v: {"source": v},
        lambda v: {**LEAST, "source": f"{v}\n"},
        lambda v: {**LEAST, "title": v * 10_000},
    ],
)
def test_no_reason_tells_a_value(value: str, make: Any) -> None:
    found = flaw(json.dumps(make(value)).encode())
    assert value not in found.field + found.reason


def test_no_reason_tells_a_hostile_key() -> None:
    key = '"+12025550123"'
    assert flaw(with_body(f"{key}:1,{key}:2")) == Flaw("(other)", "the same key stands there twice")


@given(st.binary(max_size=200), st.sampled_from(["json", "row", "csv"]))
def test_never_raises_on_bytes(raw: bytes, form: str) -> None:
    parse(RawRecord(1, raw, form, ("source", "source_id", "images")))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = [
    *("source", "source_id", "url", "posted_at", "crawled_at", "title", "body", "phones", "images"),
    *("location", "age", "price", "extra", "id", "sources_id", "first_id", "text", "phone", "email"),
    *("website", "posttime", "_id", "doc_id", "timestamp", "timestamp_crawl", "team", "crawler"),
    *("crawl_data", "extracted_metadata", "extracted_text", "raw_content", "obj_parent", "_source"),
    "obj_original_url",
]


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=9))
def test_never_raises_on_objects(data: dict[str, Any]) -> None:
    found = parse(RawRecord(1, json.dumps(data).encode()))
    assert isinstance(found, Record | Flaw)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.text(max_size=60))
def test_what_is_taken_can_be_stored(title: str, body: str) -> None:
    found = parse(RawRecord(1, json.dumps({**LEAST, "title": title, "body": body}).encode()))
    if "\0" in title + body:
        assert isinstance(found, Flaw)
    else:
        assert isinstance(found, Record)
        assert (found.title, found.body) == (title, body)


@pytest.mark.parametrize(
    "line",
    [
        lambda n: with_body('"extra":{"a":[' + "0," * (n * 200_000) + "NaN]}"),
        lambda n: with_body('"extra":{"a":[' + "[]," * (n * 130_000) + "0]}"),
        lambda n: with_body('"x":1,' * (n * 60_000) + '"y":1'),
        lambda n: b'"' + b"\\u0000" * (n * 69_000) + b'"',
    ],
    ids=["numbers", "lists", "keys", "escapes"],
)
def test_a_long_hostile_line_is_read_in_linear_time(line: Callable[[int], bytes]) -> None:
    """Ten times the line, at most fifty times the effort: with the square it would be a hundred times."""
    short, long = line(1), line(10)
    floor = min(effort(short) for _ in range(3))
    assert min(effort(long) for _ in range(2)) < 50 * floor + 0.05


def effort(raw: bytes) -> float:
    """Seconds of this process that one line takes, without those of the garbage collector."""
    gc.disable()
    try:
        before = time.process_time()
        parse(RawRecord(1, raw))
        return time.process_time() - before
    finally:
        gc.enable()
