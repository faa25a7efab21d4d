"""What can be said of an ad around an identifier: what it shares there, what it contradicts, where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil, log2
from typing import NamedTuple

from linkage.link.bearers import Bearer, Core, country
from linkage.link.rules import DAY, Rules
from linkage.model import Family, Kind, Verdict

SEVERAL = -1
"""Stands for the ads of a place that more than one of the core named."""


class Holding(NamedTuple):
    """What is the same for all ads around an identifier; made by `hold`.

    `picture`, `text`, `vector`: 1.0 for an identifier of that family; `weak_contact`: for a contact that is
    weak by default. `strangers`: log2 of the parties. `share`: parties beyond the first by ads that name
    contacts; `crowd`: by ads, times log2 of the sample. `many`, `alone`: 1.0 where there are
    `Rules.strangers` parties, and where no two ads hang together.
    `towns`, `countries`: the one ad of the core that was seen there, or SEVERAL.
    """

    kind: Kind
    core: Core
    kind_of: Callable[[int], Kind]
    picture: float
    text: float
    vector: float
    weak_contact: float
    strangers: float
    share: float
    crowd: float
    many: float
    alone: float
    towns: Mapping[str, int]
    countries: Mapping[str, int]


def hold(kind: Kind, core: Core, kind_of: Callable[[int], Kind], rules: Rules) -> Holding:
    """An identifier of this kind with this core; `kind_of` tells the kind of any identifier there."""
    family = rules.kinds[kind].family
    extra = max(0, core.parties - 1)
    towns: dict[str, int] = {}
    countries: dict[str, int] = {}
    for place, stays in core.seen.items():
        for _, _, ad in stays:
            for where, name in ((towns, place), (countries, country(place))):
                where[name] = ad if where.get(name, ad) == ad else SEVERAL
    return Holding(
        kind,
        core,
        kind_of,
        picture=float(family is Family.PICTURE),
        text=float(family is Family.TEXT),
        vector=float(family is Family.VECTOR),
        weak_contact=float(family is Family.CONTACT and rules.kinds[kind].default is Verdict.WEAK),
        strangers=log2(max(1, core.parties)),
        share=extra / (core.speakers + 1),
        crowd=extra / core.sampled * log2(max(2, core.sampled)),
        many=float(core.parties >= rules.strangers),
        alone=float(not core.ads),
        towns=towns,
        countries=countries,
    )


def contradicts(bearer: Bearer, holding: Holding) -> bool:
    """Whether an ad names a contact where the others name theirs: a second phone, or another e-mail address.

    An e-mail address beside a phone contradicts nobody as long as no other ad around that phone names one.
    """
    core = holding.core
    kinds = {holding.kind_of(ident) for ident in bearer.contacts - core.template}
    return holding.kind in kinds or any(core.named.get(one, frozenset()) - {bearer.ad} for one in kinds)


def vouchers(bearer: Bearer, core: Core, rules: Rules) -> tuple[list[int], list[int]]:
    """Identifiers of other families, and contacts, of the ad that enough others of the core carry."""
    inside = 1 if bearer.ad in core.ads else 0
    mates = max(1, len(core.ads) - inside)
    least = inside + max(1, ceil(rules.support * mates))
    shared = core.shared
    return (
        [ident for ident in bearer.others if shared.get(ident, 0) >= least],
        [ident for ident in bearer.contacts if shared.get(ident, 0) >= least],
    )


def whereabouts(bearer: Bearer, holding: Holding, rules: Rules) -> tuple[float, float, float, float]:
    """Where the ad says it is, seen from the other ads of the core: all 0 where either names no place.

    place: where another one was within `place_days`; town: where another one was, whenever; elsewhere: in a
    country of theirs, but in none of their places; abroad: in none of their countries.
    """
    ad, countries = bearer.ad, holding.countries
    if not bearer.places or all(one == ad for one in countries.values()):
        return 0.0, 0.0, 0.0, 0.0
    if any(holding.towns.get(place, ad) != ad for place in bearer.places):
        return float(was_near(bearer, holding.core, rules)), 1.0, 0.0, 0.0
    home = any(countries.get(country(place), ad) != ad for place in bearer.places)
    return 0.0, 0.0, float(home), float(not home)


def was_near(bearer: Bearer, core: Core, rules: Rules) -> bool:
    """Whether another ad of the core said the same place at most `place_days` away."""
    window = rules.place_days * DAY
    if bearer.first is None or bearer.last is None:
        return False
    return any(
        ad != bearer.ad
        and first is not None
        and last is not None
        and max(first, bearer.first) - min(last, bearer.last) <= window
        for place in bearer.places
        for first, last, ad in core.seen.get(place, ())
    )
