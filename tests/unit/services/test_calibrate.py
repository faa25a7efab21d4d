"""Calibrations of real stores, by a truth and by decisions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from linkage.bootstrap import App
from linkage.cli import render_evaluation
from linkage.errors import InvalidInputError
from linkage.link.belief import probability, rounded
from linkage.link.features import FEATURES
from linkage.model import Decision, DecisionKind, Delta, Identifier, ad_id
from linkage.ports import GraphView
from linkage.resolve import make_resolver, witness
from linkage.services import calibrate
from linkage.services.audit import Actor
from linkage.services.rulebook import read_rulebook
from tests.support.ads import DAY, NOW, ad, land

BY = Actor("tester", "unit test")
PAIRS = 30


def pairs(app: App) -> None:
    """Thirty phones of two ads each; in every third pair the ads have nothing else in common."""
    for_both = {n: {} if n % 3 == 0 else {"emails": (f"rosa{n}@example.com",)} for n in range(PAIRS)}
    land(
        app.store,
        [
            ad(f"{n}{side}", phones=(f"+120255501{n:02}",), posted_at=NOW + place * DAY, **for_both[n])
            for n in range(PAIRS)
            for place, side in enumerate("ab")
        ],
    )


def truth(folder: Path, *, all_one: bool = False) -> str:
    path = folder / "truth.csv"
    rows = [
        f"site,{n}{side},{n}{side if n % 3 == 0 and not all_one else ''}"
        for n in range(PAIRS)
        for side in "ab"
    ]
    path.write_text("\n".join(["source,source_id,operator", *rows]) + "\n", encoding="utf-8")
    return str(path)


def decide(app: App, numbers: range) -> None:
    """Reject the pairs that have nothing else in common and confirm the others."""
    kinds = (DecisionKind.CANNOT_LINK, DecisionKind.MUST_LINK, DecisionKind.MUST_LINK)
    decisions = tuple(
        Decision(f"d-{n}", kinds[n % 3], "x", "y", NOW, ad_id("site", f"{n}a"), ad_id("site", f"{n}b"))
        for n in numbers
    )
    app.store.apply(Delta(decisions=decisions), "decided", make_resolver(app.rules), NOW)


def test_a_truth_gives_rules_that_say_it_better(empty: App, tmp_path: Path) -> None:
    pairs(empty)
    out = tmp_path / "rules.toml"
    answer = empty.calibrate.calibrate(str(out), truth=truth(tmp_path), by=BY)
    assert answer.links == 2 * PAIRS + 2 * (PAIRS - PAIRS // 3)  # of phones, and of e-mail addresses
    assert answer.true == pytest.approx(80 / 100)
    assert answer.loss_after < answer.loss_before
    assert sum(one.links for one in answer.bins) == answer.links
    book = read_rulebook(str(out))
    assert book.rules.version == answer.rules_version
    assert book.rules.weights == {one.feature: one.after for one in answer.weights}
    assert {one.feature: one.before for one in answer.weights} == empty.rules.weights
    assert set(tomllib.loads(out.read_text(encoding="utf-8"))) == {"version", "weights"}


def test_the_same_store_gives_the_same_file(empty: App, tmp_path: Path) -> None:
    pairs(empty)
    given = truth(tmp_path)
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    for out in (first, second):
        empty.calibrate.calibrate(str(out), truth=given, by=BY)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("worse", [True, False])
def test_a_fit_that_does_worse_on_links_left_out_is_warned_of(
    empty: App,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    worse: bool,
) -> None:
    pairs(empty)
    held_out = 9.0 if worse else 0.0
    monkeypatch.setattr(calibrate, "_held_out", lambda *_: held_out)
    answer = empty.calibrate.calibrate(str(tmp_path / "rules.toml"), truth=truth(tmp_path), by=BY)
    render_evaluation.calibration(answer)
    said = " ".join(capsys.readouterr().out.split())
    assert (answer.warning is not None) == worse == ("WARNING: on links left out of it" in said)
    if worse:
        assert f"worse (9.0000) than the weights in force ({answer.loss_before:.4f})" in str(answer.warning)


def test_decisions_give_rules_too(empty: App, tmp_path: Path) -> None:
    pairs(empty)
    decide(empty, range(PAIRS))
    answer = empty.calibrate.calibrate(str(tmp_path / "rules.toml"), by=BY)
    assert answer.links == 100
    assert answer.loss_after < answer.loss_before


def test_a_decision_overrules_the_truth(empty: App, tmp_path: Path) -> None:
    pairs(empty)
    decide(empty, range(3))
    answer = empty.calibrate.calibrate(
        str(tmp_path / "rules.toml"), truth=truth(tmp_path, all_one=True), by=BY
    )
    assert answer.links * answer.true == pytest.approx(98)


def test_too_few_labels_and_labels_of_one_sort_are_refused(empty: App, tmp_path: Path) -> None:
    pairs(empty)
    out = tmp_path / "rules.toml"
    with pytest.raises(InvalidInputError, match=r"^0 links are known"):
        empty.calibrate.calibrate(str(out), by=BY)
    with pytest.raises(InvalidInputError, match="all 100 links are known to be right"):
        empty.calibrate.calibrate(str(out), truth=truth(tmp_path, all_one=True), by=BY)
    decide(empty, range(9))
    with pytest.raises(InvalidInputError, match=r"^30 links are known"):
        empty.calibrate.calibrate(str(out), by=BY)
    for ridge in (0.0, float("nan"), float("inf")):
        with pytest.raises(InvalidInputError, match="ridge"):
            empty.calibrate.calibrate(str(out), truth=truth(tmp_path), ridge=ridge, by=BY)
    assert not out.exists()


def test_the_numbers_are_those_that_resolution_went_by(app: App) -> None:
    """Every stored belief that judging gave follows from what is witnessed."""
    names = [Identifier(row.kind, row.value) for row in app.store.iter_identifiers() if row.ads > 1]
    ids = {one.arrival: one.ad_id for one in app.store.iter_ads()}

    def beliefs(view: GraphView) -> dict[tuple[str, Identifier], float]:
        by_number = {number: name for name, number in view.numbers(names).items()}
        return {
            (ids[ad_number], by_number[one.ident]): rounded(probability(values, app.rules.weights))
            for one in witness(view, app.rules, list(by_number), 1_000)
            for ad_number, values in one.links
        }

    stored = {
        (link.ad_id, Identifier(link.kind, link.value)): link.belief
        for link in app.store.links_of_ads(ids.values())
        if link.belief is not None
    }
    assert len(stored) > 40
    assert app.store.view(beliefs) == stored
    assert len(FEATURES) == len(app.rules.weights)
