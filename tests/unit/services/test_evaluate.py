"""Evaluations of real stores whose figures can be worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from linkage.bootstrap import App
from linkage.errors import InvalidInputError
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Decision, DecisionKind, Delta, Kind, ad_id
from linkage.resolve import make_resolver
from linkage.services.audit import Actor
from linkage_schemas.answers import EvaluationOut, ScoreOut
from tests.support.ads import DAY, NOW, ad, land

BY = Actor("tester", "unit test")
PHONE_PURITY = DEFAULT_RULES.kinds[Kind.PHONE].purity


def evaluated(app: App, folder: Path, truth: Mapping[str, str], hubs: str | None = None) -> EvaluationOut:
    path = folder / "truth.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("source", "source_id", "operator"))
        rows.writerows(("site", source_id, operator) for source_id, operator in truth.items())
    return app.evaluate.evaluate(str(path), hubs=hubs, by=BY)


@pytest.fixture
def small(empty: App) -> App:
    """Two networks of a phone each, one ad that shares nothing, and a hotline on forty ads."""
    phones = {"a1": "0123", "a2": "0123", "a3": "0123", "b1": "0142", "b2": "0142", "alone": "0177"}
    records = [ad(name, phones=(f"+1202555{number}",)) for name, number in phones.items()]
    records += [ad(f"hot-{n:02}", phones=("+12025550199",)) for n in range(40)]
    land(empty.store, records)
    return empty


def test_networks_against_operators(small: App, tmp_path: Path) -> None:
    truth = {"a1": "A", "a2": "A", "a3": "B", "b1": "B", "b2": "B", "alone": "C", "gone": "C"}
    answer = evaluated(small, tmp_path, truth)
    assert (answer.ads, answer.absent, answer.unknown) == (6, 1, 40)
    assert (answer.operators, answer.networks) == (3, 3)
    assert (answer.largest_network, answer.largest_operator, answer.ratio) == (3, 3, 1.0)
    assert answer.pairwise == ScoreOut(precision=0.5, recall=0.5, f1=0.5)
    assert answer.exact.precision == pytest.approx(1 / 3)
    assert (answer.over_merged, answer.foreign, answer.under_merged) == (1, 1, 1)


def test_confidence_against_operators(small: App, tmp_path: Path) -> None:
    truth = {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "C"}
    answer = evaluated(small, tmp_path, truth).reliability
    # Of three ads with a phone two pairs are taken, of two the one.
    (kind,) = answer.kinds
    assert (kind.by, kind.links) == ("phone", 3)
    assert kind.true == pytest.approx(2 / 3)
    assert kind.said <= PHONE_PURITY
    assert sum(one.links for one in answer.bins) == answer.links == 3
    assert answer.brier == pytest.approx((2 * (1 - kind.said) ** 2 + kind.said**2) / 3)


def test_generic_identifiers_found_and_missed(small: App, tmp_path: Path) -> None:
    hot = {f"hot-{n:02}": f"op-{n}" for n in range(40)}
    found = evaluated(small, tmp_path, hot | {"a1": "A", "a2": "A", "a3": "A"}).generic
    assert [(one.kind, one.found, one.missed, one.wrong) for one in found] == [
        ("all", 1, 0, 0),
        ("phone", 1, 0, 0),
    ]
    shared = evaluated(small, tmp_path, {"a1": "A", "a2": "B", "a3": "C"}).generic[0]
    assert (shared.found, shared.missed, shared.score.recall) == (0, 1, 0.0)
    owned = evaluated(small, tmp_path, dict.fromkeys(hot, "one")).generic[0]
    assert (owned.found, owned.wrong, owned.score.precision) == (0, 1, 0.0)


def test_what_is_known_to_be_generic_is_believed(small: App, tmp_path: Path) -> None:
    hubs = tmp_path / "hubs.csv"
    hubs.write_text("kind,value\nphone,+12025550199\n", encoding="utf-8")
    truth = {f"hot-{n:02}": "one" for n in range(40)}
    whole = evaluated(small, tmp_path, truth, str(hubs)).generic[0]
    assert (whole.found, whole.wrong) == (1, 0)


def test_weak_evidence_is_measured_too(app: App, tmp_path: Path) -> None:
    answer = evaluated(app, tmp_path, {"maybe-1": "A", "maybe-2": "A", "lonely": "B"}).reliability
    assert [(one.by, one.links, one.true) for one in answer.kinds] == [("weak evidence", 1, 1.0)]


def test_a_large_identifier_is_sampled_the_same_every_time(empty: App, tmp_path: Path) -> None:
    same = {"phones": ("+12025550123",), "emails": ("rosa@example.com",)}
    land(empty.store, [ad(f"many-{n}", posted_at=NOW + n * DAY, **same) for n in range(15)])
    truth = {f"many-{n}": f"op-{n % 2}" for n in range(15)}
    first = evaluated(empty, tmp_path, truth)
    assert {one.by: one.links for one in first.reliability.kinds} == {"email": 10, "phone": 10}
    assert evaluated(empty, tmp_path, truth) == first


def test_decisions_are_kept_and_counted(small: App, tmp_path: Path) -> None:
    small.decide.decide("cannot-link", by=BY, ad_a="site:a1", ad_b="site:a2")
    small.decide.decide("must-link", by=BY, ad_a="site:alone", ad_b="site:b1")
    answer = evaluated(small, tmp_path, {"a1": "A"})
    assert (answer.decisions, answer.violated) == (2, [])


def test_a_must_link_that_a_cannot_link_cut_is_explained(small: App, tmp_path: Path) -> None:
    """By two people at once: taken one after the other, the last would be refused."""
    pairs = (("cannot-link", "a1", "b1"), ("must-link", "a1", "alone"), ("must-link", "alone", "b1"))
    decisions = tuple(
        Decision(f"id-{n}", DecisionKind(kind), "x", "y", NOW, ad_id("site", a), ad_id("site", b))
        for n, (kind, a, b) in enumerate(pairs)
    )
    small.store.apply(Delta(decisions=decisions), "both", make_resolver(DEFAULT_RULES), NOW)
    found = {ad.source_id: ad.network_id for ad in small.store.iter_ads()}
    assert found["a1"] != found["b1"]
    answer = evaluated(small, tmp_path, {"a1": "A"})
    assert (answer.decisions, answer.violated) == (3, [])


@pytest.mark.parametrize(
    ("kind", "other", "moved", "to"), [("cannot-link", "a2", "a1", "a2"), ("must-link", "b1", "b1", "alone")]
)
def test_a_decision_that_networks_contradict_is_named(
    small: App, tmp_path: Path, kind: str, other: str, moved: str, to: str
) -> None:
    taken = small.decide.decide(kind, by=BY, ad_a="site:a1", ad_b=f"site:{other}").decision
    with closing(apsw.Connection(str(tmp_path / "linkage.db"))) as damage:
        sql = "UPDATE ad SET label = (SELECT label FROM ad WHERE source_id = ?) WHERE source_id = ?"
        damage.execute(sql, (to, moved))
    answer = evaluated(small, tmp_path, {"a1": "A"})
    assert (answer.decisions, answer.violated) == (1, [taken.decision_id])


def test_a_truth_about_other_ads_is_refused_and_the_question_kept(small: App, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="names no ad"):
        evaluated(small, tmp_path, {"nobody": "A"})
    assert [entry.action for _, entry in small.store.audit_entries(0, 10)] == ["evaluate"]
