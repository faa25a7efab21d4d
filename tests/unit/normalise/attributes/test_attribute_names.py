from __future__ import annotations

import pytest

from linkage.model import AttributeKind, Record
from linkage.normalise.attributes import attributes


def names(body: str) -> list[tuple[str, str]]:
    found = attributes(Record("site", "1", body=body))
    return [(a.value, a.raw) for a in found if a.kind is AttributeKind.NAME]


@pytest.mark.parametrize(
    ("body", "value", "raw"),
    [
        ("Hi, my name is Anna.", "Anna", "Anna"),
        ("my name is anna", "Anna", "anna"),
        ("MY NAME IS ANNA", "Anna", "ANNA"),
        ("My name's Kim", "Kim", "Kim"),
        ("Name: Anna-Maria", "Anna-Maria", "Anna-Maria"),
        ("I'm Anna, a tutor", "Anna", "Anna"),
        ("I am McKenna", "McKenna", "McKenna"),
        ("ask for Lucy", "Lucy", "Lucy"),
        ("call me Lucy", "Lucy", "Lucy"),
        ("This is Vera, nice to meet you", "Vera", "Vera"),
        ("Hi, Yuki here.", "Yuki", "Yuki"),
        ("Yuki here", "Yuki", "Yuki"),
        ("Hello Yuki here", "Yuki", "Yuki"),
        ("soy Ana", "Ana", "Ana"),
        ("me llamo lucía", "Lucía", "lucía"),
        ("Mi nombre es Ana", "Ana", "Ana"),
        ("je m'appelle Anne", "Anne", "Anne"),
        ("je suis Chloé", "Chloé", "Chloé"),
        ("ich bin Lena und neu hier", "Lena", "Lena"),
        ("Ich heiße Petra", "Petra", "Petra"),
        ("mein Name ist Karin", "Karin", "Karin"),
        ("mi chiamo Giulia", "Giulia", "Giulia"),
        ("il mio nome è Chiara", "Chiara", "Chiara"),
        ("eu sou a Bia", "Bia", "Bia"),
        ("меня зовут Анна", "Анна", "Анна"),
        ("my name is Zoe\u0308", "Zoë", "Zoe\u0308"),
        ("I'm Sofia, based here", "Sofia", "Sofia"),
    ],
)
def test_names(body: str, value: str, raw: str) -> None:
    assert names(body) == [(value, raw)]


@pytest.mark.parametrize(
    "body",
    [
        "I'm Available now. I'm In Town. I'm New!",
        "I'm available, I'm ready",
        "I'm Russian, I am Brazilian",
        "I'M HAPPY TO HELP",
        "ask for details, call me Now, call me Anytime",
        "ask for Details",
        "soy Colombiana, soy masajista",
        "ich bin Masseurin, ich bin Studentin, ich bin Therapeutin",
        "sono Italiana, je suis Masseuse",
        "my name is not important",
        "my name is 202-555-0123",
        "name brand goods",
        "Hilfe im Lager, im Zentrum",
        "New here, Right Now here, click Here here",
        "this is great, This is Professional help",
        "here",
        "call me@studio.example, I'm anna@studio.example",
        "my name is anna_23",
        "my name is anna@studio.example",
        "my name is. Anna",
        "меня зовут не важно",
    ],
)
def test_no_name(body: str) -> None:
    assert names(body) == []


def test_a_name_is_not_a_place_as_well() -> None:
    found = attributes(Record("site", "1", body="I'm Valencia, I teach in Valencia"), "ES")
    assert [(a.kind, a.value, a.start) for a in found] == [
        (AttributeKind.NAME, "Valencia", 4),
        (AttributeKind.PLACE, "Valencia, ES", 25),
    ]
