from __future__ import annotations

import pytest

from linkage.model import Evidence, Kind, Record
from linkage.normalise import identifier, normalise
from linkage.normalise.forms import CUE, FANCY, HOMOGLYPHS, INVISIBLE, LINK, PLAIN, SPACED


def names(body: str) -> list[Evidence]:
    record = Record("site", "1", body=body)
    return [e for e in normalise(record) if e.kind in {Kind.HANDLE, Kind.USERNAME}]


@pytest.mark.parametrize(
    ("body", "value", "raw", "confidence"),
    [
        ("IG: jane_doe", "instagram:jane_doe", "jane_doe", 0.8),
        ("Insta:Jane_Doe.", "instagram:jane_doe", "Jane_Doe", 0.8),
        ("my instagram is: jane_doe", "instagram:jane_doe", "jane_doe", 0.8),
        ("insta @jane.doe, thanks", "instagram:jane.doe", "@jane.doe", 0.9),
        ("IG:@jane.doe", "instagram:jane.doe", "@jane.doe", 0.9),
        ("telegram - @jane_doe", "telegram:jane_doe", "@jane_doe", 0.9),
        ("(snap: janedoe)", "snapchat:janedoe", "janedoe", 0.8),
        ("Snapchat name: jane-doe", "snapchat:jane-doe", "jane-doe", 0.8),
        ("Kik=jane99", "kik:jane99", "jane99", 0.8),
        ("LINE ID: jane99", "line:jane99", "jane99", 0.8),
        ("twitter @jane_doe", "twitter:jane_doe", "@jane_doe", 0.9),
        ("https://www.instagram.com/Jane_Doe/?igshid=1", "instagram:jane_doe", None, 0.95),
        ("instagram.com/jane_doe", "instagram:jane_doe", None, 0.95),
        ("https://x.com/jane_doe", "twitter:jane_doe", None, 0.95),
        ("https://mobile.twitter.com/jane_doe", "twitter:jane_doe", None, 0.95),
        ("t.me/jane_doe", "telegram:jane_doe", None, 0.95),
        ("https://t.me/s/jane_doe", "telegram:jane_doe", None, 0.95),
        ("https://www.snapchat.com/add/jane.doe", "snapchat:jane.doe", None, 0.95),
        ("https://www.tiktok.com/@jane.doe", "tiktok:jane.doe", None, 0.95),
        ("onlyfans.com/jane-doe", "onlyfans:jane-doe", None, 0.95),
        ("https://m.facebook.com/jane.doe.9", "facebook:jane.doe.9", None, 0.95),
        ("https://facebook.com/profile.php?id=100012345", "facebook:100012345", None, 0.95),
        ("https://line.me/ti/p/~jane99", "line:jane99", None, 0.95),
        ("cash.app/$janedoe", "cashapp:janedoe", None, 0.95),
    ],
)
def test_names_on_platforms(body: str, value: str, raw: str | None, confidence: float) -> None:
    (found,) = names(body)
    assert (found.kind, found.value, found.raw) == (Kind.HANDLE, value, raw or body)
    assert found.confidence == confidence
    assert found.extractor == "handle/2"


@pytest.mark.parametrize(
    ("body", "value", "raw"),
    [
        ("find me @Jane_Doe!", "jane_doe", "@Jane_Doe"),
        ("@jane99", "jane99", "@jane99"),
        ("friends of @jane.doe.", "jane.doe", "@jane.doe"),
        # A name the platform would not allow is still somebody's name.
        ("twitter @jane.doe", "jane.doe", "@jane.doe"),
    ],
)
def test_bare_names_are_usernames(body: str, value: str, raw: str) -> None:
    (found,) = names(body)
    assert (found.kind, found.value, found.raw, found.confidence) == (Kind.USERNAME, value, raw, 0.5)


