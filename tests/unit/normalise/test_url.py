from __future__ import annotations

import pytest

from linkage.model import Identifier, Kind, Record
from linkage.normalise import identifier, normalise
from linkage.normalise.forms import AT_DOT, FANCY, HOMOGLYPHS, INVISIBLE, MARKUP, PLAIN
from linkage.normalise.links import find
from linkage.normalise.links.suffixes import registered_domain


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


@pytest.mark.parametrize(
    ("written", "value", "form", "confidence"),
    [
        ("hxxps://studio[.]example/Book", "studio.example/Book", AT_DOT, 0.9),
        ("studio[.]example", "studio.example", AT_DOT, 0.8),
        ("studio(dot)example/book", "studio.example/book", AT_DOT, 0.8),
        ("www dot studio dot com", "studio.com", AT_DOT, 0.9),
        ("studio dot com slash book", "studio.com/book", AT_DOT, 0.8),
        ("https://stu\u200bdio.example/bo\u200bok", "studio.example/book", INVISIBLE, 0.9),
        ("ｈｔｔｐｓ：／／ｓｔｕｄｉｏ．ｅｘａｍｐｌｅ／Ｂ", "studio.example/B", FANCY, 0.9),
        ("https://studiо.example/book", "studio.example/book", HOMOGLYPHS, 0.9),
        ("https://studio.example/?a=1&amp;b=2", "studio.example?a=1&b=2", MARKUP, 0.9),
        ("annas-studio.example.com", "annas-studio.example.com", PLAIN, 0.8),
        ("AnnasStudio.com/Book", "annasstudio.com/Book", PLAIN, 0.8),
        ("annas-studio.co.uk", "annas-studio.co.uk", PLAIN, 0.8),
        ("bit.ly/AbC", "bit.ly/AbC", PLAIN, 0.95),
        ("https://bit.ly/AbC?r=1", "bit.ly/AbC", PLAIN, 0.95),
        ("wa.link/abc123", "wa.link/abc123", PLAIN, 0.95),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("see ", ", or call"), ("(", ")"), ("网站", "，加我")]
)
def test_addresses_in_text(
    written: str, value: str, form: str, confidence: float, before: str, after: str
) -> None:
    found = [e for e in normalise(Record("s", "1", body=before + written + after)) if e.kind is Kind.URL]
    assert [(e.value, e.raw, e.form, e.confidence) for e in found] == [(value, written, form, confidence)]
    assert identifier(Kind.URL, value) == Identifier(Kind.URL, value)


@pytest.mark.parametrize(
    "body",
    [
        "e.g. this, i.e. that, 3.5 stars, from 9 a.m. to 7.pm",
        "the end.Next sentence, in town.Call me",
        "call.me or text.me now",
        "massage.in my place, open.It is, free.no deposit",
        "jane@annas-studio.com, jane at annas-studio dot com, jane[at]studio[.]com",
        "facebook.com, gmail.com and bit.ly",
        "best massage.online now, more.info",
        "insta: mia.rose.de",
        "@studio.com",
        "the dot com boom",
        "photo.jpg",
    ],
)
def test_words_with_dots_are_no_address(body: str) -> None:
    assert urls(body) == []


def test_a_word_for_a_site_tells_a_host_from_two_words() -> None:
    assert urls("my website: anna.me") == [("anna.me", "anna.me")]
    assert urls("ask anna.me later") == []


def test_a_tags_address_is_found_and_ends_there() -> None:
    assert urls('<a href="https://studio.example/book">https://studio.example/b</a>Call') == [
        ("studio.example/book", "https://studio.example/book"),
        ("studio.example/b", "https://studio.example/b"),
    ]


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.studio.co.uk", "studio.co.uk"),
        ("a.b.studio.com:8443", "studio.com"),
        ("www.anna.github.io", "anna.github.io"),
        ("x.studio.example", "studio.example"),
        ("192.0.2.1", "192.0.2.1"),
        ("co.uk", "co.uk"),
    ],
)
def test_registered_domains(host: str, domain: str) -> None:
    assert registered_domain(host) == domain
