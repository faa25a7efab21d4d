"""The easy and the hard world: what each must hold, and that the older ones stay as they were."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest

from linkage.errors import InvalidInputError
from linkage.normalise import normalise
from linkage.synthetic import CLEAN, DEFAULT, EASY, HARD, Profile, SyntheticAd, Trap, generate
from linkage.synthetic.files import line
from linkage.synthetic.labels import HUBS, trap_of
from linkage.synthetic.planted import is_repeat
from linkage.synthetic.profile import DAY
from linkage_schemas.record import RecordIn

ADS = 5_000
DIGESTS = {
    "default": "66d845eb3a3a9abeb601e2dcc46ffaa87707e897b6a3accd8534b3a9b0c8801d",
    "clean": "b4771a11321cd13b718ff4abf0697dc04025b8f15a988ad5fa957489c3de0ddf",
}
"""Of the worlds as they were before there was an easy and a hard one."""
NINE_MONTHS = 274 * DAY
FOREIGN = frozenset(
    {*HUBS, Trap.WRONG_NUMBER, Trap.BORROWED_PICTURE, Trap.STOLEN_PICTURE, Trap.PLACEHOLDER, Trap.CROSS_POST}
)
"""Traps by which an ad shows values that are not its operator's, or another cell's on a second site."""


@cache
def world(profile: Profile) -> tuple[SyntheticAd, ...]:
    """Every ad once."""
    return tuple(ad for ad in generate(ADS, 3, profile) if not is_repeat(ad))


def traps(ad: SyntheticAd) -> set[Trap]:
    return {trap_of(text) for text in ad.traps}


def values(ad: SyntheticAd, trap: Trap) -> list[str]:
    return [text.partition(":")[2] for text in ad.traps if trap_of(text) is trap]


def share(profile: Profile, *wanted: Trap) -> float:
    """Of ads: those with one of the traps."""
    return sum(1 for ad in world(profile) if traps(ad) & set(wanted)) / ADS


def sizes(profile: Profile) -> Counter[str]:
    return Counter(ad.operator for ad in world(profile))


def of_operators(profile: Profile, trap: Trap, above: int = 0) -> float:
    """Of operators with more than so many ads: those with the trap on an ad."""
    large = {operator for operator, ads in sizes(profile).items() if ads > above}
    return len({ad.operator for ad in world(profile) if trap in traps(ad)} & large) / len(large)


def by_operator(profile: Profile) -> dict[str, list[SyntheticAd]]:
    ads: dict[str, list[SyntheticAd]] = defaultdict(list)
    for ad in world(profile):
        ads[ad.operator].append(ad)
    return ads


def identifiers(ad: SyntheticAd) -> frozenset[tuple[str, str]]:
    return _identifiers(line(ad))


@cache
def _identifiers(text: str) -> frozenset[tuple[str, str]]:
    record = RecordIn.model_validate_json(text).to_record()
    return frozenset((found.kind.value, found.value) for found in normalise(record))


def pictures(ad: SyntheticAd) -> list[int]:
    images: Any = ad.record.get("images") or []
    return [int(image["pdq"], 16) for image in images if image.get("pdq")]


def hashes(ad: SyntheticAd) -> set[str]:
    images: Any = ad.record.get("images") or []
    return {image["sha256"] for image in images}


def moment(ad: SyntheticAd, field: str = "posted_at") -> float:
    return datetime.fromisoformat(str(ad.record[field])).timestamp()


def digest(profile: Profile, seed: int = 11) -> str:
    seen = hashlib.sha256()
    for ad in generate(ADS, seed, profile):
        seen.update(f"{line(ad)}|{ad.operator}|{','.join(ad.traps)}\n".encode())
    return seen.hexdigest()


@pytest.mark.parametrize(("name", "profile"), [("default", DEFAULT), ("clean", CLEAN)])
def test_the_older_worlds_are_what_they_were(name: str, profile: Profile) -> None:
    assert digest(profile) == DIGESTS[name]


@pytest.mark.parametrize("name", ["HARD", "EASY"])
def test_another_process_makes_the_same_world(name: str) -> None:
    code = (
        "import hashlib\n"
        f"from linkage.synthetic import {name} as profile, generate\n"
        "from linkage.synthetic.files import line\n"
        "seen = hashlib.sha256()\n"
        f"for ad in generate({ADS}, 11, profile):\n"
        "    seen.update(f\"{line(ad)}|{ad.operator}|{','.join(ad.traps)}\\n\".encode())\n"
        "print(seen.hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "5", "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    profile = {"HARD": HARD, "EASY": EASY}[name]
    assert other.stdout.strip() == digest(profile)
    assert other.stdout.strip() != digest(profile, seed=12)


@pytest.mark.parametrize("profile", [HARD, EASY])
def test_exactly_so_many_ads_by_operators_below_the_cap(profile: Profile) -> None:
    names = {(ad.record["source"], ad.record["source_id"]) for ad in world(profile)}
    assert len(names) == len(world(profile)) == ADS
    assert 0.8 * ADS // 100 <= max(sizes(profile).values()) <= ADS // 100


def test_every_hard_record_is_valid_on_the_wire() -> None:
    for ad in world(HARD):
        RecordIn.model_validate_json(line(ad))


@pytest.mark.parametrize(
    ("traps_of_a_kind", "low", "high"),
    [
        (tuple(HUBS), 0.05, 0.10),
        ((Trap.HOTLINE,), 0.010, 0.025),
        ((Trap.SWITCHBOARD,), 0.003, 0.010),
        ((Trap.RECEPTION,), 0.008, 0.025),
        ((Trap.STOCK_PICTURE,), 0.012, 0.025),
        ((Trap.BOILERPLATE,), 0.02, 0.04),
        ((Trap.SITE_CONTACT,), 0.002, 0.007),
        ((Trap.WRONG_NUMBER,), 0.007, 0.013),
        ((Trap.BORROWED_PICTURE,), 0.007, 0.016),
        ((Trap.STOLEN_PICTURE,), 0.008, 0.032),
        ((Trap.PLACEHOLDER,), 0.014, 0.026),
        ((Trap.LOOKALIKE,), 0.024, 0.036),
        ((Trap.REWORDED,), 0.54, 0.62),
        ((Trap.DISGUISED_PHONE,), 0.06, 0.11),
        ((Trap.PHONE_CHAIN,), 0.07, 0.20),
        ((Trap.WEAK_CELL,), 0.015, 0.05),
    ],
)
def test_a_hard_trap_stands_on_its_share_of_ads(
    traps_of_a_kind: tuple[Trap, ...], low: float, high: float
) -> None:
    assert low < share(HARD, *traps_of_a_kind) < high


@pytest.mark.parametrize(
    ("trap", "above", "low", "high"),
    [
        (Trap.PHONE_CHAIN, 8, 0.27, 0.42),
        (Trap.WEAK_CELL, 10, 0.05, 0.13),
        (Trap.RECYCLED_PHONE, 0, 0.015, 0.03),
        (Trap.RECEPTION, 0, 0.015, 0.045),
    ],
)
def test_a_hard_habit_is_that_of_its_share_of_operators(
    trap: Trap, above: int, low: float, high: float
) -> None:
    assert low < of_operators(HARD, trap, above) < high


def test_the_easy_world_has_few_traps() -> None:
    assert 0.01 < share(EASY, *HUBS) < 0.04
    assert 0 < of_operators(EASY, Trap.PHONE_CHAIN, 8) < 0.10
    assert share(EASY, Trap.WEAK_CELL, Trap.STOLEN_PICTURE) == 0
    assert share(EASY, Trap.WRONG_NUMBER) < 0.005


def test_a_chain_goes_from_phone_to_phone_with_a_short_overlap() -> None:
    chains = 0
    for ads in by_operator(HARD).values():
        used = [(moment(ad), values(ad, Trap.PHONE_CHAIN)[0]) for ad in ads if Trap.PHONE_CHAIN in traps(ad)]
        order = list(dict.fromkeys(number for _, number in used))
        chains += len(order) > 1
        # A phone that has gone is the current one never again.
        assert [number for _, number in used] == sorted((n for _, n in used), key=order.index)
        for old, new in pairwise(order):
            began = min(when for when, number in used if number == new)
            late = [ad for ad in ads if moment(ad) > began + 40 * DAY and ("phone", old) in identifiers(ad)]
            assert all(traps(ad) & FOREIGN for ad in late)
    assert chains >= 20


def test_what_carries_a_chain_over_differs() -> None:
    kept: Counter[str] = Counter()
    for ads in by_operator(HARD).values():
        phones: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for ad in ads:
            for number in values(ad, Trap.PHONE_CHAIN):
                if not traps(ad) & FOREIGN:
                    phones[number] |= identifiers(ad)
        for one, other in combinations(phones.values(), 2):
            kinds = {kind for kind, _ in one & other}
            kept.update(kinds - {"phone", "text"} or {"neither"})
    assert all(kept[kind] >= 10 for kind in ("email", "handle", "image", "neither")), kept


def cells() -> Iterator[dict[str, list[SyntheticAd]]]:
    """The ads of each operator in cells, by cell, without those that show another's values."""
    for ads in by_operator(HARD).values():
        found: dict[str, list[SyntheticAd]] = defaultdict(list)
        for ad in ads:
            if Trap.WEAK_CELL in traps(ad) and not traps(ad) & FOREIGN:
                found[values(ad, Trap.WEAK_CELL)[0]].append(ad)
        if found:
            yield found