@pytest.mark.parametrize(
    "body",
    [
        "mail jane@studio.example",
        "jane@gmail.com",
        "name @gmail.com",
        "https://blog.example/@jane",
        "IG: see below",
        "snap: none",
        "Telegram: N/A",
        "telegram: 2025550123",
        "the line: call now",
        "x: yes",
        "rates: 100",
        "@2025550123",
        "@everyone @here",
        "ig: https://ads.example",
        "https://www.instagram.com/explore/",
        "https://www.instagram.com/p/Cxyz/",
        "https://t.me/+AbCdEf",
        "https://t.me/joinchat",
        "https://facebook.com/login",
        "https://instagram.com",
        "bigstory: jane_doe",
        "meet @ noon",
    ],
)
def test_what_names_nobody(body: str) -> None:
    assert names(body) == []


@pytest.mark.parametrize(
    ("entry", "kind", "value"),
    [
        ("instagram:Jane_Doe", Kind.HANDLE, "instagram:jane_doe"),
        ("IG: @jane_doe ", Kind.HANDLE, "instagram:jane_doe"),
        ("X:jane_doe", Kind.HANDLE, "twitter:jane_doe"),
        ("https://t.me/Jane_Doe", Kind.HANDLE, "telegram:jane_doe"),
        ("otherplace:Jane", Kind.HANDLE, "otherplace:jane"),
        ("@jane_doe", Kind.USERNAME, "jane_doe"),
        ("jane_doe", Kind.USERNAME, "jane_doe"),
    ],
)
def test_structured_entries(entry: str, kind: Kind, value: str) -> None:
    (found,) = normalise(Record("site", "1", handles=(entry,)))
    assert (found.kind, found.value, found.field, found.raw) == (kind, value, "handles[0]", entry.strip())


@pytest.mark.parametrize(
    "entry", ["N/A", "none", "instagram:none", "instagram:", ":jane", "", "instagram:a b", "-"]
)
def test_structured_placeholders(entry: str) -> None:
    assert normalise(Record("site", "1", handles=(entry,))) == ()


def test_identifier_reads_urls_and_names() -> None:
    by_url = identifier(Kind.HANDLE, "https://instagram.com/jane_doe")
    assert by_url == identifier(Kind.HANDLE, "ig:@Jane_Doe")
    assert identifier(Kind.HANDLE, "jane") is None
    assert identifier(Kind.HANDLE, "whatsapp:jane") is None


@pytest.mark.parametrize(
    ("body", "value", "raw"),
    [
        ("insta mia_rose", "instagram:mia_rose", "mia_rose"),
        ("follow my insta mia.rose", "instagram:mia.rose", "mia.rose"),
        ("my snap is mia_rose", "snapchat:mia_rose", "mia_rose"),
        ("Mein Insta ist miarose7.", "instagram:miarose7", "miarose7"),
        ("mon insta c'est mia_rose", "instagram:mia_rose", "mia_rose"),
        ("meu insta é mia_rose", "instagram:mia_rose", "mia_rose"),
        ("мой инстаграм mia_rose", "instagram:mia_rose", "mia_rose"),
        ("add me on kik: miarose", "kik:miarose", "miarose"),
        ("add me on kik miarose99", "kik:miarose99", "miarose99"),
        ("TG👉 @mia_rose", "telegram:mia_rose", "@mia_rose"),
        ("TG👉 mia_rose", "telegram:mia_rose", "mia_rose"),
        ("Telegram username miarose", "telegram:miarose", "miarose"),
        ("Line ID miarose", "line:miarose", "miarose"),
        ("LINE: mia88", "line:mia88", "mia88"),
        ("微信 abc123", "wechat:abc123", "abc123"),
        ("微信号：abc123", "wechat:abc123", "abc123"),
        ("加微信abc123", "wechat:abc123", "abc123"),
        ("카카오톡 아이디 miarose8", "kakaotalk:miarose8", "miarose8"),
        ("вк: miarose", "vk:miarose", "miarose"),
        ("телеграм @miarose", "telegram:miarose", "@miarose"),
        ("سناب: miarose", "snapchat:miarose", "miarose"),
        ("cashapp $miarose", "cashapp:miarose", "$miarose"),
        ("cash app: $miarose", "cashapp:miarose", "$miarose"),
        ("$miarose on cashapp", "cashapp:miarose", "$miarose"),
        ("venmo @mia-rose-1", "venmo:mia-rose-1", "@mia-rose-1"),
        ("paypal @miarose", "paypal:miarose", "@miarose"),
        ("skype: live:mia.rose", "skype:live:mia.rose", "live:mia.rose"),
        ("Discord: mia#1234", "discord:mia#1234", "mia#1234"),
        ("only fans @miarose", "onlyfans:miarose", "@miarose"),
        ("OF @miarose", "onlyfans:miarose", "@miarose"),
        ("🅾️F: mia_rose", "onlyfans:mia_rose", "mia_rose"),
        ("📷 @miarose", "instagram:miarose", "@miarose"),
        ("✈️ @miarose", "telegram:miarose", "@miarose"),
        ("🐦 @miarose", "twitter:miarose", "@miarose"),
        ("👻 miarose", "snapchat:miarose", "miarose"),
        ("@mia_rose on instagram", "instagram:mia_rose", "@mia_rose"),
        ("@mia_rose (IG)", "instagram:mia_rose", "@mia_rose"),
        ("1nsta: miarose", "instagram:miarose", "miarose"),
        ("IG:\nmia_rose", "instagram:mia_rose", "mia_rose"),
        ("IG: miarose Call me", "instagram:miarose", "miarose"),
    ],
)
def test_cues(body: str, value: str, raw: str) -> None:
    (found,) = names(body)
    assert (found.value, found.raw, found.form) == (value, raw, CUE)
    assert body[found.start : found.end] == raw
    assert identifier(Kind.HANDLE, value) == (Kind.HANDLE, value)


