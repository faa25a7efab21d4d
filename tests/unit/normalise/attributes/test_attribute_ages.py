from __future__ import annotations

import pytest

from linkage.model import AttributeKind, Record
from linkage.normalise.attributes import attributes


def ages(body: str = "", title: str = "") -> list[tuple[str, str]]:
    found = attributes(Record("site", "1", title=title, body=body))
    return [(a.value, a.raw) for a in found if a.kind is AttributeKind.AGE]


@pytest.mark.parametrize(
    ("body", "value", "raw"),
    [
        ("age 23", "23", "age 23"),
        ("Age: 31, tutor", "31", "Age: 31"),
        ("I am 23 yo", "23", "23 yo"),
        ("23yo masseuse", "23", "23yo"),
        ("23 y/o", "23", "23 y/o"),
        ("23 yrs old", "23", "23 yrs old"),
        ("23-years-old", "23", "23-years-old"),
        ("23 years young", "23", "23 years young"),
        ("I'm 23, trained", "23", "I'm 23"),
        ("I’m 23 and trained", "23", "I’m 23"),
        ("im 23", "23", "im 23"),
        ("just turned 21!", "21", "just turned 21"),
        ("just 17 yo", "17", "17 yo"),
        ("tengo 23 años", "23", "23 años"),
        ("chica de 25 an\u0303os", "25", "25 an\u0303os"),
        ("edad: 30", "30", "edad: 30"),
        ("j'ai 25 ans", "25", "25 ans"),
        ("Âge : 40", "40", "Âge : 40"),
        ("Ich bin 23 Jahre alt", "23", "23 Jahre"),
        ("Alter: 28", "28", "Alter: 28"),
        ("ho 23 anni", "23", "23 anni"),
        ("età 33", "33", "età 33"),
        ("tenho 22 anos", "22", "22 anos"),
        ("idade 22", "22", "idade 22"),
        ("мне 25 лет", "25", "25 лет"),
        ("возраст 24", "24", "возраст 24"),
        ("age 23 202-555-0123", "23", "age 23"),
        ("age ２３", "23", "age ２３"),
    ],
)
def test_ages(body: str, value: str, raw: str) -> None:
    assert ages(body) == [(value, raw)]


@pytest.mark.parametrize(
    "body",
    [
        "20 years experience",
        "10 years in business",
        "10 años de experiencia",
        "depuis 10 ans, plus de 20 ans",
        "seit 10 Jahren, 20 Jahre Erfahrung",
        "10 лет опыта, более 20 лет",
        "hace más de 10 años",
        "age 21+, ages 18-99, age 30 and up",
        "I'm 20 minutes away",
        "I'm 5'10",
        "I'm 45 kg",
        "ETA 10 min, eta 15",
        "call 202-555-0123 yo",
        "06 12 34 56 78 ans",
        "202 555 01 23 yo",
        "+33 6 12 34 56 78 yrs old",
        "age 202-555-0123",
        "aged 5 yrs, 123 yo",
        "18 - 25, 26 - 35, 36 - 45 Jahre",
        "de 36 a 45 años, 18-25 yo",
    ],
)
def test_no_age(body: str) -> None:
    assert ages(body) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Relaxing massage - 23", [("23", "23")]),
        ("Relaxing massage – 23 ", [("23", "23")]),
        ("Call 202 555 0123 - 23", [("23", "23")]),
        ("Call 202-555-01 - 23", []),
        ("Open 10 - 23", []),
        ("Massage - 17", []),
        ("Room 23", []),
        ("Massage - 23 - 123", []),
    ],
)
def test_the_end_of_a_title(title: str, expected: list[tuple[str, str]]) -> None:
    assert ages(title=title) == expected
    assert ages(body=title) == []
