"""Without the extra, whatever needs Neo4j's driver says which extra that is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import environment, run

HIDDEN = "import sys; sys.modules['neo4j'] = None; from linkage.cli import main; main()"


@pytest.mark.parametrize(
    "arguments",
    [
        ("neo4j", "up"),
        ("neo4j", "down"),
        ("neo4j", "status"),
        ("neo4j", "load", "files"),
        ("doctor", "--store", "bolt://127.0.0.1:1"),
        ("export", "--format", "neo4j", "--out", "files", "--store", "store.db"),
        ("migrate", "--from", "store.db", "--to", "bolt://127.0.0.1:1"),
    ],
)
def test_the_extra_is_named(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "ads.jsonl").write_text('{"source": "board", "source_id": "1"}\n', encoding="utf-8")
    run("ingest", "ads.jsonl", "--store", "store.db", cwd=tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", HIDDEN, *arguments],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "ad-linkage[neo4j]" in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
