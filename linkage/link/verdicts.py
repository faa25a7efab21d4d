"""The verdict of one holder from its figures."""

from __future__ import annotations

from linkage.link.corroboration import Corroboration
from linkage.link.rules import Rules
from linkage.model import Kind, Verdict
from linkage.ports.graph import Holder

DEFAULT = "default"
DECISION = "decision"
WARNED = "warning-list"
CORROBORATED = "corroborated"
UNCORROBORATED = "uncorroborated"


def fixed(kind: Kind, *, ruling: bool | None, warned: bool, rules: Rules) -> tuple[Verdict, str] | None:
    """Verdict and reason that no figure can change: a person's word, then the warning list."""
    if ruling is not None:
        return (Verdict.GENERIC if ruling else rules.kinds[kind].default), DECISION
    if warned:
        return Verdict.GENERIC, WARNED
    return None


def corroborated(holder: Holder, kind: Kind, figures: Corroboration, bound: int, rules: Rules) -> Holder:
    """The holder with the verdict that its sample gives it."""
    holds = figures.share >= rules.min_share and figures.cohesion >= rules.min_cohesion
    return holder._replace(
        verdict=rules.kinds[kind].default if holds else Verdict.GENERIC,
        reason=CORROBORATED if holds else UNCORROBORATED,
        sampled=figures.sampled,
        share=figures.share,
        cohesion=figures.cohesion,
        bound=bound,
    )
