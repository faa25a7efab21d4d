from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.ingest import pool as pools
from linkage.ingest.pipeline import IN_FLIGHT, RawBatch, batch_id, batches, prepare_parallel
from linkage.ingest.pool import CHUNK_RECORDS, WORTH_STARTING, Pool
from linkage.ingest.prepare import prepare
from linkage.ingest.raw import BROKEN, MAX_LINE, TOO_LONG, RawRecord
from linkage.ingest.readers import open_source
from linkage.ingest.worker import Worker, WorkersDiedError
from linkage.model import Kind, Observation, Reject, ad_id
from tests.unit.ingest.conftest import Write

BAD: list[tuple[bytes, str, str]] = [
    (b"not JSON", "", "not JSON: Expecting value at character 1"),
    (b'{"source_id":"1"}', "source", "is missing"),
    (b'{"source":"s","source_id":"2","title":5}', "title", "must be a text, is a number"),
    (b'{"source":"s","source_id":"3","body":"' + b"x" * (10 << 20) + b'"}', "", TOO_LONG),
    (b'{"source":"s","source_id":"4","extra":{"n":NaN}}', "extra.n", "is NaN or infinite"),
    (
        b'{"source":"s","source_id":"5","body":"\\ud800"}',
        "body",
        "holds half a surrogate pair, which is no character",
    ),
    (b'{"source":"s","source_id":"6","source":"t"}', "source", "the same key stands there twice"),
    (b'{"source":"s","source_id":"7","body":"\xff"}', "", "not UTF-8 at byte 39"),
]


def ad(number: int, **more: Any) -> dict[str, Any]:
    phone = f"+1202555{100 + number % 100:04}"
    return {"source": "s", "source_id": str(number), "body": f"massage, call {phone}", **more}


def everything(path: str, size: int, workers: int = 0) -> tuple[list[Observation], list[Reject]]:
    observations: list[Observation] = []
    rejects: list[Reject] = []
    with open_source(path) as source:
        for _, prepared in prepare_parallel(batches(source, size), workers):
            assert prepared is not None
            observations += prepared.observations
            rejects += prepared.rejects
    return observations, rejects


def test_every_bad_input_is_told_and_everything_else_lands(write: Write) -> None:
    lines = []
    for number, (bad, _, _) in enumerate(BAD):
        lines += [json.dumps(ad(100 + number)).encode(), bad]
    path = write("a.jsonl", b"\n".join(lines))
    observations, rejects = everything(path, 3)
    assert rejects == [
        Reject(path, 2 * number, field, reason) for number, (_, field, reason) in enumerate(BAD, 1)
    ]
    assert [one.source_id for one in observations] == [str(100 + n) for n in range(len(BAD))]


def test_an_observation_holds_the_bytes_and_their_hash(write: Write) -> None:
    raw = b' {"source" : "s", "source_id": "1", "phones": ["+12025550123"] }'
    ((made,), _) = everything(write("a.jsonl", raw + b"\r\n"), 10)
    assert (made.raw, made.sha256) == (raw, sha256(raw).digest())
    assert (made.ad_id, made.source, made.source_id) == (ad_id("s", "1"), "s", "1")
    assert [(one.kind, one.value) for one in made.evidence] == [(Kind.PHONE, "+12025550123")]


def test_a_region_is_assumed_where_no_country_is_named() -> None:
    raws = [
        RawRecord(1, json.dumps(ad(1, phones=["202-555-0123"])).encode()),
        RawRecord(2, json.dumps(ad(2, phones=["202-555-0123"], location={"country": "GB"})).encode()),
    ]
    kinds = [
        [{e.kind for e in one.evidence if e.field == "phones[0]"} for one in prepare(raws, "f", region)[0]]
        for region in (None, "US")
    ]
    assert kinds[0][0] == {Kind.NATIONAL}
    assert kinds[1][0] == {Kind.PHONE}
    assert kinds[0][1] == kinds[1][1]
    assert [one.country for one in prepare(raws, "f", "US").observations] == [None, "GB"]


_LINES = st.lists(
    st.sampled_from(
        [
            *(json.dumps(ad(number)).encode() for number in range(5)),
            b"",
            b"nonsense",
            b"x" * (MAX_LINE + 1),
            BAD[4][0],
        ]
    ),
    max_size=12,
)


