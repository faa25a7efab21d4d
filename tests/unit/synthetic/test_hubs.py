from __future__ import annotations

import csv
import io
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from linkage.errors import InvalidInputError
from linkage.normalise import normalise
from linkage.synthetic import CLEAN, EASY, HARD, SyntheticAd, Trap, generate, write_hubs, write_world
from linkage.synthetic.files import line
from linkage.synthetic.labels import HUBS, trap_of
from linkage.synthetic.planted import is_repeat
from linkage_schemas.record import RecordIn

ADS = 3_000


@cache
def world() -> tuple[SyntheticAd, ...]:
    return tuple(generate(ADS, 4, HARD))


@cache
def rows() -> list[dict[str, str]]:
    out = io.StringIO()
    count = write_hubs(out, iter(world()))
    found = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert count == len(found)
    return found


def test_every_kind_of_hub_is_named_by_the_identifiers_of_a_store() -> None:
    assert {row["trap"] for row in rows()} == {str(trap) for trap in HUBS}
    assert {row["kind"] for row in rows()} == {"phone", "email", "image", "picture", "text"}
    assert [(row["kind"], row["value"]) for row in rows()] == sorted(
        (row["kind"], row["value"]) for row in rows()
    )


def test_a_named_value_is_what_the_normaliser_finds_on_so_many_ads() -> None:
    ads: dict[tuple[str, str], int] = defaultdict(int)
    operators: dict[tuple[str, str], set[str]] = defaultdict(set)
    for ad in world():
        if is_repeat(ad):
            continue
        for name in {
            (found.kind.value, found.value)
            for found in normalise(RecordIn.model_validate_json(line(ad)).to_record())
        }:
            ads[name] += 1
            operators[name].add(ad.operator)
    for row in rows():
        name = (row["kind"], row["value"])
        assert len(operators[name]) >= 2, row
        assert int(row["operators"]) >= 2
        if row["kind"] == "phone":
            # A few of its ads disguise it or name no country.
            assert 0.5 * int(row["ads"]) < ads[name] <= int(row["ads"]), row
        else:
            assert ads[name] == int(row["ads"]), row
            assert len(operators[name]) == int(row["operators"]), row


def test_a_value_in_error_is_no_hub() -> None:
    wrong = {Trap.WRONG_NUMBER, Trap.RECYCLED_PHONE, Trap.BORROWED_PICTURE, Trap.STOLEN_PICTURE}
    values = {text.partition(":")[2] for ad in world() for text in ad.traps if trap_of(text) in wrong}
    assert len(values) > 50
    assert not values & {row["value"].removeprefix("sha256:") for row in rows()}


def test_a_clean_world_has_no_hub() -> None:
    out = io.StringIO()
    assert write_hubs(out, generate(500, 4, CLEAN)) == 0
    assert out.getvalue() == "kind,value,trap,ads,operators\n"


def test_a_world_is_written_once(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "world"
    planted = write_world(folder, ads=400, seed=4, profile=EASY)
    stream = list(generate(400, 4, EASY))
    text = (folder / "ads.jsonl").read_text(encoding="utf-8")
    assert text == "".join(line(ad) + "\n" for ad in stream)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        assert [row["operator"] for row in csv.DictReader(file)] == [
            ad.operator for ad in stream if not is_repeat(ad)
        ]
    hubs = io.StringIO()
    write_hubs(hubs, stream)
    assert (folder / "hubs.csv").read_text(encoding="utf-8") == hubs.getvalue()
    assert planted.ads == 400
    with pytest.raises(InvalidInputError, match=r"ads\.jsonl is there already"):
        write_world(folder, ads=400, seed=5)
    assert (folder / "ads.jsonl").read_text(encoding="utf-8") == text


def test_a_world_that_cannot_be_finished_leaves_only_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "hubs.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"hubs\.csv is there already"):
        write_world(tmp_path, ads=100)
    assert [path.name for path in tmp_path.iterdir()] == ["hubs.csv"]
    assert (tmp_path / "hubs.csv").read_text(encoding="utf-8") == "mine"
