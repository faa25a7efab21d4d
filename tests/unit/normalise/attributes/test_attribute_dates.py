from __future__ import annotations

import pytest

from linkage.model import AttributeKind, Record
from linkage.normalise.attributes import attributes


def dates(body: str, country: str | None = None) -> list[tuple[str, str]]:
    found = attributes(Record("site", "1", body=body, country=country))
    return [(a.value, a.raw) for a in found if a.kind is AttributeKind.DATE]


@pytest.mark.parametrize(
    ("body", "value", "raw"),
    [
        ("from 2024-05-12 on", "2024-05-12", "2024-05-12"),
        ("2024-05-12 10:00", "2024-05-12", "2024-05-12"),
        ("2024-05-12T10:00", "2024-05-12", "2024-05-12"),
        ("2024/5/2", "2024-05-02", "2024/5/2"),
        ("until 25.12.2024.", "2024-12-25", "25.12.2024"),
        ("05/05/2024", "2024-05-05", "05/05/2024"),
        ("May 12th, 2024", "2024-05-12", "May 12th, 2024"),
        ("Sept. 3", "09-03", "Sept. 3"),
        ("12 May", "05-12", "12 May"),
        ("12-May-2024", "2024-05-12", "12-May-2024"),
        ("29 February", "02-29", "29 February"),
        ("12 de junio de 2023", "2023-06-12", "12 de junio de 2023"),
        ("1er août 2024", "2024-08-01", "1er août 2024"),
        ("12. März 2024", "2024-03-12", "12. März 2024"),
        ("3 de março", "03-03", "3 de março"),
        ("5 giugno 2024", "2024-06-05", "5 giugno 2024"),
        ("12 мая 2024", "2024-05-12", "12 мая 2024"),
        ("May 12 202-555-0123", "05-12", "May 12"),
        ("May 12 2024", "2024-05-12", "May 12 2024"),
    ],
)
def test_dates_that_need_no_country(body: str, value: str, raw: str) -> None:
    assert dates(body) == [(value, raw)]
    assert dates(body, "ES") == [(value, raw)]


@pytest.mark.parametrize(
    ("body", "country", "expected"),
    [
        ("03/04/2024", "US", "2024-03-04"),
        ("03/04/2024", "GB", "2024-04-03"),
        ("03/04/2024", "Germany", "2024-04-03"),
        ("3/4/24", "US", "2024-03-04"),
        ("3.4.24", "DE", "2024-04-03"),
        ("13/04/2024", "US", "2024-04-13"),
        ("04/13/2024", "GB", "2024-04-13"),
    ],
)
def test_the_country_tells_the_order(body: str, country: str, expected: str) -> None:
    assert [value for value, _ in dates(body, country)] == [expected]


def test_a_range_is_two_dates() -> None:
    assert dates("13/05/2024 - 15/05/2024") == [("2024-05-13", "13/05/2024"), ("2024-05-15", "15/05/2024")]
    assert dates("12 May - 15 May") == [("05-12", "12 May"), ("05-15", "15 May")]


@pytest.mark.parametrize(
    "body",
    [
        "03/04/2024",
        "3/4/24",
        "31/02/2024",
        "2023-02-29",
        "30 February",
        "2024-13-40",
        "2051-01-01",
        "1.2.2024.5",
        "10.1.2.2024",
        "+12-05-2024",
        "12-05-2024-33",
        "202-555-0123",
        "06.12.34.56.78",
        "555 0123 12-05-2024",
        "202 555 01 12 May",
        "you may 2 go, march 5 steps",
        "May 2024",
        "May 10:30",
        "tomorrow, next Monday",
    ],
)
def test_no_date(body: str) -> None:
    assert dates(body) == []


def test_canada_writes_both_orders() -> None:
    assert dates("03/04/2024", "CA") == []
