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


class VouchOut(Answer):
    """Something else that an ad shares with `ads` of the other ads around an identifier."""

    kind: Kind
    value: str
    ads: int


class StandingOut(Answer):
    """What an ad's link to an identifier is worth, and what speaks for and against it.

    `belief`: the probability that the ad is the holder's; `worth`: that probability or, before the ad was
    judged, the kind's prior times the confidence of the extraction. `via`: what the ad carries in place of
    the identifier. `mates`: how many other ads hang together around the identifier or, where none do (`hangs`
    false), were looked at;
    `vouchers` are on some of them, `place` says whether another of them was in one place with the ad, and
    `own_contacts` whether the ad names contacts that none of them has.
    """

    belief: float | None
    worth: float
    via: str | None = None
    mates: int = 0
    hangs: bool = False
    vouchers: list[VouchOut] = Field(default_factory=list)
    more_vouchers: int = 0
    place: bool = False
    own_contacts: bool = False


class PartOut(Answer):
    """A run of words that two texts have in common (`text`), or a slot with what each has in it.

    All of it is the ads' own text: hostile, as written.
    """

    slot: bool
    text: str = ""
    a: str = ""
    b: str = ""


class AlikeOut(Answer):
    """How alike what two ads carry is.

    Texts: the template of the two in `parts`, of which `truncated` says whether they are all. Pictures: the
    `bits` of `of_bits` in which their hashes differ. Embeddings: the `model`, the `cosine` between the two,
    and the least one that the rules declare for that model; where a third stands for both, the two may be
    less alike than either is to it.
    """

    parts: list[PartOut] = Field(default_factory=list)
    truncated: bool = False
    bits: int | None = None
    of_bits: int | None = None
    model: str | None = None
    cosine: float | None = None
    least_cosine: float | None = None


class SharedOut(Answer):
    """An identifier that two ads share, the evidence on both, and what it is worth.

    `effect`: what resolution does with it between these two ads; near: it links, and one of them carries
    something like it. `strength`: the probability that the two belong together by it alone, that of the
    weaker link. `other_holder` is set when ad b's link is of another tenure. Evidence of an ad that carries
    something like the identifier is the evidence of that. `same_as`: this is another hash of a picture that
    the identifier of that value tells of already; together they are one piece of evidence.
    """

    kind: Kind
    value: str
    effect: Literal["links", "near", "weak", "generic", "other-tenure", "stray", "covered", "cut", "wrong"]
    sentence: str
    strength: float
    holder: HolderOut | None
    other_holder: HolderOut | None = None
    first_seen: Moment | None
    last_seen: Moment | None
    standing_a: StandingOut
    standing_b: StandingOut
    alike: AlikeOut | None = None
    evidence_a: list[EvidenceOut]
    evidence_b: list[EvidenceOut]
    more_evidence: int = 0
    decision: WhyDecision | None = None
    same_as: str | None = None


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
    the two ads carry both, whatever it is worth, and `confidence` is the probability that they belong
    together by all of it that nobody voided: the strongest of each family of evidence, combined as
    independent. `exhaustive` is false when the network is so large
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
    confidence: float | None = None
    steps: list[StepOut] = Field(default_factory=list)
    shared: list[SharedOut] = Field(default_factory=list)
    decisions: list[WhyDecision] = Field(default_factory=list)
    exhaustive: bool = True
    revision: int