@pytest.mark.parametrize(
    ("body", "raw", "form"),
    [
        ("i n s t a g r a m : mia_rose", "mia_rose", SPACED),
        ("i n s t a : m i a _ r o s e", "m i a _ r o s e", SPACED),
        ("ｉｎｓｔａ：ｍｉａ＿ｒｏｓｅ", "ｍｉａ＿ｒｏｓｅ", FANCY),
        ("іnstа: mia_rоse", "mia_rоse", HOMOGLYPHS),
        ("ins\u200bta: mia_\u200brose", "mia_\u200brose", INVISIBLE),
        ("<b>IG</b>:&nbsp;<i>mia_rose</i>", "mia_rose", CUE),
        ("instagram.com/mia_rose", "instagram.com/mia_rose", LINK),
    ],
)
def test_disguised_cues_and_names(body: str, raw: str, form: str) -> None:
    (found,) = names(body)
    assert (found.value, found.raw, found.form) == ("instagram:mia_rose", raw, form)


def test_one_name_on_several_platforms() -> None:
    assert {e.value for e in names("IG, snap and tiktok: @mia_rose")} == {
        "instagram:mia_rose",
        "snapchat:mia_rose",
        "tiktok:mia_rose",
    }


@pytest.mark.parametrize(
    "body",
    [
        "snap your fingers",
        "follow me",
        "IG: available",
        "line up, the line is 2nd on the left",
        "meet @ 5pm, @5pm, @2nd floor",
        "$200 cashapp, deposit $50 cashapp or zelle",
        "cashapp only",
        "tip line 24",
        "wechat me",
        "kik me back",
        "facebook page",
        "fb messenger",
        "insta pics",
        "insta pics.Call me",
        "insta: anna's studio",
        "Instagram: Anna Lee",
        "Instagram: www.studio.com",
        "telegram 2o2-555-o123",
        "snap 24hrs",
        "my snap is private right now",
        "my insta is on fire",
        "whatsapp: mia_rose, Signal: mia.42, viber mia_99",
        "zelle mia@studio.example",
        "mia @gmail . com, rosa @ hotmail",
        "x: log1p",
        "of `:mia_99`",
        "in a line handle composing letters",
        "инста: роса",
        "@роса",
        "Please no WhatsApp, snap or kik. Text only 9am-9pm.",
        "Email or text, signal ok. Cashapp, Venmo, Zelle accepted.",
    ],
)
def test_words_behind_a_cue_that_name_nobody(body: str) -> None:
    assert names(body) == []


def test_a_bare_name_is_plain() -> None:
    assert [e.form for e in names("find me @mia_rose")] == [PLAIN]
