"""How probable it is that an identifier belongs to nobody in particular: strangers use it.

A logistic model over the figures of its sample, as `linkage.link.belief` is over those of one ad.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from linkage.link.bearers import Core
from linkage.link.belief import logistic
from linkage.link.features import GENERIC_FEATURES
from linkage.link.rules import Rules
from linkage.model import Family, Kind

DOUBTED = 0.5
LEAST_SAMPLE = 5
"""On fewer ads the model was never fitted: three parties on three ads may be one that changes its phone."""
ONE_TOWN = 0.15
"""Places by ads below which the ads of a contact count as seen in one town: that of a venue's desk."""


def generic_features(kind: Kind, core: Core, beliefs: Sequence[float], rules: Rules) -> tuple[float, ...]:
    """The numbers of one identifier, in the order of `GENERIC_FEATURES`.

    belief: mean over the sample; followed, doubted: parts of it above `linked` and below one half.
    party_rate, party_share: parties by ads, and by ads that name contacts; core: part of the sample in the
    core; spread, mixed, share, voices: see `Core`. size: log2 of the sample; crowd: it times party_rate.
    many_parties: `strangers` or more; spread_doubt: spread times what is missing from belief. parties: log2
    of the parties. What ends in _contact is of contacts alone, what ends in _outside times the part of the
    sample outside the core. crowd_...: of contacts of more than `strangers` parties; town_contact: parties
    beyond the first by ads, of a contact seen in one town. near_...: share of the pairs of
    parties seen in one place, times log2 of the parties; relay: by how much they take turns; of contacts, or
    (near_parties, relay) of other kinds.
    """
    family = rules.kinds[kind].family
    ads = core.sampled
    mean = sum(beliefs) / ads
    size = log2(ads)
    rate = core.parties / ads
    return (
        1.0,
        float(family is Family.PICTURE),
        float(family is Family.TEXT),
        mean,
        sum(belief >= rules.linked for belief in beliefs) / ads,
        sum(belief < DOUBTED for belief in beliefs) / ads,
        rate,
        core.parties / (core.speakers + 1),
        len(core.ads) / ads,
        core.spread,
        core.mixed,
        size,
        size * rate,
        float(core.parties >= rules.strangers),
        core.spread * (1.0 - mean),
        core.share,
        *_of_strangers(core, mean, contact=float(family is Family.CONTACT), many=rules.strangers),
        *_of_turns(core, contact=float(family is Family.CONTACT)),
    )


def _of_strangers(core: Core, mean: float, *, contact: float, many: int) -> tuple[float, ...]:
    """The numbers from parties to town_contact."""
    strangers = log2(max(1, core.parties))
    outside = 1.0 - len(core.ads) / core.sampled
    crowded = contact * float(core.parties > many)
    extra = max(0, core.parties - 1) / core.sampled
    return (
        strangers,
        strangers * contact,
        strangers * outside,
        contact * float(core.parties >= many),
        contact * outside,
        contact * core.share,
        contact * mean,
        core.voices,
        crowded,
        crowded * outside,
        crowded * mean,
        contact * extra if core.spread < ONE_TOWN else 0.0,
    )


def _of_turns(core: Core, contact: float) -> tuple[float, ...]:
    """The numbers from near_parties to relay."""
    near = log2(max(1, core.parties)) * core.turns.near
    relay, other = core.turns.relay, 1.0 - contact
    return (near * other, near * contact, relay * contact, relay * other)


def is_generic(kind: Kind, core: Core, beliefs: Sequence[float], rules: Rules) -> bool:
    """Whether the sample says that strangers use the identifier."""
    if core.sampled < LEAST_SAMPLE:
        return core.parties >= rules.strangers and sum(beliefs) / core.sampled < DOUBTED
    numbers = generic_features(kind, core, beliefs, rules)
    return logistic(GENERIC_FEATURES, numbers, rules.generic_weights) >= rules.generic
