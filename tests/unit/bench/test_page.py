from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.__main__ import PAGE, SECTIONS
from bench.page import section, write_json, write_page
from bench.processes import ROOT
from bench.tables import Table

TABLE = Table(
    "Speed", "How fast.", [("ads", ",d"), ("ms", ".2f"), ("range", "")], [[1_000, 1.23456789, "1 - 2"]]
)


def test_a_table_formats_numbers_and_leaves_texts() -> None:
    assert TABLE.markdown() == (
        "### Speed\n\nHow fast.\n\n| ads | ms | range |\n|---|---:|---:|\n| 1,000 | 1.23 | 1 - 2 |\n"
    )


def test_a_row_without_a_cell_is_no_row() -> None:
    with pytest.raises(ValueError, match="longer"):
        Table("", "", [("ads", ",d"), ("ms", "")], [[1]]).markdown()


def test_only_what_is_between_the_markers_changes() -> None:
    mine, other = (f"<!-- bench:{key} -->\nold\n<!-- /bench:{key} -->" for key in "ab")
    page = f"# Title\n\n{mine}\n\nprose\n\n{other}\n"
    assert section("a", page, "new\n") == page.replace(mine, mine.replace("old", "new"))


def test_a_section_that_is_not_there_comes_last() -> None:
    assert section("a", "# Mine\n", "new") == "# Mine\n\n<!-- bench:a -->\nnew\n<!-- /bench:a -->\n"


@pytest.mark.parametrize("page", ["<!-- bench:a -->\nold\n", "old\n<!-- /bench:a -->\n"])
def test_half_a_section_is_an_error(page: str) -> None:
    with pytest.raises(ValueError, match="one marker"):
        section("a", page, "new")


def test_a_page_measured_again_holds_each_section_once(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for facts in ("then", "now"):
        write_page(page, "a", [TABLE], facts)
        write_page(page, "b", [TABLE], facts)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks\n")
    assert text.count("### Speed") == 2
    assert "then" not in text
    assert text.count("Measured now.") == 2


def test_results_keep_the_sections_that_were_not_measured(tmp_path: Path) -> None:
    results = tmp_path / "new" / "results.json"
    write_json(results, "a", [TABLE], "then")
    write_json(results, "b", [TABLE], "now")
    known = json.loads(results.read_text(encoding="utf-8"))
    assert {key: one["measured"] for key, one in known.items()} == {"a": "then", "b": "now"}
    assert known["a"]["tables"][0]["rows"] == [[1_000, 1.23457, "1 - 2"]]


@pytest.mark.parametrize("key", list(SECTIONS))
def test_the_page_of_the_project_has_a_place_for_every_section(key: str) -> None:
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    assert text.count(f"<!-- bench:{key} -->") == text.count(f"<!-- /bench:{key} -->") == 1
    assert "!new!" in section(key, text, "!new!")
