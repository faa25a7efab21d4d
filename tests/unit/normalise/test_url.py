from __future__ import annotations

import pytest

from linkage.model import Identifier, Kind, Record
from linkage.normalise import identifier, normalise
from linkage.normalise.links import find


def urls(body: str) -> list[tuple[str, str]]:
    return [(e.value, e.raw) for e in normalise(Record("site", "1", body=body)) if e.kind is Kind.URL]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("https://studio.example/Book", "studio.example/Book"),
        ("http://www.studio.example/Book/", "studio.example/Book"),
        ("HTTPS://WWW.Studio.Example:443/Book", "studio.example/Book"),
        ("http://studio.example:80/Book", "studio.example/Book"),
        ("https://studio.example:8443/Book", "studio.example:8443/Book"),
        ("https://user:pw@studio.example/Book", "studio.example/Book"),
        ("https://studio.example/a/../Book#prices", "studio.example/Book"),
        ("https://studio.example/Book?b=2&utm_source=x&a=1&fbclid=9", "studio.example/Book?a=1&b=2"),
        ("https://studio.example/Book?gclid=9", "studio.example/Book"),
        ("https://studio.example/%7ejane/%c3%a9", "studio.example/~jane/%C3%A9"),
        ("https://www.www.studio.example/Book", "studio.example/Book"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://studio.example.", "studio.example"),
        ("studio.example/Book", "studio.example/Book"),
        ("https://instagram.com/p/Cxyz", "instagram.com/p/Cxyz"),
        ("https://chat.whatsapp.com/AbCd", "chat.whatsapp.com/AbCd"),
    ],
)
def test_canonical_form(written: str, value: str) -> None:
    found = identifier(Kind.URL, written)
    assert found == Identifier(Kind.URL, value)
    assert identifier(Kind.URL, value) == found


@pytest.mark.parametrize(
    "written",
    [
        "https://www.instagram.com/",
        "facebook.com",
        "https://google.com/",
        "https://instagram.com/jane_doe",
        "https://wa.me/12025550123",
        "http://localhost/x",
        "http://127.0.0.1/x",
        "ftp://studio.example/x",
        "javascript:alert(1)",
        "mailto:jane@studio.example",
        "https://",
        "none",
        "N/A",
        "-",
        "two words.example",
        "https://a.example/" + "x" * 3_000,
    ],
)
def test_what_is_no_page_of_anyones(written: str) -> None:
    assert identifier(Kind.URL, written) is None
    assert [e for e in normalise(Record("s", "1", urls=(written,))) if e.kind is Kind.URL] == []


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        ("see https://studio.example/book.", "https://studio.example/book"),
        ("(see https://studio.example/book)", "https://studio.example/book"),
        ("see <https://studio.example/book>", "https://studio.example/book"),
        ("see www.studio.example/book, ok", "www.studio.example/book"),
        ("https://studio.example/book_(new)!", "https://studio.example/book_(new)"),
    ],
)
def test_sentence_marks_stay_outside(body: str, raw: str) -> None:
    assert [r for _, r in urls(body)] == [raw]


def test_two_words_around_a_slash_are_no_address() -> None:
    assert urls("massage.Nails/hair and/or tea.coffee/cake") == []


def test_the_ads_own_address_counts() -> None:
    (found,) = normalise(Record("site", "1", url="https://ads.example/p/1?utm_campaign=x"))
    assert (found.field, found.value, found.confidence) == ("url", "ads.example/p/1", 1.0)


def test_links_are_found_in_any_case() -> None:
    assert [s.link.host for s in find("HTTP://Studio.Example/A and WWW.Other.Example")] == [
        "studio.example",
        "other.example",
    ]
