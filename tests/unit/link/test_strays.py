"""Strays: who is not joined by an identifier that links."""

from __future__ import annotations

from linkage.link.strays import Bearer, core_of, is_stray


def bearer(others: set[int], contacts: set[int]) -> Bearer:
    return Bearer(frozenset(others), frozenset(contacts))


def strays(*sample: Bearer, contact: bool = True) -> list[bool]:
    core = core_of(sample)
    return [is_stray(one, core, len(sample), contact=contact) for one in sample]


def test_a_wrong_number_is_a_stray() -> None:
    """Two ads vouch for each other by picture 1; the third has its own e-mail address."""
    assert strays(bearer({1}, set()), bearer({1, 2}, {7}), bearer({3}, {8})) == [False, False, True]


def test_nobody_is_a_stray_without_contacts_of_its_own() -> None:
    assert strays(bearer({1}, {7}), bearer({1}, {7}), bearer({3}, set())) == [False, False, False]


def test_a_contact_of_the_core_brings_an_ad_in() -> None:
    assert strays(bearer({1}, {7}), bearer({1}, {7}), bearer({3}, {7, 8})) == [False, False, False]


def test_something_of_the_core_vouches_for_an_ad() -> None:
    assert strays(bearer({1, 2}, {7}), bearer({1}, {7}), bearer({2}, {8})) == [False, False, False]


def test_a_phone_on_two_ads_joins_strangers() -> None:
    assert strays(bearer(set(), {7}), bearer(set(), {8})) == [False, False]


def test_a_picture_on_two_ads_does_not_join_strangers() -> None:
    assert strays(bearer({1}, {7}), bearer({2}, {8}), contact=False) == [True, True]


def test_a_picture_joins_an_ad_that_names_nobody() -> None:
    assert strays(bearer(set(), {7}), bearer(set(), set()), contact=False) == [False, False]


def test_a_phone_on_three_strangers_joins_none() -> None:
    assert strays(bearer(set(), {7}), bearer(set(), {8}), bearer(set(), set())) == [True, True, True]


def test_ads_that_share_a_second_contact_are_no_strangers() -> None:
    assert strays(*[bearer(set(), {7})] * 12) == [False] * 12
    assert strays(bearer(set(), {7}), bearer(set(), {7, 8}), bearer(set(), {8})) == [False] * 3


def test_a_picture_joins_ads_that_share_no_other_kind_but_contacts() -> None:
    assert strays(bearer({7}, {7}), bearer({7}, {7}), contact=False) == [False, False]


def test_an_ad_beyond_the_sample_is_judged_by_the_core() -> None:
    core = core_of([bearer({1}, {7}), bearer({1}, {7})])
    assert is_stray(bearer({9}, {8}), core, 50, contact=True)
    assert not is_stray(bearer({1}, {8}), core, 50, contact=True)
    assert not is_stray(bearer({9}, {7, 8}), core, 50, contact=True)