def test_cells_share_nothing_strong() -> None:
    together = list(cells())
    assert len(together) >= 5
    assert {len(found) for found in together} & {3, 4}
    for found in together:
        strong = [
            {found for ad in ads for found in identifiers(ad) if found[0] not in {"text", "picture"}}
            for ads in found.values()
        ]
        assert all(strong)
        assert not any(one & other for one, other in combinations(strong, 2))


def test_cells_share_pictures_of_other_bytes_or_sentences() -> None:
    near = worded = 0
    for found in cells():
        ways = set()
        for one, other in combinations(found.values(), 2):
            ways |= {
                "picture"
                for a in {p for ad in one for p in pictures(ad)}
                for b in {p for ad in other for p in pictures(ad)}
                if 0 < (a ^ b).bit_count() <= 31
            }
            ways |= {"text" for a in one for b in other if _alike(a, b) > 0.5}
        assert ways
        near += "picture" in ways
        worded += "text" in ways
    assert near >= 5
    assert worded >= 5


def _alike(one: SyntheticAd, other: SyntheticAd) -> float:
    """Jaccard of the words, without numbers."""
    a, b = (set(re.findall(r"[^\W\d]+", str(ad.record["body"]).lower())) for ad in (one, other))
    return len(a & b) / len(a | b)


