"""Periods of use of an identifier, and which of them belong to one holder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from linkage.link.rules import Rules
from linkage.link.unionfind import UnionFind
from linkage.model import Kind, Verdict


class Interval(NamedTuple):
    """A carrier's period, in seconds since the epoch, and its position in the caller's list."""

    first: int
    last: int
    position: int


def segments(intervals: Sequence[Interval], silence: int) -> list[list[int]]:
    """Positions by period of use: a gap longer than `silence` seconds starts a new period."""
    found: list[list[int]] = []
    reach = 0
    for interval in sorted(intervals):
        if found and interval.first - reach <= silence:
            found[-1].append(interval.position)
            reach = max(reach, interval.last)
        else:
            found.append([interval.position])
            reach = interval.last
    return found


def in_common(left: Mapping[int, Kind], right: Mapping[int, Kind], rules: Rules) -> bool:
    """Whether two periods share, beside the identifier itself, what would link on its own.

    That is an identifier of a kind that links by default, or weak ones of two families.
    """
    shared = left.keys() & right.keys()
    kinds = {left[ident] for ident in shared}
    if any(rules.kinds[kind].default is Verdict.LINKING for kind in kinds):
        return True
    return len({rules.kinds[kind].family for kind in kinds}) >= 2


def group(periods: Sequence[Mapping[int, Kind]], rules: Rules) -> list[int]:
    """Tenure of each period: periods that have enough in common belong to one holder.

    `periods[i]` maps the other identifiers seen in period i to their kinds. Tenures are numbered
    from 0 in the order of their earliest period.
    """
    holders = UnionFind[int]()
    for later in range(len(periods)):
        holders.add(later)
        for earlier in range(later):
            if in_common(periods[earlier], periods[later], rules):
                holders.union(earlier, later)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(holders.find(i), len(numbers)) for i in range(len(periods))]


def reachable(hull: tuple[int, int] | None, intervals: Collection[tuple[int, int]], silence: int) -> bool:
    """Whether the intervals leave one gap-free period `hull` a single period."""
    spans = [Interval(first, last, 0) for first, last in intervals]
    if hull is not None:
        spans.append(Interval(*hull, 0))
    return len(segments(spans, silence)) <= 1
