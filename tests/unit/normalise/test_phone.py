from __future__ import annotations

import phonenumbers
import pytest

from linkage.model import Identifier, Kind, Record
from linkage.normalise import identifier, normalise, phone
from linkage.normalise.spans import MAX_TRIES

PHONES = {Kind.PHONE, Kind.NATIONAL}
US = "+12025550123"
GB = "+447700900123"


def phones(body: str, country: str | None = "US") -> list[tuple[str, str]]:
    record = Record("site", "1", body=body, country=country)
    return [(e.value, e.raw) for e in normalise(record) if e.kind in PHONES]


@pytest.mark.parametrize(
    ("body", "country", "value", "raw"),
    [
        ("call 2025550123 now", "US", US, "2025550123"),
        ("call 202-555-0123.", "US", US, "202-555-0123"),
        ("call 202.555.0123", "US", US, "202.555.0123"),
        ("call (202) 555-0123", "US", US, "(202) 555-0123"),
        ("call (202)555-0123", "US", US, "(202)555-0123"),
        ("call 202 555 0123", "us", US, "202 555 0123"),
        ("call 202\u00a0555\u20110123", "US", US, "202\u00a0555\u20110123"),
        ("call 202 - 555 - 0123", "US", US, "202 - 555 - 0123"),
        ("call 1-202-555-0123", "US", US, "1-202-555-0123"),
        ("call +1 (202) 555-0123", None, US, "+1 (202) 555-0123"),
        ("call (+1) 202-555-0123", None, US, "+1) 202-555-0123"),
        ("call 001 202 555 0123", "GB", US, "001 202 555 0123"),
        ("whatsapp+12025550123", None, US, "+12025550123"),
        ("tel:+1-202-555-0123", None, US, "+1-202-555-0123"),
        ("电话2025550123", "US", US, "2025550123"),
        ("chat https://wa.me/12025550123 today", None, US, "https://wa.me/12025550123"),
        ("chat wa.me/12025550123 today", "GB", US, "wa.me/12025550123"),
        (
            "https://api.whatsapp.com/send?phone=%2B12025550123&text=hi",
            None,
            US,
            "https://api.whatsapp.com/send?phone=%2B12025550123&text=hi",
        ),
        ("ring 07700 900123", "GB", GB, "07700 900123"),
        ("ring 07700 900123", "United Kingdom", GB, "07700 900123"),
        ("ring +44 (0)7700 900123", None, GB, "+44 (0)7700 900123"),
        ("ring 0044 7700 900123", None, GB, "0044 7700 900123"),
        ("ring +44 7700 900123", "US", GB, "+44 7700 900123"),
        ("room 12 202-555-0123", "US", US, "202-555-0123"),
        ("202-555-0123 10:00-22:00", "US", US, "202-555-0123"),
        ("from 10:30 202-555-0123", "US", US, "202-555-0123"),
        ("$200 202-555-0123", "US", US, "202-555-0123"),
        ("202-555-0123 200€", "US", US, "202-555-0123"),
        ("202-555-0123 2hours", "US", US, "202-555-0123"),
        ("over 18+ 202-555-0123", "US", US, "202-555-0123"),
        ("over 18+2025550123", "US", US, "2025550123"),
        ("no +99 hmm (202) 555-0123", "US", US, "(202) 555-0123"),
        ("WeChat ID: 202-555-0123", "US", US, "202-555-0123"),
        ("ring 2025550123", None, "2025550123", "2025550123"),
        ("ring 1 202 555 0123", None, "2025550123", "1 202 555 0123"),
        ("ring 07700 900123", None, "07700900123", "07700 900123"),
        ("ring 202-555-0123", "Atlantis", "2025550123", "202-555-0123"),
    ],
)
def test_straight_forms_are_found_where_they_stand(
    body: str, country: str | None, value: str, raw: str
) -> None:
    assert phones(body, country) == [(value, raw)]


def test_several_numbers_in_one_run_are_told_apart() -> None:
    found = phones("202-555-0123 / 202-555-0145, 202 555 0167 202 555 0189")
    assert [value for value, _ in found] == ["+12025550123", "+12025550145", "+12025550167", "+12025550189"]


