"""The verdict of one holder from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linkage.link.bearers import Core
from linkage.link.generic import is_generic
from linkage.link.rules import Rules
from linkage.model import Kind, Verdict
from linkage.ports.graph import Holder

DEFAULT = "default"
DECISION = "decision"
WARNED = "warning-list"
CORROBORATED = "corroborated"
"""Ads that carry it hang together, and it links those that belong to them."""
UNCONTESTED = "uncontested"
"""No two ads hang together, but nothing speaks against it either."""
UNCORROBORATED = "uncorroborated"
"""Too little speaks for it."""
STRANGERS = "strangers"
"""Parties that have nothing else to do with each other use it."""
COVERED = "covered"
"""Whatever carries it carries something that says the same of more ads."""
LEAST_FOLLOWED = 2


class Standing(NamedTuple):
    """What a link is worth. `followed`: it joins where its holder links; `covered`: it says nothing new."""

    belief: float
    followed: bool
    covered: bool


def fixed(kind: Kind, *, ruling: bool | None, warned: bool, rules: Rules) -> tuple[Verdict, str] | None:
    """Verdict and reason that no figure can change: a person's word, then the warning list."""
    if ruling is not None:
        return (Verdict.GENERIC if ruling else rules.kinds[kind].default), DECISION
    if warned:
        return Verdict.GENERIC, WARNED
    return None


def judged(
    holder: Holder,
    kind: Kind,
    core: Core,
    standings: Sequence[Standing],
    bound: int,
    rules: Rules,
) -> Holder:
    """The holder with the verdict that its sample gives it.

    `standings[i]` is of the sample's ad i; `bound` is the sample's largest rank.
    """
    beliefs = [one.belief for one in standings]
    purity = sum(beliefs) / len(beliefs)
    free = [one for one in standings if not one.covered]
    if is_generic(kind, core, beliefs, rules):
        verdict, reason = Verdict.GENERIC, STRANGERS
    elif sum(one.followed for one in free) >= LEAST_FOLLOWED:
        verdict, reason = Verdict.LINKING, CORROBORATED if core.ads else UNCONTESTED
    else:
        verdict, reason = Verdict.WEAK, UNCORROBORATED if free else COVERED
    return holder._replace(
        verdict=verdict,
        reason=reason,
        sampled=core.sampled,
        share=round(core.share, 4),
        cohesion=round(len(core.ads) / core.sampled, 4),
        bound=bound,
        parties=core.parties,
        purity=round(purity, 4),
    )
