"""Answers about ads, identifiers and possible networks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from linkage.model import EventKind, Kind, Verdict
from linkage_schemas.answers_flags import FlagOut
from linkage_schemas.wire import Answer, Moment


def _unasked(value: object) -> bool:
    return value is None


class AdBrief(Answer):
    """An ad as lists show it. `flags` is there where hash lists were asked."""

    ad_id: str
    source: str
    source_id: str
    network_id: str
    first_seen: Moment | None
    last_seen: Moment | None
    flags: Annotated[list[FlagOut] | None, Field(exclude_if=_unasked)] = None


class HolderOut(Answer):
    """One tenure of an identifier: its verdict, and why in words and figures.

    Null while the kind's default applies: ads `sampled`, the `share` of their pairs that carry something
    else together, the part of them that hangs together (`cohesion`), the `parties` among them that name
    contacts, and the mean probability that such an ad is the holder's (`purity`). Tenure -1 holds the undated
    ads of an identifier that changed hands, -2 ads that seem to be somebody else's, -3 ads on which
    something else says the same of more ads.
    """

    tenure: int
    verdict: Verdict
    reason: str
    words: str
    ads: int
    first_seen: Moment | None
    last_seen: Moment | None
    sampled: int | None = None
    share: float | None = None
    cohesion: float | None = None
    parties: int | None = None
    purity: float | None = None


class IdentifierBrief(Answer):
    """An identifier with its verdicts, one holder a tenure."""

    kind: Kind
    value: str
    ads: int
    first_seen: Moment | None
    last_seen: Moment | None
    holders: list[HolderOut]


class EvidenceOut(Answer):
    """Where an identifier stands in a record. `raw` is the ad's own text: hostile, as written.

    `start` and `end` count characters of the named field; `sha256` is over the raw record. `form` names
    how it was written, `region_source` what told the country of a phone, if anything had to.
    """

    ad_id: str
    source: str
    source_id: str
    sha256: str
    posted_at: Moment | None
    crawled_at: Moment | None
    field: str
    start: int
    end: int
    raw: str
    extractor: str
    confidence: float
    form: str = "plain"
    region_source: str | None = None


class LinkOut(Answer):
    """An ad's link to an identifier. `wrong` and `cut_by`: a person's decision voids it.

    `belief`: the probability that the ad is the holder's, null while it is the only one. `via`: the value
    that the ad carries in place of this one, which is like it; null where it carries this one.
    """

    kind: Kind
    value: str
    tenure: int
    verdict: Verdict
    first_seen: Moment | None
    last_seen: Moment | None
    observations: int
    confidence: float
    wrong: bool = False
    cut_by: str | None = None
    belief: float | None = None
    via: str | None = None
    holder: HolderOut | None = None
    evidence: list[EvidenceOut] = Field(default_factory=list)


class ObservationOut(Answer):
    """One record of an ad at one crawl; title and body are the ad's own text."""

    sha256: str
    posted_at: Moment | None
    crawled_at: Moment | None
    url: str | None
    title: str
    body: str
    country: str | None
    region: str | None
    city: str | None
    revision: int


class NetworkOut(Answer):
    """A possible network; one of a single ad included.

    `flags` are those of the pictures on its first `flags_of_ads` ads, by id: all of them in all but
    large networks. Both are there where hash lists were asked.
    """

    network_id: str
    ads: int
    first_seen: Moment | None
    last_seen: Moment | None
    revision: int
    flags: Annotated[list[FlagOut] | None, Field(exclude_if=_unasked)] = None
    flags_of_ads: Annotated[int | None, Field(exclude_if=_unasked)] = None


class AdOut(Answer):
    """An ad with all that is known of it."""

    ad: AdBrief
    network: NetworkOut
    observations: list[ObservationOut]
    links: list[LinkOut]
    revision: int


class CarrierOut(Answer):
    """An ad on an identifier's page. `belief`, `via`: as in `LinkOut`."""

    ad: AdBrief
    tenure: int
    verdict: Verdict
    first_seen: Moment | None
    last_seen: Moment | None
    confidence: float
    wrong: bool = False
    cut_by: str | None = None
    belief: float | None = None
    via: str | None = None


