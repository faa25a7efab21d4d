"""`linkage extract`: what a person and a program get from it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.highlight import marked
from linkage.model import Kind, Record
from linkage.normalise import extract
from linkage.services.extract import of_text
from tests.support import readme
from tests.support.command import environment, run

RECORDS = [
    {"source": "a", "source_id": "1", "body": "call 2oh2 five55 0l23", "location": {"country": "US"}},
    {"source": "a", "source_id": "2", "title": "Ana", "body": "202-555-0145, $120/hr, IG: ana_rose"},
    {"source": "b"},
    {"source": "b", "source_id": "3", "body": "nothing here"},
]
IDENTIFIER = set(
    "kind value national field start end raw form region_source extractor confidence".split()  # noqa: SIM905
)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "ads.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    return path


def test_one_line_for_each_record_in_order(records: Path) -> None:
    found = lines(run("extract", "--json", records.name, cwd=records.parent, code=3))
    assert [(row["source"], row["source_id"]) for row in found] == [("a", "1"), ("a", "2"), ("b", "3")]
    (phone,) = found[0]["identifiers"]
    assert set(phone) == IDENTIFIER
    assert phone["value"] == "+12025550123"
    assert (phone["national"], phone["form"], phone["region_source"]) == (
        "2025550123",
        "letters for digits",
        "location",
    )
    assert phone["raw"] == RECORDS[0]["body"][phone["start"] : phone["end"]]  # type: ignore[index]
    national, handle = found[1]["identifiers"]
    assert (national["kind"], national["value"], national["national"]) == ("phone", None, "2025550145")
    assert (handle["kind"], handle["value"], handle["national"]) == ("handle", "instagram:ana_rose", None)
    assert [row["kind"] for row in found[1]["attributes"]] == ["price"]
    assert found[2]["identifiers"] == []


def test_the_region_is_for_records_that_name_none(records: Path) -> None:
    found = lines(run("extract", "--json", records.name, "--region", "US", cwd=records.parent, code=3))
    assert [i["value"] for i in found[1]["identifiers"]] == ["+12025550145", "instagram:ana_rose"]
    assert found[1]["identifiers"][0]["region_source"] == "option"
    assert found[0]["identifiers"][0]["region_source"] == "location"


def test_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linkage", "extract", "--json", "-", "--region", "GB"],
        cwd=tmp_path,
        env=environment(),
        input='{"source": "s", "source_id": "1", "body": "07700 900123"}\n',
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert [i["value"] for i in lines(done.stdout)[0]["identifiers"]] == ["+447700900123"]


def test_the_command_and_the_function_agree(records: Path) -> None:
    found = lines(run("extract", "--json", records.name, cwd=records.parent, code=3))
    record = Record("a", "2", title="Ana", body="202-555-0145, $120/hr, IG: ana_rose")
    assert [(e.start, e.end, e.form) for e in extract(record).identifiers] == [
        (i["start"], i["end"], i["form"]) for i in found[1]["identifiers"]
    ]


def test_a_text_at_a_terminal(tmp_path: Path) -> None:
    code, shown = readme.on_terminal(
        "linkage extract 'ring 202-555-0123 or ana@mailbox.example' --region US", tmp_path
    )
    assert code == 0
    for part in ("+12025550123", "plain", "option", "0.95", "body[5:17]", "ana@mailbox.example"):
        assert part in shown


def test_a_file_with_a_text(tmp_path: Path) -> None:
    (tmp_path / "ad.txt").write_text("ring 202-555-0123", encoding="utf-8")
    (found,) = lines(run("extract", "ad.txt", "--region", "US", cwd=tmp_path))
    assert (found["source"], [i["value"] for i in found["identifiers"]]) == ("text", ["+12025550123"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "nowhere.jsonl"],
        ["nowhere.txt"],
        ["folder/nowhere.jsonl.gz"],
        ["--json", "."],
        ["."],
        ["text", "--region", "Atlantis"],
        ["latin.txt"],
        [],
    ],
)
def test_wrong_use(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe caf\xe9")
    run("extract", *arguments, cwd=tmp_path, code=2)


def piped(text: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "linkage", "extract", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(),
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_text_on_standard_input(tmp_path: Path) -> None:
    done = piped("ring 202-555-0123", "-", "--region", "US", cwd=tmp_path)
    assert [i["value"] for i in lines(done.stdout)[0]["identifiers"]] == ["+12025550123"]


def test_records_from_what_is_no_regular_file(records: Path) -> None:
    done = piped(records.read_text(encoding="utf-8"), "--json", "/dev/stdin", cwd=records.parent)
    assert (done.returncode, len(lines(done.stdout))) == (3, 3)


def test_a_text_that_ends_like_a_file_of_records(tmp_path: Path) -> None:
    (found,) = lines(run("extract", "write to ana@mailbox.example about ads.csv", cwd=tmp_path))
    assert "ana@mailbox.example" in [i["value"] for i in found["identifiers"]]


def test_it_is_said_that_a_long_text_was_cut(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 40_001, encoding="utf-8")
    done = piped("", "long.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert "200,005 characters; only the first 200,000" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "linkage", "extract", "ring 202-555-0123"],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert "cannot write the answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_text_is_marked_and_harmless() -> None:
    text = "\x1b[2Jring 202-555-0123\u202e\nor ana@mailbox.example <b>"
    answer = of_text(text, "US")
    shown = marked("body", text, answer)
    assert "\x1b" not in shown.plain
    assert "\u202e" not in shown.plain
    assert "\n" in shown.plain
    assert [shown.plain[span.start : span.end] for span in shown.spans] == [
        "202-555-0123",
        "ana@mailbox.example",
    ]


def test_every_kind_has_a_row() -> None:
    body = "ring 202-555-0123, ana@mailbox.example, IG: ana_rose, @bare_name, https://studio.example/x"
    kinds = {found.kind for found in of_text(body, "US").identifiers}
    assert kinds == {Kind.PHONE, Kind.EMAIL, Kind.HANDLE, Kind.USERNAME, Kind.URL}
