"""The template of two texts, and the distance of two pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.bootstrap import App
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Identifier, Kind
from linkage.services.alike import MAX_PART, MAX_PARTS, alike_words, texts_alike, values_alike
from linkage_schemas.answers import PartOut

ONE = "Sweet Rosa here, call 202-555-0123 any time for tidy gardens and roses"
OTHER = "Sweet Lily here, call 202-555-0199 any time for tidy gardens and ROSES"


def run(text: str) -> PartOut:
    return PartOut(slot=False, text=text)


def slot(a: str, b: str) -> PartOut:
    return PartOut(slot=True, a=a, b=b)


def test_slots_hold_what_differs() -> None:
    alike = texts_alike(ONE, OTHER)
    assert alike.parts == [
        run("Sweet"),
        slot("Rosa", "Lily"),
        run("here, call"),
        slot("202-555-0123", "202-555-0199"),
        run("any time for tidy gardens and roses"),
    ]
    assert not alike.truncated
    assert alike_words(alike) == (
        "What the two texts have in common, with what differs in brackets: “Sweet” [“Rosa” | “Lily”] "
        "“here, call” [“202-555-0123” | “202-555-0199”] “any time for tidy gardens and roses”."
    )


def test_what_only_one_of_them_says_is_a_slot_too() -> None:
    words = "tidy gardens and roses for a fair price"
    alike = texts_alike(f"Now: {words}", words)
    assert alike.parts == [slot("Now:", ""), run(words)]
    assert "[“Now:” | nothing]" in alike_words(alike)


def test_equal_texts_have_no_slots() -> None:
    assert texts_alike(ONE, f"  {ONE.upper()}").parts == [run(ONE)]
    assert alike_words(texts_alike(ONE, ONE)) == "The two texts say the same word for word."


def test_texts_without_spaces_are_compared_by_characters() -> None:
    one, other = "花园整理服务每天营业欢迎来电", "花园修剪服务每天营业欢迎来电"
    assert texts_alike(one, other).parts == [
        run("花园"),
        slot("整理", "修剪"),
        run("服务每天营业欢迎来电"),
    ]


def test_what_is_hostile_is_told_in_quotes() -> None:
    alike = texts_alike(ONE.replace("Rosa", "\u202eevil\x1b[31m"), OTHER)
    assert alike.parts[1].a == "\u202eevil\x1b[31m"
    told = alike_words(alike)
    assert told.isprintable()
    assert "\\u202e" in told


@given(st.text(" abAB\n", max_size=300), st.text(" abAB\n", max_size=300))
def test_parts_put_together_are_the_two_texts(a: str, b: str) -> None:
    alike = texts_alike(a, b)
    one = "".join(part.a if part.slot else part.text for part in alike.parts).replace(" ", "")
    other = "".join(part.b if part.slot else part.text for part in alike.parts).replace(" ", "")
    if not alike.truncated and all(len(part.a + part.b + part.text) < MAX_PART for part in alike.parts):
        assert one == "".join(a.split())
        assert other.casefold() == "".join(b.split()).casefold()


@given(st.integers(0, 40_000))
def test_an_answer_is_bounded_and_says_so(words: int) -> None:
    long = " ".join(f"w{n}" if n % 2 else "same" for n in range(words))
    alike = texts_alike(long, long.replace("w", "v"))
    assert len(alike.parts) <= MAX_PARTS
    assert all(max(len(part.text), len(part.a), len(part.b)) <= MAX_PART for part in alike.parts)
    assert alike.truncated == (words > MAX_PARTS)
    assert len(alike_words(alike)) < 1_500


def test_pictures_differ_in_bits(empty: App) -> None:
    flat, near = (Identifier(Kind.PICTURE, f"pdq:{'0' * 62}{end}") for end in ("00", "07"))
    alike = values_alike(empty.store, flat, near, DEFAULT_RULES)
    assert alike is not None
    assert (alike.bits, alike.of_bits) == (3, 256)
    assert alike_words(alike) == "Their hashes differ in 3 of 256 bits."


def test_of_embeddings_that_are_not_kept_only_the_rules_are_told(empty: App) -> None:
    rules = replace(DEFAULT_RULES, vectors={"face-v2": 0.72})
    gone, lost = (Identifier(Kind.VECTOR, f"face-v2:{digit * 32}") for digit in "01")
    assert alike_words(values_alike(empty.store, gone, lost, rules)) == (
        "The cosine of their embeddings by the model “face-v2” is not known any more; by the rules two of "
        "that model are alike from 0.72 on."
    )


@pytest.mark.parametrize("kind", [Kind.PICTURE, Kind.PHONE])
def test_of_what_is_equal_or_cannot_be_compared_nothing_is_said(empty: App, kind: Kind) -> None:
    name = Identifier(kind, f"pdq:{'0' * 64}")
    assert values_alike(empty.store, name, name, DEFAULT_RULES) is None
    assert alike_words(None) == ""
