from __future__ import annotations

import phonenumbers
import pytest

from linkage.errors import InvalidInputError
from linkage.synthetic.dice import Dice
from linkage.synthetic.numbers import (
    CA_AREAS,
    SPARE_LINES,
    US_AREAS,
    WORDS,
    Block,
    Numbers,
    disguised,
    hotline,
    written,
)


@pytest.mark.parametrize(("areas", "region"), [(US_AREAS, "US"), (CA_AREAS, "CA")])
@pytest.mark.parametrize("line", [0, 100, 199, 5_555, 9_999])
def test_every_area_code_has_a_valid_555(areas: tuple[str, ...], region: str, line: int) -> None:
    assert len(set(areas)) == len(areas)
    for area in areas:
        number = phonenumbers.parse(f"+1{area}555{line:04d}")
        assert phonenumbers.is_valid_number(number), area
        assert phonenumbers.region_code_for_number(number) == region, area


def test_spare_lines_leave_out_fiction_and_directory_services() -> None:
    assert len(SPARE_LINES) == 10_000 - 100 - 2
    assert not {100, 199, 1212, 4334} & set(SPARE_LINES)


@pytest.mark.parametrize(
    ("areas", "lines"),
    [(("202",), (1, 2, 3)), (US_AREAS, tuple(range(100, 200))), (("",), tuple(range(1_000)))],
)
def test_a_block_gives_each_number_once_then_none(areas: tuple[str, ...], lines: tuple[int, ...]) -> None:
    block = Block(areas, lines, 987_654_321)
    given = [block.take() for _ in range(block.size)]
    assert len(set(given)) == len(areas) * len(lines)
    assert None not in given
    assert block.take() is None


def test_fiction_comes_first_and_the_rest_of_the_exchange_after() -> None:
    supply = Numbers(Dice(1))
    fiction = len(CA_AREAS) * 100
    first = [supply.take("CA") for _ in range(fiction)]
    assert all(number[5:9] == "5550" and number[9] == "1" for number in first)
    spare = supply.take("CA")
    assert spare[5:8] == "555"
    assert spare not in first
    assert spare[8:10] != "01"


def test_british_numbers_end_and_others_serve() -> None:
    supply = Numbers(Dice(1))
    given = [supply.take("GB") for _ in range(1_001)]
    assert len(set(given)) == 1_001
    assert all(n.startswith("+447700900") and len(n) == 13 for n in given[:1_000])
    assert given[-1].startswith("+1")


def test_an_empty_supply_says_so() -> None:
    supply = Numbers(Dice(1))
    for block in (supply.blocks["US"], supply.spare):
        block.given = block.size
    with pytest.raises(InvalidInputError):
        supply.take("US")


@pytest.mark.parametrize("country", ["US", "CA", "GB", "FR"])
@pytest.mark.parametrize("number", ["+12025550123", "+447700900123", hotline(0)])
@pytest.mark.parametrize("style", range(4))
def test_a_written_number_reads_back_in_its_country(number: str, country: str, style: int) -> None:
    text = written(number, country, style)
    parsed = phonenumbers.parse(text, country)
    assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == number


def test_without_a_country_only_national_digits_are_written() -> None:
    assert {written("+12025550123", None, style) for style in range(4)} == {
        "(202) 555-0123",
        "202-555-0123",
        "202.555.0123",
        "202 555 0123",
    }
    assert written("+447700900123", None, 0) == "07700 900123"


@pytest.mark.parametrize(
    ("number", "country", "digits"),
    [
        ("+12025550123", "US", "2025550123"),
        ("+12025550123", None, "2025550123"),
        ("+12025550123", "FR", "12025550123"),
        ("+447700900123", "GB", "07700900123"),
        ("+447700900123", "US", "447700900123"),
    ],
)
def test_a_disguised_number_can_be_read_by_a_person(number: str, country: str | None, digits: str) -> None:
    dice = Dice(3)
    forms = {disguised(dice, number, country) for _ in range(200)}
    assert len(forms) > 20
    for form in forms:
        plain = form
        for digit, word in enumerate(WORDS):
            plain = plain.replace(word, str(digit))
        plain = plain.replace("l", "1").replace("o", "0")
        assert "".join(sign for sign in plain if sign.isdigit()) == digits, form
        assert digits not in form
