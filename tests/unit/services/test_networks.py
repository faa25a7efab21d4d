"""Networks at other confidences than the rules', and suggestions, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from linkage.bootstrap import App, build
from linkage.cli import render_networks
from linkage.errors import InvalidInputError, NotFoundError
from linkage.link.rules import DEFAULT_RULES
from linkage.model import ad_id
from linkage.ports import Moved
from linkage.services.audit import Actor
from linkage.services.evidence_graph import followed, worth_of
from linkage.settings import Settings
from linkage_schemas.answers import AdsOut, NetworkPartsOut, PossibleOut
from tests.support.ads import DAY, NOW, ad, land

BY = Actor("ines", "case 7")
RULES = replace(DEFAULT_RULES, linked=0.95)
"""Low enough for two ads with two contacts in common to link, whatever the weights of the day."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    ids = count(1)
    settings = Settings(store=str(tmp_path / "linkage.db"))
    with build(settings, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}", rules=RULES) as app:
        yield app


def network_of(app: App, source_id: str) -> str:
    name = ad_id("site", source_id)
    return app.store.ads((name,))[name].network_id


def parts(app: App, name: str, least: float, after: int = 0, limit: int = 100) -> NetworkPartsOut:
    answer = app.networks.parts(name, least, by=BY, after=after, limit=limit)
    assert isinstance(answer, NetworkPartsOut)
    return answer


def ads(app: App, name: str, least: float, part: str | None = None, **page: object) -> AdsOut:
    answer = app.networks.part_ads(name, least, by=BY, part=part, **page)  # type: ignore[arg-type]
    assert isinstance(answer, AdsOut)
    return answer


def possible(app: App, source_id: str, limit: int = 20) -> PossibleOut:
    answer = app.networks.possible(network_of(app, source_id), by=BY, limit=limit)
    assert isinstance(answer, PossibleOut)
    return answer


def pair(place: str, **more: object) -> list[object]:
    """Two ads with a phone and an address in common, which link."""
    number = sum(map(ord, place))
    both = {"phones": (f"+1202555{number % 10_000:04}",), "emails": (f"{place}@example.com",)}
    return [ad(f"{place}-{n}", posted_at=NOW + n * DAY, **both, **more) for n in range(2)]


@pytest.fixture
def joined(app: App) -> App:
    """A surely linked pair and a less surely linked one, which a person joined."""
    land(app.store, [*pair("north"), *pair("south", body="Call me")], rules=RULES)  # type: ignore[list-item]
    app.decide.decide("must-link", by=BY, ad_a="site:north-0", ad_b="site:south-0")
    assert network_of(app, "north-1") == network_of(app, "south-1")
    return app


def test_at_what_the_rules_ask_for_a_network_is_whole(joined: App) -> None:
    name = network_of(joined, "north-0")
    for least in (0.0, 0.5, RULES.linked):
        answer = parts(joined, name, least)
        assert [(one.ads, one.network_id) for one in answer.parts] == [(4, name)]
        assert (answer.total_parts, answer.alone, answer.next) == (1, 0, None)


def test_a_higher_confidence_keeps_what_is_worth_it(joined: App) -> None:
    name = network_of(joined, "north-0")
    sure = parts(joined, name, 1.0)
    # Only the must-link is certain.
    assert [one.ads for one in sure.parts] == [2, 1, 1]
    assert (sure.total_parts, sure.alone) == (3, 2)
    links = [link for link in joined.store.network_links(name) if followed(link)]
    worths = sorted({max(worth_of(link, RULES), RULES.linked) for link in links})
    lowest = sure.weakest[0]
    assert lowest.confidence in worths
    assert parts(joined, name, lowest.confidence).total_parts < lowest.parts
    assert parts(joined, name, lowest.confidence + 1e-9).total_parts == lowest.parts
    assert [one.ads for one in parts(joined, name, lowest.confidence + 1e-9).parts] == lowest.sizes
    assert f"{lowest.parts} parts" in lowest.sentence


@pytest.mark.parametrize(
    ("alone", "said"),
    [(0, "none of them a single ad"), (1, "1 of them a single ad"), (2, "2 of them single ads")],
)
def test_parts_of_one_ad_are_counted_in_words(
    joined: App, capsys: pytest.CaptureFixture[str], alone: int, said: str
) -> None:
    answer = parts(joined, network_of(joined, "north-0"), 1.0)
    render_networks.parts(answer.model_copy(update={"alone": alone}))
    assert f"3 parts, {said}" in " ".join(capsys.readouterr().out.split())


def test_parts_are_paged_and_their_ads_listed(joined: App) -> None:
    name = network_of(joined, "north-0")
    every = parts(joined, name, 1.0).parts
    paged = []
    after: int | None = 0
    while after is not None:
        page = parts(joined, name, 1.0, after=after, limit=1)
        paged += page.parts
        after = page.next
    assert paged == every
    listed = [one.ad_id for part in every for one in ads(joined, name, 1.0, part.network_id).ads]
    assert sorted(listed) == sorted(ad.ad_id for ad in joined.store.iter_ads())
    assert ads(joined, name, 0.0).total == 4
    first = ads(joined, name, 0.0, limit=3)
    rest = ads(joined, name, 0.0, limit=3, after=first.next)
    assert [one.ad_id for one in (*first.ads, *rest.ads)] == sorted(listed)
    assert rest.next is None
    founder = every[0].founder.ad_id
    assert ads(joined, name, 1.0).ads[0].ad_id <= founder or len(ads(joined, name, 1.0).ads) == 1


