"""Verdicts are told with the figures they were decided on."""

from __future__ import annotations

import pytest

from linkage.link import verdicts
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Identifier, Kind, Verdict
from linkage.ports.graph import COVERED, STRAY, UNDATED, Holder
from linkage_schemas.reasons import COVERED_WORDS, STRAY_WORDS, UNDATED_WORDS, holder_words, reason_words
from linkage_schemas.words import chance_words

PHONE = Identifier(Kind.PHONE, "+12025550123")
HOLDER = Holder(
    0,
    Verdict.GENERIC,
    verdicts.STRANGERS,
    400,
    None,
    None,
    1,
    sampled=32,
    share=0.1,
    cohesion=0.25,
    bound=9,
    parties=24,
    purity=0.08,
)


def told(**fields: object) -> str:
    return reason_words(PHONE, HOLDER._replace(**fields), DEFAULT_RULES)  # type: ignore[arg-type]


def test_strangers() -> None:
    assert told() == (
        "of 32 sampled ads, 24 parties with contacts of their own use it; that such an ad is its holder's "
        "is very unlikely (0.08) on average"
    )


def test_what_hangs_together() -> None:
    said = told(reason=verdicts.CORROBORATED, purity=0.98)
    assert said == (
        "of 32 sampled ads, 8 hang together through other evidence; that such an ad is its holder's "
        "is almost certain (0.98) on average"
    )
    assert told(reason=verdicts.UNCONTESTED, cohesion=0.0, purity=0.9) == (
        "of 32 sampled ads, none hang together through other evidence, but nothing speaks against it "
        "either; that such an ad is its holder's is very likely (0.90) on average"
    )
    assert f"{DEFAULT_RULES.linked} or more" in told(reason=verdicts.UNCORROBORATED, purity=0.8)


def test_one_ad_alone() -> None:
    assert told(reason=verdicts.DEFAULT, ads=1) == "only one ad carries it"
    assert told(reason=verdicts.DEFAULT, verdict=Verdict.WEAK).startswith("a phone number is weak evidence")


@pytest.mark.parametrize(
    "reason",
    [
        verdicts.DEFAULT,
        verdicts.DECISION,
        verdicts.WARNED,
        verdicts.CORROBORATED,
        verdicts.UNCONTESTED,
        verdicts.UNCORROBORATED,
        verdicts.STRANGERS,
        verdicts.COVERED,
    ],
)
def test_every_reason_has_words(reason: str) -> None:
    assert reason not in {told(reason=reason), told(reason=reason).strip("“”")}


@pytest.mark.parametrize(
    ("tenure", "words"), [(STRAY, STRAY_WORDS), (COVERED, COVERED_WORDS), (UNDATED, UNDATED_WORDS)]
)
def test_marks_have_words_of_their_own(tenure: int, words: str) -> None:
    assert words in told(tenure=tenure)
    said = holder_words(PHONE, HOLDER._replace(tenure=tenure), DEFAULT_RULES, several=True)
    assert words in said
    assert "tenure" not in said


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1.0, "almost certain (1.00)"),
        (0.999, "almost certain (0.999)"),
        (0.98, "almost certain (0.98)"),
        (0.9, "very likely (0.90)"),
        (0.78, "likely (0.78)"),
        (0.5, "about as likely as not (0.50)"),
        (0.3, "unlikely (0.30)"),
        (0.08, "very unlikely (0.08)"),
        (0.0, "almost ruled out (0.00)"),
    ],
)
def test_chances(chance: float, said: str) -> None:
    assert chance_words(chance) == said