@given(_LINES, st.integers(1, 13), st.integers(1, 13))
def test_no_batch_size_changes_anything(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], one: int, other: int
) -> None:
    path = tmp_path_factory.mktemp("sizes") / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    assert everything(str(path), one) == everything(str(path), other)


def ids(path: str, size: int) -> list[str]:
    with open_source(path) as source:
        return [batch.batch_id for batch in batches(source, size)]


def test_ids_are_those_of_the_content(write: Write) -> None:
    ads = [ad(number) for number in range(10)]
    path = write("a.jsonl", ads)
    assert ids(path, 4) == ids(path, 4) == ids(write("b.jsonl.gz", ads), 4)
    assert len(set(ids(path, 4))) == 3
    assert ids(path, 4)[0] != ids(path, 5)[0]
    grown = ids(write("c.jsonl", [*ads, ad(11)]), 4)
    assert grown[:2] == ids(path, 4)[:2]
    assert grown[2] != ids(path, 4)[2]


@pytest.mark.parametrize(
    "other",
    [
        [RawRecord(2, b"ab"), RawRecord(3, b"c")],
        [RawRecord(1, b"a"), RawRecord(3, b"bc")],
        [RawRecord(1, b"ab"), RawRecord(4, b"c")],
        [RawRecord(1, b"ab"), RawRecord(3, b"c", flaw=BROKEN)],
        [RawRecord(1, b"ab", "csv", ("x", "y")), RawRecord(3, b"c", "csv", ("x", "y"))],
        [RawRecord(1, b"ab")],
    ],
)
def test_ids_tell_batches_apart(other: list[RawRecord]) -> None:
    assert batch_id(other) != batch_id([RawRecord(1, b"ab"), RawRecord(3, b"c")])
    csv = [RawRecord(1, b"ab", "csv", ("x", "z")), RawRecord(3, b"c", "csv", ("x", "z"))]
    assert batch_id(other) != batch_id(csv)


def test_batches_say_where_they_are(write: Write) -> None:
    path = write("a.jsonl", b"\n\n".join(json.dumps(ad(number)).encode() for number in range(5)))
    with open_source(path) as source:
        found = list(batches(source, 2))
    assert [(one.file, one.first_line, len(one.raws)) for one in found] == [
        (path, 1, 2),
        (path, 5, 2),
        (path, 9, 1),
    ]
    assert found[-1].bytes_read == Path(path).stat().st_size


