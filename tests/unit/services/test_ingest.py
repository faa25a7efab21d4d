"""Ingests: totals, replays, rejects, stopping, and what is told meanwhile."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from linkage.bootstrap import App
from linkage.errors import InvalidInputError, StoreBusyError
from linkage.model import Reject
from linkage.services.audit import Actor
from linkage.services.ingest import IngestProgress

BY = Actor("ines", "case 7")


def lines(first: int, last: int) -> bytes:
    rows = (
        {"source": "site", "source_id": str(n), "phones": [f"+120255501{n // 2:02}"], "country": "US"}
        for n in range(first, last)
    )
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ads.jsonl"
    path.write_bytes(lines(0, 7) + b'{"source": "site"}\nnonsense\n' + lines(7, 20))
    return str(path)


def test_totals_and_rejects(empty: App, file: str) -> None:
    told: list[Reject] = []
    answer = empty.ingest.ingest([file], by=BY, batch_size=5, workers=0, on_reject=told.append)
    assert (answer.records, answer.ads_new, answer.observations_new) == (20, 20, 20)
    assert (answer.identifiers_new, answer.rejects, answer.batches, answer.replayed) == (10, 2, 5, 0)
    assert answer.partial
    assert [(reject.file, reject.line) for reject in told] == [(file, 8), (file, 9)]
    assert [reject.line for reject in answer.reject_list] == [8, 9]
    assert answer.revision == empty.store.revision() == 5
    assert empty.store.counts().networks == 10


def test_the_same_file_again_brings_nothing_new_and_tells_its_rejects(
    empty: App, file: str, tmp_path: Path
) -> None:
    first = empty.ingest.ingest([file], by=BY, batch_size=5, workers=0)
    again = empty.ingest.ingest([file], by=BY, batch_size=5, workers=0)
    assert (again.ads_new, again.observations_new, again.identifiers_new, again.events) == (0, 0, 0, 0)
    assert (again.records, again.rejects, again.replayed) == (first.records, 2, 5)
    assert again.revision == first.revision
    copy = tmp_path / "copy.jsonl.gz"
    copy.write_bytes(gzip.compress(Path(file).read_bytes()))
    renamed = empty.ingest.ingest([str(copy)], by=BY, batch_size=5, workers=0)
    assert renamed.replayed == 5
    assert {reject.file for reject in renamed.reject_list} == {str(copy)}


def test_another_batch_size_is_no_news_either(empty: App, file: str) -> None:
    empty.ingest.ingest([file], by=BY, batch_size=5, workers=0)
    other = empty.ingest.ingest([file], by=BY, batch_size=7, workers=0)
    assert (other.replayed, other.ads_new, other.observations_new, other.events) == (0, 0, 0, 0)


def test_a_file_named_twice_is_read_twice_and_lands_once(empty: App, file: str) -> None:
    answer = empty.ingest.ingest([file, file], by=BY, workers=0)
    assert (answer.batches, answer.replayed, answer.ads_new) == (2, 1, 20)


def test_progress_is_told_after_every_batch(empty: App, file: str) -> None:
    seen: list[IngestProgress] = []
    empty.ingest.ingest([file], by=BY, batch_size=5, workers=0, progress=seen.append)
    assert [done.records for done in seen] == [5, 8, 13, 18, 20]
    assert seen[-1].bytes_read == seen[-1].bytes_total == Path(file).stat().st_size
    assert (seen[-1].rejects, seen[-1].ads_new) == (2, 20)


def test_stopping_keeps_whole_batches_and_the_next_run_goes_on(empty: App, file: str) -> None:
    asked = iter([False, False, True])
    other = Path(file).with_name("never-read.jsonl")
    other.write_text('{"source": "site", "source_id": "never"}\n')
    stopped = empty.ingest.ingest(
        [file, str(other)], by=BY, batch_size=5, workers=0, should_stop=lambda: next(asked, True)
    )
    assert (stopped.stopped, stopped.batches, stopped.partial) == (True, 2, True)
    rest = empty.ingest.ingest([file], by=BY, batch_size=5, workers=0)
    assert (rest.stopped, rest.replayed, rest.batches) == (False, 2, 5)
    assert stopped.ads_new + rest.ads_new == 20


def test_several_processes_make_the_same_store(empty: App, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    line = '{{"source": "site", "source_id": "{}", "body": "Call 202-555-01{:02}"}}\n'
    path.write_text("".join(line.format(n, n % 100) for n in range(3_000)))
    answer = empty.ingest.ingest([str(path)], by=BY, batch_size=1_000, workers=2, region="US")
    assert (answer.records, answer.ads_new, answer.identifiers_new) == (3_000, 3_000, 100)


def test_region_reads_numbers_without_a_country(empty: App) -> None:
    line = b'{"source": "s", "source_id": "1", "body": "Call 07700 900123"}'
    empty.ingest.ingest_lines([line], "api", by=BY, region="GB")
    (link,) = empty.store.iter_links()
    assert link[2:] == ("phone", "+447700900123")


def test_lines_of_a_request(empty: App) -> None:
    body = [*lines(0, 3).splitlines(keepends=True), b"{}\n", b"\n", lines(3, 4).rstrip()]
    answer = empty.ingest.ingest_lines(body, "api", by=BY)
    assert (answer.records, answer.rejects) == (4, 1)
    assert [(reject.file, reject.line) for reject in answer.reject_list] == [("api", 4)]
    again = empty.ingest.ingest_lines(body, "api", by=BY)
    assert (again.replayed, again.ads_new) == (1, 0)


def test_no_lines_are_no_batch(empty: App) -> None:
    answer = empty.ingest.ingest_lines([], "api", by=BY)
    assert (answer.batches, answer.revision) == (0, 0)


def test_the_audit_names_the_file_and_how_much_landed(empty: App, file: str) -> None:
    empty.ingest.ingest([file], by=BY, workers=0)
    ((_, entry),) = empty.store.audit_entries(0, 10)
    assert (entry.action, entry.subject, entry.results) == ("ingest", file, 20)


def test_unusable_files_and_sizes(empty: App, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        empty.ingest.ingest([str(tmp_path / "none")], by=BY)
    with pytest.raises(InvalidInputError):
        empty.ingest.ingest([], by=BY, batch_size=0)


def test_a_store_that_is_busy_for_a_moment_is_waited_for(
    empty: App, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = type(empty.store).apply
    failures = iter([True, True, False])

    def busy(*arguments: object, **named: object) -> object:
        if next(failures, False):
            raise StoreBusyError("busy")
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("linkage.services.retry.PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(type(empty.store), "apply", busy)
    assert empty.ingest.ingest([file], by=BY, workers=0).ads_new == 20


def test_nothing_lands_when_one_of_the_files_cannot_be_read(empty: App, file: str, tmp_path: Path) -> None:
    for wrong in (str(tmp_path / "nowhere.jsonl"), str(tmp_path)):
        with pytest.raises(InvalidInputError, match="cannot read"):
            empty.ingest.ingest([file, wrong], by=BY, workers=0)
    assert empty.store.revision() == 0


@pytest.mark.parametrize("region", ["XX", "ZZ", "日本", "USA", ""])
def test_a_region_is_a_country(empty: App, file: str, region: str) -> None:
    with pytest.raises(InvalidInputError, match="region"):
        empty.ingest.ingest([file], by=BY, workers=0, region=region)
    with pytest.raises(InvalidInputError, match="region"):
        empty.query.search("202 555 0123", by=BY, region=region)
    assert empty.store.revision() == 0
