"""The life of networks: every change has its event, and ids follow founders."""

from __future__ import annotations

from linkage.model import EventKind
from linkage.ports import Change, Component
from linkage.resolve.identity import Part, life


def told(old: dict[int, list[int]], new: list[list[int]]) -> list[Change]:
    """Events between two partitions; `old` maps labels to ads, erased ads are missing from `new`."""
    place = {ad: label for label, ads in old.items() for ad in ads}
    components = [Component(label, min(ads), len(ads)) for label, ads in old.items()]
    parts = [Part(min(part), len(part)) for part in new]
    home = {ad: min(part) for part in new for ad in part}
    return life(components, parts, home, {part.founder: place[part.founder] for part in parts})


def test_two_strangers_create() -> None:
    assert told({1: [1], 2: [2]}, [[1, 2]]) == [Change(EventKind.CREATED, 1, None, 2)]


def test_growth_keeps_the_id() -> None:
    assert told({1: [1, 2], 3: [3]}, [[1, 2, 3]]) == [Change(EventKind.GROWN, 1, None, 3)]


def test_an_older_loner_gives_its_id() -> None:
    assert told({5: [5, 6], 2: [2]}, [[2, 5, 6]]) == [Change(EventKind.MERGED, 2, 5, 3)]


def test_a_merge_keeps_the_older_id() -> None:
    assert told({9: [4, 5, 6], 7: [1, 2]}, [[1, 2, 4, 5, 6]]) == [Change(EventKind.MERGED, 1, 4, 5)]


def test_a_split_names_its_origin() -> None:
    assert told({1: [1, 2, 3, 4]}, [[1, 2], [3, 4]]) == [Change(EventKind.SPLIT, 3, 1, 2)]


def test_a_founder_left_alone_dissolves() -> None:
    assert told({1: [1, 2, 3]}, [[1], [2, 3]]) == [
        Change(EventKind.DISSOLVED, 1, None, 1),
        Change(EventKind.SPLIT, 2, 1, 2),
    ]


def test_an_erased_founder_dissolves_and_the_rest_splits_off() -> None:
    assert told({1: [1, 2, 3]}, [[2, 3]]) == [
        Change(EventKind.DISSOLVED, 1, None, 0),
        Change(EventKind.SPLIT, 2, 1, 2),
    ]


def test_an_erased_member_shrinks() -> None:
    assert told({1: [1, 2, 3]}, [[1, 2]]) == [Change(EventKind.SHRUNK, 1, None, 2)]


def test_nothing_is_no_event() -> None:
    assert told({1: [1, 2], 3: [3]}, [[1, 2], [3]]) == []
