"""Evaluations of real stores whose figures can be worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from linkage.bootstrap import App
from linkage.cli import render_evaluation
from linkage.errors import InvalidInputError
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Decision, DecisionKind, Delta, Identifier, ImageHashes, Kind, Record, Verdict, ad_id
from linkage.ports import Holder, StoredLink
from linkage.resolve import make_resolver
from linkage.services.audit import Actor
from linkage.services.measuring import said_pairs
from linkage_schemas.answers import EvaluationOut, ScoreOut
from tests.support.ads import DAY, NOW, ad, land

BY = Actor("tester", "unit test")
HOTLINE = "+12025550199"


def member(source_id: str, group: str, phone: str) -> Record:
    """An ad of a group with a phone: nothing that could be asked of a link speaks against these."""
    picture = ImageHashes(sha256=sha256(group.encode()).hexdigest())
    return ad(source_id, phones=(phone,), emails=(f"{group}@mailbox.example",), images=(picture,))


def evaluated(app: App, folder: Path, truth: Mapping[str, str], hubs: str | None = None) -> EvaluationOut:
    path = folder / "truth.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("source", "source_id", "operator"))
        rows.writerows(("site", source_id, operator) for source_id, operator in truth.items())
    return app.evaluate.evaluate(str(path), hubs=hubs, by=BY)


@pytest.fixture
def small(empty: App) -> App:
    """Two networks of a phone, an address and a picture each, one ad that shares nothing, and a hotline.

    The hotline stands on forty ads of eight groups, each with an address and a picture of its own.
    """
    records = [
        member(name, name[0], f"+1202555010{'ab'.index(name[0])}") for name in ("a1", "a2", "a3", "b1", "b2")
    ]
    records.append(ad("alone", phones=("+12025550177",)))
    records += [member(f"hot-{n:02}", f"hot{n % 8}", HOTLINE) for n in range(40)]
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
    # Of three ads with an identifier two pairs are taken, of two the one.
    joined = [one for one in answer.kinds if "suggested" not in one.by]
    assert [(one.by, one.links) for one in joined] == [("email", 3), ("phone", 3)]
    assert [one.true for one in joined] == [pytest.approx(2 / 3)] * 2
    (suggested,) = (one for one in answer.kinds if one not in joined)
    assert (suggested.by, suggested.links) == ("image (suggested)", 3)
    assert suggested.true == pytest.approx(2 / 3)
    assert sum(one.links for one in answer.bins) == answer.links == 9
    assert sum(one.true * one.links for one in answer.bins) == pytest.approx(6)
    assert answer.brier is not None
    assert answer.brier > 1 / 9


def test_generic_identifiers_found_and_missed(small: App, tmp_path: Path) -> None:
    hot = {f"hot-{n:02}": f"op-{n % 8}" for n in range(40)}
    found = {one.kind: one for one in evaluated(small, tmp_path, hot).generic}
    assert (found["phone"].found, found["phone"].missed, found["phone"].wrong) == (1, 0, 0)
    assert (found["email"].found, found["email"].missed, found["email"].wrong) == (0, 0, 0)
    assert (found["all"].found, found["all"].score.recall) == (1, 1.0)
    group = {f"hot-{n:02}": f"op-{n}" for n in range(0, 40, 8)}
    shared = {one.kind: one for one in evaluated(small, tmp_path, group).generic}
    assert (shared["phone"].found, shared["phone"].missed) == (1, 0)
    assert (shared["email"].found, shared["email"].missed, shared["email"].score.recall) == (0, 1, 0.0)
    owned = evaluated(small, tmp_path, dict.fromkeys(hot, "one")).generic[0]
    assert (owned.found, owned.wrong, owned.score.precision) == (0, 1, 0.0)


def test_what_is_known_to_be_generic_is_believed(small: App, tmp_path: Path) -> None:
    hubs = tmp_path / "hubs.csv"
    hubs.write_text(f"kind,value\nphone,{HOTLINE}\n", encoding="utf-8")
    truth = {f"hot-{n:02}": "one" for n in range(40)}
    whole = evaluated(small, tmp_path, truth, str(hubs)).generic[0]
    assert (whole.found, whole.wrong) == (1, 0)


def test_where_nothing_was_judged_no_figure_is_given(
    small: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = evaluated(small, tmp_path, {"a1": "A", "alone": "C"})
    nothing = ScoreOut(precision=None, recall=None, f1=None)
    assert (answer.pairwise, answer.generic[0].score) == (nothing, nothing)
    assert (answer.bcubed, answer.exact) == (ScoreOut(precision=1.0, recall=1.0, f1=1.0),) * 2
    assert (answer.reliability.brier, answer.reliability.calibration_error) == (None, None)
    assert '"pairwise":{"precision":null,"recall":null,"f1":null}' in answer.model_dump_json()
    render_evaluation.evaluation(answer)
    assert "Brier score -, expected calibration error -" in capsys.readouterr().out
    missed = evaluated(small, tmp_path, {"a1": "A", "alone": "A"}).pairwise
    assert missed == ScoreOut(precision=None, recall=0.0, f1=0.0)


def test_what_became_of_hubs_is_told(small: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        f"phone,{HOTLINE}",
        "phone,+1 202-555-0100",
        "email,nobody@mailbox.example",
        "image,md5:nonsense",
        "phone,12",
    ]
    hubs = tmp_path / "hubs.csv"
    hubs.write_text("\n".join(["kind,value", *rows]) + "\n", encoding="utf-8")
    truth = {f"hot-{n:02}": "one" for n in range(40)} | {"a1": "A", "a2": "A"}
    answer = evaluated(small, tmp_path, truth, str(hubs))
    assert answer.hubs is not None
    assert (answer.hubs.named, answer.hubs.judged) == (5, 1)
    assert (answer.hubs.few, answer.hubs.absent, answer.hubs.invalid) == (1, 1, 2)
    assert [(one.value, one.why) for one in answer.hubs.unjudged] == [
        ("nobody@mailbox.example", "absent"),
        ("md5:nonsense", "invalid"),
        ("+1 202-555-0100", "few"),
        ("12", "invalid"),
    ]
    render_evaluation.evaluation(answer)
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "5 identifiers said to be generic: 1 judged, 1 on too few of these ads, 1 on none of them, 2" in said
    )
    assert "invalid: image md5:nonsense" in said
    assert evaluated(small, tmp_path, truth).hubs is None


def test_pairs_of_weak_evidence_are_measured_too() -> None:
    names = (Identifier(Kind.USERNAME, "rosa"), Identifier(Kind.TEXT, "ab"))
    ads = ("a" * 32, "b" * 32)
    links = {
        name: [StoredLink(one, *name, 0, Verdict.WEAK, NOW, NOW, 1, confidence=1.0) for one in ads]
        for name in names
    }
    holders = {name: (Holder(0, Verdict.WEAK, "default", 2, NOW, NOW),) for name in names}
    for operators, true in ((("A", "A"), True), (("A", "B"), False)):
        pairs = list(said_pairs(dict(zip(ads, operators, strict=True)), links, holders, DEFAULT_RULES))
        assert [pair.by for pair in pairs] == ["username (suggested)", "text (suggested)", "weak evidence"]
        assert {pair.true for pair in pairs} == {true}
        assert all(0.5 < pair.said < 1 for pair in pairs)
        assert max(pairs[:2], key=lambda pair: pair.said).said < pairs[2].said


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
