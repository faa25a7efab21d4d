"""Answers from what a store says, field by field."""

from __future__ import annotations

from collections.abc import Iterable

from linkage.link.rules import Rules
from linkage.model import Identifier, Verdict
from linkage.ports import (
    COVERED,
    STRAY,
    AdRow,
    DecisionRow,
    EventRow,
    EvidenceRow,
    Holder,
    IdentifierRow,
    NetworkRow,
    ObservationRow,
    StoredLink,
)
from linkage_schemas.answers import (
    AdBrief,
    DecisionBrief,
    EventOut,
    EvidenceOut,
    HolderOut,
    IdentifierBrief,
    IdentifierName,
    LinkOut,
    NetworkOut,
    ObservationOut,
)
from linkage_schemas.reasons import reason_words

_MARKS = {STRAY: "stray", COVERED: "covered"}


def ad_brief(row: AdRow) -> AdBrief:
    """An ad as lists show it."""
    return AdBrief(
        ad_id=row.ad_id,
        source=row.source,
        source_id=row.source_id,
        network_id=row.network_id,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )


def holder_out(name: Identifier, holder: Holder, rules: Rules) -> HolderOut:
    """A tenure with its reason in words."""
    return HolderOut(
        tenure=holder.tenure,
        verdict=holder.verdict,
        reason=holder.reason,
        words=reason_words(name, holder, rules),
        ads=holder.ads,
        first_seen=holder.first,
        last_seen=holder.last,
        sampled=holder.sampled,
        share=holder.share,
        cohesion=holder.cohesion,
        parties=holder.parties,
        purity=holder.purity,
    )


def holder_of(row: IdentifierRow | None, tenure: int, rules: Rules) -> HolderOut | None:
    """The holder of a tenure, if it is there; for a link that is marked, what the mark says."""
    if row is None:
        return None
    name = Identifier(row.kind, row.value)
    for holder in row.holders:
        if holder.tenure == tenure:
            return holder_out(name, holder, rules)
    if tenure in _MARKS:
        marked = Holder(tenure, Verdict.GENERIC, _MARKS[tenure], row.ads, row.first_seen, row.last_seen)
        return holder_out(name, marked, rules)
    return None


def identifier_brief(row: IdentifierRow, rules: Rules) -> IdentifierBrief:
    """An identifier with all its holders."""
    return IdentifierBrief(
        kind=row.kind,
        value=row.value,
        ads=row.ads,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        holders=[holder_out(Identifier(row.kind, row.value), holder, rules) for holder in row.holders],
    )


def evidence_out(row: EvidenceRow, ad: AdRow) -> EvidenceOut:
    """A piece of evidence with the name of its ad."""
    return EvidenceOut(
        ad_id=row.ad_id,
        source=ad.source,
        source_id=ad.source_id,
        sha256=row.sha256,
        posted_at=row.posted_at,
        crawled_at=row.crawled_at,
        field=row.field,
        start=row.start,
        end=row.end,
        raw=row.raw,
        extractor=row.extractor,
        confidence=row.confidence,
        form=row.form,
        region_source=row.region_source,
    )


def link_out(
    link: StoredLink, holder: HolderOut | None = None, evidence: Iterable[EvidenceOut] = ()
) -> LinkOut:
    """A link, with its holder and evidence where asked for."""
    return LinkOut(
        kind=link.kind,
        value=link.value,
        tenure=link.tenure,
        verdict=link.verdict,
        first_seen=link.first_seen,
        last_seen=link.last_seen,
        observations=link.observations,
        confidence=link.confidence,
        wrong=link.wrong,
        cut_by=link.cut_by,
        belief=link.belief,
        via=link.via,
        holder=holder,
        evidence=list(evidence),
    )


def observation_out(row: ObservationRow) -> ObservationOut:
    """A record without its raw bytes."""
    return ObservationOut(
        sha256=row.sha256,
        posted_at=row.posted_at,
        crawled_at=row.crawled_at,
        url=row.url,
        title=row.title,
        body=row.body,
        country=row.country,
        region=row.region,
        city=row.city,
        revision=row.revision,
    )


def network_out(row: NetworkRow, revision: int) -> NetworkOut:
    """A network as of a revision."""
    return NetworkOut(
        network_id=row.network_id,
        ads=row.ads,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        revision=revision,
    )


def event_out(row: EventRow) -> EventOut:
    """An event."""
    return EventOut(
        sequence=row.sequence,
        revision=row.revision,
        kind=row.kind,
        network_id=row.network_id,
        other_id=row.other_id,
        ads=row.ads,
    )


def decision_brief(row: DecisionRow) -> DecisionBrief:
    """A decision and whether it stands."""
    made = row.decision
    named = made.identifier
    return DecisionBrief(
        decision_id=made.decision_id,
        kind=made.kind,
        actor=made.actor,
        reason=made.reason,
        at=made.at,
        ad_a=made.ad_a,
        ad_b=made.ad_b,
        identifier=IdentifierName(kind=named.kind, value=named.value) if named else None,
        undoes=made.undoes,
        standing=row.standing,
        revision=row.revision,
    )