def test_a_reception_phone_is_that_of_unrelated_operators_and_one_busy() -> None:
    venues: dict[str, list[str]] = defaultdict(list)
    for ad in world(HARD):
        for number in values(ad, Trap.RECEPTION):
            venues[number].append(ad.operator)
            # Where the record names no country a number written nationally is just that.
            assert identifiers(ad) & {("phone", number), ("national", number[2:]), ("national", number[3:])}
    full = [Counter(operators) for operators in venues.values() if len(set(operators)) >= 3]
    assert len(full) >= 3
    assert all(found.total() <= 60 for found in full)
    busy = [found.most_common(1)[0][1] / found.total() for found in full]
    assert sum(1 for part in busy if 0.2 <= part <= 0.7) >= 0.8 * len(busy)


def test_a_thief_uses_a_few_pictures_of_one_other_again_and_again() -> None:
    loot: dict[str, list[tuple[SyntheticAd, str]]] = defaultdict(list)
    owners: dict[str, set[str]] = defaultdict(set)
    for ad in world(HARD):
        for value in values(ad, Trap.STOLEN_PICTURE):
            loot[ad.operator].append((ad, value))
        if not traps(ad) & {Trap.STOLEN_PICTURE, Trap.BORROWED_PICTURE}:
            for value in hashes(ad):
                owners[value].add(ad.operator)
    assert max(len(uses) for uses in loot.values()) >= 10
    exact = 0
    for thief, uses in loot.items():
        assert len({value for _, value in uses}) <= 3
        victims = set().union(*(owners[value] for _, value in uses))
        assert thief not in victims
        assert len(victims) <= 1
        exact += sum(1 for ad, value in uses if value in hashes(ad))
    assert 0.4 < exact / sum(map(len, loot.values())) < 0.8


