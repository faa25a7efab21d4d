"""The life of networks: which id goes on, and what happened, when ads are placed anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linkage.model import EventKind
from linkage.ports.graph import Change, Component

LEAST = 2
"""Ads that make a network worth an event; an ad alone is its own network silently."""


class Part(NamedTuple):
    """A network after the change: its founder and its size."""

    founder: int
    ads: int


def life(
    old: Sequence[Component], parts: Sequence[Part], home: Mapping[int, int], source: Mapping[int, int]
) -> list[Change]:
    """Events that lead from the old components to the parts.

    `home` maps each old founder that is still there to the founder of its part; `source` maps each
    part's founder to the label of the component it comes from.
    """
    before = {component.label: component for component in old if component.ads >= LEAST}
    after = {part.founder: part for part in parts}
    busy: set[int] = set()
    changes: list[Change] = []
    for component in sorted(before.values(), key=lambda component: component.founder):
        founder = component.founder
        place = after.get(home[founder]) if founder in home else None
        if place is None or place.ads < LEAST:
            left = 0 if place is None else place.ads
            changes.append(Change(EventKind.DISSOLVED, founder, None, left))
        elif place.founder != founder:
            changes.append(Change(EventKind.MERGED, place.founder, founder, place.ads))
            busy.add(place.founder)
    for part in sorted(parts):
        origin = before.get(source[part.founder])
        if part.ads >= LEAST and origin is not None and origin.founder != part.founder:
            changes.append(Change(EventKind.SPLIT, part.founder, origin.founder, part.ads))
            busy.update((part.founder, origin.founder))
    changes.extend(_sizes(before, parts, busy, source))
    return changes


def _sizes(
    before: Mapping[int, Component], parts: Sequence[Part], busy: set[int], source: Mapping[int, int]
) -> list[Change]:
    """Created, grown and shrunk, where no larger event says it already."""
    changes: list[Change] = []
    for part in sorted(parts):
        if part.ads < LEAST or part.founder in busy:
            continue
        origin = before.get(source[part.founder])
        if origin is None:
            changes.append(Change(EventKind.CREATED, part.founder, None, part.ads))
        elif part.ads != origin.ads:
            kind = EventKind.GROWN if part.ads > origin.ads else EventKind.SHRUNK
            changes.append(Change(kind, part.founder, None, part.ads))
    return changes
