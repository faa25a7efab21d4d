"""What strangers wrote is harmless on a terminal."""

from __future__ import annotations

import pytest

from linkage.cli import output, render
from linkage_schemas.answers import EvidenceOut


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