def test_skipped_batches_are_not_parsed(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.jsonl", [ad(number) for number in range(10)])
    known = ids(path, 3)
    parsed: list[int] = []

    def spy(chunk: Any, file: str, region: str | None) -> Any:
        parsed.extend(raw.line for raw in chunk)
        return prepare(chunk, file, region)

    monkeypatch.setattr(pools, "prepare", spy)
    asked: list[str] = []

    def skip(wanted: str) -> bool:
        asked.append(wanted)
        return wanted in known[:2]

    with open_source(path) as source:
        made = list(prepare_parallel(batches(source, 3), 0, skip))
    assert asked == known
    assert [batch.batch_id for batch, _ in made] == known
    assert [prepared is None for _, prepared in made] == [True, True, False, False]
    assert parsed == [7, 8, 9, 10]


def test_in_process_a_batch_is_handed_on_before_the_next_is_read() -> None:
    read = []

    def wanted() -> Any:
        for number in range(3):
            read.append(number)
            raws = (RawRecord(number + 1, json.dumps(ad(number)).encode()),)
            yield RawBatch(str(number), "f", number + 1, raws, 0)

    for number, _ in enumerate(prepare_parallel(wanted(), 0)):
        assert read == list(range(number + 1))


@pytest.mark.parametrize("size", [5_000, 300])
def test_processes_change_nothing(write: Write, size: int) -> None:
    lines = [json.dumps(ad(number)).encode() if number % 7 else b"bad" for number in range(4_000)]
    path = write("a.jsonl", b"\n".join(lines))
    assert everything(path, size, workers=2) == everything(path, size)


def test_a_small_file_starts_no_process(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Any:
        raise AssertionError

    monkeypatch.setattr(pools, "Worker", refuse)
    path = write("a.jsonl", [ad(number) for number in range(WORTH_STARTING)])
    assert len(everything(path, 700, workers=2)[0]) == WORTH_STARTING
    with pytest.raises(AssertionError):
        everything(write("b.jsonl", [ad(number) for number in range(WORTH_STARTING + 1)]), 700, workers=2)


def test_few_batches_are_held_at_once() -> None:
    read = 0

    def wanted() -> Any:
        nonlocal read
        for number in range(12):
            read += 1
            raws = tuple(RawRecord(line, json.dumps(ad(line)).encode()) for line in range(1, 900))
            yield RawBatch(str(number), "f", 1, raws, 0)

    for yielded, _ in enumerate(prepare_parallel(wanted(), 2)):
        assert read - yielded <= IN_FLIGHT


def children(parent: int) -> list[int]:
    """All processes below one, and those below them."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found += [int(entry.name), *children(int(entry.name))]
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def busy(write: Write) -> Any:
    """A process that has a pool at work, and waits for a line on its standard input."""
    path = write("a.jsonl", [ad(number) for number in range(8_000)])
    program = (
        "import sys\n"
        "from linkage.ingest.pipeline import batches, prepare_parallel\n"
        "from linkage.ingest.readers import open_source\n"
        "if __name__ == '__main__':\n"
        "    total = 0\n"
        "    for _, made in prepare_parallel(batches(open_source(sys.argv[1]), 4000), 2):\n"
        "        if not total:\n"
        "            print('working', flush=True)\n"
        "            sys.stdin.readline()\n"
        "        total += len(made.observations)\n"
        "    print(total, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        yield process
        process.kill()


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system tells no children")


@needs_proc
def test_processes_die_with_a_killed_parent(busy: subprocess.Popen[str]) -> None:
    below = children(busy.pid)
    assert len(below) >= 3
    busy.kill()
    busy.wait()
    assert until(lambda: not any(map(alive, below)))


@needs_proc
def test_processes_do_not_hear_an_interrupt(busy: subprocess.Popen[str]) -> None:
    for child in children(busy.pid):
        os.kill(child, signal.SIGINT)
    out, err = busy.communicate("\n")
    assert (out, busy.returncode) == ("8000\n", 0), err


@needs_proc
def test_a_killed_process_is_told(write: Write) -> None:
    path = write("a.jsonl", [ad(number) for number in range(20_000)])

    def run() -> None:
        with open_source(path) as source:
            for _ in prepare_parallel(batches(source, 4_000), 2):
                for child in children(os.getpid()):
                    if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes() and child not in roots:
                        os.kill(child, signal.SIGKILL)

    with Pool(1) as warm:
        raws = tuple(RawRecord(n, json.dumps(ad(n)).encode()) for n in range(WORTH_STARTING + 1))
        warm.submit(raws, "f", None)()
    roots = set(children(os.getpid()))
    with pytest.raises(WorkersDiedError, match="killed"):
        run()


def test_a_process_killed_within_its_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that waits for the rest of a message waits for ever, unless nobody else can send it."""
    others = [Worker(), Worker()]
    worker = Worker()
    receive = worker._pipe.recv

    def kill_first() -> Any:
        # The answer is far larger than what the system holds for a pipe, so it is still being sent.
        assert worker._pipe.poll(60)
        worker._process.kill()
        return receive()

    monkeypatch.setattr(worker._pipe, "recv", kill_first)
    raws = [RawRecord(n, json.dumps(ad(n, extra={"x": "y" * 10_000})).encode()) for n in range(200)]
    with pytest.raises(WorkersDiedError, match="killed"):
        worker.prepare(raws, "f", None)
    for one in (worker, *others):
        one.close()


def test_what_fails_in_a_process_is_told() -> None:
    worker = Worker()
    with pytest.raises(RuntimeError, match="AttributeError: 'int' object has no attribute"):
        worker.prepare([1], "f", None)  # type: ignore[list-item]  # a bug
    assert worker.prepare([RawRecord(1, json.dumps(ad(1)).encode())], "f", None).observations
    worker.close()


@needs_proc
def test_no_process_outlives_the_work() -> None:
    raws = tuple(RawRecord(n, json.dumps(ad(n)).encode()) for n in range(WORTH_STARTING + CHUNK_RECORDS))
    wanted = [RawBatch(str(n), "f", 1, raws, 0) for n in range(4)]
    with Pool(1) as warm:
        warm.submit(raws, "f", None)()
    before = set(children(os.getpid()))
    work = prepare_parallel(iter(wanted), 2)
    next(work)
    assert set(children(os.getpid())) - before
    work.close()  # type: ignore[attr-defined]  # a generator
    assert until(lambda: not set(children(os.getpid())) - before)
