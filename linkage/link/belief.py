"""How probable it is that an ad belongs to the holder of an identifier it carries.

A logistic model over what can be said of the ad in one sentence: what it shares with the ads around the
identifier, whether it names contacts that none of them has, and how many strangers there are. The weights
are rules; `linkage calibrate` fits them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, exp, log2
from typing import NamedTuple

from linkage.link.bearers import Bearer, Core, country
from linkage.link.rules import DAY, Rules
from linkage.model import Family, Kind, Verdict

FEATURES: tuple[str, ...] = (
    "base",
    "picture",
    "text",
    "vector",
    "weak_contact",
    "near",
    "by_other",
    "by_contact",
    "by_place",
    "town",
    "abroad",
    "two_families",
    "other_support",
    "contact_support",
    "silent",
    "silent_strangers",
    "silent_crowd",
    "silent_picture",
    "silent_text",
    "silent_town",
    "conflict",
    "conflict_strangers",
    "conflict_crowd",
    "conflict_picture",
    "conflict_text",
    "conflict_place",
    "conflict_support",
    "partial",
    "stranger_share",
    "crowd",
    "spread",
    "mixed",
    "alone",
    "alone_size",
)
"""Names of the numbers that the model weighs, in order; `features` says what each is."""

STEPS = (0.999, 0.995, 0.99)
"""Above the last of them a belief is rounded down to one of them, below it to two decimals."""


class Holding(NamedTuple):
    """What is the same for all ads around an identifier."""

    kind: Kind
    core: Core
    kind_of: Callable[[int], Kind]


def features(bearer: Bearer, holding: Holding, rules: Rules) -> tuple[float, ...]:
    """The numbers of one ad, in the order of `FEATURES`.

    by_other, by_contact, by_place: it shares an identifier of another family, another contact, or place
    and days with the core. What less than `support` of the core carries counts for nothing: two ads of
    strangers may print the same hotline. town: a place of the core, whenever; abroad: in none of its
    countries. other_support, contact_support: log2 of the share of the core that does so. two_families: it
    shares identifiers of two families. silent: it shares nothing and contradicts nobody; conflict: it shares
    nothing and contradicts; partial: it shares something and contradicts, with none of its contacts shared.
    stranger_share: parties beyond the first by ads that name contacts; crowd: parties by ads, times log2 of
    the sample. spread, mixed: places and countries of the sample, see `Core`. alone: no two ads hang
    together; alone_size: log2 of the sample then.
    """
    kind, core, _ = holding
    rule = rules.kinds[kind]
    place = was_near(bearer, core, rules)
    town = float(bool(core.ads) and not core.seen.keys().isdisjoint(bearer.places))
    size = log2(max(2, core.sampled))
    extra = max(0, core.parties - 1)
    stranger_share, crowd = extra / (core.speakers + 1), extra / core.sampled * size
    picture, text = float(rule.family is Family.PICTURE), float(rule.family is Family.TEXT)
    speaks = contradicts(bearer, holding)
    shared, vouched, by_contact, support = _shared(bearer, holding, rules)
    silent, conflict = float(not vouched and not speaks), float(not vouched and speaks)
    alone = float(not core.ads)
    return (
        1.0,
        picture,
        text,
        float(rule.family is Family.VECTOR),
        float(rule.family is Family.CONTACT and rule.default is Verdict.WEAK),
        float(bearer.near),
        *shared[:2],
        float(place),
        town,
        float(_is_abroad(bearer, core)),
        *shared[2:],
        *(silent * one for one in (1.0, stranger_share, crowd, picture, text, town)),
        *(conflict * one for one in (1.0, stranger_share, crowd, picture, text, float(place))),
        support * (speaks and not by_contact),
        float(vouched and speaks and not by_contact),
        stranger_share,
        crowd,
        core.spread,
        core.mixed,
        alone,
        alone * size,
    )


def _shared(
    bearer: Bearer, holding: Holding, rules: Rules
) -> tuple[tuple[float, float, float, float, float], bool, bool, float]:
    """by_other, by_contact, two_families, both supports; whether anything vouches, and a contact; support."""
    core, kind_of = holding.core, holding.kind_of
    inside = 1 if bearer.ad in core.ads else 0
    others, contacts = vouchers(bearer, core, rules)
    mates = max(1, len(core.ads) - inside)
    best, second = (
        log2(max(core.shared[ident] - inside for ident in idents) / mates) if idents else 0.0
        for idents in (others, contacts)
    )
    families = {rules.kinds[kind_of(ident)].family for ident in (*others, *contacts)}
    numbers = (float(bool(others)), float(bool(contacts)), float(len(families) > 1), best, second)
    return numbers, bool(others or contacts), bool(contacts), best


def contradicts(bearer: Bearer, holding: Holding) -> bool:
    """Whether an ad names a contact where the others name theirs: a second phone, or another e-mail address.

    An e-mail address beside a phone contradicts nobody as long as no other ad around that phone names one.
    """
    kind, core, kind_of = holding
    kinds = {kind_of(ident) for ident in bearer.contacts - core.template}
    return kind in kinds or any(core.named.get(one, frozenset()) - {bearer.ad} for one in kinds)


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


def _is_abroad(bearer: Bearer, core: Core) -> bool:
    """Whether the ad names places, but none in a country that the core names."""
    home = {country(place) for place in core.seen}
    return bool(home and bearer.places) and home.isdisjoint(map(country, bearer.places))


def was_near(bearer: Bearer, core: Core, rules: Rules) -> bool:
    """Whether another ad of the core said the same place at most `place_days` away."""
    window = rules.place_days * DAY
    if bearer.first is None or bearer.last is None:
        return False
    return any(
        ad != bearer.ad and max(first, bearer.first) - min(last, bearer.last) <= window
        for place in bearer.places
        for first, last, ad in core.seen.get(place, ())
    )


def probability(numbers: Sequence[float], weights: Mapping[str, float]) -> float:
    """The model's probability, before rounding."""
    return logistic(FEATURES, numbers, weights)


