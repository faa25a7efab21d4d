"""A network at a higher confidence, and networks that may belong to it."""

from __future__ import annotations

from typing import Literal

from linkage.model import Kind
from linkage_schemas.answers_graph import AdBrief, NetworkOut
from linkage_schemas.wire import Answer, Moment


class NetworkPartOut(Answer):
    """Ads of a network that evidence of some confidence holds together.

    `network_id` is what the part would be called: after its founder, its ad that arrived first.
    """

    network_id: str
    founder: AdBrief
    ads: int
    first_seen: Moment | None
    last_seen: Moment | None


class LevelOut(Answer):
    """A confidence above which a network falls further apart, into how many parts, and how large they are."""

    confidence: float
    parts: int
    sizes: list[int]
    sentence: str


class NetworkPartsOut(Answer):
    """A page of the parts of a network at `min_confidence`, largest first. Pass `next` as `after` for more.

    At or below the confidence that the rules ask for it is whole. `alone` of the `total_parts` are single
    ads. `weakest`: the lowest confidences above which it falls further apart. Nothing of this is stored.
    """

    network: NetworkOut
    min_confidence: float
    parts: list[NetworkPartOut]
    total_parts: int
    alone: int
    weakest: list[LevelOut]
    next: int | None
    revision: int


class SharedBrief(Answer):
    """An identifier that two ads share without being joined by it. `strength`: as in `SharedOut`."""

    kind: Kind
    value: str
    effect: Literal["links", "near", "weak", "generic", "other-tenure", "stray", "covered", "cut", "wrong"]
    strength: float


class SuggestionOut(Answer):
    """Another network that may belong here, with the pair of ads that says most for it.

    `a` is of the network asked about. `probability`: that the two belong together by all they share. A person
    confirms it with a must-link of the two, or rejects it with a cannot-link.
    """

    network: NetworkOut
    a: AdBrief
    b: AdBrief
    probability: float
    sentence: str
    shared: list[SharedBrief]


class PossibleOut(Answer):
    """Networks that may belong to one, most probable first; `total` counts all that were found."""

    network: NetworkOut
    suggestions: list[SuggestionOut]
    total: int
    truncated: bool
    truncated_reason: str | None
    revision: int