def test_a_later_revision_is_cut_anew(joined: App) -> None:
    name = network_of(joined, "north-0")
    assert parts(joined, name, 1.0).total_parts == 3
    joined.decide.decide("must-link", by=BY, ad_a="site:north-1", ad_b="site:south-1")
    assert parts(joined, name, 1.0).total_parts == 2


def test_wrong_questions_are_refused(joined: App) -> None:
    name = network_of(joined, "north-0")
    for least in (-0.1, 1.1, float("nan"), float("inf")):
        with pytest.raises(InvalidInputError, match=f"a number from 0 to 1, not {least:g}"):
            parts(joined, name, least)
    with pytest.raises(NotFoundError, match="no part"):
        ads(joined, name, 1.0, "N-" + "0" * 32)
    merged = next(
        one for one in ("N-" + ad_id("site", "south-0"), "N-" + ad_id("site", "north-0")) if one != name
    )
    assert isinstance(joined.networks.parts(merged, 1.0, by=BY), Moved)
    assert isinstance(joined.networks.possible(merged, by=BY), Moved)


@pytest.fixture
def apart(app: App) -> App:
    """Two pairs, and an ad far away that names the number of one of them beside its own address."""
    there = pair("south", country="GB", city="Leeds")
    number = there[0].phones[0]  # type: ignore[attr-defined]
    lonely = ad(
        "lonely", phones=(number,), emails=("own@example.com",), country="FR", posted_at=NOW + 90 * DAY
    )
    land(app.store, [*pair("north"), *there, lonely, *pair("east")], rules=RULES)  # type: ignore[list-item]
    assert network_of(app, "lonely") != network_of(app, "south-0")
    return app


def test_what_is_not_followed_is_suggested(apart: App) -> None:
    answer = possible(apart, "south-0")
    (one,) = answer.suggestions
    assert one.network.network_id == network_of(apart, "lonely")
    assert (one.b.source_id, answer.total, answer.truncated) == ("lonely", 1, False)
    assert one.a.network_id == network_of(apart, "south-0")
    assert [item.kind.value for item in one.shared] == ["phone"]
    assert 0 < one.probability < RULES.linked
    assert one.probability == pytest.approx(one.shared[0].strength)
    assert "lonely" in one.sentence
    assert f"({one.probability:.2f})" in one.sentence
    # And the other way round.
    (back,) = possible(apart, "lonely").suggestions
    assert back.network.network_id == network_of(apart, "south-0")
    assert back.probability == one.probability


def test_a_decision_ends_a_suggestion(apart: App) -> None:
    (one,) = possible(apart, "south-0").suggestions
    apart.decide.decide("cannot-link", by=BY, ad_a=one.a.ad_id, ad_b=one.b.ad_id)
    assert possible(apart, "south-0").suggestions == []
    taken = apart.decide.list(by=BY).decisions[0].decision_id
    apart.decide.undo(taken, by=BY)
    assert possible(apart, "south-0").total == 1
    apart.decide.decide("must-link", by=BY, ad_a=one.a.ad_id, ad_b=one.b.ad_id)
    assert possible(apart, "south-0").suggestions == []


def test_strangers_are_not_suggested(apart: App) -> None:
    assert possible(apart, "east-0").suggestions == []
    crowd = [
        ad(f"hot-{n:02}", phones=("+18005550100",), emails=(f"own{n}@example.com",), city=f"Town {n}")
        for n in range(12)
    ]
    land(apart.store, crowd, "batch-2", RULES)
    (row,) = apart.store.identifiers_of_value("+18005550100")
    assert row.holders[0].verdict.value == "generic"
    assert possible(apart, "hot-00").suggestions == []


def test_suggestions_are_cut_to_the_most_probable(app: App) -> None:
    both = {"phones": ("+12025550123",), "emails": ("leo@example.com",)}
    crowd = [ad(f"core-{n}", **both) for n in range(6)]
    others = [
        ad(f"o-{n}", phones=("+12025550123",), emails=(f"o{n}@example.com",), country="FR") for n in range(2)
    ]
    land(app.store, [*crowd, *others], rules=RULES)
    whole = possible(app, "core-0")
    assert [one.b.source_id for one in whole.suggestions] == sorted(
        (one.b.source_id for one in whole.suggestions),
        key=lambda name: (
            -next(o.probability for o in whole.suggestions if o.b.source_id == name),
            network_of(app, name),
        ),
    )
    assert whole.total == 2
    cut = possible(app, "core-0", limit=1)
    assert (cut.suggestions, cut.total, cut.truncated) == (whole.suggestions[:1], 2, True)
    assert cut.truncated_reason == "2 networks; shown are the 1 most probable"
