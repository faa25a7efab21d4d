from __future__ import annotations

import pytest

from linkage.model import Kind, Record
from linkage.normalise.handle import extractor as handle


def found(body: str) -> list[str]:
    evidence = handle.EXTRACTOR.find(Record("site", "1", body=body))
    return [e.value for e in evidence if e.kind is Kind.HANDLE]


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("Instagram:\n@jane", ["instagram:jane"]),
        ("Insta\n@jane", ["instagram:jane"]),
        ("Telegram:<br>@jane<br>Call", ["telegram:jane"]),
        ("Instagram\njane_7\nSnapchat\njane8", ["instagram:jane_7", "snapchat:jane8"]),
        ("Kik/wickr jane_7", ["kik:jane_7", "wickr:jane_7"]),
        ("Snap/jane99", ["snapchat:jane99"]),
        ("insta/snap jane_1", ["instagram:jane_1", "snapchat:jane_1"]),
        ("telegram&signal: @jane", ["telegram:jane"]),
        ("IG/FB/TT: @janedoe", ["facebook:janedoe", "instagram:janedoe"]),
        ("insta ve tiktok: jane_1", ["instagram:jane_1", "tiktok:jane_1"]),
        ("Insta och Snap: jane22", ["instagram:jane22", "snapchat:jane22"]),
        ("instagram under jane_1", ["instagram:jane_1"]),
        ("Instagram como jane_1", ["instagram:jane_1"]),
        ("Telegram (usuario): jane_1", ["telegram:jane_1"]),
        ("Insta da loja: @jane", ["instagram:jane"]),
        ("snap är jane22", ["snapchat:jane22"]),
        ("на телегу пишите @jane", ["telegram:jane"]),
        ("電報联系@jane", ["telegram:jane"]),
        ("インスタは @jane です", ["instagram:jane"]),
        ("na instagramie: jane_1", ["instagram:jane_1"]),
        ("इंस्टाग्राम: jane_1", ["instagram:jane_1"]),
        ("แอดไลน์ @jane", ["line:jane"]),
        ("抖音号：jane.spa88", ["tiktok:jane.spa88"]),
        ("threads: @jane", ["threads:jane"]),
        ("reddit u/jane_1, Reddit: /u/jane_2", ["reddit:jane_1", "reddit:jane_2"]),
        ("I.G. @jane", ["instagram:jane"]),
        ("snap-chat: jane22", ["snapchat:jane22"]),
        ("te1egram: jane_1", ["telegram:jane_1"]),
        ("inst@gram: jane_1", ["instagram:jane_1"]),
        ("IG, jane_1", ["instagram:jane_1"]),
        ("IG. jane_1", ["instagram:jane_1"]),
        ("On TikTok, @jane", ["tiktok:jane"]),
        ("jane_1 on insta, jane22 on snap", ["instagram:jane_1", "snapchat:jane22"]),
        ("jane_1 (insta) / janedoe3 (snap)", ["instagram:jane_1", "snapchat:janedoe3"]),
        ("@jane on both instagram and tiktok", ["instagram:jane", "tiktok:jane"]),
        ("instagram: jane_1 or jane_2", ["instagram:jane_1", "instagram:jane_2"]),
    ],
)
def test_names_in_prose(body: str, values: list[str]) -> None:
    assert sorted(found(body)) == values


@pytest.mark.parametrize(
    "body",
    [
        "Instagram: banned, Twitter: suspended",
        "my snap is broken, my telegram is faster, my kik is dead",
        "mi telegram es privado, mon snap est fermé, il mio instagram è privato",
        "Insta: demnächst, Instagram: wkrótce, Instagram : bientôt",
        "Instagram: @username, Discord @everyone",
        "instagram account managers wanted, snapchat account growth",
        "Instagram: josé",
        "no telegram, jane_99 is elsewhere",
        "we are on insta, room_5 on top",
        "5pm_ish on insta",
        "kik is dead. room2b is free",
    ],
)
def test_words_behind_a_cue_are_no_names(body: str) -> None:
    assert [v for v in found(body) if not v.endswith(("room_5", "room2b"))] == []


def test_a_name_belongs_to_the_cue_on_its_own_side() -> None:
    assert found("kik: jane_1 on telegram: jane_2") == ["kik:jane_1", "telegram:jane_2"]


@pytest.mark.parametrize("rule", ["keyframes", "page", "supports", "charset", "layer"])
def test_rules_of_style_sheets_are_no_names(rule: str) -> None:
    assert list(handle.EXTRACTOR.find(Record("site", "1", body=f"@{rule} x"))) == []


@pytest.mark.parametrize(
    ("link", "value"),
    [
        ("https://m.instagram.com/jane", "instagram:jane"),
        ("https://instagram.com/_u/jane", "instagram:jane"),
        ("https://instagram.com/stories/jane/123", "instagram:jane"),
        ("https://instagram.com/jane/reels/", "instagram:jane"),
        ("https://ig.me/m/jane", "instagram:jane"),
        ("instagram://user?username=jane", "instagram:jane"),
        ("tg://resolve?domain=jane", "telegram:jane"),
        ("https://janedoe.t.me", "telegram:janedoe"),
        ("https://web.telegram.org/k/#@jane", "telegram:jane"),
        ("https://t.me/janedoe/12", "telegram:janedoe"),
        ("https://de-de.facebook.com/jane.doe/", "facebook:jane.doe"),
        ("https://mbasic.facebook.com/jane.doe/photos", "facebook:jane.doe"),
        ("https://facebook.com/pg/jane.doe", "facebook:jane.doe"),
        ("m.me/jane.doe", "facebook:jane.doe"),
        ("https://www.messenger.com/t/jane.doe", "facebook:jane.doe"),
        ("https://story.snapchat.com/@jane", "snapchat:jane"),
        ("https://account.venmo.com/u/Jane-Doe", "venmo:jane-doe"),
        ("https://www.paypal.com/paypalme/jane", "paypal:jane"),
        ("https://paypal.me/jane/50", "paypal:jane"),
        ("https://onlyfans.com/jane/media", "onlyfans:jane"),
        ("https://x.com/jane/status/123", "twitter:jane"),
        ("https://twitter.com/intent/user?screen_name=Jane", "twitter:jane"),
        ("https://twitter.com/#!/jane", "twitter:jane"),
        ("https://youtube.com/c/jane", "youtube:jane"),
        ("https://line.me/R/ti/p/@jane", "line:jane"),
        ("https://www.tiktok.com/@jane/video/1", "tiktok:jane"),
        ("t . me / janedoe", "telegram:janedoe"),
    ],
)
def test_links_to_a_part_of_a_profile(link: str, value: str) -> None:
    assert found(f"see {link} ok") == [value]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.facebook.com/groups/janes", "https://help.instagram.com/jane",
        "https://instagram.com/explore/tags/jane", "tg://join?invite=jane", "https://twitter.com/intent/tweet?text=a",
    ],
)  # fmt: skip
def test_pages_of_a_platform_are_nobodys(link: str) -> None:
    assert found(f"see {link} ok") == []
