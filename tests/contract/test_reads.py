"""Look-ups: exact rows, order, pages, and nothing for what is not there."""

from __future__ import annotations

from itertools import pairwise

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import NotFoundError
from linkage.model import EventKind, Identifier, Kind, Verdict, network_id
from linkage.ports import AdRow, EventRow, IdentifierRow, Moved, NetworkRow, StoredLink
from tests.contract.conftest import Writer
from tests.support.making import DAY, NOW, crowd, email, handle, image, of, phone, seen

NAMES = [f"ad-{n:02}" for n in range(12)]


def test_an_ad_comes_back_as_it_was_seen(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("first"), seen("a", phone(1), at=NOW, crawled=NOW + DAY))
    found = store.ads([of("a"), of("nobody"), of("a")])
    assert found == {
        of("a"): AdRow(of("a"), 2, "site", "a", network_id(of("a")), NOW, NOW + DAY, observations=1)
    }
    assert store.ads([]) == {}


def test_a_record_comes_back_whole(store: StoreAndLedger, write: Writer) -> None:
    one = seen("a", phone(1), at=NOW, crawled=NOW + DAY)
    write.ads(seen("other"))
    write.ads(one, seen("a", phone(1), title="Later"))
    row, later = store.observations(of("a"))
    assert (row.ad_id, row.sha256, row.raw, row.revision) == (one.ad_id, one.sha256.hex(), one.raw, 2)
    assert (row.posted_at, row.crawled_at, row.url) == (NOW, NOW + DAY, one.url)
    assert (row.title, row.body, row.country, row.region, row.city) == one[7:12]
    assert (later.title, later.observation > row.observation) == ("Later", True)
    assert store.observations(of("nobody")) == []


def test_ads_are_found_by_the_start_of_their_id(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*crowd(NAMES))
    every = sorted(of(name) for name in NAMES)
    assert [ad.ad_id for ad in store.ads_with_prefix("", 100)] == every
    assert [ad.ad_id for ad in store.ads_with_prefix("", 3)] == every[:3]
    for length in (1, 4, 32):
        wanted = every[5][:length]
        matching = [ad for ad in every if ad.startswith(wanted)]
        assert [ad.ad_id for ad in store.ads_with_prefix(wanted, 100)] == matching
    assert store.ads_with_prefix("%", 100) == store.ads_with_prefix("z", 100) == []


def test_identifiers_are_found_by_kind_and_value(store: StoreAndLedger, write: Writer) -> None:
    same = Identifier(Kind.USERNAME, "ada"), Identifier(Kind.WALLET, "ada")
    write.ads(seen("a", phone(1), *same, at=NOW), seen("b", phone(1), at=NOW + DAY))
    found = store.identifiers([phone(1), phone(2), Identifier(Kind.EMAIL, phone(1).value)])
    assert set(found) == {phone(1)}
    row = found[phone(1)]
    assert row == IdentifierRow(Kind.PHONE, phone(1).value, 2, NOW, NOW + DAY, row.holders)
    (holder,) = row.holders
    assert (holder.tenure, holder.verdict, holder.ads) == (0, Verdict.LINKING, 2)
    assert (holder.first, holder.last, holder.segments) == (NOW, NOW + DAY, 1)
    assert [row.kind for row in store.identifiers_of_value("ada")] == [Kind.USERNAME, Kind.WALLET]
    assert store.identifiers_of_value("nobody") == []


def test_holders_of_a_number_that_changed_hands(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("old", phone(1), at=NOW - 900 * DAY), seen("new", phone(1), at=NOW))
    holders = store.identifiers([phone(1)])[phone(1)].holders
    assert [(h.tenure, h.first, h.ads) for h in holders] == [(0, NOW - 900 * DAY, 1), (1, NOW, 1)]
    links = {link.ad_id: link.tenure for link in store.links_of_ads([of("old"), of("new")])}
    assert links == {of("old"): 0, of("new"): 1}
    write.ads(seen("old", phone(1), at=NOW - 500 * DAY), seen("old", phone(1), at=NOW - 250 * DAY))
    assert [h.tenure for h in store.identifiers([phone(1)])[phone(1)].holders] == [0]
    assert store.check() == []


