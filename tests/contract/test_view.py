"""What a resolver is shown inside a transaction, and what becomes of what it returns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Decision, Delta, Identifier, Kind, Observation, rank
from linkage.ports import Component, Constraint, GraphView, IdentState, Resolution, Touched, TouchedLink
from linkage.resolve import make_resolver
from tests.support.making import (
    DAY,
    NOW,
    cannot,
    crowd,
    email,
    image,
    must,
    of,
    phone,
    ruling,
    seen,
    undo,
    wrong,
)
from tests.support.resolvers import Acting

Look = Callable[[GraphView, Touched], None]


class Spy:
    """The real resolver, with a look at what it is given."""

    def __init__(self, store: StoreAndLedger) -> None:
        self.store = store
        self._real = make_resolver(DEFAULT_RULES)
        self._batches = 0
        self.touched: Touched

    def __call__(self, delta: Delta, look: Look | None = None) -> Resolution:
        resolutions: list[Resolution] = []

        def resolver(view: GraphView, touched: Touched) -> Resolution:
            self.touched = touched
            if look is not None:
                look(view, touched)
            resolutions.append(self._real(view, touched))
            return resolutions[0]

        self._batches += 1
        self.store.apply(delta, f"batch-{self._batches}", Acting(resolver), NOW)
        return resolutions[0]

    def ads(self, *observations: Observation, look: Look | None = None) -> None:
        self(Delta(observations), look)

    def decide(self, *decisions: Decision, look: Look | None = None) -> None:
        self(Delta(decisions=decisions), look)

    def erase(self, *ads: str, identifiers: tuple[Identifier, ...] = (), look: Look | None = None) -> None:
        self(Delta(erase_ads=ads, erase_identifiers=identifiers), look)

    def number(self, name: str) -> int:
        return self.store.ads([of(name)])[of(name)].arrival


@pytest.fixture
def spy(store: StoreAndLedger) -> Spy:
    return Spy(store)


def states(view: GraphView, touched: Touched) -> dict[Identifier, IdentState]:
    return {Identifier(state.kind, state.value): state for state in view.identifiers(touched.idents)}


def test_new_ads_are_touched_with_all_their_links(spy: Spy) -> None:
    found: dict[Identifier, IdentState] = {}
    spy.ads(
        seen("a", phone(1), email("ada"), at=NOW, crawled=NOW + DAY),
        seen("b", phone(1), at=None),
        look=lambda view, touched: found.update(states(view, touched)),
    )
    a, b = spy.number("a"), spy.number("b")
    number, address = found[phone(1)], found[email("ada")]
    assert sorted(spy.touched.links) == sorted(
        [
            TouchedLink(number.ident, a, rank(of("a")), NOW, NOW + DAY, new=True),
            TouchedLink(number.ident, b, rank(of("b")), None, None, new=True),
            TouchedLink(address.ident, a, rank(of("a")), NOW, NOW + DAY, new=True),
        ]
    )
    assert set(spy.touched.idents) == {number.ident, address.ident}
    assert (list(spy.touched.lost), set(spy.touched.decided), dict(spy.touched.gone)) == ([], set(), {})
    assert (number.ads, number.first, number.last, number.holders) == (2, NOW, NOW + DAY, ())
    assert number.ruling is None
    assert number.representative in {a, b}


def test_a_new_record_of_an_old_ad_touches_its_old_links_too(spy: Spy) -> None:
    spy.ads(seen("a", phone(1), at=NOW), seen("b", phone(1), at=NOW))
    found: dict[Identifier, IdentState] = {}
    spy.ads(
        seen("a", email("ada"), at=NOW + DAY),
        seen("b", phone(1), at=NOW),  # identical bytes: no news, not touched
        look=lambda view, touched: found.update(states(view, touched)),
    )
    a = spy.number("a")
    assert {(link.ident, link.ad, link.new) for link in spy.touched.links} == {
        (found[phone(1)].ident, a, False),
        (found[email("ada")].ident, a, True),
    }
    (holder,) = found[phone(1)].holders
    assert (holder.ads, found[phone(1)].ads) == (2, 2)


def test_nothing_is_touched_by_what_is_no_news(spy: Spy) -> None:
    spy.ads(seen("a", phone(1)))
    spy.ads(seen("a", phone(1)))
    assert (list(spy.touched.links), set(spy.touched.idents)) == ([], set())


def test_the_representative_was_there_before(spy: Spy) -> None:
    spy.ads(seen("a", phone(1)), seen("b", phone(1)))
    found: dict[Identifier, IdentState] = {}
    spy.ads(seen("c", phone(1)), look=lambda view, touched: found.update(states(view, touched)))
    assert found[phone(1)].representative in {spy.number("a"), spy.number("b")}
    b = spy.number("b")
    spy(
        Delta((seen("d", phone(1)),), erase_ads=(of("a"), of("c"))),
        lambda view, touched: found.update(states(view, touched)),
    )
    assert (found[phone(1)].representative, found[phone(1)].ads) == (b, 2)


def test_an_erased_ad_is_lost_and_gone(spy: Spy) -> None:
    spy.ads(seen("a", phone(1)), seen("b", phone(1)), seen("c", email("cy")))
    a, b = spy.number("a"), spy.number("b")
    seen_labels: dict[int, int] = {}
    found: dict[Identifier, IdentState] = {}

    def look(view: GraphView, touched: Touched) -> None:
        seen_labels.update(view.labels_of([b]))
        found.update(states(view, touched))
        assert {carrier.ad for carrier in view.carriers(touched.idents)} == {b}
        assert view.members([touched.gone[a]]) == {touched.gone[a]: [b]}

    spy.erase(of("a"), look=look)
    assert [(lost.ad, lost.rank) for lost in spy.touched.lost] == [(a, rank(of("a")))]
    assert spy.touched.gone == {a: seen_labels[b]}
    assert list(spy.touched.links) == []
    assert found[phone(1)].ads == 1
    spy.erase(of("c"), look=lambda view, touched: found.update(states(view, touched)))
    gone = found[email("cy")]
    assert (gone.ads, gone.representative, gone.first) == (0, None, None)


def test_an_erased_identifier_touches_its_ads(spy: Spy) -> None:
    spy.ads(seen("a", phone(1), email("ada")), seen("b", phone(1)))
    spy.erase(identifiers=(phone(1),))
    a, b = spy.number("a"), spy.number("b")
    assert {lost.ad for lost in spy.touched.lost} == {a, b}
    assert {link.ad for link in spy.touched.links} == {a}
    assert len(set(spy.touched.idents)) == 2


def test_a_wrong_extraction_is_a_lost_link_and_its_undo_a_new_one(spy: Spy) -> None:
    spy.ads(seen("a", phone(1), email("ada")), seen("b", phone(1)))
    a, b = spy.number("a"), spy.number("b")
    live: dict[int, int] = {}

    def look(view: GraphView, touched: Touched) -> None:
        (state,) = (state for state in view.identifiers(touched.idents) if state.kind is Kind.PHONE)
        live.update({carrier.ad: carrier.tenure for carrier in view.carriers([state.ident])})
        assert len(view.samples([state.ident], 9)[state.ident]) == state.ads == len(live)
        assert state.representative in live

    spy.decide(wrong("D-1", "a", phone(1)), look=look)
    assert set(live) == {b}
    assert [lost.ad for lost in spy.touched.lost] == [a]
    assert [(link.ad, link.new) for link in spy.touched.links] == [(a, False)]
    live.clear()
    spy.decide(undo("U-1", "D-1"), look=look)
    assert set(live) == {a, b}
    assert list(spy.touched.lost) == []
    assert sorted((link.ad, link.new) for link in spy.touched.links) == [(a, False), (a, True)]


def test_rulings_touch_their_identifier(spy: Spy) -> None:
    spy.ads(seen("a", phone(1)))
    seen_rulings: list[bool | None] = []

    def look(view: GraphView, touched: Touched) -> None:
        seen_rulings.extend(state.ruling for state in view.identifiers(touched.idents))

    spy.decide(ruling("D-1", phone(1), generic=True), look=look)
    spy.ads(seen("b", phone(1)), look=look)
    spy.decide(undo("U-1", "D-1"), look=look)
    spy.decide(ruling("D-2", phone(1), generic=False), look=look)
    assert seen_rulings == [True, True, None, False]


def test_constraints_name_present_ads_and_touch_both_ends(spy: Spy) -> None:
    spy.ads(seen("a"), seen("b"), seen("c"))
    a, b, c = (spy.number(name) for name in "abc")
    told: list[list[Constraint]] = []

    def look(view: GraphView, touched: Touched) -> None:
        del touched
        told.append(list(view.constraints()))

    spy.decide(must("D-1", "a", "b"), cannot("D-2", "b", "c"), look=look)
    assert set(spy.touched.decided) == {a, b, c}
    assert told[-1] == [Constraint(True, a, b, "D-1"), Constraint(False, b, c, "D-2")]
    spy.ads(seen("a", phone(1)), look=look)
    assert set(spy.touched.decided) == set()
    assert len(told[-1]) == 2
    spy.erase(of("c"), look=look)
    assert set(spy.touched.decided) == {b}
    assert told[-1] == [Constraint(True, a, b, "D-1")]
    spy.decide(undo("U-1", "D-1"), look=look)
    assert set(spy.touched.decided) == {a, b}
    assert told[-1] == []


def test_links_components_and_members(spy: Spy) -> None:
    spy.ads(seen("a", phone(1)), seen("b", phone(1), image(1)), seen("c", email("cy")))
    a, b, c = (spy.number(name) for name in "abc")
    looked: list[bool] = []

    def look(view: GraphView, touched: Touched) -> None:
        (d,) = {link.ad for link in touched.links}
        links = list(view.links_of([a, b, d]))
        kinds = sorted((link.ad, str(link.kind)) for link in links)
        assert kinds == sorted([(a, "phone"), (b, "image"), (b, "phone"), (d, "image")])
        assert {link.tenure for link in links} == {0}
        assert {link.confidence for link in links} == {0.9}
        assert view.ranks([a, d]) == {a: rank(of("a")), d: rank(of("d"))}
        labels = view.labels_of([a, b, c, d])
        assert labels[a] == labels[b]
        assert len({labels[a], labels[c], labels[d]}) == 3
        assert view.components(labels.values()) == {
            labels[a]: Component(labels[a], a, 2),
            labels[c]: Component(labels[c], c, 1),
            labels[d]: Component(labels[d], d, 1),
        }
        members = view.members({labels[a], labels[c], labels[d]})
        assert {label: sorted(ads) for label, ads in members.items()} == {
            labels[a]: [a, b],
            labels[c]: [c],
            labels[d]: [d],
        }
        assert (view.oldest(labels[a], []), view.oldest(labels[a], [a])) == (a, b)
        assert view.oldest(labels[c], [c]) is None
        looked.append(True)

    spy.ads(seen("d", image(1)), look=look)
    assert looked


def test_empty_questions_have_empty_answers(spy: Spy) -> None:
    def look(view: GraphView, touched: Touched) -> None:
        del touched
        assert not list(view.identifiers([])) + list(view.carriers([])) + list(view.links_of([]))
        assert not view.ranks([]) and not view.labels_of([]) and not view.components([])  # noqa: PT018
        assert not view.members([]) and not view.fresh_labels(0) and not view.constraints()  # noqa: PT018

    spy.ads(seen("a", phone(1)), look=look)


@pytest.mark.parametrize("limit", [1, 7, 30, 99])
def test_a_sample_is_of_the_smallest_ranks(spy: Spy, limit: int) -> None:
    names = [f"n{n:02}" for n in range(30)]
    spy.ads(*crowd(names[:20], phone(1), image(1)))
    smallest = sorted(rank(of(name)) for name in names)[:limit]

    def look(view: GraphView, touched: Touched) -> None:
        samples = view.samples(touched.idents, limit)
        assert samples.keys() == set(touched.idents)
        for sample in samples.values():
            assert [carrier.rank for carrier in sample] == smallest
        assert not view.samples([], limit)

    spy.ads(*crowd(names[20:], phone(1), image(1)), look=look)


def test_fresh_labels_are_never_given_twice(spy: Spy) -> None:
    given: list[int] = []

    def look(view: GraphView, touched: Touched) -> None:
        del touched
        given.extend(view.fresh_labels(3))
        given.extend(view.fresh_labels(1))

    for n in range(3):
        spy.ads(seen(f"a{n}", phone(n)), look=look)
    assert len(set(given)) == 12
    assert set(given).isdisjoint(ad.arrival for ad in spy.store.iter_ads())


def test_what_is_returned_is_what_is_shown_next(spy: Spy) -> None:
    spy.ads(seen("old", phone(1), at=NOW - 900 * DAY), seen("new", phone(1), at=NOW))
    old, new = spy.number("old"), spy.number("new")

    def look(view: GraphView, touched: Touched) -> None:
        (state,) = view.identifiers(touched.idents)
        assert [holder.tenure for holder in state.holders] == [0, 1]
        tenures = {carrier.ad: carrier.tenure for carrier in view.carriers([state.ident])}
        assert (tenures[old], tenures[new]) == (0, 1)
        assert {carrier.ad for carrier in view.samples([state.ident], 9)[state.ident]} == {old, new}
        assert {link.tenure for link in view.links_of([new])} == {1}

    spy.ads(seen("new", phone(1), at=NOW + 1), look=look)
