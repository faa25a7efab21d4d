from __future__ import annotations

import pytest

from linkage.model import Record
from linkage.normalise.email import extractor as email


def emails(body: str) -> list[str]:
    return [e.value for e in email.EXTRACTOR.find(Record("site", "1", body=body))]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("jane guion bajo spa arroba gmail punto com", "jane_spa@gmail.com"),
        ("jane tiret bas spa arobase laposte point net", "jane_spa@laposte.net"),
        ("jane podkreślnik spa małpa interia kropka pl", "jane_spa@interia.pl"),
        ("jane.doe [snabel a] hotmail.se", "jane.doe@hotmail.se"),
        ("jane.doe(a)telia.com", "jane.doe@telia.com"),
        ("jane_1 (et) hotmail (nokta) com", "jane_1@hotmail.com"),
        ("janedoe kuyruklu a gmail nokta com", "janedoe@gmail.com"),
        ("janedoe et gmail nokta com", "janedoe@gmail.com"),
        ("jane_1 apestaart live punt nl", "jane_1@live.nl"),
        ("jane1 at-zeichen gmx punkt net", "jane1@gmx.net"),
        ("info at-sign studio period com", "info@studio.com"),
        ("janedoe at the rate gmail.com", "janedoe@gmail.com"),
        ("jane1 [a t] yahoo [d o t] com", "jane1@yahoo.com"),
        ("jane1 / at / hotmail / dot / com", "jane1@hotmail.com"),
        ('jane1"at"hotmail"dot"com', "jane1@hotmail.com"),
        ("janedoe*at*live*dot*com", "janedoe@live.com"),
        ("jane1@(gmail).com", "jane1@gmail.com"),
        ("janedoe at g mail dot com", "janedoe@gmail.com"),
        ("gmail: jane21", "jane21@gmail.com"),
        ("my gmail is jane21", "jane21@gmail.com"),
        ("hotmail - jane22", "jane22@hotmail.com"),
        ("mohammed at gmail dot com", "mohammed@gmail.com"),
        ("jane@studio.co.uk.Thanks", "jane@studio.co.uk"),
        ("jane@studio.com.au.Thanks", "jane@studio.com.au"),
        ("jane@outlook.comcall me", "jane@outlook.com"),
        ("jane@spa.company", "jane@spa.company"),
        ("o'neil.jane@eircom.net", "o'neil.jane@eircom.net"),
        ("trial period janedoe at gmail dot com", "janedoe@gmail.com"),
    ],
)
def test_marks_of_many_languages(body: str, value: str) -> None:
    assert emails(body) == [value]


@pytest.mark.parametrize(
    "body",
    [
        "jane strange bajo spa arroba gmail punto com",
        "https://user:pw@studio.example/x",
        "I looked at outlook, worked at hotmail, glanced at gmail.com",
        "he got hired at proton dot me",
        "option (a) studio.com, (et) autres.com",
        "we met at 7 dot com",
        "gmail: 10mb, my yahoo is broken, Gmail - attachments bounce",
        "jane@studio.c",
        "that's'jane@",
    ],
)
def test_no_address_rather_than_a_wrong_one(body: str) -> None:
    assert emails(body) == []