class IdentifierOut(Answer):
    """An identifier and a page of the ads that carry it. Pass `next` as `after` for more."""

    identifier: IdentifierBrief
    carriers: list[CarrierOut]
    next: str | None
    revision: int


class AdsOut(Answer):
    """A page of a network's ads."""

    network_id: str
    ads: list[AdBrief]
    total: int
    next: str | None
    revision: int


class NetworksOut(Answer):
    """A page of networks, largest first."""

    networks: list[NetworkOut]
    next: str | None
    revision: int


class VerdictOut(Answer):
    """An identifier with what its verdict is judged by, beside the figures of its holders.

    `sites` (sources) and `texts` (templates) are those of `looked_at` of its ads. `decision_id` is the
    decision that set the verdict, `warning_list` the list that did, if one of them did.
    """

    identifier: IdentifierBrief
    span_days: int | None
    looked_at: int
    sites: int
    texts: int
    decision_id: str | None
    warning_list: str | None


class VerdictsOut(Answer):
    """A page of identifiers of a verdict, those on most ads first.

    At most `sample` ads of each, those of smallest id, were looked at for sites and texts.
    """

    identifiers: list[VerdictOut]
    sample: int
    next: str | None
    revision: int


class IdentifierHit(Answer):
    """An identifier that a search named: its verdicts, the first ads, and their networks.

    `truncated` when there are more ads than shown; `ads_total` counts them all.
    """

    identifier: IdentifierBrief
    ads: list[AdBrief]
    networks: list[NetworkOut]
    ads_total: int
    truncated: bool


class TextMatch(Answer):
    r"""A full-text hit. `snippet` is the ad's own text; \x02 and \x03 enclose the matches."""

    ad: AdBrief
    snippet: str
    score: float


class NamedOut(Answer):
    """An identifier that a search named, and why there is nothing more to say of it."""

    kind: Kind
    value: str
    state: Literal["unknown", "erased"]


class SearchOut(Answer):
    """What a search found, by how its text was understood.

    `total` counts what was found: identifiers, ads, networks and texts. `truncated` when a limit cut
    anything, with the reason.
    """

    query: str
    identifiers: list[IdentifierHit]
    ads: list[AdBrief]
    networks: list[NetworkOut]
    texts: list[TextMatch]
    missing: list[NamedOut]
    total: int
    truncated: bool
    truncated_reason: str | None
    revision: int


class NodeOut(Answer):
    """A node of a network's graph: an ad, or an identifier's tenure inside this network.

    `degree` counts the node's links in the whole network.
    """

    id: str
    type: Literal["ad", "identifier"]
    degree: int
    ad: AdBrief | None = None
    kind: Kind | None = None
    value: str | None = None
    tenure: int | None = None
    verdict: Verdict | None = None


class EdgeOut(Answer):
    """An edge: an ad's link to an identifier, or two ads joined by weak evidence or a person.

    `confidence`: the probability that the ad is the identifier's holder's, or that the two ads belong
    together.
    """

    source: str
    target: str
    type: Literal["carries", "weak", "must-link"]
    followed: bool
    confidence: float


class GraphOut(Answer):
    """A network as a graph, or the part of it that `max_nodes` allows.

    `total_nodes` and `total_edges` are the true size; `truncated_reason` says what was left out.
    """

    network: NetworkOut
    nodes: list[NodeOut]
    edges: list[EdgeOut]
    total_nodes: int
    total_edges: int
    truncated: bool
    truncated_reason: str | None
    revision: int


class EventOut(Answer):
    """Something that happened to a network. `sequence` is gapless."""

    sequence: int
    revision: int
    kind: EventKind
    network_id: str
    other_id: str | None
    ads: int


class EventsOut(Answer):
    """A page of the change feed. Pass `next` as `since` for more; null at the end."""

    events: list[EventOut]
    next: int | None
    revision: int
