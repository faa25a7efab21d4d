"""What runs in the processes of bench, in this one on a small world."""

from __future__ import annotations

import cProfile
import json
import sqlite3
from pathlib import Path

import pytest

from bench import batch, components, lookups, profiles, stages
from bench.fulltext import indexing
from bench.plan import SEED, Plan, built, scratch, until, world
from linkage.synthetic import generate
from linkage.synthetic.planted import is_repeat

ADS = 600


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return Plan(tmp_path_factory.mktemp("bench"), (ADS,), runs=1)


def names(*paths: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [(one["source"], one["source_id"]) for one in lines]


def test_batches_continue_the_stream_that_the_graph_was_made_of(plan: Plan) -> None:
    made = world(plan, ADS)
    whole = generate(ADS + plan.tails * plan.batch, SEED)
    expected = [(ad.record["source"], ad.record["source_id"]) for ad in whole]
    got = names(made.records, *made.tails)
    assert got == expected[: len(got)]
    assert len(set(names(made.records))) == ADS
    for tail in made.tails:
        assert len(set(names(tail)) - set(names(made.records))) >= plan.batch - 1


def test_the_stream_ends_with_the_ad_that_was_asked_for() -> None:
    stream = generate(300, SEED)
    first = list(until(stream, 200))
    assert sum(not is_repeat(ad) for ad in first) == 200
    assert not is_repeat(first[-1])
    assert first + list(stream) == list(generate(300, SEED))


def test_a_batch_is_measured_with_its_resolution(plan: Plan) -> None:
    with scratch(plan, built(plan, ADS)) as store:
        figures = batch.main(store, world(plan, ADS).tails)
    assert len(figures) == plan.tails
    assert all(0 < one["resolve"] < one["apply"] and one["cpu"] > 0 for one in figures)


def test_a_batch_that_brings_nothing_new_is_not_measured(plan: Plan) -> None:
    tail = world(plan, ADS).records
    with scratch(plan, built(plan, ADS)) as store, pytest.raises(RuntimeError, match="no new batch"):
        batch.main(store, [tail])


def test_libraries_find_the_same_components(plan: Plan) -> None:
    store = built(plan, ADS)
    found = [components.main(store, name) for name in components.LIBRARIES]
    assert len({one["components"] for one in found}) == 1
    assert len({one["edges"] for one in found}) == 1
    assert found[0]["components"] > 1


def test_stages_cover_the_ingest(plan: Plan) -> None:
    with scratch(plan) as store:
        spent = stages.main(world(plan, ADS).records, store)
        with sqlite3.connect(store) as made, sqlite3.connect(built(plan, ADS)) as real:
            sql = "SELECT ad_id, founder_id FROM ad LEFT JOIN component USING (label) ORDER BY ad_id"
            assert made.execute(sql).fetchall() == real.execute(sql).fetchall()
    assert spent.keys() == {*stages.STAGES, "words"}
    assert all(seconds > 0 for seconds in spent.values())


def test_indexing_once_more_leaves_the_store_alone(plan: Plan) -> None:
    store = built(plan, ADS)
    before = store.read_bytes()
    assert indexing(store) > 0
    assert store.read_bytes() == before
    assert not list(plan.folder.glob("words.db*"))


def test_every_look_up_is_timed_beside_its_bare_read(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "CALLS", 60)
    with scratch(plan, built(plan, ADS)) as store:
        found = lookups.main(store)
    assert {one.name.partition(",")[0] for one in found} == {"ad", "identifier", "network", "audit"}
    assert all(0 < one.bare_p50 <= one.bare_p99 and 0 < one.p50 <= one.p99 for one in found)


@pytest.mark.parametrize("mode", list(profiles.MODES))
def test_a_profile_names_the_functions_of_its_part(plan: Plan, mode: str) -> None:
    made = world(plan, ADS)
    like, paths = (built(plan, ADS), list(made.tails)) if mode == "batches" else (None, [made.records])
    profiler = cProfile.Profile()
    with scratch(plan, like) as store:
        profiles.MODES[mode](store, paths, profiler)
    seen = {profiles._named(*place) for place in profiles.places(profiler)}
    assert "resolve/resolver.py:resolve" in seen
    assert ("normalise/registry.py:identify" in seen) == (mode == "ingest")
    assert not any(" at 0x" in name for name in seen)
