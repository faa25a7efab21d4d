"""Hash lists flag ads and networks, and change nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from linkage.bootstrap import App
from linkage.errors import InvalidInputError, NotFoundError
from linkage.model import ImageHashes, ad_id, network_id
from linkage.ports import Moved
from linkage.services import flags
from linkage.services.audit import Actor
from linkage_schemas.answers import AdOut, FlagOut, NetworkOut
from tests.support.ads import NOW, ad, land

Take = Callable[..., bool]

BY = Actor("ines", "case 7")
PDQ = hashlib.sha256(b"a face").hexdigest()
SHA256 = hashlib.sha256(b"bytes").hexdigest()


def off(digest: str, bits: int) -> str:
    """The hash with its last `bits` bits turned."""
    return f"{int(digest, 16) ^ ((1 << bits) - 1):064x}"


@pytest.fixture
def shown(empty: App) -> App:
    """Two linked ads, one with pictures, and one that is alone."""
    pictures = (
        ImageHashes(sha256=SHA256),
        ImageHashes(pdq=off(PDQ, 31), pdq_quality=90),
        ImageHashes(pdq=hashlib.sha256(b"flat").hexdigest(), pdq_quality=49),
    )
    land(
        empty.store,
        [
            ad("1", phones=("+12025550123",), emails=("rosa@mailbox.example",), images=pictures),
            ad("2", phones=("+12025550123",), emails=("rosa@mailbox.example",)),
            ad("3", body="alone"),
        ],
    )
    return empty


@pytest.fixture
def take(shown: App, tmp_path: Path) -> Take:
    def take(name: str, column: str, *digests: str) -> bool:
        file = tmp_path / "list.csv"
        file.write_text("\n".join([column, *digests]), encoding="utf-8")
        return shown.hashlists.take(str(file), name, by=BY).changed

    return take


def flagged(app: App, source_id: str) -> list[tuple[str, str, int]] | None:
    found = app.query.ad(f"site:{source_id}", by=BY)
    return told(found.ad.flags)


def told(some: Iterable[FlagOut] | None) -> list[tuple[str, str, int]] | None:
    return None if some is None else [(flag.list, flag.algorithm, flag.distance) for flag in some]


def network(app: App) -> NetworkOut:
    found = app.query.network(network_id(ad_id("site", "1")), by=BY)
    assert not isinstance(found, Moved)
    return found


def test_exact_and_near_hashes_flag_an_ad_and_its_network(shown: App, take: Take) -> None:
    assert flagged(shown, "1") == []
    take("bytes", "sha256", SHA256)
    take("looks", "pdq", PDQ)
    expected = [("bytes", "sha256", 0), ("looks", "pdq", 31)]
    assert flagged(shown, "1") == expected
    assert (flagged(shown, "2"), flagged(shown, "3")) == ([], [])
    assert told(network(shown).flags) == expected
    assert network(shown).flags_of_ads == 2
    page = shown.query.network_ads(network_id(ad_id("site", "1")), by=BY)
    assert not isinstance(page, Moved)
    assert {one.source_id: told(one.flags) for one in page.ads} == {"1": expected, "2": []}


def test_a_bit_too_far_or_too_little_to_see_flags_nothing(shown: App, take: Take) -> None:
    take("far", "pdq", off(PDQ, 63))  # 32 bits from the ad's
    take("flat", "pdq", hashlib.sha256(b"flat").hexdigest())
    assert flagged(shown, "1") == []


def test_the_nearest_hash_of_a_list_is_told(shown: App, take: Take) -> None:
    take("looks", "pdq", PDQ, off(PDQ, 28), off(PDQ, 40))
    assert flagged(shown, "1") == [("looks", "pdq", 3)]


def test_searches_and_identifiers_show_flags(shown: App, take: Take) -> None:
    take("bytes", "sha256", SHA256)
    found = shown.query.search("+12025550123", by=BY)
    (hit,) = found.identifiers
    expected = [("bytes", "sha256", 0)]
    assert {one.source_id: told(one.flags) for one in hit.ads} == {"1": expected, "2": []}
    assert [told(one.flags) for one in (*hit.networks, *found.networks)] == [expected] * (
        len(hit.networks) + len(found.networks)
    )
    assert [told(one.flags) for one in shown.query.search("site:1", by=BY).ads] == [expected]
    (match,) = shown.query.search("alone", by=BY).texts
    assert match.ad.flags == []
    page = shown.query.identifier("phone", "+12025550123", by=BY)
    assert {one.ad.source_id: told(one.ad.flags) for one in page.carriers} == {"1": expected, "2": []}


def test_a_list_is_replaced_and_removed_at_once(shown: App, take: Take) -> None:
    assert take("bytes", "sha256", SHA256) is True
    assert take("bytes", "sha256", SHA256.upper()) is False
    assert flagged(shown, "1") == [("bytes", "sha256", 0)]
    assert take("bytes", "sha256", hashlib.sha256(b"other").hexdigest()) is True
    assert flagged(shown, "1") == []
    take("bytes", "sha256", SHA256)
    shown.hashlists.remove("bytes", by=BY)
    assert flagged(shown, "1") == []
    with pytest.raises(NotFoundError):
        shown.hashlists.remove("bytes", by=BY)


def test_an_extraction_ruled_wrong_flags_nothing(shown: App, take: Take) -> None:
    take("bytes", "sha256", SHA256)
    shown.decide.decide(
        "wrong-extraction", by=BY, ad_a="site:1", identifier_kind="image", identifier_value=f"sha256:{SHA256}"
    )
    assert flagged(shown, "1") == []
    assert network(shown).flags == []


def test_links_and_exports_are_as_without_lists(shown: App, take: Take, tmp_path: Path) -> None:
    def seen() -> list[object]:
        answer: AdOut = shown.query.ad("site:1", by=BY)
        out = tmp_path / "network.json"
        shown.export.export("network", str(out), by=BY, network_id=network_id(ad_id("site", "1")))
        return [answer.links, answer.network.ads, answer.revision, out.read_bytes()]

    before = seen()
    take("bytes", "sha256", SHA256)
    assert seen() == before
    assert b"flags" not in (tmp_path / "network.json").read_bytes()


def test_large_networks_are_looked_at_in_part(
    shown: App, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    take("bytes", "sha256", SHA256)
    last = max(("1", "2"), key=lambda name: ad_id("site", name))
    monkeypatch.setattr(flags.Flags.network, "__defaults__", (1,))
    assert network(shown).flags_of_ads == 1
    assert told(network(shown).flags) == ([] if last == "1" else [("bytes", "sha256", 0)])


def test_acts_on_lists_are_audited(shown: App, take: Take, tmp_path: Path) -> None:
    take("bytes", "sha256", SHA256)
    (listed,) = shown.hashlists.all(by=BY).lists
    assert (listed.name, listed.sha256, listed.md5, listed.added_at) == ("bytes", 1, 0, NOW)
    shown.hashlists.remove("bytes", by=BY)
    with pytest.raises(InvalidInputError):
        shown.hashlists.take(str(tmp_path / "none.csv"), "none", by=BY)
    with pytest.raises(InvalidInputError):
        shown.hashlists.take(str(tmp_path / "list.csv"), "a\nb", by=BY)
    entries = [entry for _, entry in shown.store.audit_entries(0, 100)]
    assert [(e.action, e.subject, e.results, e.actor, e.reason) for e in entries] == [
        ("hashlist-import", "bytes", 1, "ines", "case 7"),
        ("hashlists", "all", 1, "ines", "case 7"),
        ("hashlist-remove", "bytes", 1, "ines", "case 7"),
        ("hashlist-import", "none", 0, "ines", "case 7"),
    ]
