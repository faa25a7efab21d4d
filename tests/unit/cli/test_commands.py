"""The command line from end to end, each command in a process of its own."""

from __future__ import annotations

import csv
import json
import signal
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from linkage.synthetic import write_files
from tests.support.command import exported, run, start

PHONE = "+12025550123"
RECORDS = [
    {"source": "board", "source_id": "1", "phones": [PHONE], "body": "massage in town"},
    {"source": "board", "source_id": "2", "phones": [PHONE], "emails": ["ana@mailbox.example"]},
    {"source": "forum", "source_id": "3", "emails": ["Ana@Mailbox.example"], "title": "gardening"},
    {"source": "forum", "source_id": "4", "title": "alone"},
]


def answers(*arguments: str, cwd: Path, code: int = 0) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, cwd=cwd, code=code).splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small store, made by the command."""
    lines = [json.dumps(record) for record in RECORDS]
    (tmp_path / "ads.jsonl").write_text("\n".join([*lines, '{"source": "board"}', ""]), encoding="utf-8")
    (made,) = answers("ingest", "ads.jsonl", cwd=tmp_path, code=3)
    assert (made["ads_new"], made["rejects"]) == (4, 1)
    return tmp_path


def test_rejects_and_repeats(folder: Path) -> None:
    (reject,) = map(json.loads, (folder / "rejects.jsonl").read_text(encoding="utf-8").splitlines())
    assert (reject["line"], reject["field"]) == (5, "source_id")
    (again,) = answers("ingest", "ads.jsonl", cwd=folder, code=3)
    assert (again["ads_new"], again["observations_new"], again["replayed"]) == (0, 0, 1)


def test_everything_can_be_looked_up(folder: Path) -> None:
    for text in ("(202) 555-0123", "board:1"):
        (found,) = answers("query", text, "--region", "US", cwd=folder)
        assert found["total"] > 0, text
    (words,) = answers("query", "gardening", cwd=folder)
    assert [hit["ad"]["source_id"] for hit in words["texts"]] == ["3"]
    network, ads, events = answers("network", words["texts"][0]["ad"]["network_id"], cwd=folder)
    assert network["ads"] == 3
    assert {ad["source_id"] for ad in ads["ads"]} == {"1", "2", "3"}
    assert [event["kind"] for event in events["events"]] == ["created"]


@pytest.mark.parametrize("confidence", ["nan", "inf", "-0.5", "1.5"])
def test_a_confidence_that_is_no_probability_is_refused(folder: Path, confidence: str) -> None:
    process = start("network", "N-x", "--min-confidence", confidence, cwd=folder)
    said = " ".join(process.communicate(timeout=120)[1].split())
    assert process.returncode == 2
    assert f"a number from 0 to 1, not {confidence}" in said


def test_explaining(folder: Path) -> None:
    (why,) = answers("explain", "board:1", "forum:3", cwd=folder)
    assert (why["outcome"], len(why["steps"])) == ("linked", 2)
    (why_not,) = answers("explain", "board:1", "forum:4", cwd=folder)
    assert (why_not["outcome"], why_not["steps"]) == ("none", [])


def test_deciding_and_undoing(folder: Path) -> None:
    before = exported("linkage.db", folder)
    (apart,) = answers("decide", "separate", "board:1", "forum:3", "--reason", "strangers", cwd=folder)
    assert apart["events"]
    (why,) = answers("explain", "board:1", "forum:3", cwd=folder)
    assert why["outcome"] != "linked"
    decision = apart["decision"]["decision_id"]
    run("decide", "undo", decision, "--reason", "they are not", cwd=folder)
    assert exported("linkage.db", folder) == before
    (standing,) = answers("decide", "list", cwd=folder)
    assert standing["decisions"] == []


def test_membership_has_every_ad(folder: Path) -> None:
    rows = list(csv.DictReader(StringIO(run("export", "membership", cwd=folder))))
    assert list(rows[0]) == ["source", "source_id", "ad_id", "network_id"]
    networks = {row["source_id"]: row["network_id"] for row in rows}
    assert networks["1"] == networks["2"] == networks["3"] != networks["4"]


def test_an_erased_ad_stays_out(folder: Path) -> None:
    run("erase", "--ad", "board:2", "--reason", "asked to", "--yes", cwd=folder)
    (why,) = answers("explain", "board:1", "forum:3", cwd=folder)
    assert why["outcome"] == "none"
    (again,) = answers("ingest", "ads.jsonl", "--batch-size", "2", cwd=folder, code=3)
    assert (again["ads_new"], again["refused"]) == (0, 1)
    run("query", "board:2", cwd=folder, code=1)
    run("doctor", cwd=folder)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("query", "x", "--store", "none.db"), 1, "none.db"),
        (("explain", "board:1", "board:nobody"), 1, "not-found"),
        (("explain", "board:1"), 2, "Missing argument"),
        (("decide", "generic", "fax", "1", "--reason", "r"), 2, "invalid-input"),
        (("export", "everything"), 2, "invalid-input"),
        (("ingest", "nowhere.jsonl"), 2, "nowhere.jsonl"),
    ],
)
def test_errors_say_what_is_wrong(folder: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    process = start(*arguments, cwd=folder)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert told in err
    assert "Traceback" not in err


def test_an_interrupt_leaves_a_store_that_goes_on(tmp_path: Path) -> None:
    write_files(tmp_path / "ads.jsonl", tmp_path / "truth.csv", ads=2_500)
    run("ingest", "ads.jsonl", "--batch-size", "100", "--store", "whole.db", cwd=tmp_path)
    process = start("ingest", "ads.jsonl", "--batch-size", "100", "--store", "stopped.db", cwd=tmp_path)
    while not (tmp_path / "stopped.db-wal").exists():
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert json.loads(out)["stopped"] is True
    run("doctor", "--store", "stopped.db", cwd=tmp_path)
    run("ingest", "ads.jsonl", "--batch-size", "100", "--store", "stopped.db", cwd=tmp_path)
    assert exported("stopped.db", tmp_path) == exported("whole.db", tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "membership", "--out", "linkage.db"),
        ("export", "links", "--out", "./linkage.db-wal"),
        ("ingest", "ads.jsonl", "--rejects", "linkage.db"),
        ("ingest", "ads.jsonl", "--rejects", "ads.jsonl"),
        ("ingest", "ads.jsonl", "--rejects", "again.jsonl"),
    ],
)
def test_no_output_replaces_what_it_is_made_from(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "again.jsonl").hardlink_to(folder / "ads.jsonl")
    before = (folder / "ads.jsonl").read_bytes()
    run(*arguments, cwd=folder, code=2)
    assert (folder / "ads.jsonl").read_bytes() == before
    run("doctor", cwd=folder)


@pytest.mark.parametrize("arguments", [("query", "x"), ("serve", "--port", "0"), ("keys", "create", "bo")])
def test_no_store_is_made_of_a_slip(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "empty.jsonl").touch()
    for name in ("nope.db", "empty.jsonl"):
        run(*arguments, "--store", name, cwd=folder, code=1)
    assert not (folder / "nope.db").exists()
    assert (folder / "empty.jsonl").stat().st_size == 0


def test_a_store_is_its_owners_alone(folder: Path) -> None:
    assert (folder / "linkage.db").stat().st_mode & 0o077 == 0


def test_a_world_is_generated_and_never_overwritten(tmp_path: Path) -> None:
    options = ("generate", "--world", "hard", "--ads", "300", "--seed", "4", "--out", "world")
    assert run(*options, cwd=tmp_path) == ""
    files = {path.name: path.read_bytes() for path in (tmp_path / "world").iterdir()}
    assert sorted(files) == ["ads.jsonl", "hubs.csv", "truth.csv"]
    assert files["truth.csv"].count(b"\n") == 301
    run(*options[:-1], "other", cwd=tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()} == files
    run(*options, cwd=tmp_path, code=2)
    assert {path.name: path.read_bytes() for path in (tmp_path / "world").iterdir()} == files
    run("generate", "--out", "world/ads.jsonl/deeper", cwd=tmp_path, code=1)


def test_networks_are_compared_with_a_truth(folder: Path) -> None:
    (folder / "truth.csv").write_text(
        "source,source_id,operator\nboard,1,red\nboard,2,red\nforum,3,blue\n", encoding="utf-8"
    )
    (answer,) = answers("evaluate", "--truth", "truth.csv", cwd=folder)
    assert (answer["ads"], answer["unknown"], answer["over_merged"], answer["foreign"]) == (3, 1, 1, 1)
    assert answer["pairwise"] == {"precision": pytest.approx(1 / 3), "recall": 1.0, "f1": 0.5}
    assert run("evaluate", "--truth", "nowhere.csv", cwd=folder, code=2) == ""


LIST = f"""
name = "desk"
version = "1"

