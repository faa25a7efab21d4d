"""How probable it is that an ad belongs to the holder of an identifier it carries.

A logistic model over what can be said of the ad in one sentence: what it shares with the ads around the
identifier, whether it names contacts that none of them has, and how many strangers there are. The weights
are rules; `linkage calibrate` fits them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log2
from typing import NamedTuple

from linkage.link.bearers import Bearer
from linkage.link.features import FEATURES
from linkage.link.holding import Holding, contradicts, vouchers, whereabouts
from linkage.link.rules import Rules
from linkage.model import Family, Verdict

STEPS = (0.999, 0.995, 0.99)
"""Above the last of them a belief is rounded down to one of them, below it to two decimals."""


def features(bearer: Bearer, holding: Holding, rules: Rules) -> tuple[float, ...]:
    """The numbers of one ad, in the order of `FEATURES`.

    by_other, by_contact: it shares an identifier of another family, and another contact, with the core; what
    less than `support` of the core carries counts for nothing, since two ads of strangers may print the same
    hotline. other_support, contact_support: log2 of the share of the core that does so. two_families: it
    shares identifiers of two families. partial: it shares something and contradicts, with no contact shared;
    conflict_support: other_support then. place, town, elsewhere, abroad: see `whereabouts`. lone: it shares
    nothing; silent: nor does it contradict anybody; conflict: it does; bare: it carries nothing of another
    family at all. parties and strangers: log2 of the parties; share, crowd, many, alone: see `Holding`;
    voices, spread, mixed: see `Core`; kin_voices, vouched_many: those of an ad that shares something. A name
    of two words is their product.
    """
    speaks = contradicts(bearer, holding)
    shared, vouched, by_contact, support = _shared(bearer, holding, rules)
    where = whereabouts(bearer, holding, rules)
    lone = float(not vouched)
    partial = float(vouched and speaks and not by_contact)
    return (
        1.0,
        holding.picture,
        holding.text,
        holding.vector,
        holding.weak_contact,
        float(bearer.near),
        *shared,
        support * partial,
        partial,
        *where,
        where[3] * holding.picture,
        where[3] * holding.text,
        *(_lone(bearer, holding, where, speaks=speaks) if lone else _NOT_LONE),
        *_sampled(holding, lone),
    )


def _lone(
    bearer: Bearer, holding: Holding, where: tuple[float, float, float, float], *, speaks: bool
) -> tuple[float, ...]:
    """The numbers of an ad that shares nothing with the core, from lone_place to conflict_place."""
    many, place, town = holding.many, where[0], where[1]
    mine = (
        1.0,
        holding.strangers,
        holding.share,
        holding.crowd,
        holding.picture,
        holding.text,
        float(not bearer.others),
        holding.alone,
    )
    none = (0.0,) * len(mine)
    said = (*none, *mine, place) if speaks else (*mine, *none, 0.0)
    return (*where, many, many * place, many * town, *said)


_NOT_LONE = (0.0,) * (FEATURES.index("parties") - FEATURES.index("lone_place"))


def _sampled(holding: Holding, lone: float) -> tuple[float, ...]:
    """The numbers of the sample, from parties to vouched_many."""
    core, many, strangers = holding.core, holding.many, holding.strangers
    picture, text = holding.picture, holding.text
    return (
        strangers,
        many,
        holding.share,
        holding.crowd,
        core.spread,
        core.mixed,
        holding.alone,
        holding.alone * many,
        core.voices,
        core.voices * (1.0 - lone),
        picture * many,
        text * many,
        picture * strangers,
        text * strangers,
        (1.0 - lone) * many,
    )


def _shared(
    bearer: Bearer, holding: Holding, rules: Rules
) -> tuple[tuple[float, float, float, float, float], bool, bool, float]:
    """by_other to contact_support; whether anything vouches, and a contact; support of what vouches most."""
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
        found[one.ad] = Assessed(belief, belief >= _least(numbers, holding, rules))
    return found


_BY_OTHER, _BY_CONTACT, _TOWN, _CONFLICT = (
    FEATURES.index(name) for name in ("by_other", "by_contact", "town", "conflict")
)


def _least(numbers: Sequence[float], holding: Holding, rules: Rules) -> float:
    """The belief from which an ad's link is followed; see `Rules`."""
    if numbers[_BY_OTHER] or numbers[_BY_CONTACT]:
        return rules.linked
    rule = rules.kinds[holding.kind]
    if rule.family is Family.CONTACT and rule.default is Verdict.LINKING:
        if numbers[_CONFLICT]:
            return rules.linked
        return rules.linked_alone if holding.alone else rules.linked_silent
    if rule.family is Family.PICTURE:
        return rules.linked if numbers[_TOWN] else rules.linked_picture
    if numbers[_TOWN]:
        return rules.linked_town
    return rules.linked_weak if holding.alone else rules.linked
