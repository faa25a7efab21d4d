"""`apply`: whole or not at all, once a batch id, and what it says it did."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import InvalidInputError, RulesMismatchError
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Applied, Delta, Identifier, Observation, Reject, network_id
from linkage.ports import GraphView, Resolution, Touched
from linkage.resolve import make_resolver
from tests.contract.conftest import Opener, Writer
from tests.support.ads import PLAIN_RULES
from tests.support.making import DAY, NOW, email, handle, of, phone, seen
from tests.support.resolvers import Acting
from tests.support.state import read_state


def test_an_empty_store_answers(store: StoreAndLedger) -> None:
    assert store.revision() == 0
    assert store.batch("batch-1") is None
    assert store.counts().ads == store.counts().largest == 0
    streams = (store.iter_ads(), store.iter_links(), store.iter_identifiers())
    assert [list(stream) for stream in streams] == [[], [], []]
    pages = (store.networks(2, None, 10), store.events(0, None, 10), store.rejects(10), store.check())
    assert [list(page) for page in pages] == [[], [], [], []]


def test_a_batch_says_what_it_did(store: StoreAndLedger, write: Writer) -> None:
    rejects = (Reject("ads.jsonl", 3, "source", "missing"), Reject("ads.jsonl", 7, "body", "not text"))
    first, second = seen("a", phone(1), email("ada")), seen("b", phone(1))
    done = write(Delta(observations=(first, second), rejects=rejects, origin="ads.jsonl"))
    assert done == Applied(
        revision=1,
        batch_id="batch-1",
        records=2,
        ads_new=2,
        observations_new=2,
        identifiers_new=2,
        rejects=rejects,
        events=1,
    )
    assert store.revision() == 1
    assert store.batch("batch-1") == replace(done, replay=True)
    assert store.rejects(1) == [rejects[1]]
    counts = store.counts()
    assert (counts.ads, counts.observations, counts.identifiers, counts.links) == (2, 2, 2, 3)
    assert (counts.networks, counts.largest, counts.batches, counts.rejects) == (1, 2, 1, 2)
    assert counts.verdicts == {"linking": 2}


def test_a_known_batch_id_changes_nothing(store: StoreAndLedger, write: Writer) -> None:
    done = write.ads(seen("a", phone(1)))
    before = read_state(store)
    again = store.apply(Delta((seen("b", phone(1)),)), "batch-1", write.resolver, NOW + 1)
    assert again == replace(done, replay=True)
    assert read_state(store) == before
    assert store.revision() == 1


def test_an_empty_batch_is_a_revision(store: StoreAndLedger, write: Writer) -> None:
    assert write(Delta()).revision == 1
    assert write(Delta()).revision == store.revision() == 2


def test_identical_bytes_are_no_news_inside_a_batch_and_across(store: StoreAndLedger, write: Writer) -> None:
    one = seen("a", phone(1))
    first = write.ads(one, one)
    second = write.ads(one)
    assert (first.records, first.observations_new, first.ads_new) == (2, 1, 1)
    assert (second.records, second.observations_new, second.ads_new, second.events) == (1, 0, 0, 0)
    assert store.ads([of("a")])[of("a")].observations == 1
    (link,) = store.links_of_ads([of("a")])
    assert link.observations == 1


def test_equal_bytes_of_two_ads_are_two_records(store: StoreAndLedger, write: Writer) -> None:
    one = seen("a", phone(1))
    write.ads(one, seen("b", phone(1))._replace(sha256=one.sha256))
    assert store.counts().observations == 2


@pytest.mark.parametrize("together", [True, False])
def test_records_of_one_ad_add_up(store: StoreAndLedger, write: Writer, *, together: bool) -> None:
    records = [
        seen("a", phone(1), at=NOW + 3 * DAY, crawled=NOW + 4 * DAY),
        seen("a", phone(1), email("ada"), at=NOW, crawled=NOW + 9 * DAY),
        seen("a", at=None, crawled=NOW - DAY),
    ]
    for batch in [records] if together else [[one] for one in records]:
        write.ads(*batch)
    ad = store.ads([of("a")])[of("a")]
    assert (ad.first_seen, ad.last_seen, ad.observations) == (NOW - DAY, NOW + 9 * DAY, 3)
    by_kind = {link.kind: link for link in store.links_of_ads([of("a")])}
    number, address = by_kind[phone(1).kind], by_kind[email("ada").kind]
    assert (number.first_seen, number.last_seen, number.observations) == (NOW, NOW + 9 * DAY, 2)
    assert (address.first_seen, address.last_seen, address.observations) == (NOW, NOW + 9 * DAY, 1)
    row = store.identifiers([phone(1)])[phone(1)]
    assert (row.ads, row.first_seen, row.last_seen) == (1, NOW, NOW + 9 * DAY)
    assert [row.posted_at for row in store.observations(of("a"))] == [NOW + 3 * DAY, NOW, None]


@pytest.mark.parametrize("order", [1, -1])
def test_a_link_is_as_sure_as_its_best_evidence(store: StoreAndLedger, write: Writer, order: int) -> None:
    one = seen("a", phone(1), phone(1))
    faint, clear = one.evidence[0]._replace(confidence=0.4), one.evidence[1]._replace(confidence=0.7)
    write.ads(one._replace(evidence=(faint, clear)[::order]))
    (link,) = store.links_of_ads([of("a")])
    assert (link.confidence, link.observations) == (0.7, 1)
    assert [e.confidence for e in store.evidence(of("a"))] == [0.4, 0.7]
    write.ads(seen("a", phone(1), at=NOW + 1)._replace(evidence=(faint,)))
    (link,) = store.links_of_ads([of("a")])
    assert (link.confidence, link.observations) == (0.7, 2)


def test_undated_records_stay_undated(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1), at=None))
    row = store.identifiers([phone(1)])[phone(1)]
    assert (row.ads, row.first_seen, row.last_seen) == (1, None, None)
    write.ads(seen("b", phone(1), at=NOW))
    row = store.identifiers([phone(1)])[phone(1)]
    assert (row.ads, row.first_seen, row.last_seen) == (2, NOW, NOW)


def test_arrival_numbers_are_given_once(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)), seen("b", phone(2)))
    write.erase(of("b"))
    write.ads(seen("c", phone(3)))
    arrivals = {ad.source_id: ad.arrival for ad in store.iter_ads()}
    assert arrivals["c"] > arrivals["a"] + 1


def world() -> list[Observation]:
    return [
        seen("a", phone(1), at=NOW),
        seen("b", phone(1), email("ada"), at=NOW + DAY),
        seen("c", email("ada"), at=NOW + 2 * DAY),
        seen("a", phone(2), at=NOW + 3 * DAY),
    ]


def test_order_and_batches_do_not_matter(new_place: Callable[[], Opener]) -> None:
    states = set()
    for order, cut in itertools.product(itertools.permutations(range(4)), (0, 2)):
        store = new_place()()
        write = Writer(store)
        write.resolver = make_resolver(PLAIN_RULES)
        records = [world()[i] for i in order]
        write.ads(*records[:cut])
        write.ads(*records[cut:])
        state = read_state(store)
        assert set(state.networks.values()) == {network_id(records[0].ad_id)}
        assert store.check() == []
        states.add(repr([sorted(state.links.items()), sorted(state.identifiers.items()), state.live]))
        store.close()
    assert len(states) == 1


class BrokenError(Exception):
    """What a resolver under test raises."""


def broken(view: GraphView, touched: Touched) -> Resolution:
    del view, touched
    raise BrokenError


def test_a_failure_leaves_nothing_and_the_store_usable(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)))
    before = read_state(store)
    with pytest.raises(BrokenError):
        store.apply(Delta((seen("b", phone(1)),)), "batch-2", Acting(broken), NOW)
    assert read_state(store) == before
    assert (store.revision(), store.batch("batch-2")) == (1, None)
    assert write.ads(seen("b", phone(1))).revision == 2
    assert store.counts().largest == 2


def test_half_a_character_is_refused_as_input(store: StoreAndLedger, write: Writer) -> None:
    with pytest.raises(InvalidInputError):
        write.ads(seen("a", phone(1))._replace(title="\ud800"))
    assert store.counts().ads == 0
    write.ads(seen("a", phone(1)))


def test_control_characters_and_every_script_come_back(store: StoreAndLedger, write: Writer) -> None:
    title = "nul \x00 rtl \u202e emoji \U0001f600 \u0130"
    odd = Identifier(handle("x").kind, "site:a\x00b\u0130\U0001f600")
    write.ads(seen("a", odd, title=title))
    write.ads(seen("b", odd, title=title))
    assert store.observations(of("a"))[0].title == title
    assert store.identifiers([odd])[odd].ads == 2
    assert [link.value for link in store.links_of_ads([of("b")])] == [odd.value]


def test_the_rules_of_a_store_are_bound_once(opener: Opener) -> None:
    store = opener()
    store.bind_rules("digest", "{}")
    store.bind_rules("digest", "{}")
    with pytest.raises(RulesMismatchError):
        opener().bind_rules("another", "{}")
    Writer(store).ads(seen("a", phone(1)))


def test_a_store_opened_again_holds_what_it_held(opener: Opener) -> None:
    store = opener()
    Writer(store).ads(*world())
    before = read_state(store)
    secret = store.secret()
    store.close()
    store.close()
    again = opener()
    assert read_state(again) == before
    assert again.secret() == secret
    assert len(secret) == 32


def test_two_openings_write_one_graph(opener: Opener) -> None:
    one, other = opener(), opener()
    resolver = make_resolver(DEFAULT_RULES)
    one.apply(Delta((seen("a", phone(1)),)), "one", resolver, NOW)
    other.apply(Delta((seen("b", phone(1)),)), "two", resolver, NOW)
    assert one.counts().largest == other.counts().largest == 2
    assert one.apply(Delta((seen("c"),)), "two", resolver, NOW).replay
    assert one.check() == []