def test_links_of_ads_in_order(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(2), phone(1), email("ada")), seen("b", handle("b")), seen("c", phone(3)))
    links = list(store.links_of_ads([of("b"), of("a"), of("nobody"), of("a")]))
    keys = [(link.ad_id, str(link.kind), link.value) for link in links]
    assert keys == sorted(keys)
    assert len(keys) == 4
    first = next(link for link in links if link.value == phone(1).value)
    assert first == StoredLink(of("a"), *phone(1), 0, Verdict.LINKING, NOW, NOW, 1, 0.9)
    assert list(store.links_of_ads([])) == []


@pytest.mark.parametrize("size", [1, 5, 12, 100])
def test_links_of_an_identifier_in_pages(store: StoreAndLedger, write: Writer, size: int) -> None:
    write.ads(*crowd(NAMES, phone(1), image(1)), seen("aside", phone(2)))
    found: list[str] = []
    for _ in NAMES:
        page = store.links_of_identifier(phone(1), found[-1] if found else None, size)
        assert len(page) <= size
        assert {(link.kind, link.value) for link in page} <= {phone(1)}
        found += [link.ad_id for link in page]
    assert found == sorted(of(name) for name in NAMES)
    assert store.links_of_identifier(phone(9), None, 10) == []


def test_a_page_goes_on_after_an_ad_that_is_gone(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*crowd(NAMES, phone(1)))
    middle = sorted(of(name) for name in NAMES)[5]
    write.erase(middle)
    rest = [link.ad_id for link in store.links_of_identifier(phone(1), middle, 100)]
    assert rest == sorted(of(name) for name in NAMES)[6:]
    network = store.networks(2, None, 1)[0].network_id
    assert [ad.ad_id for ad in store.members(network, middle, 100)] == rest


def test_evidence_in_order_of_arrival_and_field(store: StoreAndLedger, write: Writer) -> None:
    one = seen("a", phone(1), email("ada"), at=NOW)
    extra = one.evidence[0]._replace(field="phones[0]", start=0, end=12, confidence=1.0)
    write.ads(one._replace(evidence=(extra, *one.evidence)))
    write.ads(seen("a", phone(1), at=NOW + DAY), seen("b", phone(1)))
    rows = store.evidence(of("a"))
    assert [(row.posted_at, row.field) for row in rows] == [
        (NOW, "body"),
        (NOW, "body"),
        (NOW, "phones[0]"),
        (NOW + DAY, "body"),
    ]
    for row in rows[:2]:
        assert one.body[row.start : row.end] == row.raw == row.value
        assert (row.sha256, row.extractor, row.ad_id) == (one.sha256.hex(), f"{row.kind}/1", of("a"))
    assert [row.confidence for row in store.evidence(of("a"), phone(1))] == [0.9, 1.0, 0.9]
    assert store.evidence(of("a"), phone(2)) == store.evidence(of("nobody")) == []


def test_a_merge_keeps_the_older_id_and_the_other_points_there(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)), seen("b", phone(2), at=NOW + DAY))
    old, new = network_id(of("a")), network_id(of("b"))
    assert store.network(new) == NetworkRow(new, 1, NOW + DAY, NOW + DAY)
    write.ads(seen("c", phone(1), phone(2)))
    assert store.network(old) == NetworkRow(old, 3, NOW, NOW + DAY)
    assert store.network(new) == Moved(old)
    assert store.network(network_id(of("c"))) == Moved(old)
    assert store.ads([of("c")])[of("c")].network_id == old
    assert [ad.network_id for ad in store.members(old, None, 10)] == [old] * 3


