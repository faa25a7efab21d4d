"""Why two ads belong together, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from linkage.bootstrap import App, build
from linkage.model import ImageHashes, Kind, Outcome, ad_id
from linkage.services.audit import Actor
from linkage.services.explain import _EFFECTS
from linkage.services.reach import chain_between
from linkage.services.sharing import EFFECTS
from linkage.settings import Settings
from linkage_schemas.answers import WhyOut
from tests.support.ads import DAY, MAYBE, NOW, PLAIN_RULES, ad, world
from tests.support.ads import land as land_by

BY = Actor("ines", "case 7")
RULES = PLAIN_RULES
land = partial(land_by, rules=RULES)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    ids = count(1)
    settings = Settings(store=str(tmp_path / "linkage.db"))
    with build(settings, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}", rules=RULES) as app:
        yield app


@pytest.fixture
def app(empty: App) -> App:
    """An app over the world of tests.support.ads."""
    land(empty.store, world())
    return empty


def why(app: App, a: str, b: str) -> WhyOut:
    return app.explain.why(f"site:{a}", f"site:{b}", by=BY)


def test_a_chain_is_told_step_by_step_with_its_evidence(app: App) -> None:
    answer = why(app, "chain-1", "chain-3")
    assert answer.outcome is Outcome.LINKED
    assert [(step.a.source_id, step.b.source_id) for step in answer.steps] == [
        ("chain-1", "chain-2"),
        ("chain-2", "chain-3"),
    ]
    first = answer.steps[0].shared[0]
    assert (first.kind.value, first.value) == ("phone", "+12025550123")
    (left,), (right,) = first.evidence_a, first.evidence_b
    assert (left.raw, left.start, left.end) == ("202-555-0123", 5, 17)
    assert right.raw == "(202) 555.0123"
    sentence = answer.steps[0].sentence
    for part in (
        "202-555-0123",
        "(202) 555.0123",
        "characters 5 to 17",
        "on 2 ads",
        "2026-01-06",
        left.sha256[:12],
    ):
        assert part in sentence
    assert answer.strength == 0.95
    assert "almost certain (0.95)" in answer.summary
    assert "possible network" in answer.caveat
    assert not answer.shared


def test_the_other_way_round_is_the_same_chain(app: App) -> None:
    there, back = why(app, "chain-1", "chain-3"), why(app, "chain-3", "chain-1")
    assert [step.a.ad_id for step in there.steps] == [step.b.ad_id for step in reversed(back.steps)]


def test_the_strongest_chain_wins_over_the_shortest(empty: App) -> None:
    body, url = MAYBE.format("me"), ("https://shop.example.com/rosa",)
    picture = (ImageHashes(pdq="5c8204fd8d06fdc7528ba38c95be7e8c44a5860630a090f377137d09bb524de3"),)
    land(
        empty.store,
        [
            ad("a", body=body, urls=url, images=picture, emails=("m@example.com",)),
            ad("b", body=body, urls=url, images=picture, phones=("+12025550111",)),
            ad("m", emails=("m@example.com",), phones=("+12025550111",)),
        ],
    )
    empty.decide.decide("must-link", by=BY, ad_a="site:a", ad_b="site:m")
    empty.decide.decide("must-link", by=BY, ad_a="site:m", ad_b="site:b")
    answer = why(empty, "a", "b")
    assert [step.type for step in answer.steps] == ["must-link", "must-link"]
    assert answer.strength == 1.0
    assert answer.confidence == pytest.approx(1 - (1 - 0.73) * (1 - 0.8) * (1 - 0.86))
    assert answer.confidence is not None
    assert answer.confidence < answer.strength


def test_a_hotline_is_generic_with_its_figures(app: App) -> None:
    answer = why(app, "hotline-01", "hotline-02")
    assert answer.outcome is Outcome.GENERIC
    (shared,) = answer.shared
    assert shared.effect == "generic"
    assert "of 32 sampled ads" in shared.sentence
    assert shared.holder is not None
    assert (shared.holder.ads, shared.holder.sampled) == (40, 32)


def test_two_holders_of_one_number(app: App) -> None:
    answer = why(app, "old", "new")
    assert answer.outcome is Outcome.NONE
    (shared,) = answer.shared
    assert shared.effect == "other-tenure"
    assert shared.other_holder is not None
    assert "changed hands" in shared.sentence


def test_weak_evidence_of_two_kinds_is_possible(app: App) -> None:
    answer = why(app, "maybe-1", "maybe-2")
    assert answer.outcome is Outcome.POSSIBLE
    assert answer.probability is not None
    assert 0.8 < answer.probability < RULES.linked
    assert {shared.effect for shared in answer.shared} == {"weak"}


def test_weak_evidence_of_one_kind_is_a_suggestion(empty: App) -> None:
    land(empty.store, [ad("a", body=MAYBE.format("me")), ad("b", body=MAYBE.format("me"))])
    answer = why(empty, "a", "b")
    assert answer.outcome is Outcome.POSSIBLE
    assert answer.confidence is not None
    assert RULES.possible <= answer.confidence < RULES.linked
    assert f"({answer.confidence:.2f})" in answer.summary
    assert "too weak to link by itself" in answer.summary


def test_what_is_all_but_ruled_out_is_not_even_possible(empty: App) -> None:
    number, leo = ("+12025550123",), ("leo@example.com",)
    own = [ad(f"own-{n}", phones=number, emails=leo, city="Reno") for n in range(2)]
    far = ad("far", phones=number, emails=("far@example.com",), country="FR", city="Lille")
    rules = replace(RULES, weights={**RULES.weights, "conflict": -6.0})
    land(empty.store, [*own, far], rules=rules)
    answer = why(empty, "own-0", "far")
    assert answer.outcome is Outcome.NONE
    assert "by mistake or theft" in answer.summary


def test_strong_weak_evidence_links_and_is_told_as_one_step(empty: App) -> None:
    both: dict[str, object] = {
        "body": MAYBE.format("me"),
        "urls": ("https://shop.example.com/rosa",),
        "images": (ImageHashes(pdq="5c8204fd8d06fdc7528ba38c95be7e8c44a5860630a090f377137d09bb524de3"),),
    }
    land(empty.store, [ad("a", **both), ad("b", **both)])
    answer = why(empty, "a", "b")
    assert answer.outcome is Outcome.LINKED
    (step,) = answer.steps
    assert step.type == "weak"
    assert {one.kind.value for one in step.shared} == {"text", "url", "picture"}
    assert step.strength >= RULES.linked
    assert "weak evidence of different kinds" in step.sentence


def test_a_borrowed_number_is_shown_and_does_not_join(empty: App) -> None:
    number, leo = ("+12025550123",), ("leo@example.com",)
    own = [ad(f"own-{n}", phones=number, emails=leo, city="Reno") for n in range(2)]
    land(
        empty.store, [*own, ad("far", phones=number, emails=("far@example.com",), country="FR", city="Lille")]
    )
    answer = why(empty, "own-0", "far")
    assert answer.outcome is Outcome.POSSIBLE
    assert "A person may confirm it" in answer.summary
    (shared,) = answer.shared
    assert shared.effect == "stray"
    assert "by mistake or theft" in answer.summary
    assert "does not join the second ad" in shared.sentence
    assert "of 1 other ad that hang together around it, 1 share the e-mail address “leo@" in shared.sentence
    assert "of 2 other ads that hang together around it, none share anything else" in shared.sentence
    first, second = shared.standing_a, shared.standing_b
    assert (first.belief, first.hangs, first.mates, first.place) == (0.95, True, 1, True)
    assert [(one.value, one.ads) for one in first.vouchers] == [("leo@example.com", 1)]
    assert (second.vouchers, second.place, second.own_contacts) == ([], False, True)
    assert second.belief is not None
    assert shared.strength == second.worth == second.belief < 0.5
    assert f"unlikely ({second.belief:.2f})" in shared.sentence


NEAR = MAYBE.replace("this week", "next month")


def test_texts_alike_show_their_template_and_what_each_ad_says(empty: App) -> None:
    texts = {"a": MAYBE, "b": MAYBE, "c": NEAR}
    land(
        empty.store,
        [ad(name, body=text.format("me"), emails=("leo@example.com",)) for name, text in texts.items()],
    )
    shared = {one.value: one for one in why(empty, "a", "c").shared if one.kind is Kind.TEXT}
    (one,) = shared.values()
    assert (one.standing_a.via, one.standing_b.via is None) == (None, False)
    assert one.standing_b.via != one.value
    assert one.evidence_b[0].raw.startswith("Visiting next month")
    assert one.alike is not None
    assert [(part.a, part.b) for part in one.alike.parts if part.slot] == [("this week", "next month")]
    assert "“Visiting” [“this week” | “next month”]" in one.sentence
    assert "or something like it" in one.sentence


def test_pictures_alike_say_in_how_many_bits_they_differ(empty: App) -> None:
    whole = "5c8204fd8d06fdc7528ba38c95be7e8c44a5860630a090f377137d09bb524de"
    pictures = {"a": "3", "b": "3", "c": "4"}
    land(
        empty.store,
        [
            ad(name, images=(ImageHashes(pdq=whole + last),), emails=("leo@example.com",))
            for name, last in pictures.items()
        ],
    )
    (one,) = (one for one in why(empty, "a", "c").shared if one.kind is Kind.PICTURE)
    assert one.alike is not None
    assert (one.alike.bits, one.alike.of_bits) == (3, 256)
    assert "differ in 3 of 256 bits" in one.sentence
    assert one.evidence_b[0].raw == whole + "4"


def test_what_says_the_same_of_fewer_ads_is_covered(empty: App) -> None:
    body = NEAR.format("me")
    land(
        empty.store,
        [ad(f"a{n}", body=MAYBE.format("me"), emails=("leo@example.com",)) for n in range(3)]
        + [ad(f"b{n}", body=body, emails=("leo@example.com",)) for n in range(2)],
    )
    effects = {one.effect for one in why(empty, "b0", "b1").shared if one.kind is Kind.TEXT}
    assert effects == {"covered", "weak"}
    (one,) = (one for one in why(empty, "b0", "b1").shared if one.effect == "covered")
    assert (
        "the wording that this text varies, which is on more ads and is judged in its place" in one.sentence
    )
    assert "say the same word for word" in one.sentence


def test_every_effect_has_words() -> None:
    assert set(_EFFECTS) == set(EFFECTS)


def test_strangers_share_nothing(app: App) -> None:
    answer = why(app, "lonely", "old")
    assert (answer.outcome, answer.shared) == (Outcome.NONE, [])
    assert "share no identifier" in answer.summary


def test_an_ad_and_itself(app: App) -> None:
    answer = why(app, "lonely", "lonely")
    assert answer.outcome is Outcome.LINKED
    assert "same ad" in answer.summary


def test_a_must_link_between_ads_without_identifiers_is_a_step(app: App) -> None:
    land(app.store, [ad("bare", body="Hello")], "batch-2")
    taken = app.decide.decide("must-link", by=BY, ad_a="site:lonely", ad_b="site:bare")
    answer = why(app, "lonely", "bare")
    (step,) = answer.steps
    assert step.type == "must-link"
    assert step.decision is not None
    assert step.decision.decision_id == taken.decision.decision_id
    assert "ines" in step.sentence
    assert "case 7" in step.sentence


def test_a_cannot_link_is_named(app: App) -> None:
    app.decide.decide("cannot-link", by=BY, ad_a="site:chain-1", ad_b="site:chain-2")
    answer = why(app, "chain-1", "chain-2")
    assert answer.outcome is Outcome.NONE
    assert "a person decided" in answer.summary
    (shared,) = answer.shared
    assert shared.effect == "cut"
    assert shared.decision is not None
    assert [decision.actor for decision in answer.decisions] == ["ines"]


def test_a_wrong_extraction_is_named(app: App) -> None:
    app.decide.decide(
        "wrong-extraction",
        by=BY,
        ad_a="site:chain-1",
        identifier_kind="phone",
        identifier_value="+12025550123",
    )
    answer = why(app, "chain-1", "chain-2")
    (shared,) = answer.shared
    assert (answer.outcome, shared.effect) == (Outcome.NONE, "wrong")
    assert "“ines” ruled this extraction wrong" in shared.sentence


def test_a_generic_ruling_names_who_and_why(app: App) -> None:
    app.decide.decide("generic", by=BY, identifier_kind="phone", identifier_value="+12025550123")
    answer = why(app, "chain-1", "chain-2")
    assert answer.outcome is Outcome.GENERIC
    assert "“ines” decided so (“case 7”)" in answer.shared[0].sentence


def test_sentences_hold_nothing_invisible(empty: App) -> None:
    hostile = "\u202eevil\x1b[31m\u2066"
    land(
        empty.store,
        [
            ad("a\u202e", source="s\x00", body="Call 202-555-0177"),
            ad("b", body=f"{hostile} 202\u2009555\u20090177 {hostile}"),
        ],
    )
    answer = empty.explain.why(ad_id("s\x00", "a\u202e"), "site:b", by=BY)
    assert answer.steps
    told = " ".join([answer.summary, *(step.sentence for step in answer.steps)])
    assert told.isprintable()
    assert "\\u202e" in told


def test_a_network_too_large_to_read_is_searched_from_both_ends(empty: App) -> None:
    phones = [f"+120255501{n:02}" for n in range(31)]
    chained = [ad(f"c{n}", phones=tuple(phones[n : n + 2]), posted_at=NOW + n * DAY) for n in range(30)]
    land(empty.store, chained)
    rows = empty.store.ads([ad_id("site", "c0"), ad_id("site", "c29")])
    one, two = (rows[ad_id("site", name)] for name in ("c0", "c29"))
    whole = chain_between(empty.store, RULES, one, two)
    partly = chain_between(empty.store, RULES, one, two, whole=3)
    assert (whole.exhaustive, partly.exhaustive) == (True, False)
    assert whole.chain == partly.chain
    assert len(whole.chain.nodes) == 59


def test_both_ends_meet_over_weak_evidence_and_must_links(empty: App) -> None:
    body = MAYBE.format("me")
    url = ("https://shop.example.com/rosa",)
    picture = (ImageHashes(pdq="5c8204fd8d06fcc7708ba38c95be7e8c44a5860610a090f337137d08bb424de3"),)
    land(
        empty.store,
        [
            ad("a", phones=("+12025550111",)),
            ad("b", phones=("+12025550111",), body=body, urls=url, images=picture),
            ad("c", body=body, urls=url, images=picture),
            ad("d", body="Hello"),
        ],
    )
    empty.decide.decide("must-link", by=BY, ad_a="site:c", ad_b="site:d")
    rows = empty.store.ads([ad_id("site", "a"), ad_id("site", "d")])
    one, two = (rows[ad_id("site", name)] for name in "ad")
    partly = chain_between(empty.store, RULES, one, two, whole=1)
    assert [node[0] for node in partly.chain.nodes[1::2]] == ["holder", "weak", "must"]


def test_a_chain_never_uses_what_a_person_ruled_wrong(empty: App) -> None:
    shared = ("+12025550111",)
    land(
        empty.store,
        [
            ad("a", phones=shared, emails=("m@example.com",)),
            ad("b", phones=(*shared, "+12025550122")),
            ad("m", emails=("m@example.com",), phones=("+12025550122",)),
        ],
    )
    assert len(why(empty, "a", "b").steps) == 1
    empty.decide.decide(
        "wrong-extraction", by=BY, ad_a="site:a", identifier_kind="phone", identifier_value=shared[0]
    )
    answer = why(empty, "a", "b")
    assert [step.shared[0].value for step in answer.steps] == ["m@example.com", "+12025550122"]
    assert [one.effect for one in answer.shared] == ["wrong"]
