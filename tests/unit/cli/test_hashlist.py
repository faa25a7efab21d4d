"""`linkage hashlist`, in a process of its own."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.support.command import run

MD5 = hashlib.md5(b"a", usedforsecurity=False).hexdigest()


def test_lists_are_taken_in_shown_and_removed(tmp_path: Path) -> None:
    record = {"source": "board", "source_id": "1", "images": [{"md5": MD5}]}
    (tmp_path / "ads.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    run("ingest", "ads.jsonl", cwd=tmp_path)
    (tmp_path / "list.csv").write_text(f"md5\n{MD5}\nnonsense\n", encoding="utf-8")
    first = json.loads(run("hashlist", "import", "list.csv", "--name", "known", cwd=tmp_path, code=3))
    again = json.loads(run("hashlist", "import", "list.csv", "--name", "known", cwd=tmp_path, code=3))
    assert (first["changed"], again["changed"], again["list"]) == (True, False, first["list"])
    (reject,) = map(json.loads, (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines())
    assert reject == {
        "file": "list.csv",
        "line": 3,
        "field": "md5",
        "reason": "is not 32 hexadecimal digits",
    }
    (listed,) = json.loads(run("hashlist", "list", cwd=tmp_path))["lists"]
    assert (listed["name"], listed["md5"], listed["pdq"]) == ("known", 1, 0)
    expected = [{"list": "known", "algorithm": "md5", "distance": 0}]
    found = json.loads(run("query", "board:1", cwd=tmp_path))
    assert [found["ads"][0]["flags"], found["networks"][0]["flags"]] == [expected, expected]
    network = found["networks"][0]["network_id"]
    shown = [json.loads(line) for line in run("network", network, cwd=tmp_path).splitlines()]
    assert [shown[0]["flags"], shown[1]["ads"][0]["flags"]] == [expected, expected]
    run("hashlist", "remove", "known", cwd=tmp_path)
    run("hashlist", "remove", "known", cwd=tmp_path, code=1)
    assert json.loads(run("hashlist", "list", cwd=tmp_path))["lists"] == []
    assert json.loads(run("query", "board:1", cwd=tmp_path))["ads"][0]["flags"] == []


def test_a_list_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"md5\n{MD5}\nnonsense\n", encoding="utf-8")
    run("hashlist", "import", "list.csv", "--name", "a", "--rejects", "list.csv", cwd=tmp_path, code=2)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8").startswith("md5")
