"""Decisions: what they need, what they may not contradict, and what undoing them leaves."""

from __future__ import annotations

from itertools import pairwise

import pytest

from linkage.bootstrap import App
from linkage.errors import ConflictError, GoneError, InvalidInputError, NotFoundError
from linkage.model import Decision, DecisionKind, EventKind, ad_id
from linkage.services.audit import Actor
from linkage.services.decide import must_chain, refuse_contradiction
from tests.support.ads import ad, land

BY = Actor("ines", "case 7")
SILENT = Actor("ines", " ")
PHONE = {"identifier_kind": "phone", "identifier_value": "+12025550123"}


def networks(app: App) -> dict[str, str]:
    return {row.ad_id: row.network_id for row in app.store.iter_ads()}


def test_a_must_link_joins_and_undoing_it_parts_again(app: App) -> None:
    before = networks(app)
    taken = app.decide.decide("must-link", by=BY, ad_a="site:lonely", ad_b="site:old")
    assert [(event.kind, event.ads) for event in taken.events] == [(EventKind.CREATED, 2)]
    assert taken.decision.standing
    assert taken.decision.decision_id == "id-1"
    after = networks(app)
    assert after[ad_id("site", "lonely")] == after[ad_id("site", "old")]
    undone = app.decide.undo("id-1", by=BY)
    assert undone.decision.undoes == "id-1"
    assert [event.kind for event in undone.events] == [EventKind.DISSOLVED]
    assert networks(app) == before
    assert app.decide.list(by=BY).decisions == []
    everything = app.decide.list(by=BY, standing=False).decisions
    assert [decision.kind for decision in everything] == [DecisionKind.MUST_LINK, DecisionKind.UNDO]


def test_events_of_a_late_decision_are_only_its_own(empty: App) -> None:
    for n in range(40):
        phone = (f"+120255501{n:02}",)
        land(empty.store, [ad(f"{n}-a", phones=phone), ad(f"{n}-b", phones=phone)], f"batch-{n}")
    taken = empty.decide.decide("must-link", by=BY, ad_a="site:3-a", ad_b="site:7-a")
    assert [(event.kind, event.ads) for event in taken.events] == [(EventKind.MERGED, 4)]
    assert {event.revision for event in taken.events} == {taken.revision}


def test_cannot_link_against_a_chain_of_must_links_is_refused(app: App) -> None:
    for one, two in pairwise(("lonely", "old", "new")):
        app.decide.decide("must-link", by=BY, ad_a=f"site:{one}", ad_b=f"site:{two}")
    with pytest.raises(ConflictError, match="id-2, id-1"):
        app.decide.decide("cannot-link", by=BY, ad_a="site:new", ad_b="site:lonely")
    app.decide.undo("id-1", by=BY)
    app.decide.decide("cannot-link", by=BY, ad_a="site:new", ad_b="site:lonely")


def test_must_link_that_would_complete_a_forbidden_chain_is_refused(app: App) -> None:
    app.decide.decide("cannot-link", by=BY, ad_a="site:lonely", ad_b="site:new")
    app.decide.decide("must-link", by=BY, ad_a="site:lonely", ad_b="site:old")
    with pytest.raises(ConflictError, match="id-1, id-2"):
        app.decide.decide("must-link", by=BY, ad_a="site:old", ad_b="site:new")


def test_generic_contradicts_not_generic(app: App) -> None:
    app.decide.decide("generic", by=BY, **PHONE)
    with pytest.raises(ConflictError, match="id-1"):
        app.decide.decide("not-generic", by=BY, **PHONE)


def test_the_same_decision_twice_is_refused(app: App) -> None:
    app.decide.decide("must-link", by=BY, ad_a="site:lonely", ad_b="site:old")
    with pytest.raises(ConflictError):
        app.decide.decide("must-link", by=BY, ad_a="site:old", ad_b="site:lonely")


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("must-link", {}),
        ("must-link", {"ad_a": "site:old"}),
        ("must-link", {"ad_a": "site:old", "ad_b": "site:old"}),
        ("must-link", {"ad_a": "site:old", "ad_b": "site:new", **PHONE}),
        ("generic", {}),
        ("generic", {**PHONE, "ad_a": "site:old"}),
        ("generic", {"identifier_kind": "phone"}),
        ("wrong-extraction", PHONE),
        ("wrong-extraction", {**PHONE, "ad_b": "site:chain-1"}),
        ("undo", {}),
        ("perhaps", {}),
    ],
)
def test_wrong_arguments_are_refused(app: App, kind: str, arguments: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError):
        app.decide.decide(kind, by=BY, **arguments)
    assert app.store.decisions(standing=False) == []


def test_nothing_is_decided_without_a_reason(app: App) -> None:
    with pytest.raises(InvalidInputError, match="reason"):
        app.decide.decide("must-link", by=SILENT, ad_a="site:lonely", ad_b="site:old")
    with pytest.raises(InvalidInputError, match="reason"):
        app.decide.undo("id-1", by=SILENT)
    with pytest.raises(InvalidInputError, match="reason"):
        app.erase.erase_ad("site:old", by=SILENT)
    with pytest.raises(InvalidInputError, match="reason"):
        app.erase.erase_identifier("phone", "+12025550123", by=SILENT)


def test_undo_needs_something_that_stands(app: App) -> None:
    with pytest.raises(NotFoundError):
        app.decide.undo("id-9", by=BY)
    app.decide.decide("generic", by=BY, **PHONE)
    app.decide.undo("id-1", by=BY)
    for decision in ("id-1", "id-2"):
        with pytest.raises(ConflictError):
            app.decide.undo(decision, by=BY)


def test_an_erased_ad_is_gone_and_its_network_resolved_without_it(app: App) -> None:
    erased = app.erase.erase_ad("site:chain-2", by=BY)
    assert erased.ads_erased == 1
    assert {event.kind for event in erased.events} == {EventKind.DISSOLVED}
    with pytest.raises(GoneError):
        app.erase.erase_ad("site:chain-2", by=BY)
    assert networks(app)[ad_id("site", "chain-1")] != networks(app)[ad_id("site", "chain-3")]


def test_an_erased_identifier_is_gone(app: App) -> None:
    erased = app.erase.erase_identifier("phone", "(202) 555-0123", by=BY, region="US")
    assert erased.identifiers_erased == 1
    with pytest.raises(GoneError):
        app.erase.erase_identifier("phone", "+12025550123", by=BY)


def decision(name: str, kind: DecisionKind, a: str, b: str) -> Decision:
    return Decision(name, kind, "ines", "because", 0, a, b)


def test_chains_are_the_shortest() -> None:
    links = [decision(name, DecisionKind.MUST_LINK, *name) for name in ("ab", "bc", "cd", "ad")]
    assert must_chain(links, "a", "d") == ["ad"]
    assert must_chain(links, "a", "c") in (["ab", "bc"], ["ad", "cd"])
    assert must_chain(links, "a", "x") is None


def test_a_long_chain_is_found_without_recursion() -> None:
    links = [decision(f"{n}", DecisionKind.MUST_LINK, f"{n}", f"{n + 1}") for n in range(5_000)]
    with pytest.raises(ConflictError):
        refuse_contradiction(decision("x", DecisionKind.CANNOT_LINK, "0", "5000"), links)
    refuse_contradiction(decision("x", DecisionKind.CANNOT_LINK, "0", "5001"), links)


def test_the_very_first_event_is_told(empty: App) -> None:
    land(empty.store, [ad("a"), ad("b")])
    taken = empty.decide.decide("must-link", by=BY, ad_a="site:a", ad_b="site:b")
    assert [event.sequence for event in taken.events] == [1]
