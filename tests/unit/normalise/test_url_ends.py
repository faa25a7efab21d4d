from __future__ import annotations

import pytest

from linkage.model import Record
from linkage.normalise import url


def urls(body: str) -> list[str]:
    return [e.value for e in url.EXTRACTOR.find(Record("site", "1", body=body))]


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("官网www.lotus-spa.cn欢迎访问", ["lotus-spa.cn"]),
        ("https://lotus-spa.jp/menuをご覧ください", ["lotus-spa.jp/menu"]),
        ("https://lotus-spa.com/x👈", ["lotus-spa.com/x"]),
        ("→https://lotus-spa.com/x←", ["lotus-spa.com/x"]),
        ("https://lotus-spa.com/x—", ["lotus-spa.com/x"]),
        ("https://lotus-spa.com/xhttps://inn.net/y", ["lotus-spa.com/x", "inn.net/y"]),
        ("https://lotus-spa.com/x,https://inn.net", ["lotus-spa.com/x", "inn.net"]),
        ("www.lotus-spa.com,www.lotus-inn.net", ["lotus-spa.com", "lotus-inn.net"]),
        ("[url=https://lotus-spa.com/x]site[/url]", ["lotus-spa.com/x"]),
        ("[url]https://lotus-spa.com/x[/url]", ["lotus-spa.com/x"]),
        ("lotusspa.com.Call us", ["lotusspa.com"]),
        ("https://lotusspa.co.uk.Thanks", ["lotusspa.co.uk"]),
        ("lotus-spa.com:8080/x", ["lotus-spa.com:8080/x"]),
        ("https://web.archive.org/web/1/https://a.example/", ["web.archive.org/web/1/https://a.example"]),
        ("https://a.example/路", ["a.example/%E8%B7%AF"]),
        ("https://a.example/x_(y),z", ["a.example/x_(y),z"]),
        ("https://www.youtube.com/watch?v=a1", ["youtube.com/watch?v=a1"]),
        ("https://www.facebook.com/photo.php?fbid=1", ["facebook.com/photo.php?fbid=1"]),
    ],
)
def test_an_address_ends_where_something_else_starts(body: str, values: list[str]) -> None:
    assert urls(body) == values


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("visit lotus-spa dot com for rates", "lotus-spa.com"),
        ("website is lotusspa dot net", "lotusspa.net"),
        ("nuestra web lotus-spa punto es", "lotus-spa.es"),
        ("https :// lotus-spa . com", "lotus-spa.com"),
        ("www . lotus-spa . com", "lotus-spa.com"),
        ("www.lotus-spa .com", "lotus-spa.com"),
        ("lotus-spa .com", "lotus-spa.com"),
        ("http//lotus-spa.com/x", "lotus-spa.com/x"),
        ("http:/lotus-spa.com/x", "lotus-spa.com/x"),
        ("studio dot com slash anna.book", "studio.com/anna.book"),
        ("lotus-spa.vip", "lotus-spa.vip"),
        ("lotusroom.massage/now", "lotusroom.massage/now"),
        ("Lotus-Spa.Com", "lotus-spa.com"),
        ("LOTUS-SPA.COM CALL NOW", "lotus-spa.com"),
    ],
)
def test_marks_set_apart(body: str, value: str) -> None:
    assert urls(body) == [value]


@pytest.mark.parametrize(
    "body",
    [
        "www.lotus-spa is no host",
        "ASP.NET, Node.js, Socket.io and README.md",
        "CALL ANYTIME.DE NADA",
        "check-in.So we drop-in.Massage, best.spa and walk-in.so come",
        "the dot com boom, that point in time, visit us dot net",
        "jo at lotus-spa dot com",
        "we ship .com and more . net",
        "room-2 dot in the corner",
    ],
)
def test_two_words_around_a_mark_are_no_host(body: str) -> None:
    assert urls(body) == []


def test_a_gap_behind_a_whole_host_is_the_end_of_a_sentence() -> None:
    assert urls("www.lotusspa.com. Net prices") == ["lotusspa.com"]
