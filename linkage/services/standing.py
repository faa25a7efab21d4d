"""What an ad's link is worth and what vouches for it, as figures and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from linkage.link.rules import Rules
from linkage.link.verdicts import DECISION, WARNED
from linkage.model import Identifier
from linkage.ports import AdRow, Store, StoredLink
from linkage.resolve import Vouching, vouching
from linkage.services.evidence_graph import worth_of
from linkage_schemas.answers import HolderOut, StandingOut, VouchOut
from linkage_schemas.words import chance_words, count, named

SHOWN = 5
"""Vouchers shown."""
TOLD = 2
"""Vouchers that a sentence names."""
GIVEN = frozenset({DECISION, WARNED})
"""Reasons of verdicts that no figures were asked for."""


def standings(
    store: Store,
    rules: Rules,
    name: Identifier,
    sides: Sequence[tuple[AdRow, StoredLink, HolderOut | None]],
) -> list[StandingOut]:
    """What the links of these ads to one identifier are worth."""
    found: dict[int, Mapping[int, Vouching]] = {}
    answers: list[StandingOut] = []
    for ad, link, holder in sides:
        asked = link.belief is not None and not link.wrong and (holder is None or holder.reason not in GIVEN)
        if asked and link.tenure not in found:
            numbers = [one.arrival for one, other, _ in sides if other.tenure == link.tenure]
            look = partial(vouching, rules=rules, name=name, tenure=link.tenure, ads=numbers)
            found[link.tenure] = store.view(look)
        answers.append(_standing(link, found[link.tenure].get(ad.arrival) if asked else None, rules))
    return answers


def _standing(link: StoredLink, seen: Vouching | None, rules: Rules) -> StandingOut:
    known = StandingOut(belief=link.belief, worth=worth_of(link, rules), via=link.via)
    if seen is None:
        return known
    return known.model_copy(
        update={
            "mates": seen.mates,
            "hangs": seen.hangs,
            "vouchers": [VouchOut(kind=n.kind, value=n.value, ads=ads) for n, ads in seen.shared[:SHOWN]],
            "more_vouchers": max(0, len(seen.shared) - SHOWN),
            "place": seen.place,
            "own_contacts": seen.own,
        }
    )


def standing_words(which: str, standing: StandingOut, rules: Rules) -> str:
    """A sentence on the `first` or the `second` ad; nothing where nobody judged its link."""
    if standing.belief is None or not standing.mates:
        return ""
    start = f"That the {which} ad is the holder's is {chance_words(standing.belief)}"
    others = "other ad" if standing.mates == 1 else "other ads"
    around = "that hang together around it" if standing.hangs else "that carry it"
    said = [f"{one.ads:,} share the {named(one.kind, one.value)}" for one in standing.vouchers[:TOLD]]
    if standing.place:
        said.append(f"one or more were in the same place within {count(rules.place_days, 'day')}")
    own = "; it names contacts that none of them has" if standing.own_contacts else ""
    found = _listed(said) if said else "none share anything else with it"
    return f"{start}: of {standing.mates:,} {others} {around}, {found}{own}."


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