@pytest.mark.parametrize("unknown", ["", "N-", "N-xyz", of("a"), network_id(of("nobody")), "N-" + "F" * 32])
def test_no_network_of_that_id(store: StoreAndLedger, write: Writer, unknown: str) -> None:
    write.ads(seen("a", phone(1)))
    with pytest.raises(NotFoundError):
        store.network(unknown)
    with pytest.raises(NotFoundError):
        store.members(unknown, None, 10)
    with pytest.raises(NotFoundError):
        list(store.network_links(unknown))


def test_members_and_links_of_a_network(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*crowd(NAMES, phone(1), image(1)), seen("aside", phone(2)))
    network = store.networks(2, None, 10)[0].network_id
    found: list[str] = []
    for _ in range(3):
        found += [ad.ad_id for ad in store.members(network, found[-1] if found else None, 5)]
    assert found == sorted(of(name) for name in NAMES)
    links = list(store.network_links(network))
    keys = [(link.ad_id, str(link.kind), link.value) for link in links]
    assert keys == sorted(keys)
    assert links == list(store.links_of_ads(found))
    alone = network_id(of("aside"))
    assert [ad.ad_id for ad in store.members(alone, None, 5)] == [of("aside")]
    assert [link.value for link in store.network_links(alone)] == [phone(2).value]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_networks_in_pages_largest_first(store: StoreAndLedger, write: Writer, size: int) -> None:
    sizes = [2, 5, 2, 3, 3, 2, 1, 4]
    for number, ads in enumerate(sizes):
        write.ads(*crowd([f"n{number}-{n}" for n in range(ads)], phone(number)))
    found: list[NetworkRow] = []
    for _ in sizes:
        found += store.networks(1, (found[-1].ads, found[-1].network_id) if found else None, size)
    assert [row.ads for row in found] == sorted(sizes, reverse=True)[:-1]
    assert all((-one.ads, one.network_id) < (-two.ads, two.network_id) for one, two in pairwise(found))
    assert [row.ads for row in store.networks(4, None, 50)] == [5, 4]
    assert all(store.network(row.network_id) == row for row in found)


def test_events_tell_the_life_of_networks(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)), seen("b", phone(1)), seen("c", phone(2)), seen("d", phone(2)))
    write.ads(seen("e", phone(1)))
    write.ads(seen("f", phone(1), phone(2)))
    a, c = network_id(of("a")), network_id(of("c"))
    log = store.events(0, None, 100)
    assert [event.sequence for event in log] == [1, 2, 3, 4]
    assert log[2] == EventRow(3, 2, EventKind.GROWN, a, None, 3)
    assert log[3] == EventRow(4, 3, EventKind.MERGED, a, c, 6)
    assert {event.network_id for event in log[:2]} == {a, c}
    assert store.events(2, None, 1) == [log[2]]
    assert store.events(0, c, 100) == [event for event in log if c in {event.network_id, event.other_id}]
    assert store.events(3, a, 100) == [log[3]]
    assert store.events(4, None, 100) == store.events(0, "no network", 100) == []


def test_everything_can_be_streamed_in_order(store: StoreAndLedger, write: Writer) -> None:
    write.ads(
        seen("b", phone(2), email("b")),
        seen("a", phone(1), source="zebra"),
        seen("c", phone(2), phone(1)),
        seen("bare"),
    )
    ads = [(ad.source, ad.source_id) for ad in store.iter_ads()]
    assert ads == [("site", "b"), ("site", "bare"), ("site", "c"), ("zebra", "a")]
    assert list(store.iter_links()) == [
        ("site", "b", *email("b")),
        ("site", "b", *phone(2)),
        ("site", "c", *phone(1)),
        ("site", "c", *phone(2)),
        ("zebra", "a", *phone(1)),
    ]
    rows = list(store.iter_identifiers())
    assert [Identifier(row.kind, row.value) for row in rows] == [email("b"), phone(1), phone(2)]
    assert rows == [store.identifiers([one])[one] for one in (email("b"), phone(1), phone(2))]
