"""What strangers wrote is harmless on a terminal."""

from __future__ import annotations

import pytest

from linkage.cli import output


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
