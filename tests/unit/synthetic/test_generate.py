from __future__ import annotations

import hashlib
import re
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import islice, pairwise
from typing import Any

import phonenumbers
import pytest

from linkage.errors import InvalidInputError
from linkage.synthetic import CLEAN, DEFAULT, Profile, SyntheticAd, Trap, generate
from linkage.synthetic.files import line
from linkage.synthetic.labels import label, trap_of
from linkage.synthetic.planted import is_repeat
from linkage.synthetic.profile import DAY
from linkage.synthetic.traps import NO_EMAILS, NO_HANDLES, NO_PHONES
from linkage_schemas.record import RecordIn

ADS = 6_000
GOLDEN = "a29873e6744e4b5baf8b078bc6859be73dec7a948f079642f5a9b94d7ce40081"
NINE_MONTHS = 274 * DAY


@cache
def world() -> tuple[SyntheticAd, ...]:
    return tuple(generate(ADS, 11))


def name(ad: SyntheticAd) -> tuple[object, object]:
    return ad.record["source"], ad.record["source_id"]


def carrying(trap: Trap) -> Iterator[tuple[SyntheticAd, str]]:
    """Ads with a trap, and the value in its label."""
    for ad in world():
        for text in ad.traps:
            if trap_of(text) is trap:
                yield ad, text.partition(":")[2]


def listed(ad: SyntheticAd, field: str) -> list[Any]:
    found = ad.record.get(field)
    return found if isinstance(found, list) else []


def digits(ad: SyntheticAd) -> str:
    """The digits of the body, so that a number is found however it is written."""
    return "".join(c for c in str(ad.record["body"]) if c.isdigit())


def has_phone(ad: SyntheticAd, number: str) -> bool:
    national = number[2:] if number.startswith("+1") else number[3:]
    return number in listed(ad, "phones") or national in digits(ad)


def moment(ad: SyntheticAd, field: str = "posted_at") -> float:
    return datetime.fromisoformat(str(ad.record[field])).timestamp()


def test_the_first_thousand_records_never_change() -> None:
    seen = hashlib.sha256()
    for ad in islice(generate(20_000, 7), 1_000):
        seen.update(f"{line(ad)}|{ad.operator}|{','.join(ad.traps)}\n".encode())
    assert seen.hexdigest() == GOLDEN


def test_another_seed_is_another_world() -> None:
    first, second = ({ad.operator + line(ad) for ad in generate(200, seed)} for seed in (1, 2))
    assert not first & second


def test_exactly_so_many_ads_and_every_name_once() -> None:
    names = [name(ad) for ad in world() if not is_repeat(ad)]
    assert len(names) == len(set(names)) == ADS
    assert {name(ad) for ad in world()} == set(names)


def test_every_record_is_valid_on_the_wire() -> None:
    for ad in world():
        RecordIn.model_validate_json(line(ad))


def test_every_listed_number_is_valid_and_of_a_fictional_exchange() -> None:
    numbers = {n for ad in world() for n in listed(ad, "phones") if n not in NO_PHONES}
    assert len(numbers) > 1_000
    for number in numbers:
        if number.startswith("+44"):
            assert re.fullmatch(r"\+447700900[0-9]{3}", number)
        else:
            assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number
            assert number[5:8] == "555", number


def test_ads_come_in_the_order_of_time() -> None:
    posted = [moment(ad) for ad in world() if not is_repeat(ad)]
    assert all(later > earlier - 6 * 3_600 for earlier, later in pairwise(posted))
    assert all(moment(ad, "crawled_at") > moment(ad) for ad in world())


def test_a_shuffled_stream_holds_the_same_records() -> None:
    straight = list(generate(500, 3))
    mixed = list(generate(500, 3, replace(DEFAULT, shuffle=100)))
    assert sorted(map(line, straight)) == sorted(map(line, mixed))
    assert [line(ad) for ad in straight] != [line(ad) for ad in mixed]
    places = {line(ad): place for place, ad in enumerate(straight)}
    assert max(place - places[line(ad)] for place, ad in enumerate(mixed)) > 100


