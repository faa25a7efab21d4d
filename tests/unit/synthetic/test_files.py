from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from linkage.ingest.parse import parse
from linkage.ingest.raw import RawRecord
from linkage.ingest.strict_json import Flaw
from linkage.synthetic import Planted, generate, write_files, write_jsonl, write_truth
from linkage.synthetic.files import BAD_EVERY, BAD_LINES, line
from linkage.synthetic.planted import is_repeat


def test_one_pass_writes_records_and_truth(tmp_path: Path) -> None:
    told: list[int] = []
    records, truth = tmp_path / "ads.jsonl", tmp_path / "truth.csv"
    planted = write_files(records, truth, ads=300, seed=5, bad_lines=3, progress=told.append)
    stream = list(generate(300, 5))
    lines = records.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert [text for text in lines if text not in BAD_LINES] == [line(ad) for ad in stream]
    assert len(lines) == len(stream) + 3
    with truth.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [
        {"source": ad.record["source"], "source_id": ad.record["source_id"], "operator": ad.operator}
        for ad in stream
        if not is_repeat(ad)
    ]
    assert (planted.ads, planted.records, planted.bad_lines) == (300, len(stream), 3)
    assert told[-1] == 300


def test_streams_serve_as_targets_and_stay_open() -> None:
    out, truth = io.StringIO(newline="\n"), io.StringIO(newline="\n")
    ads = list(generate(50))
    assert write_jsonl(out, ads) == len(ads)
    assert write_truth(truth, ads) == 50
    assert [json.loads(text) for text in out.getvalue().splitlines()] == [ad.record for ad in ads]
    assert len(truth.getvalue().splitlines()) == 51


def test_malformed_lines_stand_between_and_the_rest_at_the_end() -> None:
    out = io.StringIO()
    ads = list(generate(BAD_EVERY + 10))
    wanted = len(BAD_LINES) + 1
    assert write_jsonl(out, ads, bad_lines=wanted) == len(ads) + wanted
    lines = out.getvalue().splitlines()
    assert lines[BAD_EVERY] == BAD_LINES[0]
    assert lines[-wanted + 1 :] == [*BAD_LINES[1:], BAD_LINES[0]]


def test_the_tally_counts_what_is_there() -> None:
    ads = list(generate(3_000, 9))
    planted = Planted()
    assert list(planted.watch(ads)) == ads
    firsts = [ad for ad in ads if not is_repeat(ad)]
    hotline = "hotline:+18005550100"
    printed = [
        ad for ad in firsts if "8005550100" in "".join(c for c in str(ad.record["body"]) if c.isdigit())
    ]
    assert planted.hubs[hotline] == len(printed) > 30
    sizes = [sum(1 for ad in firsts if ad.operator == who) for who in planted.operators]
    assert planted.largest == max(sizes)
    assert sum(sizes) == planted.ads == 3_000


def test_the_tally_is_told_in_lines() -> None:
    planted = write_files_in_memory(2_000)
    lines = planted.describe()
    text = "\n".join(lines)
    assert lines[0].startswith(f"2,000 ads by {len(planted.operators):,} operators")
    for word in ("hotlines", "switchboards", "stock pictures", "copied texts", "wrong number", "silence"):
        assert word in text
    assert "malformed" not in text
    planted.bad_lines = 4
    assert planted.describe()[-1] == "4 malformed lines, to be rejected"
    assert all(len(one) < 300 for one in lines)


def test_an_empty_tally_is_told_too() -> None:
    assert Planted().describe()[0].startswith("0 ads by 0 operators")


def write_files_in_memory(ads: int) -> Planted:
    planted = Planted()
    for ad in generate(ads):
        planted.add(ad)
    return planted


@pytest.mark.parametrize("bad", BAD_LINES)
def test_a_malformed_line_is_refused(bad: str) -> None:
    assert "\n" not in bad
    assert isinstance(parse(RawRecord(1, bad.encode())), Flaw)
