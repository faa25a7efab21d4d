"""The answer to: do these two ads belong together, and why?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from linkage.model import Kind, Outcome
from linkage_schemas.answers_graph import AdBrief, EvidenceOut, HolderOut
from linkage_schemas.wire import Answer, Moment


class WhyDecision(Answer):
    """A person's decision that speaks for or against a link."""

    decision_id: str
    kind: str
    actor: str
    reason: str
    at: Moment


class SharedOut(Answer):
    """An identifier that two ads share, the evidence on both, and what it is worth.

    `effect`: what resolution does with it between these two ads. `strength` is the kind's purity
    times the lesser confidence. `other_holder` is set when ad b's link is of another tenure.
    """

    kind: Kind
    value: str
    effect: Literal["links", "weak", "generic", "other-tenure", "stray", "cut", "wrong"]
    sentence: str
    strength: float
    holder: HolderOut | None
    other_holder: HolderOut | None = None
    first_seen: Moment | None
    last_seen: Moment | None
    evidence_a: list[EvidenceOut]
    evidence_b: list[EvidenceOut]
    more_evidence: int = 0
    decision: WhyDecision | None = None


class StepOut(Answer):
    """One step of a chain, from ad `a` to ad `b`."""

    a: AdBrief
    b: AdBrief
    type: Literal["identifier", "weak", "must-link"]
    sentence: str
    strength: float
    shared: list[SharedOut]
    decision: WhyDecision | None = None


class WhyOut(Answer):
    """Why two ads are in one possible network, or why they are not.

    linked: `steps` is the strongest chain of evidence between them and `strength` that of its
    weakest step. possible: weak evidence that a person may confirm; `probability` is what it is worth.
    generic: they share only what identifies nobody. none: nothing joins them. `shared` holds what
    the two ads carry both, whatever it is worth. `exhaustive` is false when the network is so large
    that the chain is the strongest within the shortest reach, not of all.
    """

    outcome: Outcome
    summary: str
    caveat: str
    a: AdBrief
    b: AdBrief
    network_id: str | None = None
    strength: float | None = None
    probability: float | None = None
    steps: list[StepOut] = Field(default_factory=list)
    shared: list[SharedOut] = Field(default_factory=list)
    decisions: list[WhyDecision] = Field(default_factory=list)
    exhaustive: bool = True
    revision: int