@pytest.mark.parametrize("country", ["US", "DE", "DK", None])
@pytest.mark.parametrize(
    "body",
    [
        "rates 100 150 200 250 300",
        "rates $100 $150 $200",
        "price 1.500.000 for the house",
        "on 12/05/2024 and 2024-05-12",
        "open 10.00-22.00 daily",
        "since 2019 2020 2021",
        "from 192.168.10.12",
        "at 40.7128, -74.0060",
        "at 37.774929",
        "card 4111 1111 1111 1111",
        "card 4111-1111-1111-1111",
        "card 4111111111111111",
        "card 3782 822463 10005",
        "ref: 2025550123",
        "order no. 202 555 0123",
        "ISBN 978-0-306-40615-7",
        "item AB2025550123",
        "hash 5d41402abc4b2a76b9719d911017c592",
        "id 550e8400-e29b-41d4-a716-446655440000",
        "https://ads.example/list/2025550123",
        "ads.example/2025550123",
        "2025550123@mail.example",
        "jane.2025550123@mail.example",
        "2025550123.jane@mail.example",
        "digits " + "2025550123" * 3,
        "digits " + "7" * 32 + "2025550123",
        "digits 2025550123" + "7" * 54,
        "123-456-7890 or 000-000-0000 or 555-555-5555 or 1111111111 or 9876543210",
        "+1 222 222 2222 and +12345678901",
        "1700000000",
        "+999 2025550123",
    ],
)
def test_other_numbers_are_not_phones(body: str, country: str | None) -> None:
    assert phones(body, country) == []


@pytest.mark.parametrize(
    ("entry", "country", "kind", "value", "confidence"),
    [
        ("202-555-0123", "US", Kind.PHONE, US, 1.0),
        ("tel:+12025550123", None, Kind.PHONE, US, 1.0),
        ("12025550123", None, Kind.NATIONAL, "2025550123", 0.7),
        # A field for phones is believed even where the country's plan does not know the number.
        ("07700 900123", "US", Kind.NATIONAL, "07700900123", 0.7),
    ],
)
def test_structured_entries(
    entry: str, country: str | None, kind: Kind, value: str, confidence: float
) -> None:
    (found,) = normalise(Record("site", "1", phones=("N/A", entry), country=country))
    assert (found.kind, found.value, found.field, found.confidence) == (kind, value, "phones[1]", confidence)
    assert found.extractor == "phone/1"


@pytest.mark.parametrize(
    "entry", ["N/A", "", "none", "-", "0000000000", "1234567890", "555", "see text", "x" * 99]
)
def test_structured_placeholders_are_dropped(entry: str) -> None:
    assert normalise(Record("site", "1", phones=(entry,), country="US")) == ()


@pytest.mark.parametrize("entry", ["whatsapp:+1 202 555 0123", "WhatsApp:12025550123", "signal:+12025550123"])
def test_handles_that_are_phones(entry: str) -> None:
    (found,) = normalise(Record("site", "1", handles=(entry,)))
    assert (found.kind, found.value, found.raw) == (Kind.PHONE, US, entry)


def test_confidence_says_how_it_was_read() -> None:
    record = Record("site", "1", title="202-555-0123", phones=("202-555-0123",), country="US")
    assert {e.field: e.confidence for e in normalise(record)} == {"phones[0]": 1.0, "title": 0.95}


def test_every_region_has_a_canonical_form_that_stays() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        example = phonenumbers.example_number(region)
        if example is None:
            continue
        written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        found = identifier(Kind.PHONE, written)
        # Examples such as 0123 456789 are filler by our own rule.
        assert found in {None, Identifier(Kind.PHONE, written)}
        if found:
            assert identifier(Kind.PHONE, found.value) == found


@pytest.mark.parametrize("unit", ["2025 550 ", "1 ", "+44 1 2 3 4 5 6 7, ", "999 999, 999 "])
def test_decoys_buy_a_bounded_number_of_look_ups(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    judge = phone.judge

    def counted(digits: str, region: str | None, *, plus: bool, structured: bool = False) -> object:
        asked.append(digits)
        return judge(digits, region, plus=plus, structured=structured)

    monkeypatch.setattr(phone, "judge", counted)
    phone._read_short.cache_clear()
    # Distinct tails keep the cache of readings from hiding the work.
    body = "".join(f"{unit}{n:05d} " for n in range(15_000))
    normalise(Record("site", "1", body=body, country="US"))
    assert len(asked) <= 2 * MAX_TRIES
