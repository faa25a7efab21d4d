"""Several processes that ingest into one store at once, and what the order of batches may not change."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from linkage.bootstrap import open_store
from linkage.ingest.pipeline import batches
from linkage.ingest.readers import open_source
from linkage.model import Identifier, Verdict
from linkage.ports import EventRow
from linkage.synthetic import write_files
from tests.support.command import exported, start
from tests.support.neo4j import Servers
from tests.support.state import State, groups, read_state

WRITERS = 4
FILES = 12
RECORDS = 60
"""Of each file; one batch takes them all."""
PLENTY = 100_000
Fresh = Callable[[], str]
"""Gives the location of another empty store; what was given before may be gone then."""


class Ads(NamedTuple):
    """Files, by the id of the one batch that each is. The records of many an ad are in several."""

    folder: Path
    files: Mapping[str, str]


class Outcome(NamedTuple):
    """What a store holds. Only `order`, `events`, names of networks and `membership` tell of the order."""

    order: list[str]
    state: State
    verdicts: dict[tuple[str, Identifier], Verdict]
    events: Sequence[EventRow]
    membership: bytes
    others: list[bytes]


@pytest.fixture(scope="module")
def ads(tmp_path_factory: pytest.TempPathFactory) -> Ads:
    folder = tmp_path_factory.mktemp("ads")
    write_files(folder / "all.jsonl", folder / "truth.csv", ads=FILES * RECORDS)
    lines = (folder / "all.jsonl").read_bytes().splitlines(keepends=True)
    files = {}
    for number in range(FILES):
        name = f"{number:02}.jsonl"
        (folder / name).write_bytes(b"".join(lines[number * RECORDS : (number + 1) * RECORDS]))
        with open_source(str(folder / name)) as source:
            (batch,) = batches(source, RECORDS)
        files[batch.batch_id] = name
    return Ads(folder, files)


@pytest.fixture
def sqlite_fresh(tmp_path: Path) -> Fresh:
    numbers = itertools.count()
    return lambda: str(tmp_path / f"{next(numbers)}.db")


@pytest.fixture
def neo4j_fresh(neo4j_servers: Servers) -> Iterator[Fresh]:
    with neo4j_servers.lease() as place:

        def fresh() -> str:
            place.empty()
            return place.url

        yield fresh


@pytest.fixture(params=["sqlite", "neo4j"])
def fresh(request: pytest.FixtureRequest) -> Fresh:
    found: Fresh = request.getfixturevalue(f"{request.param}_fresh")
    return found


def ingest(ads: Ads, location: str, names: Sequence[str]) -> subprocess.Popen[str]:
    arguments = ("--batch-size", str(RECORDS), "--workers", "0", "--store", location)
    return start("ingest", *names, *arguments, cwd=ads.folder)


def finished(processes: Sequence[subprocess.Popen[str]]) -> int:
    """Ads that the ingests say were new, when all of them have ended well."""
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    return sum(json.loads(out)["ads_new"] for out, _ in said)


def one_after_the_other(ads: Ads, location: str, names: Sequence[str], work: Path) -> Outcome:
    told = finished([ingest(ads, location, names)])
    outcome = look(ads, location, told, work)
    assert [ads.files[batch] for batch in outcome.order] == list(names)
    return outcome


def look(ads: Ads, location: str, told: int, work: Path) -> Outcome:
    """All that the store says, when every batch is there once and the store finds nothing wrong."""
    with closing(open_store(location)) as store:
        landed = [store.batch(batch) for batch in ads.files]
        revisions = {one.batch_id: one.revision for one in landed if one is not None}
        assert sorted(revisions.values()) == list(range(1, FILES + 1)), "a batch is missing or there twice"
        counts = store.counts()
        assert (counts.revision, counts.batches, counts.ads) == (FILES, FILES, told)
        assert list(store.check()) == []
        state = read_state(store)
        links = store.links_of_ads(state.networks)
        verdicts = {(link.ad_id, Identifier(link.kind, link.value)): link.verdict for link in links}
        events = store.events(0, None, PLENTY)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    membership, *others = exported(location, work)
    order = sorted(revisions, key=revisions.__getitem__)
    return Outcome(order, state, verdicts, events, membership, others)


def unnamed(membership: bytes) -> list[tuple[str, ...]]:
    """The export with every network called after its smallest ad instead of its first."""
    header, *rows = csv.reader(io.StringIO(membership.decode()))
    assert header[-2:] == ["ad_id", "network_id"]
    members = groups({row[-2]: row[-1] for row in rows})
    return [(*row[:-1], min(members[row[-1]])) for row in rows]


def assert_same_graph(found: Outcome, expected: Outcome) -> None:
    """Everything that the records alone decide is equal."""
    assert found.state.partition == expected.state.partition
    assert found.state.identifiers == expected.state.identifiers
    assert found.state.links == expected.state.links
    assert found.state.live == expected.state.live
    assert found.state.evidence == expected.state.evidence
    assert found.state.cuts == expected.state.cuts
    assert found.verdicts == expected.verdicts
    assert found.others == expected.others
    assert unnamed(found.membership) == unnamed(expected.membership)


@pytest.fixture(scope="module")
def in_order(ads: Ads, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What one process makes of the files in their order, on SQLite."""
    work = tmp_path_factory.mktemp("in-order")
    return one_after_the_other(ads, str(work / "store.db"), list(ads.files.values()), work)


def test_processes_that_write_at_once_make_the_graph_of_one(
    ads: Ads, in_order: Outcome, fresh: Fresh, tmp_path: Path
) -> None:
    names = list(ads.files.values())
    location = fresh()
    told = finished([ingest(ads, location, names[number::WRITERS]) for number in range(WRITERS)])
    found = look(ads, location, told, tmp_path)
    assert_same_graph(found, in_order)
    landed = [ads.files[batch] for batch in found.order]
    for number in range(WRITERS):
        mine = names[number::WRITERS]
        assert [name for name in landed if name in mine] == mine
    # To the last byte it is what one process makes of the same order, names and events included.
    assert one_after_the_other(ads, str(tmp_path / "again.db"), landed, tmp_path) == found


def test_the_order_of_batches_changes_no_graph(
    ads: Ads, in_order: Outcome, fresh: Fresh, tmp_path: Path
) -> None:
    names = list(ads.files.values())
    assert one_after_the_other(ads, fresh(), names, tmp_path) == in_order
    random.Random(7).shuffle(names)
    permuted = one_after_the_other(ads, fresh(), names, tmp_path)
    assert_same_graph(permuted, in_order)
    assert permuted.membership != in_order.membership, "the order was the same after all"
    assert one_after_the_other(ads, str(tmp_path / "again.db"), names, tmp_path) == permuted