def test_sizes_have_a_heavy_tail_below_the_cap() -> None:
    sizes = Counter(ad.operator for ad in world() if not is_repeat(ad))
    assert max(sizes.values()) <= 200
    assert max(sizes.values()) > 80
    assert sum(1 for n in sizes.values() if n == 1) > 0.3 * len(sizes)
    tight = Counter(ad.operator for ad in generate(2_000, 1, replace(CLEAN, least_cap=9, cap_share=0.0)))
    assert max(tight.values()) >= 9
    assert all(n <= 9 + 3 for n in tight.values())


def test_memory_holds_active_operators_not_ads() -> None:
    tracemalloc.start()
    for _ in generate(12_000):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # The records themselves would be some 30 MB, all operators some 7 MB.
    assert peak < 1 << 20


def test_a_clean_world_has_no_trap_and_no_value_of_two_operators() -> None:
    owners: dict[str, set[str]] = {}
    for ad in generate(3_000, 5, CLEAN):
        assert {trap_of(text) for text in ad.traps} <= {Trap.CROSS_POST, Trap.AGAIN, Trap.DUPLICATE}
        values = [v for field in ("phones", "emails", "handles", "wallets") for v in listed(ad, field)]
        values += [image["sha256"] for image in listed(ad, "images")]
        for value in values:
            owners.setdefault(value, set()).add(ad.operator)
    assert len(owners) > 2_000
    assert all(len(operators) == 1 for operators in owners.values())


@pytest.mark.parametrize(
    ("trap", "rate"),
    [
        (Trap.HOTLINE, 0.025 + DEFAULT.boilerplate / 5),
        (Trap.SWITCHBOARD, DEFAULT.switchboard),
        (Trap.STOCK_PICTURE, DEFAULT.stock_picture + DEFAULT.top_stock_picture),
        (Trap.BOILERPLATE, DEFAULT.boilerplate),
        (Trap.SITE_CONTACT, DEFAULT.site_contact),
        (Trap.WRONG_NUMBER, DEFAULT.wrong_number),
        (Trap.BORROWED_PICTURE, DEFAULT.borrowed_picture),
        (Trap.PLACEHOLDER, DEFAULT.placeholder),
        (Trap.LOOKALIKE, DEFAULT.lookalike),
        (Trap.MISSING, DEFAULT.missing),
        (Trap.AGAIN, DEFAULT.again),
        (Trap.DUPLICATE, DEFAULT.duplicate),
    ],
)
def test_a_trap_stands_on_its_share_of_ads(trap: Trap, rate: float) -> None:
    # A sixth of the borrowed pictures find nobody to borrow from.
    assert 0.6 * rate * ADS < sum(1 for _ in carrying(trap)) < 1.4 * rate * ADS


@pytest.mark.parametrize("trap", [Trap.HOTLINE, Trap.SWITCHBOARD, Trap.RECYCLED_PHONE, Trap.WRONG_NUMBER])
def test_a_planted_phone_is_on_its_ads(trap: Trap) -> None:
    found = list(carrying(trap))
    assert found
    assert all(has_phone(ad, number) for ad, number in found)


@pytest.mark.parametrize("trap", [Trap.STOCK_PICTURE, Trap.BORROWED_PICTURE])
def test_a_planted_picture_is_on_its_ads(trap: Trap) -> None:
    found = [(ad, sha) for ad, sha in carrying(trap) if Trap.MISSING not in ad.traps]
    assert found
    assert all(sha in [image["sha256"] for image in listed(ad, "images")] for ad, sha in found)


