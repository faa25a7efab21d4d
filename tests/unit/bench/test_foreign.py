"""The worlds that linkage's own generator has no part in."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from bench.accuracy.figures import truth_of
from bench.accuracy.foreign import FOREIGN, write_foreign
from linkage.normalise import normalise
from linkage_schemas.record import RecordIn

ADS = 400
SEED = 7
FILES = ("ads.jsonl", "truth.csv", "hubs.csv")
SIZES = {
    "peers": (20, 200, 200),
    "matching": (80, 80, ADS),
    "sparse": (80, 200, 25),
    "touring": (10, 100, 150),
    "labour": (5, 60, 600),
    "weak": (20, 200, 120),
}
"""Fewest and most operators, and the most ads of one."""


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("foreign")
    for name in FOREIGN:
        write_foreign(folder / name, name, ads=ADS, seed=SEED)
    return {name: folder / name for name in FOREIGN}


@pytest.fixture(params=FOREIGN)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(name: str, worlds: dict[str, Path]) -> Path:
    return worlds[name]


def lines(world: Path) -> list[str]:
    text = (world / "ads.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def hubs(world: Path) -> list[tuple[str, str]]:
    with (world / "hubs.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["kind", "value"]
    return [(kind, value) for kind, value in rows]


def test_each_world_is_there() -> None:
    assert set(FOREIGN) == SIZES.keys()


def test_equal_arguments_give_equal_bytes(name: str, world: Path, tmp_path: Path) -> None:
    write_foreign(tmp_path / "again", name, ads=ADS, seed=SEED)
    write_foreign(tmp_path / "other", name, ads=ADS, seed=SEED + 1)
    assert sorted(path.name for path in world.iterdir()) == sorted(FILES)
    for file in FILES:
        assert (tmp_path / "again" / file).read_bytes() == (world / file).read_bytes()
    assert (tmp_path / "other" / FILES[0]).read_bytes() != (world / FILES[0]).read_bytes()


def test_the_truth_covers_the_ads_and_nothing_else(world: Path) -> None:
    ads = [json.loads(line) for line in lines(world)]
    with (world / "truth.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["source", "source_id", "operator"]
    assert len(rows) == len(ads) == ADS
    assert {(source, id_) for source, id_, _ in rows} == {(ad["source"], ad["source_id"]) for ad in ads}
    assert len(truth_of(world / "truth.csv")) == ADS


def test_every_line_is_a_record_without_open_slots(world: Path) -> None:
    known = RecordIn.model_fields.keys()
    for line in lines(world):
        record = RecordIn.model_validate_json(line).to_record()
        assert json.loads(line).keys() <= known
        assert record.body
        assert "{" not in f"{record.title}{record.body}"


def test_operators_are_of_plausible_sizes(name: str, world: Path) -> None:
    sizes = Counter(truth_of(world / "truth.csv").values())
    fewest, most, largest = SIZES[name]
    assert fewest <= len(sizes) <= most
    assert max(sizes.values()) <= largest
    assert len(set(sizes.values())) > 4


def test_what_is_shared_is_read_in_ads_of_several_operators(name: str, world: Path) -> None:
    shared = dict.fromkeys(hubs(world), frozenset[str]())
    known = truth_of(world / "truth.csv")
    for line in lines(world):
        record = RecordIn.model_validate_json(line).to_record()
        for found in normalise(record):
            key = (found.kind.value, found.value)
            if key in shared:
                shared[key] |= {known[record.source, record.source_id]}
    assert bool(shared) == (name != "weak")
    assert [key for key, operators in shared.items() if len(operators) < 2] == []


def test_little_is_shared_but_what_is_meant_to_be(world: Path) -> None:
    known = truth_of(world / "truth.csv")
    meant = set(hubs(world))
    operators: dict[tuple[str, str], set[str]] = {}
    for line in lines(world):
        record = RecordIn.model_validate_json(line).to_record()
        for found in normalise(record):
            key = (found.kind.value, found.value)
            if key[0] in {"phone", "email", "image"} and key not in meant:
                operators.setdefault(key, set()).add(known[record.source, record.source_id])
    several = [key for key, behind in operators.items() if len(behind) > 1]
    assert len(several) * 20 <= len(operators)
