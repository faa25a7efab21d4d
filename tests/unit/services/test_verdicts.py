"""The list of generic identifiers, and how a person overturns one."""

from __future__ import annotations

from typing import Any

import pytest

from linkage.bootstrap import App
from linkage.errors import InvalidInputError
from linkage.services import reaching
from linkage.services.audit import Actor
from linkage_schemas.answers import VerdictOut
from tests.support.ads import DAY, NOW, WORDS, ad, land

BY = Actor("ines", "case 7")
HOTLINE = "+12025550199"


def listed(app: App, verdict: str = "generic") -> dict[str, VerdictOut]:
    return {one.identifier.value: one for one in app.query.verdicts(by=BY, verdict=verdict).identifiers}


def test_a_listed_identifier_has_the_figures_that_its_verdict_is_judged_by(app: App) -> None:
    row = listed(app)[HOTLINE]
    (holder,) = row.identifier.holders
    assert (row.identifier.ads, row.looked_at, row.sites, row.span_days) == (40, 40, 1, 0)
    assert (holder.reason, holder.sampled, holder.share) == ("strangers", 32, 0.0)
    assert "of 32 sampled ads, 0 parties" in holder.words
    assert (row.decision_id, row.warning_list) == (None, None)
    land(app.store, [ad("x", source="other", phones=(HOTLINE,), posted_at=NOW + 3 * DAY)], "later")
    row = listed(app)[HOTLINE]
    assert (row.looked_at, row.sites, row.span_days) == (41, 2, 3)


def test_sites_and_texts_are_counted_on_a_bounded_sample(empty: App, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "{} this week, roses and fruit trees, with my own tools and a friendly word for everyone"
    seen = [
        ad(f"{n}", source=f"s{n % 4}", phones=(HOTLINE,), body=said.format(WORDS[n % 6])) for n in range(24)
    ]
    land(empty.store, seen)
    empty.decide.decide("generic", by=BY, identifier_kind="phone", identifier_value=HOTLINE)
    row = listed(empty)[HOTLINE]
    assert (row.looked_at, row.sites, row.texts) == (24, 4, 6)
    monkeypatch.setattr(reaching, "SAMPLE", 3)
    answer = empty.query.verdicts(by=BY)
    row = answer.identifiers[0]
    assert (answer.sample, row.looked_at, row.identifier.ads) == (3, 3, 24)
    assert 1 <= row.texts <= 3


def test_a_warned_identifier_names_its_list(empty: App) -> None:
    land(empty.store, [ad("1", emails=("support@craigslist.org",))])
    row = listed(empty)["support@craigslist.org"]
    assert row.warning_list == "mailboxes"
    (holder,) = row.identifier.holders
    assert "mailboxes" in holder.words
    assert "not of an advertiser" in holder.words


def test_a_decision_overturns_a_verdict_and_its_undo_brings_it_back(app: App) -> None:
    networks = app.doctor.counts().networks
    assert HOTLINE in listed(app)
    assert HOTLINE not in listed(app, "linking")
    done = app.decide.decide("not-generic", by=BY, identifier_kind="phone", identifier_value=HOTLINE)
    assert [event.kind for event in done.events] == ["created"]
    assert done.events[0].ads == 40
    assert HOTLINE not in listed(app)
    row = listed(app, "linking")[HOTLINE]
    assert row.decision_id == done.decision.decision_id
    assert row.identifier.holders[0].words == "a person decided that it is not generic"
    assert app.doctor.counts().networks == networks + 1
    undone = app.decide.undo(done.decision.decision_id, by=BY)
    assert [event.kind for event in undone.events] == ["dissolved"]
    assert listed(app)[HOTLINE].decision_id is None
    assert app.doctor.counts().networks == networks


def test_pages_follow_on_and_wrong_words_are_named(app: App) -> None:
    whole = app.query.verdicts(by=BY, verdict="linking").identifiers
    assert len(whole) >= 2
    told, after = [], None
    while True:
        page = app.query.verdicts(by=BY, verdict="LINKING", after=after, limit=1)
        told += page.identifiers
        after = page.next
        if after is None:
            break
    assert told == whole
    assert {one.identifier.kind for one in app.query.verdicts(by=BY, kind="phone").identifiers} == {"phone"}
    odd: tuple[dict[str, Any], ...] = (
        {"verdict": "bad"},
        {"kind": "fax"},
        {"after": "x"},
        {"after": "1.fax.x"},
    )
    for wrong in odd:
        with pytest.raises(InvalidInputError):
            app.query.verdicts(by=BY, **wrong)
    with pytest.raises(InvalidInputError, match="limit"):
        app.query.verdicts(by=BY, limit=201)