[[entries]]
kind = "phone"
reason = "our own desk"
values = ["{PHONE}"]
"""


def test_other_rules_are_put_in_force(folder: Path) -> None:
    (shipped,) = answers("rules", cwd=folder)
    assert {one["origin"] for one in shipped["rules"]} == {"shipped"}
    (folder / "desk.toml").write_text(LIST)
    (folder / "linkage.toml").write_text('warnings = "desk.toml"')
    (ours,) = answers("rules", cwd=folder)
    assert ours["lists"][-1] == {"name": "desk", "version": "1", "origin": "desk.toml", "entries": 1}
    reading = start("verdicts", "--verdict", "linking", "--kind", "phone", cwd=folder)
    out, err = reading.communicate(timeout=120)
    (row,) = json.loads(out)["identifiers"]
    assert (row["identifier"]["value"], row["warning_list"]) == (PHONE, None)
    assert err.count("answers go by the rules of the store") == 1
    (folder / "more.jsonl").write_text(json.dumps({"source": "board", "source_id": "9"}))
    run("ingest", "more.jsonl", cwd=folder, code=1)
    (ill,) = answers("doctor", cwd=folder, code=1)
    assert [check["name"] for check in ill["checks"] if not check["ok"]] == ["rules"]
    run("rules", "apply", cwd=folder, code=2)
    (done,) = answers("rules", "apply", "--reason", "a new desk", cwd=folder)
    assert (done["changed"], done["before"], done["digest"]) == (True, shipped["digest"], ours["digest"])
    (listed,) = answers("verdicts", "--kind", "phone", cwd=folder)
    (row,) = listed["identifiers"]
    assert (row["identifier"]["value"], row["warning_list"]) == (PHONE, "desk")
    assert "our own desk" in row["identifier"]["holders"][0]["words"]
    run("verdicts", "--verdict", "bad", cwd=folder, code=2)
    (folder / "linkage.toml").write_text('rules = "none.toml"')
    run("rules", cwd=folder, code=2)
