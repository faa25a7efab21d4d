"""What strangers wrote is harmless on a terminal."""

from __future__ import annotations

import pytest

from linkage.cli import output, render, render_evaluation
from linkage_schemas.answers import (
    BinOut,
    EvaluationOut,
    EvidenceOut,
    GenericScoreOut,
    ReliabilityOut,
    SaidOut,
    ScoreOut,
)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "interactive", lambda: True)


def test_escapes_and_overrides_are_shown_not_obeyed() -> None:
    shown = output.plain("red \x1b[31m, \u202eback\u202c and\nnew line")
    assert all(char.isprintable() for char in shown)


def test_markup_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("[red]not red[/red]")
    output.table("t", ("a", "*b"), [("[bold]x[/bold]", 1)])
    shown = capsys.readouterr().out
    assert "[red]not red[/red]" in shown
    assert "[bold]x[/bold]" in shown


def test_a_long_text_is_cut() -> None:
    assert len(output.plain("x" * 1_000)) < 70


@pytest.mark.parametrize(
    ("form", "source", "said"),
    [
        ("plain", None, "confidence 0.90, record"),
        ("keycaps", "site", "confidence 0.90, written in keycaps, country from the site, record"),
    ],
)
def test_evidence_says_how_it_is_written(form: str, source: str | None, said: str) -> None:
    row = EvidenceOut(
        ad_id="0" * 32,
        source="board",
        source_id="1",
        sha256="0" * 64,
        posted_at=None,
        crawled_at=None,
        field="body",
        start=0,
        end=3,
        raw="202",
        extractor="phone/1",
        confidence=0.9,
        form=form,
        region_source=source,
    )
    assert said in render._evidence(row)


def test_an_evaluation_shows_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    half = ScoreOut(precision=0.5, recall=0.25, f1=1 / 3)
    render_evaluation.evaluation(
        EvaluationOut(
            ads=1_234,
            absent=5,
            unknown=6,
            operators=70,
            networks=80,
            largest_network=90,
            largest_operator=60,
            ratio=1.5,
            pairwise=half,
            bcubed=half,
            exact=half,
            over_merged=7,
            foreign=11,
            under_merged=13,
            generic=[GenericScoreOut(kind="all", found=17, missed=19, wrong=23, contested=29, score=half)],
            reliability=ReliabilityOut(
                links=31,
                brier=0.1234,
                calibration_error=0.0567,
                bins=[BinOut(low=0.9, high=0.95, links=31, said=0.925, true=0.875)],
                kinds=[SaidOut(by="weak evidence", links=31, said=0.925, true=0.875, calibration_error=0.05)],
            ),
            decisions=3,
            violated=["d-\x1b1"],
            rules_version="2026.1",
            revision=1,
        )
    )
    shown = capsys.readouterr().out
    for figure in ("1,234", "0.3333", "1.50", "7 networks", "11 foreign", "13 operators", "17", "19", "23"):
        assert figure in shown
    for figure in ("0.9 to 0.95", "0.925", "0.875", "weak evidence", "0.1234", "0.0567", "1 of 3", "d-"):
        assert figure in shown
    assert "\x1b" not in shown
