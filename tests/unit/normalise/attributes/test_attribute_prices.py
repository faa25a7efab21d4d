from __future__ import annotations

import pytest

from linkage.model import AttributeKind, Record
from linkage.normalise.attributes import attributes

PRICE = AttributeKind.PRICE


def prices(body: str, country: str | None = None, region: str | None = None) -> list[tuple[str, str]]:
    found = attributes(Record("site", "1", body=body, country=country), region)
    for each in found:
        if each.field == "body":
            assert each.raw == body[each.start : each.end]
    return [(a.value, a.raw) for a in found if a.kind is PRICE]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("massage $150 today", [("USD 150", "$150")]),
        ("massage 150$ today", [("USD 150", "150$")]),
        ("Rates: $150/hr, $80/hh", [("USD 150/60min", "$150/hr"), ("USD 80/30min", "$80/hh")]),
        ("US$ 120 per half hour", [("USD 120/30min", "US$ 120 per half hour")]),
        ("A$99.50 for one hour", [("AUD 99.50/60min", "A$99.50 for one hour")]),
        ("R$ 200, C$80, NT$900", [("BRL 200", "R$ 200"), ("CAD 80", "C$80"), ("TWD 900", "NT$900")]),
        ("£80 for 45 mins", [("GBP 80/45min", "£80 for 45 mins")]),
        ("$1,500 overnight", [("USD 1500/720min", "$1,500 overnight")]),
        ("$2k weekend", [("USD 2000", "$2k")]),
        ("150 usd and EUR 80", [("USD 150", "150 usd"), ("EUR 80", "EUR 80")]),
        ("150 dollars an hour", [("USD 150/60min", "150 dollars an hour")]),
        ("$150 202-555-0123", [("USD 150", "$150")]),
        ("TRY 500", [("TRY 500", "TRY 500")]),
    ],
)
def test_signs_codes_and_words(body: str, expected: list[tuple[str, str]]) -> None:
    assert prices(body, "US") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("30min 80€ 1h 150€", [("EUR 80/30min", "30min 80€"), ("EUR 150/60min", "1h 150€")]),
        ("80€ 30min 150€ 1h", [("EUR 80/30min", "80€ 30min"), ("EUR 150/60min", "150€ 1h")]),
        ("15min=100€ 1h30 = 200€", [("EUR 100/15min", "15min=100€"), ("EUR 200/90min", "1h30 = 200€")]),
        ("2 heures 280 €", [("EUR 280/120min", "2 heures 280 €")]),
        ("150€ la demi-heure", [("EUR 150/30min", "150€ la demi-heure")]),
        ("200 euros de l'heure", [("EUR 200/60min", "200 euros de l'heure")]),
        ("1.500,00 € / Nacht", [("EUR 1500/720min", "1.500,00 € / Nacht")]),
        ("media hora 50 euros", [("EUR 50/30min", "media hora 50 euros")]),
        ("90 € ½ Stunde", [("EUR 90/30min", "90 € ½ Stunde")]),
        ("45min/60€", [("EUR 60/45min", "45min/60€")]),
        ("€100 €150", [("EUR 100", "€100"), ("EUR 150", "€150")]),
        ("80-100€", [("EUR 100", "100€")]),
        ("5 000 руб/час", [("RUB 5000/60min", "5 000 руб/час")]),
        ("１５０€", [("EUR 150", "１５０€")]),
        ("open 24h 80€", [("EUR 80", "80€")]),
    ],
)
def test_durations_on_either_side(body: str, expected: list[tuple[str, str]]) -> None:
    assert prices(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("150/hr", [("150/60min", "150/hr")]),
        ("80 qv, hh 100", [("80/15min", "80 qv"), ("100/30min", "hh 100")]),
        ("1500 overnight", [("1500/720min", "1500 overnight")]),
        ("120 for 45 min", [("120/45min", "120 for 45 min")]),
        ("200 roses for 90 min", [("200/90min", "200 roses for 90 min")]),
        ("Donation: 150", [("150", "150")]),
        ("precio 60", [("60", "60")]),
        ("$80 cash", [("80", "$80")]),
    ],
)
def test_without_a_known_currency(body: str, expected: list[tuple[str, str]]) -> None:
    assert prices(body) == expected


@pytest.mark.parametrize(
    ("body", "country", "expected"),
    [
        ("$80", "CA", "CAD 80"),
        ("$80", "MX", "MXN 80"),
        ("$80", "DE", "USD 80"),
        ("¥900", "CN", "CNY 900"),
        ("kr 500", "SE", "SEK 500"),
        ("kr 500", None, "500"),
        ("300 pesos", "CO", "COP 300"),
        ("60 pounds", "GB", "GBP 60"),
    ],
)
def test_the_country_tells_the_currency(body: str, country: str | None, expected: str) -> None:
    assert [value for value, _ in prices(body, country)] == [expected]
    assert [value for value, _ in prices(body, None, country)] == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "call 202-555-0123",
        "price: 202 555 0123",
        "rates 202-555-0123",
        "$202-555-0123",
        "202-555-0123$",
        "€ 202 555 0123",
        "202 555 0123 usd",
        "120 pounds, 5 ft 6, 36-24-36",
        "100% real, 24/7, room 305",
        "30/60 min sessions",
        "two hours, 20 minutes away",
        "I try 2 and 100 mad ideas",
        "www.studio.example/price/150",
        "$0",
        "rate",
        "€",
    ],
)
def test_no_price(body: str) -> None:
    assert prices(body, "US") == []
