from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import SECTIONS, main
from bench.processes import ROOT

TABLES = {"ingest": 1, "batch": 1, "lookup": 1, "components": 2, "quality": 1, "extraction": 4, "profile": 6}


@pytest.mark.parametrize(
    "wrong", [["--only", "speed"], ["--sizes", "20"], ["--runs", "0"], ["--sizes", "many"]]
)
def test_options_that_mean_nothing_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.long
def test_a_quick_run_fills_every_table_with_finite_numbers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "--quick", "--sizes", "3000,6000", "--runs", "1"]
    subprocess.run(
        [*command, "--out", "page.md", "--json", "all.json"], cwd=tmp_path, check=True, timeout=600
    )
    results = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert results.keys() == SECTIONS.keys()
    assert {key: len(one["tables"]) for key, one in results.items()} == TABLES
    for table in (table for one in results.values() for table in one["tables"]):
        assert f"### {table['title']}\n" in page
        assert table["rows"], table["title"]
        cells = [cell for row in table["rows"] for cell in row[1:] if not isinstance(cell, str)]
        assert cells, table["title"]
        assert all(math.isfinite(cell) and cell >= 0 for cell in cells), table["title"]


def test_a_quick_run_leaves_the_page_of_the_project_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (ROOT / "docs" / "benchmarks.md").read_bytes()
    main(["--quick", "--sizes", "100", "--runs", "1", "--only", "ingest"])
    assert (ROOT / "docs" / "benchmarks.md").read_bytes() == before
    assert list(tmp_path.iterdir()) == []
