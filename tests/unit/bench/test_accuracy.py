"""What measures accuracy, on a small world."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.accuracy import ablation, baselines, decided, peer_splink, persons
from bench.accuracy.__main__ import SECTIONS, main
from bench.accuracy.figures import COLUMNS, Figures, mean, of_evaluation
from bench.accuracy.rules import evaluated
from bench.accuracy.worlds import Made, Plan, made
from bench.plan import scratch_in
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Kind, Record
from linkage.normalise import normalise

ADS = 600
STRONG = "any shared strong identifier"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return Plan(tmp_path_factory.mktemp("accuracy"), ("hard",), (7,), ADS)


@pytest.fixture(scope="module")
def world(plan: Plan) -> Made:
    return made(plan, "hard", 7)


@pytest.fixture(scope="module")
def others(world: Made) -> dict[str, Figures]:
    return baselines.main(world.store, world.truth)


@pytest.fixture(scope="module")
def ours(plan: Plan, world: Made) -> Figures:
    return of_evaluation(evaluated(plan, world))


def test_followed_links_give_the_networks_but_for_weak_pairs(
    ours: Figures, others: dict[str, Figures]
) -> None:
    followed = others[baselines.FOLLOWED]
    assert followed.pairwise_r <= ours.pairwise_r
    assert followed.pairwise_p >= others["linkage's verdicts, strays followed"].pairwise_p
    assert others["any shared identifier"].pairwise_r > ours.pairwise_r


def test_an_identifier_never_joins_operators_below_the_ceiling(others: dict[str, Figures]) -> None:
    ceiling = others[baselines.CEILING]
    assert (ceiling.pairwise_p, ceiling.bcubed_p, ceiling.over_merged) == (1.0, 1.0, 0)
    assert ceiling.pairwise_r > others["strong identifiers on at most 20 ads"].pairwise_r
    assert others.keys() == {*baselines.RULES, baselines.CEILING}


@pytest.mark.parametrize(("rule", "most"), [(STRONG, 10**9), ("strong identifiers on at most 20 ads", 20)])
def test_the_peer_finds_what_the_same_rule_finds(
    world: Made, others: dict[str, Figures], rule: str, most: int
) -> None:
    answer = peer_splink.main(world.store, world.truth, most)
    assert answer["figures"] == pytest.approx(others[rule])


def test_too_many_pairs_are_not_tried(world: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_splink, "MOST_PAIRS", 10)
    with pytest.raises(MemoryError, match="more than the 10 that are tried"):
        peer_splink.main(world.store, world.truth, 10**9)


def test_decisions_against_the_graph_are_kept(plan: Plan, world: Made) -> None:
    with scratch_in(plan.folder, world.store) as store:
        answer = decided.main(store, world.truth)
    assert answer["decisions"] > 1
    assert answer["violated"] == 0


def test_each_ablation_leaves_something_else_out() -> None:
    done = {(one.change(DEFAULT_RULES).digest(), one.without) for one in ablation.ABLATIONS.values()}
    assert len({*done, (DEFAULT_RULES.digest(), frozenset[Kind]())}) == len(ablation.ABLATIONS) + 1


def test_without_a_signal_another_graph_comes_out(plan: Plan, world: Made, ours: Figures) -> None:
    with scratch_in(plan.folder) as store:
        answer = json.loads(ablation.main("all phones", store, world.records, world.truth))
    assert of_evaluation(answer).pairwise_r < ours.pairwise_r
    assert "phone" not in {one["kind"] for one in answer["generic"]}


def test_a_mean_of_what_does_not_apply_does_not_apply() -> None:
    one, other = Figures._make([*[0.5] * 10, None, 1.0]), Figures._make([1.0] * 12)
    assert mean([one, other]) == Figures._make([*[0.75] * 10, None, 1.0])
    assert len(one.cells()) == len(COLUMNS)


def test_a_person_is_read_as_an_ad() -> None:
    (row, *_) = people = persons.rows_of("febrl1")
    assert len(people) == 1_000
    assert len({persons.person_of(one["rec_id"]) for one in people}) == 500
    record = persons.record_of("febrl1", row)
    found = normalise(
        Record(
            "febrl1", row["rec_id"], body=str(record["body"]), handles=(f"registry:{row[persons.NUMBER]}",)
        )
    )
    assert f"registry:{row[persons.NUMBER]}" in {one.value for one in found}
    assert row["surname"] in str(record["body"])


def test_a_rule_over_persons_wants_all_its_columns() -> None:
    figures = persons.main("febrl1")
    number, several = figures.values()
    assert 0.8 < number.pairwise_r < several.pairwise_r < 1
    assert number.pairwise_p > 0.99


@pytest.mark.parametrize(
    "wrong", [["--only", "speed"], ["--ads", "20"], ["--worlds", "moon"], ["--seeds", "x"]]
)
def test_options_that_mean_nothing_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err


@pytest.mark.long
def test_a_quick_run_fills_every_table_with_finite_numbers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.accuracy", "--quick", "--ads", "1000", "--seeds", "7"]
    subprocess.run(
        [*command, "--out", "page.md", "--json", "all.json"], cwd=tmp_path, check=True, timeout=900
    )
    results: dict[str, Any] = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert {key: len(one["tables"]) for key, one in results.items()} == {
        "rules": 6,
        "foreign": 1,
        "ablation": 2,
        "persons": 1,
        "cost": 1,
    }
    assert results.keys() == SECTIONS.keys()
    for table in (table for one in results.values() for table in one["tables"]):
        cells = [cell for row in table["rows"] for cell in row[1:] if not isinstance(cell, str)]
        assert cells, table["title"]
        assert all(map(math.isfinite, cells)), table["title"]
