"""Erasure: nothing of it answers any more, the rest is as if it had never been, and it stays out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import GoneError, NotFoundError
from linkage.model import Delta, EventKind, Identifier, network_id
from tests.contract.conftest import Opener, Writer
from tests.support.making import DAY, NOW, crowd, email, image, of, phone, ruling, seen, undo, wrong
from tests.support.state import read_state


def test_an_erased_ad_is_gone(store: StoreAndLedger, write: Writer) -> None:
    write.ads(
        seen("a", phone(1), title="Marigold"), seen("a", email("ada"), title="Tulip"), seen("b", phone(1))
    )
    done = write.erase(of("a"))
    assert (done.ads_erased, done.identifiers_erased) == (1, 0)
    assert store.is_erased(of("a"))
    assert not store.is_erased(of("b"))
    assert store.ads([of("a")]) == {}
    assert not store.observations(of("a"))
    assert not store.evidence(of("a"))
    assert not list(store.links_of_ads([of("a")]))
    assert not store.ads_with_prefix(of("a"), 5)
    assert store.search_text("marigold", 5) == store.search_text("tulip", 5) == []
    assert store.identifiers([email("ada")]) == {}
    assert store.identifiers([phone(1)])[phone(1)].ads == 1
    assert store.counts().observations == 1
    assert store.check() == []


def test_what_is_left_is_as_if_it_had_never_been(new_place: Callable[[], Opener]) -> None:
    states = []
    for with_it in (True, False):
        store = new_place()()
        write = Writer(store)
        gone = [seen("b", phone(1), phone(2), at=NOW - DAY)] if with_it else []
        write.ads(seen("a", phone(1)), *gone, seen("c", phone(2), at=NOW + DAY))
        if with_it:
            assert store.counts().largest == 3
            write.erase(of("b"))
        states.append(read_state(store))
        assert store.check() == []
    assert states[0] == states[1]


def test_an_erased_ad_stays_out(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)), seen("b", phone(1)))
    write.erase(of("a"))
    done = write.ads(seen("a", phone(1), at=NOW + 1), seen("c", phone(1)))
    assert (done.refused, done.records, done.ads_new) == (1, 2, 1)
    assert store.ads([of("a")]) == {}


def test_erasing_again_is_nothing_and_erasing_the_unknown_an_error(
    store: StoreAndLedger, write: Writer
) -> None:
    write.ads(seen("a", phone(1)))
    write.erase(of("a"), of("a"), identifiers=())
    assert write.erase(of("a")).ads_erased == 0
    write.ads(seen("b", phone(2)))
    assert write.erase(identifiers=(phone(2), phone(2))).identifiers_erased == 1
    assert write.erase(identifiers=(phone(2),)).identifiers_erased == 0
    before = read_state(store)
    for ads, identifiers in (((of("b"), of("nobody")), ()), ((of("b"),), (phone(9),))):
        with pytest.raises(NotFoundError):
            write.erase(*ads, identifiers=identifiers)
    assert read_state(store) == before
    assert not store.is_erased(of("b"))


def test_the_networks_of_an_erased_founder(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1), phone(2)), seen("b", phone(1)), seen("c", phone(2)), seen("d", phone(1)))
    write.erase(of("a"))
    with pytest.raises(GoneError):
        store.network(network_id(of("a")))
    assert [row.network_id for row in store.networks(2, None, 9)] == [network_id(of("b"))]
    named = {event.network_id for event in store.events(0, None, 99)}
    assert network_id(of("a")) in named
    dissolved = [e for e in store.events(0, None, 99) if e.kind is EventKind.DISSOLVED]
    assert all(event.network_id == network_id(of("a")) for event in dissolved)


def test_an_identifier_seen_again_after_its_last_ad_went(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)))
    write(Delta((seen("b", phone(1), at=NOW + DAY),), erase_ads=(of("a"),)))
    row = store.identifiers([phone(1)])[phone(1)]
    assert (row.ads, row.first_seen) == (1, NOW + DAY)
    write.erase(of("b"))
    assert store.identifiers([phone(1)]) == {}
    write.ads(seen("c", phone(1)), seen("d", phone(1)))
    assert store.counts().largest == 2
    assert store.check() == []


def test_an_erased_identifier_is_blacked_out(store: StoreAndLedger, write: Writer) -> None:
    one = seen("a", phone(1), email("ada"), title=f"Call {phone(1).value}", words="tulip")
    lists = one.evidence[0]._replace(field="phones[0]", start=0, end=12)
    whole = one.evidence[1]._replace(field="text", start=0, end=len(one.body), raw=one.body)
    write.ads(
        one._replace(evidence=(*one.evidence, lists, whole)), seen("b", phone(1)), seen("c", email("ada"))
    )
    before = store.observations(of("a"))[0]
    done = write.erase(identifiers=(phone(1),))
    assert (done.ads_erased, done.identifiers_erased) == (0, 1)
    assert store.is_identifier_erased(phone(1))
    assert not store.is_identifier_erased(email("ada"))
    (row,) = store.observations(of("a"))
    blocks = "\u2588" * 12
    assert row.title == f"Call {blocks}"
    assert row.body == before.body.replace(phone(1).value, blocks)
    assert (row.raw, row.sha256) == (None, before.sha256)
    for evidence in store.evidence(of("a")):
        assert evidence.kind == email("ada").kind
        if evidence.field == "body":
            assert row.body[evidence.start : evidence.end] == evidence.raw
        assert phone(1).value not in evidence.raw
    assert store.identifiers([phone(1)]) == {}
    assert store.links_of_identifier(phone(1), None, 9) == []
    assert store.search_text("12025550101", 5) == []
    assert [hit.ad_id for hit in store.search_text("tulip", 5)] == [of("a")]
    assert store.counts().largest == 2
    assert store.check() == []


def test_an_erased_identifier_stays_out(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)), seen("b", image(1)))
    write.erase(identifiers=(phone(1),))
    done = write.ads(seen("c", phone(1), image(1)), seen("d", phone(1)))
    assert (done.refused, done.ads_new, done.identifiers_new) == (0, 2, 0)
    assert store.identifiers([phone(1)]) == {}
    assert [row.raw for row in store.observations(of("c"))] == [None]
    assert phone(1).value not in store.observations(of("c"))[0].body
    assert store.search_text("12025550101", 5) == []
    assert {row.kind for row in store.evidence(of("c"))} == {image(1).kind}
    assert store.network(network_id(of("b"))) != store.network(network_id(of("d")))
    assert store.counts().largest == 2
    assert store.check() == []


def test_decisions_on_an_erased_identifier_do_not_tell_it(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)), seen("b", phone(1)))
    write.decide(ruling("D-1", phone(1), generic=True), wrong("D-2", "a", phone(1)))
    write.erase(identifiers=(phone(1),))
    for row in store.decisions(standing=True):
        assert isinstance(row.decision.identifier, Identifier)
        assert row.decision.identifier.kind == phone(1).kind
        assert phone(1).value not in str(row.decision)
    write.decide(undo("U-1", "D-1"), undo("U-2", "D-2"))
    assert store.decisions(standing=True) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
def test_the_figures_of_an_identifier_shrink_with_its_ads(
    store: StoreAndLedger, write: Writer, order: tuple[int, ...]
) -> None:
    days = {"a": 1, "b": 0, "c": 2}
    write.ads(*(seen(name, phone(1), at=NOW + day * DAY) for name, day in days.items()))
    for name in (list(days)[n] for n in order[:2]):
        write.erase(of(name))
        del days[name]
        row = store.identifiers([phone(1)])[phone(1)]
        span = NOW + min(days.values()) * DAY, NOW + max(days.values()) * DAY
        assert (row.ads, row.first_seen, row.last_seen) == (len(days), *span)
        assert store.check() == []


def test_many_ads_of_one_crowd_go_at_once(store: StoreAndLedger, write: Writer) -> None:
    names = [f"n{n:02}" for n in range(30)]
    write.ads(*crowd(names, phone(1), image(1)))
    write.erase(*(of(name) for name in names[:29]))
    row = store.identifiers([phone(1)])[phone(1)]
    assert (row.ads, store.counts().networks) == (1, 0)
    assert store.check() == []
    write.erase(of(names[29]))
    assert store.counts().ads == store.counts().identifiers == 0
    assert store.check() == []
