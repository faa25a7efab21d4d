from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import phonenumbers
import pytest

from linkage.model import Identifier, Kind, Record
from linkage.normalise import forms, identifier, normalise
from linkage.normalise.phone import extractor
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
        ("call (+1) 202-555-0123", None, US, "(+1) 202-555-0123"),
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
    assert found.extractor == "phone/2"


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


@pytest.mark.parametrize("unit", ["2025 550 ", "1 ", "+44 1 2 3 4 5 6 7, ", "212 555 "])
def test_decoys_buy_a_bounded_number_of_look_ups(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("e164", "in_region"):
        look_up = getattr(extractor, name)

        def counted(digits: str, *region: str, look_up: Callable[..., object] = look_up) -> object:
            asked.append(digits)
            return look_up(digits, *region)

        monkeypatch.setattr(extractor, name, counted)
    body = "".join(f"{unit}{n:05d} " for n in range(15_000))
    normalise(Record("site", "1", body=body, country="US"))
    assert len(asked) <= MAX_TRIES


@pytest.mark.parametrize(
    ("body", "value", "raw", "form"),
    [
        ("two oh two, five five five, oh one two three", US, None, forms.NUMBER_WORDS),
        ("zwei null zwei fünf fünf fünf null eins zwei drei", US, None, forms.NUMBER_WORDS),
        ("dos cero dos triple cinco cero uno veintitrés", US, None, forms.NUMBER_WORDS),
        ("deux zéro deux, cinq cinq cinq, zéro un vingt-trois", US, None, forms.NUMBER_WORDS),
        ("dois zero dois cinco cinco cinco zero um dois tres", US, None, forms.NUMBER_WORDS),
        ("due zero due cinque cinque cinque zero uno ventitre", US, None, forms.NUMBER_WORDS),
        ("два ноль два пятьсот пятьдесят пять ноль один двадцать три", US, None, forms.NUMBER_WORDS),
        ("二零二五五五零一二三", US, None, forms.SCRIPT),
        ("tw0 zer0 2 fith five fiv oh 1 too thre", US, None, forms.MIXED),
        ("2oh2-FIVE5five-0one23", US, None, forms.MIXED),
        ("two0to fivefivefive-0123", US, None, forms.MIXED),
        ("2O2 5S5 OI2З", US, None, forms.HOMOGLYPHS),
        ("2O2 5S5 OI23", US, None, forms.LETTERS),
        ("2️⃣0️⃣2️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣2️⃣3️⃣", US, None, forms.KEYCAPS),
        ("２０２ ５５５ ０１２３", US, None, forms.FANCY),
        ("②⓪②⑤⑤⑤⓪①②③", US, None, forms.FANCY),
        ("𝟚𝟘𝟚-𝟝𝟝𝟝-𝟘𝟙𝟚𝟛", US, None, forms.FANCY),
        ("²⁰² ⁵⁵⁵ ⁰¹²³", US, None, forms.FANCY),
        ("٢٠٢ ٥٥٥ ٠١٢٣", US, None, forms.SCRIPT),
        ("२०२ ५५५ ०१२३", US, None, forms.SCRIPT),
        ("๒๐๒ ๕๕๕ ๐๑๒๓", US, None, forms.SCRIPT),
        ("twо zerо two five five five zero one two three", US, None, forms.HOMOGLYPHS),
        ("20\u200b2-555-01\u202e23", US, None, forms.INVISIBLE),
        ("2\u03360\u03362-555-0123", US, None, forms.INVISIBLE),
        ("2@0@2@5@5@5@0@1@2@3", US, None, forms.SEPARATORS),
        ("[2][0][2][5][5][5][0][1][2][3]", US, None, forms.SEPARATORS),
        ("202💋555💋0123", US, None, forms.SEPARATORS),
        ("{202)))) ((((555))) (((0123", US, "202)))) ((((555))) (((0123", forms.SEPARATORS),
        ("202\n555\n0123", US, None, forms.LINES),
        ("202&nbsp;555&#45;01&#50;3", US, None, forms.MARKUP),
        ("202<b>555</b><br>0123", US, None, forms.MARKUP),
        ("Mia202*555*0123", US, "202*555*0123", forms.GLUED),
        ("today2025550123", US, "2025550123", forms.GLUED),
        ("2025550123call", US, "2025550123", forms.GLUED),
        ("*67202-555-0123", US, "202-555-0123", forms.PLAIN),
        ("*82 202 555 0123 ext 5", US, "202 555 0123", forms.PLAIN),
        ("011 44 7700 900123", GB, "011 44 7700 900123", forms.PLAIN),
        ("++44 7700 900123", GB, "++44 7700 900123", forms.PLAIN),
        ("five foot two, ring 202-555-0123, 130lbs, 36-24-36, 100/150/200", US, "202-555-0123", forms.PLAIN),
    ],
)
def test_forms(body: str, value: str, raw: str | None, form: str) -> None:
    record = Record("site", "1", body=f"massage {body} daily", country="US")
    found = [(e.value, e.raw, e.form) for e in normalise(record) if e.kind in PHONES]
    assert found == [(value, raw or body, form)]


@pytest.mark.parametrize(
    ("fields", "region", "value", "source"),
    [
        ({"body": "+44 7700 900123", "country": "US"}, None, GB, "plus"),
        ({"body": "0044 7700 900123"}, None, GB, "plus"),
        ({"body": "wa.me/447700900123"}, "US", GB, "link"),
        ({"body": "whatsapp://send?phone=447700900123"}, None, GB, "link"),
        ({"body": "<a href='tel:+447700900123'>ring</a>"}, None, GB, "link"),
        ({"body": "07700 900123", "country": "GB", "url": "https://site.de/1"}, "US", GB, "location"),
        ({"body": "07700 900123", "url": "https://site.example/1"}, "GB", GB, "option"),
        ({"body": "07700 900123", "url": "https://ads.co.uk/1"}, None, GB, "site"),
        ({"body": "07700 900123", "url": "http://london.ads.example/1"}, None, GB, "site"),
        ({"body": "07700 900123", "url": "https://ads.co.uk/1"}, "US", GB, "site"),
        ({"body": "07700 900123", "url": "https://ads.io/1"}, None, "07700900123", None),
        ({"body": "07700 900123"}, None, "07700900123", None),
    ],
)
def test_what_told_the_country(
    fields: dict[str, Any], region: str | None, value: str, source: str | None
) -> None:
    found = [e for e in normalise(replace(Record("site", "1"), **fields), region) if e.kind in PHONES]
    assert [(e.value, e.region_source) for e in found] == [(value, source)]


def test_letters_that_are_two_in_lower_case_move_nothing() -> None:
    body = "visit ads.example/⁹¹⁷/rugsİ06-44-00-11-22 or https://ads.example/rugsİ-06-44-00-11-22"
    found = [e for e in normalise(Record("site", "1", body=body, country="FR")) if e.kind in PHONES]
    assert {e.raw for e in found} == {"06-44-00-11-22"}


def test_digits_that_may_be_an_id_are_less_sure() -> None:
    record = Record("site", "1", url="https://ads.example/list/2025550123", country="US")
    assert [e.confidence for e in normalise(record) if e.kind in PHONES] == [0.7]


def test_the_language_counts_where_one_of_its_countries_has_the_number() -> None:
    french = "Massage relaxant à domicile, appelez le 06 44 00 11 22 tous les jours"
    found = [e for e in normalise(Record("site", "1", body=french)) if e.kind in PHONES]
    assert [(e.value, e.region_source) for e in found] == [("+33644001122", "language")]
    # A mobile of Spain that is one of Chile too is nobody's in particular.
    spanish = "Masaje relajante en el centro, llama al 612 34 97 08 todos los días"
    found = [e for e in normalise(Record("site", "1", body=spanish)) if e.kind in PHONES]
    assert [(e.value, e.region_source) for e in found] == [("612349708", None)]


def test_no_country_is_guessed_against_the_location() -> None:
    assert phones("07700 900123", "US") == []
    assert phones("Call 07700 900123", "US") == [("07700900123", "07700 900123")]


def test_a_number_split_between_title_and_body() -> None:
    record = Record("site", "1", title="Massage 202-555", body="0123 ask for Mia", country="US")
    found = [(e.field, e.value, e.raw, e.form) for e in normalise(record)]
    assert found == [("body", US, "0123", forms.LINES), ("title", US, "202-555", forms.LINES)]


@pytest.mark.parametrize(
    ("url", "country", "value"),
    [
        ("https://202-555-0123.ads.example/x", "US", US),
        ("https://ads.example/ad/columbia/202-555-0123/1/114010", "US", US),
        ("https://ads.example/ad/columbia/202-555-0123/1/114010", None, "2025550123"),
        ("https://ads.example/massage-by-mia-07700900123-central/13284522", "GB", GB),
        ("https://ads.example/item?phone=2025550123", "US", US),
        ("https://ads.example/list/2025550123", "US", US),
        ("https://ads.example/list/2025550123.html", "US", None),
        ("https://ads.example/list/2025550123", None, None),
        ("https://ads.example/item?id=2025550123", "US", None),
        ("https://ads.example/show/31798050", "DK", None),
    ],
)
def test_numbers_in_addresses(url: str, country: str | None, value: str | None) -> None:
    found = [e for e in normalise(Record("site", "1", url=url, country=country)) if e.kind in PHONES]
    assert [(e.value, e.form, e.field) for e in found] == ([(value, forms.URL, "url")] if value else [])


@pytest.mark.parametrize(
    "body",
    [
        "one of two for the three of us, four to five hours, six days, seven nights",
        "one two three four five six seven eight nine ten",
        "open 0900-2100, 24/7/365",
        "36-24-36, 5'4, 130 lbs, 23 yrs",
        "60/80/120/150/200",
        "01.05. 08.05. 15.05. 22.05. 29.05.",
        "CA 90210-1234",
        "078-05-1120",
        "40.7128, -74.0060 and 48.2082 16.3738",
        "years 2019 2020 2021 2022",
        "AB2025550123 XK5550123456",
        "lucky numbers 4 8 15 16 23 42 108",
        "ISBN 0-306-40615-2, 978-0-306-40615-7",
        "$1,234,567.00 or 1.234.567,00 €",
    ],
)
@pytest.mark.parametrize("country", ["US", "GB", "FR", "DK", None])
def test_numbers_of_other_sorts(body: str, country: str | None) -> None:
    assert phones(body, country) == []
