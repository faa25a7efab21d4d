"""The schema in the repository is the one that the code makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkage.model import Kind
from linkage.store.neo4j.cypher import main
from linkage.store.neo4j.schema import LABELS


def test_the_schema_has_not_drifted() -> None:
    assert main(["--check"]) == 0


def test_a_drift_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "graph.cypher"
    assert main([str(file)]) == 0
    assert main(["--check", str(file)]) == 0
    file.write_text(file.read_text(encoding="utf-8") + "DROP INDEX words;\n", encoding="utf-8")
    assert main(["--check", str(file)]) == 1
    assert "python -m linkage.store.neo4j.cypher" in capsys.readouterr().err


def test_every_kind_has_a_label() -> None:
    assert set(LABELS) == set(Kind)
