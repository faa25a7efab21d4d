"""Ads that carry an identifier by mistake or theft: a wrong number, a borrowed picture.

Such an ad stands apart twice: it shares nothing of another family with the ads that vouch for each
other around the identifier (the core), and it brings contact details of its own that none of them
has. It keeps the link for everybody to see, but is not joined by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

STRANGERS = 2
"""So many parties with no contact detail in common and no core: nobody is joined."""
LEAST_CONTACT_ADS = 3
"""A contact detail on two ads joins them whatever else they carry: sharing it is the evidence."""


class Bearer(NamedTuple):
    """An ad that carries the identifier.

    `others`: its identifiers of another family than the identifier's; `contacts`: its other contact
    identifiers of kinds that link by default. Warned identifiers are in neither.
    """

    others: frozenset[int]
    contacts: frozenset[int]


class Core(NamedTuple):
    """What the sampled ads that vouch for each other carry; without any, how many parties the contacts show.

    `strangers` is 0 where there is a core.
    """

    others: frozenset[int]
    contacts: frozenset[int]
    strangers: int


def core_of(sample: Iterable[Bearer]) -> Core:
    """The core of a sample: every ad that shares something of another family with another one."""
    sample = list(sample)
    seen: set[int] = set()
    shared: set[int] = set()
    for bearer in sample:
        shared |= seen & bearer.others
        seen |= bearer.others
    if not shared:
        return Core(frozenset(), frozenset(), _strangers(sample))
    inside = [bearer for bearer in sample if not shared.isdisjoint(bearer.others)]
    return Core(_union(bearer.others for bearer in inside), _union(bearer.contacts for bearer in inside), 0)


def _strangers(sample: Sequence[Bearer]) -> int:
    """Groups of ads with contact details, those that share one being together."""
    groups: list[frozenset[int]] = []
    for bearer in sample:
        if bearer.contacts:
            joined = bearer.contacts.union(*(group for group in groups if group & bearer.contacts))
            groups = [*(group for group in groups if not group & bearer.contacts), joined]
    return len(groups)


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def is_stray(bearer: Bearer, core: Core, ads: int, *, contact: bool) -> bool:
    """Whether an ad is not joined by an identifier on `ads` ads; `contact`: it is a contact detail."""
    if not core.others:
        enough = LEAST_CONTACT_ADS if contact else STRANGERS
        return core.strangers >= STRANGERS and ads >= enough
    if not bearer.contacts or not bearer.others.isdisjoint(core.others):
        return False
    return bearer.contacts.isdisjoint(core.contacts)
