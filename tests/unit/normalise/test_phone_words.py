from __future__ import annotations

import pytest

from linkage.normalise.folding import view
from linkage.normalise.phone.digits import runs
from linkage.normalise.phone.languages import language_regions
from linkage.normalise.phone.noise import spans
from linkage.normalise.phone.shape import is_counting, is_price_list, is_regular, is_timetable
from linkage.normalise.phone.tokens import KNOWN


@pytest.mark.parametrize(
    ("token", "digits"),
    [
        ("2one6", "216"),
        ("six2two", "622"),
        ("2fiftytwo", "2502"),
        ("7ohnine", "709"),
        ("3th0usand", "3000"),
        ("zer0", "0"),
        ("f1ve", "5"),
        ("thr33", "3"),
        ("se7en", "7"),
        ("fuor", "4"),
        ("fith", "5"),
        ("sven", "7"),
        ("zeroo", "0"),
        ("fiive", "5"),
        ("26o", "260"),
        ("95l", "951"),
        ("97iis", "97115"),
        ("o72o", "0720"),
        ("for80", "480"),
        ("3tothree", "323"),
        ("20ne6", "216"),
        ("fоur", "4"),
        ("2о2", "202"),
        ("восемь", "8"),
        ("zweiundvierzig", "42"),
        ("ventitre", "23"),
        ("veintidos", "22"),
        ("八", "8"),
        ("一三八", "138"),
        ("98triple0", "9830"),
    ],
)
def test_words_that_are_digits(token: str, digits: str) -> None:
    (stretch,) = KNOWN[token].stretches
    assert "".join(piece.digits for piece in stretch.pieces) == digits
    assert (stretch.before, stretch.after) == ("", "")


@pytest.mark.parametrize(
    ("token", "digits", "before", "after"),
    [
        ("today415", "415", "today", ""),
        ("mia212", "212", "mia", ""),
        ("7864865044tengo", "7864865044", "", "tengo"),
        ("phone2025550123", "2025550123", "phone", ""),
        ("callfivefivefivenow", "555", "call", "now"),
        ("150lbs", "150", "", "lbs"),
        ("34dd", "34", "", "dd"),
    ],
)
def test_words_glued_to_digits(token: str, digits: str, before: str, after: str) -> None:
    (stretch,) = KNOWN[token].stretches
    assert "".join(piece.digits for piece in stretch.pieces) == digits
    assert (stretch.before, stretch.after) == (before, after)


@pytest.mark.parametrize(
    "token",
    [
        "someone",
        "phone",
        "often",
        "weight",
        "height",
        "stone",
        "money",
        "canine",
        "network",
        "freight",
        "alone",
        "hour",
        "centre",
    ],
)
def test_words_that_hold_number_words_by_chance(token: str) -> None:
    assert KNOWN[token].stretches == ()


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("fifty-five fifty five 5551", "5555 5551"),
        ("zéro six, douze, trente-quatre, quatre-vingt-dix-huit, soixante-dix-sept", "061234 98 77"),
        ("seis doce treinta y cuatro doble cinco cero uno", "612345501"),
        ("восемь девятьсот шестнадцать двести три сорок пять", "891620345"),
        ("null neunundsiebzig hundert zweiundzwanzig dreiunddreißig", "0791002233"),
        ("nine hundred 555 0123", "9005550123"),
        ("two oh two five five five 0123", "2025550123"),
        ("*67202-555-0123", "2025550123"),
        ("202 dash 555 dash 0123", "2025550123"),
        ("2 O 2 5 5 5 O l 2 3", "2025550123"),
    ],
)
def test_words_are_completed(text: str, digits: str) -> None:
    (run,) = runs(view(text).text)
    assert "".join(atom.digits for atom in run.atoms) == digits.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "one of two for the three of us, four to five hours, six days",
        "202 weeks and 555 days and 0123",
        "no digits at all",
        "call 202 now or 555 later",
    ],
)
def test_no_run_where_words_stand_between(text: str) -> None:
    assert list(runs(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "12/05/2024",
        "2024-05-12",
        "12.05.24",
        "10.00-22.00",
        "9:30 - 17:00",
        "0900-2100",
        "24/7",
        "36-24-36",
        "5'4",
        "100%",
        "1,234,567",
        "1.500.000",
        "192.168.10.12",
        "40.7128",
        "4111 1111 1111 1111",
        "978-0-306-40615-7",
        "120/hr",
    ],
)
def test_numbers_of_another_sort(text: str) -> None:
    assert list(spans(text, 0, len(text)))[:1] == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "06-12-34-56-78",
        "06.12.34.56.78",
        "4111 1111 1111 1112",
        "202-555-0123",
        "612 34 24 36",
        "2177.40.1930",
    ],
)
def test_phones_that_look_like_them(text: str) -> None:
    assert list(spans(text, 0, len(text))) == []


def test_shapes() -> None:
    assert is_regular([3, 3, 4], ["-", "-"])
    assert is_regular([2, 2, 2, 2, 2], [" "] * 4)
    assert is_regular([1] * 10, ["@"] * 9)
    assert not is_regular([1, 1, 2, 1, 2, 2], [" "] * 5)
    assert is_counting(["4", "5", "6", "7", "8"])
    assert is_counting(["50", "40", "30", "20", "10"])
    assert not is_counting(["2", "0", "2", "5", "5"])
    assert is_price_list(["100", "150", "200"], [" ", " "])
    assert not is_price_list(["650", "555", "1230"], ["-", "-"])
    assert is_timetable(["08", "30", "12", "00", "14", "00"])


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Massage relaxant à domicile, appelez-nous tous les jours", "FR BE CH"),
        ("Masaż relaksacyjny w centrum, zadzwoń do nas dzisiaj", "PL"),
        ("A relaxing massage in the town, ring us every day", ""),
        ("Massage", ""),
    ],
)
def test_languages(text: str, regions: str) -> None:
    assert " ".join(language_regions(text)) == regions
