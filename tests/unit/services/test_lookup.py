"""Pictures are found by a hash of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from linkage.bootstrap import App
from linkage.errors import GoneError, InvalidInputError
from linkage.model import ImageHashes, Record
from linkage.services import lookup
from linkage.services.audit import Actor
from linkage_schemas.answers import PicturesOut
from tests.support.ads import ad, land

BY = Actor("ines", "case 7")
PDQ = hashlib.sha256(b"a picture").hexdigest()
MD5 = hashlib.md5(b"bytes", usedforsecurity=False).hexdigest()


def off(bits: int) -> str:
    """The hash with its last `bits` bits turned: whole words of it stay what they are."""
    return f"{int(PDQ, 16) ^ ((1 << bits) - 1):064x}"


@pytest.fixture
def shown(empty: App) -> App:
    """Pictures at several distances, one of them on two linked ads."""
    land(
        empty.store,
        [
            ad(f"off-{bits}", images=(ImageHashes(pdq=off(bits), pdq_quality=90),))
            for bits in (60, 0, 31, 32, 61, 7)
        ]
        + [
            ad("again", images=(ImageHashes(pdq=PDQ, pdq_quality=90), ImageHashes(md5=MD5))),
            ad("same-bytes", images=(ImageHashes(sha256=PDQ),)),
            ad("other", images=(ImageHashes(pdq=hashlib.sha256(b"x").hexdigest(), pdq_quality=90),)),
        ],
    )
    return empty


def found(answer: PicturesOut) -> list[tuple[str, int, str]]:
    return [(hit.identifier.value, hit.distance, hit.likeness) for hit in answer.pictures]


def test_near_pictures_come_nearest_first(shown: App) -> None:
    answer = shown.query.pictures("pdq:" + PDQ.upper(), by=BY)
    near = [(f"pdq:{off(bits)}", bits, "same" if bits == 0 else "near") for bits in (0, 7, 31)]
    assert (answer.hashes, answer.within, found(answer)) == ([f"pdq:{PDQ}"], 31, near)
    assert {one.source_id for one in answer.pictures[0].ads} == {"off-0", "again"}
    assert (answer.total, answer.truncated, answer.flags, answer.revision) == (3, False, [], 1)
    wide = shown.query.pictures("pdq:" + PDQ, by=BY, within=60)
    assert found(wide)[3:] == [(f"pdq:{off(bits)}", bits, "wide") for bits in (32, 60)]
    assert [bits for _, bits, _ in found(shown.query.pictures("pdq:" + PDQ, by=BY, within=30))] == [0, 7]
    assert [bits for _, bits, _ in found(shown.query.pictures("pdq:" + PDQ, by=BY, within=0))] == [0]


def test_a_hash_that_no_ad_carries_finds_what_is_like_it(shown: App) -> None:
    answer = shown.query.pictures(f"pdq:{off(3)}", by=BY)
    assert [bits for _, bits, _ in found(answer)] == [3, 4, 28, 29]


def test_bare_digits_are_read_as_both_hashes_of_their_length(shown: App) -> None:
    answer = shown.query.pictures(PDQ, by=BY)
    assert answer.hashes == [f"sha256:{PDQ}", f"pdq:{PDQ}"]
    assert [(value, bits) for value, bits, _ in found(answer)][:2] == [
        (f"sha256:{PDQ}", 0),
        (f"pdq:{PDQ}", 0),
    ]


def test_exact_hashes_match_when_they_are_equal(shown: App) -> None:
    assert found(shown.query.pictures(MD5, by=BY, within=60)) == [(f"md5:{MD5}", 0, "same")]
    assert found(shown.query.pictures("1" + MD5[1:], by=BY)) == []


def pictured(source_id: str, pdq: str) -> Record:
    """An ad of one holder with this picture."""
    return ad(source_id, images=(ImageHashes(pdq=pdq, pdq_quality=90),), emails=("leo@mailbox.example",))


def test_ads_with_a_picture_like_it_are_counted_apart(empty: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "PAGE", 2)
    land(empty.store, [pictured(f"own-{n}", PDQ) for n in range(3)] + [pictured("edited", off(7))])
    same, near = empty.query.pictures(f"pdq:{PDQ}", by=BY).pictures
    assert same.identifier.ads == 4
    assert {one.source_id for one in same.ads} == {"own-0", "own-1", "own-2"}
    assert (same.ads_total, same.near_ads, same.truncated) == (3, 1, False)
    assert ([one.source_id for one in near.ads], near.ads_total) == (["edited"], 1)
    monkeypatch.setattr(lookup, "MAX_LINKS", 2)
    same = empty.query.pictures(f"pdq:{PDQ}", by=BY).pictures[0]
    assert (same.ads_total, same.near_ads) == (4, None)


def test_the_very_picture_is_found_among_many_like_it(empty: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "ADS_SHOWN", 1)
    land(empty.store, [pictured("own", PDQ)] + [pictured(f"edited-{n}", off(7)) for n in range(5)])
    same = empty.query.pictures(f"pdq:{PDQ}", by=BY).pictures[0]
    assert ([one.source_id for one in same.ads], same.truncated) == (["own"], False)


def test_what_a_person_ruled_wrong_is_neither_counted_nor_shown(shown: App) -> None:
    shown.decide.decide(
        "wrong-extraction",
        by=BY,
        ad_a="site:again",
        identifier_kind="picture",
        identifier_value=f"pdq:{PDQ}",
    )
    same = shown.query.pictures(f"pdq:{PDQ}", by=BY).pictures[0]
    assert ([one.source_id for one in same.ads], same.ads_total) == (["off-0"], 1)


def test_limits_are_told(shown: App, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = shown.query.pictures("pdq:" + PDQ, by=BY, within=60, limit=2)
    assert (len(answer.pictures), answer.total, answer.truncated) == (2, 5, True)
    assert answer.truncated_reason == "more pictures are as near than the limit"
    monkeypatch.setattr(lookup, "MAX_CANDIDATES", 1)
    monkeypatch.setattr(lookup, "ADS_SHOWN", 1)
    answer = shown.query.pictures("pdq:" + PDQ, by=BY)
    assert answer.truncated_reason == (
        "only 1 pictures that share a part of the hash were compared; a picture is on more than 1 ads"
    )


@pytest.mark.parametrize("text", ["", "a word", PDQ[:-1], "0" * 64, "sha1:" + MD5, "phone:+12025550123"])
def test_what_is_no_hash_is_refused(shown: App, text: str) -> None:
    with pytest.raises(InvalidInputError):
        shown.query.pictures(text, by=BY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0" * 64, "one digit repeated"),
        ("PDQ:" + "F" * 64, "one digit repeated"),
        ("md5:d41d8cd98f00b204e9800998ecf8427e", "the hash of no bytes at all"),
        ("0" * 63, "no MD5, SHA-1, SHA-256 or PDQ"),
    ],
)
def test_a_hash_of_nothing_is_refused_with_the_reason(shown: App, text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        shown.query.pictures(text, by=BY)


def test_a_featureless_picture_is_hinted_at_where_no_ad_has_the_pdq(shown: App) -> None:
    flat = hashlib.sha256(b"flat").hexdigest()
    land(shown.store, [ad("flat", images=(ImageHashes(pdq=flat, pdq_quality=49),))], "batch-2")
    answer = shown.query.pictures(f"pdq:{flat}", by=BY)
    assert (answer.pictures, answer.hint) == ([], lookup.FEATURELESS)
    assert "quality below 50" in lookup.FEATURELESS
    assert shown.query.pictures(f"pdq:{off(3)}", by=BY).hint == lookup.FEATURELESS
    assert [shown.query.pictures(text, by=BY).hint for text in (f"pdq:{PDQ}", PDQ, "1" + MD5[1:])] == [
        None
    ] * 3


@pytest.mark.parametrize("within", [-1, 61])
def test_no_more_bits_than_mean_something(shown: App, within: int) -> None:
    with pytest.raises(InvalidInputError, match="0 to 60 bits"):
        shown.query.pictures(PDQ, by=BY, within=within)


def test_an_erased_picture_is_gone(shown: App) -> None:
    shown.erase.erase_identifier("image", MD5, by=BY)
    with pytest.raises(GoneError):
        shown.query.pictures(MD5, by=BY)
    shown.erase.erase_identifier("picture", PDQ, by=BY)
    assert [bits for _, bits, _ in found(shown.query.pictures(f"pdq:{PDQ}", by=BY))] == [7, 31]


def test_lists_that_know_the_hash_or_what_it_found_are_told(shown: App, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"pdq\n{off(33)}\n", encoding="utf-8")
    shown.hashlists.take(str(tmp_path / "list.csv"), "known", by=BY)
    answer = shown.query.pictures(f"pdq:{off(3)}", by=BY, within=31)
    assert [(one.list, one.distance) for one in answer.flags or ()] == [("known", 30)]
    flagged = {ad.source_id: [f.distance for f in ad.flags or ()] for h in answer.pictures for ad in h.ads}
    assert flagged == {"off-0": [], "again": [], "off-7": [26], "off-31": [2], "off-32": [1]}
    assert all(row.flags is not None for hit in answer.pictures for row in hit.networks)


def test_look_ups_are_audited(shown: App) -> None:
    shown.query.pictures(MD5, by=BY)
    with pytest.raises(InvalidInputError):
        shown.query.pictures("nothing", by=BY)
    entries = [entry for _, entry in shown.store.audit_entries(0, 10)]
    assert [(e.action, e.subject, e.results) for e in entries] == [
        ("pictures", MD5, 1),
        ("pictures", "nothing", 0),
    ]
