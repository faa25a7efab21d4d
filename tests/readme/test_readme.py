"""What README.md says is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import readme
from tests.support.command import ROOT

_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Every command of README with its exit code and output, run in order in one folder."""
    folder = tmp_path_factory.mktemp("readme")
    for name, text in readme.examples().items():
        (folder / name).write_text(text, encoding="utf-8")
    return {command: readme.on_terminal(command, folder) for command in readme.commands()}


def output_of(outputs: dict[str, tuple[int, str]], start: str) -> str:
    return next(output for command, (_, output) in outputs.items() if command.startswith(start))


def test_every_command_works(outputs: dict[str, tuple[int, str]]) -> None:
    assert len(outputs) >= 8
    assert {command: code for command, (code, _) in outputs.items() if code} == {}


def test_the_bad_line_is_told_of(outputs: dict[str, tuple[int, str]]) -> None:
    assert "3 records: 3 new ads" in output_of(outputs, "linkage ingest")
    assert "1 rejects" in output_of(outputs, "linkage ingest")


def test_the_phone_is_found(outputs: dict[str, tuple[int, str]]) -> None:
    assert "+447700900123: 2 ads" in output_of(outputs, "linkage query")


def test_the_explanation_is_the_one_shown(outputs: dict[str, tuple[int, str]]) -> None:
    assert readme.shown("explain").strip() == output_of(outputs, "linkage explain").strip()


def test_the_demo_prints_what_is_shown(tmp_path: Path) -> None:
    code, output = readme.on_terminal("linkage demo --no-serve --ads 600", tmp_path)
    assert code == 0
    shown = readme.shown("demo")
    for step in ("1. ", "2. Ingest", "3. One explained link", "What to try next"):
        assert step in shown
        assert step in output
    assert ": linked" in output


def test_every_link_of_the_documents_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