def test_a_recycled_phone_is_used_long_by_a_stranger_after_nine_months() -> None:
    second: dict[str, list[SyntheticAd]] = defaultdict(list)
    for ad in world(HARD):
        for number in values(ad, Trap.RECYCLED_PHONE):
            second[number].append(ad)
    assert max(map(len, second.values())) >= 10
    listed = [(ad, re.sub(r"\D", "", f"{ad.record.get('phones')}{ad.record['body']}")) for ad in world(HARD)]
    for number, after in second.items():
        start = min(map(moment, after))
        national = number[2:] if number.startswith("+1") else number[3:]
        before = [
            moment(ad, "crawled_at")
            for ad, digits in listed
            if ad.operator != after[0].operator and national in digits and moment(ad) < start
        ]
        assert before
        assert start - max(before) > NINE_MONTHS


def test_some_operators_show_little() -> None:
    seen: Counter[str] = Counter()
    for ads in by_operator(HARD).values():
        own = [ad for ad in ads if not traps(ad) & FOREIGN]
        if len(own) < 4:
            continue
        kinds = {kind for ad in own for kind, _ in identifiers(ad)} - {"text", "url", "national"}
        exact = Counter(value for ad in own for value in hashes(ad))
        seen["only a phone"] += kinds == {"phone"}
        seen["no phone"] += "phone" not in kinds
        seen["fresh pictures"] += len(exact) >= 4 and max(exact.values()) == 1
        seen["album"] += len(exact) >= 15 and max(exact.values()) > 1
    assert all(seen[habit] >= 3 for habit in ("only a phone", "no phone", "fresh pictures", "album")), seen


@pytest.mark.parametrize("script", ["[\u4e00-\u9fff]", "[\u3040-\u30ff]", "[\u0e00-\u0e7f]"])
def test_languages_without_spaces_are_there(script: str) -> None:
    count = len({ad.operator for ad in world(HARD) if len(re.findall(script, str(ad.record["body"]))) > 30})
    assert count >= 5


def test_the_same_template_is_worded_anew() -> None:
    texts = {ad.operator: set[str]() for ad in world(HARD)}
    for ad in world(HARD):
        texts[ad.operator] |= {value for kind, value in identifiers(ad) if kind == "text"}
    plain = {ad.operator: set[str]() for ad in world(CLEAN)}
    for ad in world(CLEAN):
        plain[ad.operator] |= {value for kind, value in identifiers(ad) if kind == "text"}
    assert mean(texts) > 1.3 * mean(plain)


def mean(found: dict[str, set[str]]) -> float:
    return sum(map(len, found.values())) / len(found)


@pytest.mark.parametrize("wrong", [{"weak_cells": 1.5}, {"stock_skew": -1.0}, {"agency_texts": 0}])
def test_an_impossible_habit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        replace(HARD, **wrong)
