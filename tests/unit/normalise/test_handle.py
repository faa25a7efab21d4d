from __future__ import annotations

import pytest

from linkage.model import Evidence, Kind, Record
from linkage.normalise import identifier, normalise


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
    assert found.extractor == "handle/1"


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
