"""What is said of an ad around an identifier, and from where on its link is followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from linkage.link.bearers import Bearer, core_of
from linkage.link.belief import assess, features, logistic, probability, rounded
from linkage.link.features import FEATURES, GENERIC_FEATURES
from linkage.link.generic import is_generic
from linkage.link.holding import SEVERAL, Holding, hold, vouchers, whereabouts
from linkage.link.rules import DAY, DEFAULT_RULES, Rules
from linkage.model import Kind

PHONE, EMAIL, TEXT, PICTURE = 100, 200, 300, 400
"""Where numbers of identifiers of a kind begin."""
BERLIN, POTSDAM, PARIS = "DE||berlin", "DE||potsdam", "FR||paris"


def kind_of(ident: int) -> Kind:
    return {1: Kind.PHONE, 2: Kind.EMAIL, 3: Kind.TEXT, 4: Kind.PICTURE}[ident // 100]


def bearer(
    ad: int,
    others: Iterable[int] = (),
    contacts: Iterable[int] = (),
    place: str | None = None,
    day: int | None = 0,
) -> Bearer:
    when = None if day is None else day * DAY
    places = frozenset((place,) if place else ())
    # An address is another contact around a phone, and of another family around a text.
    return Bearer(ad, frozenset(others), frozenset(contacts), places, when, when)


def around(sample: list[Bearer], kind: Kind = Kind.PHONE, rules: Rules = DEFAULT_RULES) -> Holding:
    core = core_of(sample, lambda ident: ident < TEXT, kind_of)
    return hold(kind, core, kind_of, rules)


def said(one: Bearer, holding: Holding, rules: Rules = DEFAULT_RULES) -> dict[str, float]:
    numbers = features(one, holding, rules)
    assert len(numbers) == len(FEATURES)
    return {name: number for name, number in zip(FEATURES, numbers, strict=True) if number}


TOGETHER = [bearer(n, others=(TEXT,), contacts=(EMAIL,), place=BERLIN, day=n) for n in range(1, 4)]


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        (BERLIN, 10, (1.0, 1.0, 0.0, 0.0)),
        (BERLIN, 90, (0.0, 1.0, 0.0, 0.0)),
        (BERLIN, None, (0.0, 1.0, 0.0, 0.0)),
        (POTSDAM, 2, (0.0, 0.0, 1.0, 0.0)),
        (PARIS, 2, (0.0, 0.0, 0.0, 1.0)),
        (None, 2, (0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_where_an_ad_was(place: str | None, day: int | None, expected: tuple[float, ...]) -> None:
    one = bearer(9, place=place, day=day)
    assert whereabouts(one, around(TOGETHER), DEFAULT_RULES) == expected


def test_an_ad_is_not_its_own_company() -> None:
    alone = [bearer(1, place=BERLIN), bearer(2, place=PARIS)]
    holding = around(alone)
    assert dict(holding.towns) == {BERLIN: 1, PARIS: 2}
    assert [whereabouts(one, holding, DEFAULT_RULES)[3] for one in alone] == [1.0, 1.0]
    unknown = around([bearer(1, place=BERLIN), bearer(2)])
    assert whereabouts(bearer(1, place=BERLIN), unknown, DEFAULT_RULES) == (0.0, 0.0, 0.0, 0.0)
    assert set(around(TOGETHER).towns.values()) == {SEVERAL}


def test_what_is_unknown_speaks_neither_way() -> None:
    bare = said(bearer(9), around(TOGETHER))
    assert bare["silent"] == bare["silent_bare"] == 1.0
    assert not bare.keys() & {"town", "elsewhere", "abroad", "conflict", "lone_elsewhere"}
    assert "silent_bare" not in said(bearer(9, others=(TEXT + 9,)), around(TOGETHER))


def test_another_number_contradicts_and_an_address_only_where_others_name_theirs() -> None:
    assert said(bearer(9, contacts=(PHONE + 9,)), around(TOGETHER))["conflict"] == 1.0
    assert said(bearer(9, contacts=(EMAIL + 9,)), around(TOGETHER))["conflict"] == 1.0
    numbers = [bearer(n, others=(TEXT,)) for n in range(1, 4)]
    assert said(bearer(9, contacts=(EMAIL + 9,)), around(numbers))["silent"] == 1.0


def test_what_few_of_the_core_carry_vouches_for_nothing() -> None:
    core = [bearer(n, others=(TEXT, *((TEXT + 1,) if n == 1 else ()))) for n in range(1, 21)]
    holding = around(core)
    assert vouchers(bearer(30, others=(TEXT + 1,)), holding.core, DEFAULT_RULES) == ([], [])
    assert vouchers(bearer(30, others=(TEXT,)), holding.core, DEFAULT_RULES) == ([TEXT], [])


def test_one_text_of_two_parties_has_two_voices() -> None:
    chain = [bearer(n, others=(TEXT,), contacts=(PHONE + n % 2,)) for n in range(1, 7)]
    assert around(chain).core.voices == 1.0
    joined = [*chain, bearer(8, others=(TEXT,), contacts=(PHONE, PHONE + 1))]
    assert around(joined).core.voices == 0.0
    assert around([bearer(1), bearer(2)]).core.voices == 0.0


def believing(belief: float, **more: float) -> Rules:
    """Rules by which every link is worth the same."""
    weights = dict.fromkeys(FEATURES, 0.0) | {"base": next(b for b in BASES if rounded(logit(b)) == belief)}
    return replace(DEFAULT_RULES, weights=weights, **more)  # type: ignore[arg-type]  # thresholds by name


BASES = [step / 100 for step in range(-500, 800)]


def logit(base: float) -> float:
    return logistic(("base",), (1.0,), {"base": base})


@pytest.mark.parametrize(
    ("kind", "sample", "belief", "followed"),
    [
        # Two ads of one phone and nothing else are joined; a wrong number among others is not.
        (Kind.PHONE, [bearer(1, place=BERLIN), bearer(2, place=POTSDAM)], 0.85, True),
        (Kind.PHONE, [bearer(1, place=BERLIN), bearer(2, place=POTSDAM)], 0.7, False),
        (Kind.PHONE, [*TOGETHER, bearer(2)], 0.96, False),
        (Kind.PHONE, [*TOGETHER, bearer(2)], 0.97, True),
        (Kind.PHONE, [bearer(1), bearer(2, contacts=(PHONE + 1,))], 0.97, False),
        # A text in another town is a suggestion; in one town it joins.
        (Kind.TEXT, [bearer(1, place=BERLIN), bearer(2, place=POTSDAM)], 0.999, False),
        (Kind.TEXT, [bearer(1, place=BERLIN), bearer(2, place=BERLIN)], 0.95, True),
        # Pictures are stolen.
        (Kind.PICTURE, [bearer(1, place=BERLIN), bearer(2, place=POTSDAM)], 0.99, False),
        (Kind.PICTURE, [bearer(1, place=BERLIN), bearer(2, place=BERLIN)], 0.98, True),
        (Kind.PICTURE, [bearer(1), bearer(2)], 0.999, True),
        # What something vouches for is followed from the same probability on whatever it is.
        (Kind.TEXT, [bearer(1, contacts=(PHONE,)), bearer(2, contacts=(PHONE,))], 0.98, True),
    ],
)
def test_from_where_on_a_link_is_followed(
    kind: Kind, sample: list[Bearer], belief: float, *, followed: bool
) -> None:
    rules = believing(belief)
    one = sample[-1] if kind is not Kind.PHONE or len(sample) < 4 else bearer(9)
    found = assess([one], around(sample, kind, rules), rules)[one.ad]
    assert (found.belief, found.followed) == (belief, followed)


def test_every_feature_of_either_model_has_a_weight() -> None:
    assert DEFAULT_RULES.weights.keys() == set(FEATURES)
    assert DEFAULT_RULES.generic_weights.keys() == set(GENERIC_FEATURES)


def test_by_the_shipped_weights_strangers_are_told_from_one_holder() -> None:
    hotline = [
        bearer(n, others=(TEXT + n % 90,), contacts=(EMAIL + n % 90,), place=f"DE||town-{n}")
        for n in range(1, 31)
    ]
    owned = [bearer(n, others=(TEXT,), contacts=(EMAIL,), place=BERLIN, day=n) for n in range(1, 31)]
    lonely = [bearer(n, place=BERLIN, day=n) for n in range(1, 31)]
    for sample, generic in ((hotline, True), (owned, False), (lonely, False)):
        holding = around(sample)
        beliefs = [
            rounded(probability(features(one, holding, DEFAULT_RULES), DEFAULT_RULES.weights))
            for one in sample
        ]
        assert is_generic(Kind.PHONE, holding.core, beliefs, DEFAULT_RULES) is generic
        assert (min(beliefs) > 0.9) is not generic


def test_by_the_shipped_weights_a_text_of_one_that_changes_its_phone_is_not_of_strangers() -> None:
    towns = (BERLIN, POTSDAM, "DE||leipzig")

    def phones(numbers: Iterable[int], places: Iterable[str], gap: int) -> Holding:
        pairs = zip(numbers, places, strict=True)
        sample = [bearer(n, contacts=(PHONE + p,), place=t, day=gap * n) for n, (p, t) in enumerate(pairs)]
        return around(sample, Kind.TEXT)

    relay = phones([n // 3 for n in range(30)], [towns[n // 3 % 3] for n in range(30)], 9)
    strangers = phones([n % 10 for n in range(30)], [f"DE||town-{n % 10}" for n in range(30)], 9)
    for holding, generic in ((relay, False), (strangers, True)):
        assert holding.core.parties == 10
        assert is_generic(Kind.TEXT, holding.core, [0.4] * 30, DEFAULT_RULES) is generic