@pytest.mark.parametrize(
    "trap", [Trap.HOTLINE, Trap.SWITCHBOARD, Trap.STOCK_PICTURE, Trap.BOILERPLATE, Trap.SITE_CONTACT]
)
def test_a_hub_is_shared_by_strangers(trap: Trap) -> None:
    operators: dict[str, set[str]] = {}
    ads: Counter[str] = Counter()
    for ad, value in carrying(trap):
        operators.setdefault(value, set()).add(ad.operator)
        ads[value] += 1
    value, most = ads.most_common(1)[0]
    assert most >= 5
    assert len(operators[value]) > 0.5 * most


def test_a_wrong_number_is_anothers() -> None:
    owners: dict[str, set[str]] = {}
    for ad in world():
        for number in [] if is_repeat(ad) else listed(ad, "phones"):
            if label(Trap.WRONG_NUMBER, number) not in ad.traps:
                owners.setdefault(number, set()).add(ad.operator)
    wrong = [(ad, owners.get(number, set())) for ad, number in carrying(Trap.WRONG_NUMBER)]
    assert all(ad.operator not in who for ad, who in wrong)
    # A few owners never list the number themselves.
    assert sum(1 for _, who in wrong if who) > 0.7 * len(wrong)


def test_a_recycled_phone_was_silent_for_nine_months_between_two_operators() -> None:
    second = {number: ad.operator for ad, number in carrying(Trap.RECYCLED_PHONE)}
    assert len(second) >= 5
    for number, operator in second.items():
        uses = [ad for ad in world() if has_phone(ad, number)]
        before = [moment(ad, "crawled_at") for ad in uses if ad.operator != operator]
        after = [moment(ad) for ad in uses if ad.operator == operator]
        # In between nobody copies the number by mistake either, for its owner is not active.
        assert before
        between = [time for time in before if time < min(after)]
        assert min(after) - max(between) > NINE_MONTHS


def test_a_placeholder_ad_carries_one() -> None:
    empty = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
    dull = {*NO_PHONES, *NO_EMAILS, *NO_HANDLES}
    for ad, _ in carrying(Trap.PLACEHOLDER):
        if Trap.MISSING in ad.traps:
            continue
        values = {v for field in ("phones", "emails", "handles") for v in listed(ad, field)}
        hashes = {image.get("sha256") for image in listed(ad, "images")}
        assert values & dull or hashes & empty


def test_repeats_name_an_ad_of_the_same_operator() -> None:
    first = {name(ad): ad for ad in world() if not is_repeat(ad)}
    for ad in filter(is_repeat, world()):
        original = first[name(ad)]
        assert ad.operator == original.operator
        assert (line(ad) == line(original)) is (Trap.DUPLICATE in ad.traps)
        if Trap.AGAIN in ad.traps:
            assert str(ad.record["body"]).startswith(str(original.record["body"]))


def test_a_cross_post_has_the_content_of_an_ad_on_another_site() -> None:
    bodies: dict[tuple[str, object], set[object]] = {}
    for ad in world():
        if Trap.CROSS_POST in ad.traps and not is_repeat(ad):
            assert bodies[ad.operator, ad.record["body"]] - {ad.record["source"]}
        bodies.setdefault((ad.operator, ad.record["body"]), set()).add(ad.record["source"])


def test_operators_move() -> None:
    cities: dict[str, list[object]] = {}
    for ad in world():
        place = ad.record.get("location")
        if isinstance(place, dict):
            cities.setdefault(ad.operator, []).append(place["city"])
    busiest = max(cities.values(), key=len)
    assert len(set(busiest)) > 1
    stays = sum(1 for here, there in pairwise(busiest) if here == there)
    assert stays > 0.5 * len(busiest)


@pytest.mark.parametrize(
    "wrong", [{"phone": 1.1}, {"hotlines": (0.5, -0.1)}, {"alpha": 0.0}, {"shuffle": -1}, {"boilerplates": 0}]
)
def test_an_impossible_profile_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        Profile(**wrong)


def test_no_ads_are_refused_at_once() -> None:
    with pytest.raises(InvalidInputError):
        generate(0)
