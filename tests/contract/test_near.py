"""Identifiers that are alike: they meet in buckets, and the ads of one are linked to the other."""

from __future__ import annotations

from linkage.bootstrap import StoreAndLedger
from linkage.model import Kind
from linkage.normalise.sketches import picture_sketch
from tests.contract.conftest import Writer
from tests.support.making import email, of, phone, picture, seen, undo, wrong

FAR = tuple(range(0, 256, 2))
"""Bits of every 16-bit word: what differs in them shares no bucket."""


def test_what_stands_in_a_bucket_is_found_by_its_key(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", picture(), phone(1)), seen("b", picture(1, 2), picture(*FAR)))
    keys = picture_sketch(picture().value).keys
    alike = sorted([picture(), picture(1, 2)])
    assert store.near(Kind.PICTURE, keys, 10) == alike
    assert store.near(Kind.PICTURE, (*keys, *keys), 10) == alike
    assert store.near(Kind.PICTURE, keys, 1) == alike[:1]
    assert store.near(Kind.PICTURE, picture_sketch(picture(*FAR).value).keys, 10) == [picture(*FAR)]
    assert store.near(Kind.TEXT, keys, 10) == store.near(Kind.PICTURE, [], 10) == []
    assert store.near(Kind.PICTURE, keys, 0) == store.near(Kind.PICTURE, [0, -1], 10) == []


def test_what_no_ad_carries_any_more_is_in_no_bucket(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", picture(), email("ada")), seen("b", picture(1, 2)))
    keys = picture_sketch(picture().value).keys
    write.decide(wrong("w", "a", picture()))
    assert store.near(Kind.PICTURE, keys, 10) == [picture(1, 2)]
    write.decide(undo("u", "w"))
    assert store.near(Kind.PICTURE, keys, 10) == sorted([picture(), picture(1, 2)])
    write.erase(of("b"))
    assert store.near(Kind.PICTURE, keys, 10) == [picture()]
