from __future__ import annotations

import hashlib

import pytest

from linkage.model import Identifier, Kind
from linkage.normalise import canonical, identifier

SHA256 = hashlib.sha256(b"picture").hexdigest()
MD5 = hashlib.md5(b"picture", usedforsecurity=False).hexdigest()
WALLET = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"


@pytest.mark.parametrize(
    ("pasted", "region", "first"),
    [
        ("+1 (202) 555-0123", None, "phone:+12025550123"),
        ("202-555-0123", None, "phone:+12025550123"),
        ("202-555-0123", "US", "phone:+12025550123"),
        ("12025550123", None, "phone:+12025550123"),
        ("07700 900123", "GB", "phone:+447700900123"),
        ("07700 900123", None, "national:07700900123"),
        ("202-555-0123", "GB", "national:2025550123"),
        ("https://wa.me/12025550123", None, "phone:+12025550123"),
        ("whatsapp:+12025550123", None, "phone:+12025550123"),
        ("tel:+12025550123", None, "phone:+12025550123"),
        ("phone:202-555-0123", "US", "phone:+12025550123"),
        (" Jane.Doe+x@gmail.com\n", None, "email:janedoe@gmail.com"),
        ("mailto:jane@studio.example", None, "email:jane@studio.example"),
        ("ig:Jane_Doe", None, "handle:instagram:jane_doe"),
        ("handle:telegram:jane_doe", None, "handle:telegram:jane_doe"),
        ("instagram.com/jane_doe", None, "handle:instagram:jane_doe"),
        ("@Jane_Doe", None, "username:jane_doe"),
        ("https://www.studio.example/x/", None, "url:studio.example/x"),
        ("studio.example", None, "url:studio.example"),
        ("studio-massage.co.uk", None, "url:studio-massage.co.uk"),
        (SHA256, None, f"image:sha256:{SHA256}"),
        (f"sha256:{SHA256}", None, f"image:sha256:{SHA256}"),
        (f"pdq:{SHA256}", None, f"picture:pdq:{SHA256}"),
        (f"image:md5:{MD5}", None, f"image:md5:{MD5}"),
        (MD5, None, f"image:md5:{MD5}"),
        (WALLET, None, f"wallet:btc:{WALLET}"),
        (f"btc:{WALLET}", None, f"wallet:btc:{WALLET}"),
        ("write to jane@studio.example or so", None, "email:jane@studio.example"),
    ],
)
def test_the_best_reading_comes_first(pasted: str, region: str | None, first: str) -> None:
    found = canonical(pasted, region)
    kind, _, value = first.partition(":")
    assert found[0] == Identifier(Kind(kind), value)
    for each in found:
        assert identifier(each.kind, each.value) == each
    assert len(set(found)) == len(found)


def test_other_readings_follow() -> None:
    assert Identifier(Kind.NATIONAL, "2025550123") in canonical("+12025550123")
    assert Identifier(Kind.PICTURE, f"pdq:{SHA256}") in canonical(SHA256)
    assert Identifier(Kind.TEXT, MD5) in canonical(MD5)
    assert Identifier(Kind.HANDLE, "instagram:jane_doe") in canonical("@jane_doe")


@pytest.mark.parametrize("pasted", ["two0two five55 0one23", "call me on 202-555-0123", "2025550123"])
def test_a_number_without_a_country_is_looked_up_with_and_without_one(pasted: str) -> None:
    found = [(one.kind, one.value) for one in canonical(pasted)]
    assert (Kind.PHONE, "+12025550123") in found
    assert (Kind.NATIONAL, "2025550123") in found


def test_a_pasted_ad_is_read_as_one() -> None:
    body = "Friendly massage studio visiting the old town this week, call 202-555-0123 for a quiet hour."
    kinds = {found.kind for found in canonical(body, "US")}
    assert kinds == {Kind.PHONE, Kind.TEXT}


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "  ",
        "massage",
        "hello.there",
        "N/A",
        "google.com",
        "0" * 64,
        "1234567890",
        "price: 100",
        "phone:none",
    ],
)
def test_plain_words_are_no_identifier(pasted: str) -> None:
    assert canonical(pasted) == ()
