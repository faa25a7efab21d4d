"""Addresses spelled out, set apart or in disguise, and the sentences that only sound like one."""

from __future__ import annotations

import time

import pytest

from linkage.model import Evidence, Kind, Record
from linkage.normalise import identifier, normalise
from linkage.normalise.forms import (
    AT_DOT,
    FANCY,
    HOMOGLYPHS,
    INVISIBLE,
    MARKUP,
    PLAIN,
    PROVIDER,
    SPACED,
)
from linkage.normalise.spans import MAX_HITS, MAX_TEXT


def emails(body: str) -> list[Evidence]:
    return [e for e in normalise(Record("site", "1", body=body)) if e.kind is Kind.EMAIL]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("jane dot doe at gmail dot com", "janedoe@gmail.com"),
        ("jane [at] studio (dot) example", "jane@studio.example"),
        ("jane{at}gmail{dot}com", "jane@gmail.com"),
        ("jane<at>gmail<dot>com", "jane@gmail.com"),
        ("jane (a) gmail (.) com", "jane@gmail.com"),
        ("jane(at)studio.example", "jane@studio.example"),
        ("jane AT gmail DOT com", "jane@gmail.com"),
        ("jane at yahoo dot co dot uk", "jane@yahoo.co.uk"),
        ("jane at gmail.com", "jane@gmail.com"),
        ("jane @ gmail . com", "jane@gmail.com"),
        ("jane@gmail. com", "jane@gmail.com"),
        ("jane@gmail,com", "jane@gmail.com"),
        ("jane%40gmail.com", "jane@gmail.com"),
        ("jane_at_gmail_dot_com", "jane@gmail.com"),
        ("jane_doe_at_gmail_dot_com", "jane_doe@gmail.com"),
        ("jane -at- gmail -dot- com", "jane@gmail.com"),
        ("jane *at* gmail *dot* com", "jane@gmail.com"),
        ("janeATgmailDOTcom", "jane@gmail.com"),
        ("jane underscore doe at gmail dot com", "jane_doe@gmail.com"),
        ("jane at annas-studio dot co dot uk", "jane@annas-studio.co.uk"),
        ("info at studio dot com", "info@studio.com"),
        ("jane arroba gmail punto com", "jane@gmail.com"),
        ("jane arroba gmail ponto com", "jane@gmail.com"),
        ("jane arobase orange point fr", "jane@orange.fr"),
        ("jane chiocciola libero punto it", "jane@libero.it"),
        ("jane klammeraffe web punkt de", "jane@web.de"),
        ("jane at web dot de", "jane@web.de"),
        ("jane ät gmx pünkt de", "jane@gmx.de"),
        ("jane małpa wp kropka pl", "jane@wp.pl"),
        ("jane zavináč seznam tečka cz", "jane@seznam.cz"),
        ("jane собака mail точка ru", "jane@mail.ru"),
        ("jane艾特gmail点com", "jane@gmail.com"),
        ("jane골뱅이naver닷com", "jane@naver.com"),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("mail: ", ", call"), ("(", ")"), ("\n", "\ntext us")]
)
def test_spelled_addresses(written: str, value: str, before: str, after: str) -> None:
    (found,) = emails(before + written + after)
    assert (found.value, found.raw, found.form) == (value, written, AT_DOT)
    assert found.start == len(before)
    assert 0.7 < found.confidence < 0.95
    assert identifier(Kind.EMAIL, value) == (Kind.EMAIL, value)


@pytest.mark.parametrize(
    ("written", "value", "form"),
    [
        ("jane at gmail", "jane@gmail.com", PROVIDER),
        ("jane@gmail", "jane@gmail.com", PROVIDER),
        ("jane @ hotmail", "jane@hotmail.com", PROVIDER),
        ("j a n e @ g m a i l . c o m", "jane@gmail.com", SPACED),
        ("j a n e . d o e at g m a i l dot c o m", "janedoe@gmail.com", SPACED),
        ("ｊａｎｅ＠ｇｍａｉｌ．ｃｏｍ", "jane@gmail.com", FANCY),
        ("jаne@gmаil.com", "jane@gmail.com", HOMOGLYPHS),
        ("jane\u200b@gm\u200bail.c\u200bom", "jane@gmail.com", INVISIBLE),
        ("jane&#64;gmail&#46;com", "jane@gmail.com", MARKUP),
        ("jane<b>@</b>gmail.com", "jane@gmail.com", MARKUP),
        ("jane@bücher.example", "jane@xn--bcher-kva.example", PLAIN),
        ("jane@почта.рф", "jane@xn--80a1acny.xn--p1ai", PLAIN),
    ],
)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("mail: ", ", or call"), ("(", ")")])
def test_disguises_are_named(written: str, value: str, form: str, before: str, after: str) -> None:
    (found,) = emails(before + written + after)
    assert (found.value, found.raw, found.form) == (value, written, form)


@pytest.mark.parametrize(
    "body",
    [
        "meet me at hotel dot com",
        "look at this dot",
        "half at noon",
        "call me at gmail hours",
        "me at home",
        "massage at studio dot five",
        "contact us at gmail",
        "we work at yahoo headquarters",
        "visit us at studio.com",
        "stay-at-home mom. com",
        "option (a) studio.com, option (b) spa.com",
        "jane@studio",
        "call at 5 dot com",
        "see you at web. De nada",
        "anna at studio. In town",
        "meet @ noon . com",
        "inserted at this point in another text",
        "вера@mail.ru",
        "вера собака mail точка ru",
    ],
)
def test_sentences_hold_no_address(body: str) -> None:
    assert emails(body) == []


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        ("jane@gmail.com.Call me", "jane@gmail.com"),
        ("微信jane@gmail.com加我", "jane@gmail.com"),
        ("пишите:jane@mail.ruспасибо", "jane@mail.ru"),
        ("jane at gmail dot com text or call", "jane at gmail dot com"),
        ("Mail: j a n e @ g m a i l . c o m. Call", "j a n e @ g m a i l . c o m"),
        ('<a href="mailto:jane@gmail.com">write</a>', "jane@gmail.com"),
    ],
)
def test_words_beside_an_address_are_no_part_of_it(body: str, raw: str) -> None:
    assert [e.raw for e in emails(body)] == [raw]


def test_a_spelled_address_is_no_username() -> None:
    found = normalise(Record("site", "1", body="jane @studio dot example"))
    assert [e.kind for e in found if e.kind is Kind.USERNAME] == []


@pytest.mark.parametrize(
    "unit",
    ["@", "at dot ", "[at]", "jane at gmail dot com ", "j a n e @ g m a i l . c o m  ", "a_at_", "dot "],
)
def test_hostile_text_costs_little(unit: str) -> None:
    body = (unit * MAX_TEXT)[:MAX_TEXT]
    started = time.process_time()
    assert len(emails(body)) <= MAX_HITS
    assert time.process_time() - started < 5
