from __future__ import annotations

import pytest

from linkage.model import Attribute, AttributeKind, Record
from linkage.normalise.attributes import attributes
from linkage.normalise.attributes.gazetteer import aliases, gazetteer, key
from linkage.normalise.attributes.place_words import ALIASES, COMMON, PERSONAL


def places(body: str, country: str | None = None, region: str | None = None) -> list[tuple[str, str]]:
    found = attributes(Record("site", "1", body=body, country=country), region)
    return [(a.value, a.raw) for a in found if a.kind is AttributeKind.PLACE and a.field == "body"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Massage, Madrid center", [("Madrid, ES", "Madrid")]),
        ("massage in madrid", [("Madrid, ES", "madrid")]),
        ("MASSAGE IN MADRID", [("Madrid, ES", "MADRID")]),
        ("Köln und München", [("Köln, DE", "Köln"), ("Munich, DE", "München")]),
        ("Ma\u0301laga", [("Málaga, ES", "Ma\u0301laga")]),
        ("Milano / Roma", [("Milan, IT", "Milano"), ("Rome, IT", "Roma")]),
        ("New York, Los Angeles", [("New York City, US", "New York"), ("Los Angeles, US", "Los Angeles")]),
        ("Frankfurt am Main", [("Frankfurt am Main, DE", "Frankfurt am Main")]),
        ("St. Louis", [("St. Louis, US", "St. Louis")]),
        ("массаж в Москве", [("Moscow, RU", "Москве")]),
        ("Paris, TX", [("Paris, US", "Paris")]),
        ("Birmingham, United Kingdom", [("Birmingham, GB", "Birmingham")]),
        ("Birmingham, AL", [("Birmingham, US", "Birmingham")]),
        ("tutoring near Sofia (Bulgaria)", [("Sofia, BG", "Sofia")]),
        ("We meet in Nice.", [("Nice, FR", "Nice")]),
        ("cleaning in Reading", [("Reading, GB", "Reading")]),
        ("Reinigung in Essen", [("Essen, DE", "Essen")]),
    ],
)
def test_places(body: str, expected: list[tuple[str, str]]) -> None:
    assert places(body) == expected


@pytest.mark.parametrize(
    ("body", "country", "expected"),
    [
        ("Cambridge", "US", "Cambridge, US"),
        ("Cambridge", "GB", "Cambridge, GB"),
        ("Cordoba", "ES", "Córdoba, ES"),
        ("Cordoba", "AR", "Córdoba, AR"),
        ("Madrid", None, "Madrid, ES"),
        ("Madrid", "CO", "Madrid, CO"),
        ("Barcelona", "DE", "Barcelona, ES"),
        ("Paris, France", "US", "Paris, FR"),
    ],
)
def test_the_country_ranks(body: str, country: str | None, expected: str) -> None:
    assert [value for value, _ in places(body, country)] == [expected]
    assert [value for value, _ in places(body, None, country)] == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "Nice massage. Best deal Of All",
        "Nice And Mobile",
        "Same Day Service, Reading Lessons",
        "nice bath, mobile tutor, reading lessons",
        "Sofia is here. Victoria too",
        "madrid massage",
        "https://studio.example/Madrid",
        "www.Madrid.example and Madrid@studio.example",
        "@Madrid",
        "Madrid_1 and Madridista",
        "may in march",
        "ein Ort nahe der Mitte, Zeit zum Essen",
        "text VAN to order",
    ],
)
def test_no_place(body: str) -> None:
    assert places(body) == []


def structured(**fields: str) -> list[Attribute]:
    return list(attributes(Record("site", "1", **fields)))  # type: ignore[arg-type]


def test_structured_fields() -> None:
    found = structured(city=" austin ", region="TX", country="USA")
    assert [(a.value, a.field, a.start, a.end, a.raw) for a in found] == [
        ("Austin, US", "city", 1, 7, "austin"),
        ("United States, US", "country", 0, 3, "USA"),
    ]
    assert "Paris, US" in [a.value for a in structured(city="Paris", region="TX", country="US")]
    assert [a.value for a in structured(city="Smallville, TX")] == ["Smallville, US"]
    assert [a.value for a in structured(city="Milan, Italy")] == ["Milan, IT"]
    assert [a.value for a in structured(city="same")] == ["Same, TZ"]
    assert structured(city="Nowhereville") == []
    assert structured(city="12345", country="??") == []


def test_the_records_city_needs_no_context_in_the_text() -> None:
    found = attributes(Record("site", "1", title="Charlotte massage", city="Charlotte", country="US"))
    assert [(a.value, a.field) for a in found][-1] == ("Charlotte, US", "title")
    assert places("Charlotte massage", "US") == []


def test_every_alias_names_a_city_of_the_gazetteer() -> None:
    cities = gazetteer().cities
    for line in ALIASES.strip().splitlines():
        target = line.partition(": ")[0]
        assert any(c.country == target[:2] for c in cities.get(key(target[3:]), ())), target
    assert all(alias == key(alias) for alias, _, _ in aliases())


def test_tables_are_folded() -> None:
    assert all(word == key(word) for word in COMMON | PERSONAL)
