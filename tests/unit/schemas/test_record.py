from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from linkage.model import ImageHashes, Record
from linkage_schemas.record import MAX_BODY, MAX_LIST, MAX_NAME, MAX_TITLE, RecordIn

LEAST = {"source": "site.example", "source_id": "1"}


def record(**fields: Any) -> Record:
    return RecordIn.model_validate({**LEAST, **fields}).to_record()


def error(**fields: Any) -> tuple[tuple[int | str, ...], str]:
    with pytest.raises(ValidationError) as raised:
        record(**fields)
    first = raised.value.errors()[0]
    return first["loc"], first["type"]


def test_source_and_source_id_are_enough() -> None:
    assert record() == Record("site.example", "1")


def test_every_field_arrives() -> None:
    made = record(
        url="https://site.example/1",
        posted_at="2026-01-02",
        crawled_at=1_767_323_045,
        title="Massage",
        body="visiting this week",
        phones=["+12025550123"],
        emails=["a@mail.example"],
        handles=["platform:name"],
        urls=["https://other.example"],
        wallets=["btc:x"],
        images=[{"sha256": "a", "sha1": "b", "md5": "c", "pdq": "d", "pdq_quality": 90, "phash": "e"}],
        location={"country": "US", "region": "DC", "city": "Washington", "lat": 38, "lon": -77.0},
        name="N",
        age=30,
        price="80",
        category="services",
        extra={"a": [1]},
        unknown={"kept": True},
    )
    assert made == Record(
        "site.example",
        "1",
        "https://site.example/1",
        1_767_312_000,
        1_767_323_045,
        "Massage",
        "visiting this week",
        ("+12025550123",),
        ("a@mail.example",),
        ("platform:name",),
        ("https://other.example",),
        ("btc:x",),
        (ImageHashes("a", "b", "c", "d", 90, "e"),),
        "US",
        "DC",
        "Washington",
        name="N",
    )


def test_null_is_missing() -> None:
    nulls = dict.fromkeys(set(RecordIn.model_fields) - set(LEAST))
    assert record(**nulls) == record()


def test_unknown_fields_are_kept() -> None:
    kept = RecordIn.model_validate({**LEAST, "unknown": 1, "images": [{"width": 7}]})
    assert kept.model_extra == {"unknown": 1}
    assert kept.images is not None
    assert kept.images[0].model_extra == {"width": 7}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2026-01-02T03:04:05Z", 1_767_323_045),
        ("2026-01-02T03:04:05", 1_767_323_045),
        ("2026-01-02 03:04:05", 1_767_323_045),
        ("2026-01-02T05:04:05+02:00", 1_767_323_045),
        ("2026-01-02T03:04:05.999Z", 1_767_323_045),
        ("2026-01-02", 1_767_312_000),
        (1_767_323_045, 1_767_323_045),
        ("1990-01-01", 631_152_000),
        ("2100-12-31T23:59:59Z", 4_133_980_799),
    ],
)
def test_times(written: str | int, seconds: int) -> None:
    assert record(posted_at=written).posted_at == seconds


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("1989-12-31T23:59:59Z", "time_range"),
        ("2101-01-01", "time_range"),
        (1_767_323_045_000, "time_range"),
        (0, "time_range"),
        (10**30, "time_range"),
        ("yesterday", "time_format"),
        ("1767323045", "time_format"),
        ("", "time_format"),
        ("2026-01-02" * 1_000, "time_format"),
        (1_767_323_045.0, "time_type"),
        (True, "time_type"),
        (["2026-01-02"], "time_type"),
    ],
)
def test_no_times(written: Any, kind: str) -> None:
    assert error(crawled_at=written) == (("crawled_at",), kind)


@pytest.mark.parametrize(
    ("fields", "place", "kind"),
    [
        ({"title": 5}, ("title",), "string_type"),
        ({"source": ""}, ("source",), "string_too_short"),
        ({"source": "x" * (MAX_NAME + 1)}, ("source",), "string_too_long"),
        ({"source_id": 1}, ("source_id",), "string_type"),
        ({"source_id": "a\n"}, ("source_id",), "string_pattern_mismatch"),
        ({"source_id": "a\x1b[2J"}, ("source_id",), "string_pattern_mismatch"),
        ({"source_id": "a\x85"}, ("source_id",), "string_pattern_mismatch"),
        ({"title": "x" * (MAX_TITLE + 1)}, ("title",), "string_too_long"),
        ({"body": "x" * (MAX_BODY + 1)}, ("body",), "string_too_long"),
        ({"phones": "+12025550123"}, ("phones",), "list_type"),
        ({"phones": ["", 5]}, ("phones", 1), "string_type"),
        ({"phones": ["x"] * (MAX_LIST + 1)}, ("phones",), "too_long"),
        ({"images": [{}, {"sha256": 5}]}, ("images", 1, "sha256"), "string_type"),
        ({"images": [{"pdq_quality": 101}]}, ("images", 0, "pdq_quality"), "less_than_equal"),
        ({"images": [{}] * (MAX_LIST + 1)}, ("images",), "too_long"),
        ({"location": {"lat": 90.5}}, ("location", "lat"), "less_than_equal"),
        ({"location": {"lon": float("nan")}}, ("location", "lon"), "finite_number"),
        ({"location": "Washington"}, ("location",), "model_type"),
        ({"age": True}, ("age",), "scalar_type"),
        ({"price": [80]}, ("price",), "scalar_type"),
        ({"price": "8" * (MAX_NAME + 1)}, ("price",), "scalar_long"),
        ({"extra": []}, ("extra",), "dict_type"),
    ],
)
def test_what_is_wrong_and_where(fields: dict[str, Any], place: tuple[int | str, ...], kind: str) -> None:
    assert error(**fields) == (place, kind)


def test_the_limits_themselves_are_allowed() -> None:
    made = record(source="x" * MAX_NAME, title="x" * MAX_TITLE, body="x" * MAX_BODY, phones=["x"] * MAX_LIST)
    assert (len(made.body), len(made.phones)) == (MAX_BODY, MAX_LIST)