def logistic(names: Sequence[str], numbers: Sequence[float], weights: Mapping[str, float]) -> float:
    """Probability that numbers with these names and weights stand for."""
    total = sum(weights[name] * number for name, number in zip(names, numbers, strict=True) if number)
    return 1.0 / (1.0 + exp(-total)) if total > -500.0 else 0.0


def rounded(chance: float) -> float:
    """A probability as it is stored: coarse enough not to change with every ad."""
    return next((step for step in STEPS if chance >= step), round(chance, 2))


class Assessed(NamedTuple):
    """The belief in a link, and whether it joins its ad where its holder links at all."""

    belief: float
    followed: bool


def assess(bearers: Iterable[Bearer], holding: Holding, rules: Rules) -> dict[int, Assessed]:
    """What every ad's link is worth, by ad."""
    found: dict[int, Assessed] = {}
    for one in bearers:
        numbers = features(one, holding, rules)
        belief = rounded(probability(numbers, rules.weights))
        vouched = any(numbers[place] for place in _VOUCHING)
        found[one.ad] = Assessed(belief, belief >= _least(one, holding, rules, vouched=vouched))
    return found


_VOUCHING = (FEATURES.index("by_other"), FEATURES.index("by_contact"))


def _least(bearer: Bearer, holding: Holding, rules: Rules, *, vouched: bool) -> float:
    """The belief from which an ad's link is followed; see `Rules`."""
    rule = rules.kinds[holding.kind]
    if rule.family is Family.PICTURE and not vouched:
        return rules.linked_picture
    contact = rule.family is Family.CONTACT and rule.default is Verdict.LINKING
    # Where ads hang together, one that shares nothing with them but the contact is the odd one out.
    alone = contact and not holding.core.ads and bearer.contacts <= holding.core.template
    return rules.linked_alone if alone else rules.linked
