"""How each answer looks to a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkage.cli.output import line, plain, say, table
from linkage_schemas.words import count, date, kind_name, period, writing_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkage_schemas.answers import (
        AdBrief,
        AdOut,
        CountsOut,
        DecisionsOut,
        DoctorOut,
        EventOut,
        EvidenceOut,
        FlagOut,
        IdentifierBrief,
        IdentifierHit,
        IngestOut,
        NetworkOut,
        PictureHit,
        PicturesOut,
        SearchOut,
        SharedOut,
        VerdictOut,
        VerdictsOut,
        WhyOut,
    )


def ad_name(ad: AdBrief) -> str:
    """`source:source_id`, harmless for a terminal."""
    return plain(f"{ad.source}:{ad.source_id}", 120)


def flags(some: Sequence[FlagOut] | None) -> str:
    """Which hash lists know a picture, by what."""
    return "; ".join(
        f"{flag.list} ({flag.algorithm}" + (f", {flag.distance} bits off)" if flag.distance else ")")
        for flag in some or ()
    )


def ads(title: str, rows: Sequence[AdBrief]) -> None:
    """A table of ads, with the hash lists that know their pictures where there are any."""
    columns = ["ad", "first seen", "last seen", "possible network", "ad id"]
    lines = [[ad_name(ad), date(ad.first_seen), date(ad.last_seen), ad.network_id, ad.ad_id] for ad in rows]
    _flagged_table(title, columns, lines, [ad.flags for ad in rows])


def _flagged_table(
    title: str, columns: list[str], lines: list[list[str]], found: Sequence[Sequence[FlagOut] | None]
) -> None:
    if any(found):
        columns.insert(1, "on hash lists")
        for cells, some in zip(lines, found, strict=True):
            cells.insert(1, flags(some))
    table(title, columns, lines)


def networks(title: str, rows: Sequence[NetworkOut]) -> None:
    """A table of possible networks."""
    columns = ["possible network", "*ads", "first seen", "last seen"]
    lines = [[net.network_id, f"{net.ads:,}", date(net.first_seen), date(net.last_seen)] for net in rows]
    _flagged_table(title, columns, lines, [net.flags for net in rows])


def identifier(brief: IdentifierBrief, on: str | None = None) -> None:
    """An identifier and its verdicts in words; `on`: what ads it is on, where a number does not say it."""
    say(
        f"{kind_name(brief.kind)} {plain(brief.value, 200)}: {on or count(brief.ads, 'ad')}, "
        f"{period(brief.first_seen, brief.last_seen)}"
    )
    for holder in brief.holders:
        say(f"  {holder.verdict}: {holder.words}")


def pictures(answer: PicturesOut) -> None:
    """Pictures that a look-up found, nearest first."""
    if answer.flags:
        say(f"On hash lists: {flags(answer.flags)}")
    for hit in answer.pictures:
        off = f"{hit.likeness}, {hit.distance} bits off" if hit.distance else hit.likeness
        say(f"{off}:")
        _hit(hit, _on(hit))
    if not answer.pictures:
        say("No such picture is known.")
    if answer.hint:
        say(f"{answer.hint}.")
    if answer.truncated:
        say(f"Not everything is shown: {answer.truncated_reason}.")


def _on(hit: PictureHit) -> str:
    """How many ads have the very picture, and how many one like it."""
    total = count(hit.ads_total, "ad")
    if hit.near_ads is None:
        return f"{total}, those with a picture like it among them"
    return f"{total} exactly, {hit.near_ads:,} more with a picture like it" if hit.near_ads else total


def _hit(hit: IdentifierHit, on: str | None = None) -> None:
    identifier(hit.identifier, on)
    networks("", hit.networks)
    ads("", hit.ads)


def verdicts(answer: VerdictsOut) -> None:
    """Identifiers of a verdict with what it is judged by."""
    table(
        "",
        ("kind", "value", "*ads", "*sites", "*texts", "*days", "*tenures", "why"),
        [
            (
                row.identifier.kind,
                plain(row.identifier.value, 70),
                f"{row.identifier.ads:,}",
                _sampled(row.sites, row),
                _sampled(row.texts, row),
                "" if row.span_days is None else f"{row.span_days:,}",
                len(row.identifier.holders),
                "; ".join(holder.words for holder in row.identifier.holders)
                + (f" (decision {row.decision_id})" if row.decision_id else ""),
            )
            for row in answer.identifiers
        ],
    )
    if not answer.identifiers:
        say("None.")
    if any(row.looked_at < row.identifier.ads for row in answer.identifiers):
        say(f"+: counted on {answer.sample} ads of the identifier, there may be more.")
    if answer.next:
        say("There are more; --limit shows more, and --after goes on:")
        line(plain(answer.next, 10_000))


def _sampled(number: int, row: VerdictOut) -> str:
    return f"{number:,}{'+' if row.looked_at < row.identifier.ads else ''}"


def search(answer: SearchOut) -> None:
    """Everything a search found."""
    for missing in answer.missing:
        say(f"{kind_name(missing.kind)} {plain(missing.value, 200)}: {missing.state}")
    for hit in answer.identifiers:
        _hit(hit)
        if hit.truncated:
            say(f"{len(hit.ads)} of {hit.ads_total:,} ads shown; --limit shows more.")
    ads("Ads", answer.ads)
    networks("Possible networks", answer.networks)
    table(
        "Words",
        ("ad", "possible network", "text"),
        [
            (
                ad_name(text.ad),
                text.ad.network_id,
                plain(text.snippet.replace("\x02", "[").replace("\x03", "]"), 160),
            )
            for text in answer.texts
        ],
    )
    if not answer.total and not answer.missing:
        say("Nothing found.")
    if answer.truncated:
        say(f"Not everything is shown: {answer.truncated_reason}.")


def ad(answer: AdOut) -> None:
    """One ad with its links."""
    brief = answer.ad
    say(f"Ad {ad_name(brief)}, {period(brief.first_seen, brief.last_seen)}")
    say(f"  ad id {brief.ad_id}, possible network {brief.network_id} of {count(answer.network.ads, 'ad')}")
    for observation in answer.observations:
        say(f"  record {observation.sha256[:12]} {plain(observation.title, 100)}")
    table(
        "",
        ("kind", "value", "verdict", "*confidence", "why"),
        [
            (
                link.kind,
                plain(link.value, 70),
                "ruled wrong" if link.wrong else link.verdict,
                f"{link.confidence:.2f}",
                link.holder.words if link.holder else "",
            )
            for link in answer.links
        ],
    )


def network(answer: NetworkOut, members: Sequence[AdBrief], events: Sequence[EventOut]) -> None:
    """A possible network: its ads and its life."""
    say(
        f"Possible network {answer.network_id}: {count(answer.ads, 'ad')}, "
        f"{period(answer.first_seen, answer.last_seen)}"
    )
    if answer.flags:
        of = "" if answer.flags_of_ads == answer.ads else f" (of its first {answer.flags_of_ads:,} ads)"
        say(f"Pictures on hash lists{of}: {flags(answer.flags)}")
    lines = [[ad_name(ad), date(ad.first_seen), date(ad.last_seen), ad.ad_id] for ad in members]
    _flagged_table("", ["ad", "first seen", "last seen", "ad id"], lines, [ad.flags for ad in members])
    if len(members) < answer.ads:
        say(f"{len(members):,} of {answer.ads:,} ads shown; --limit shows more.")
    table(
        "Its life",
        ("*revision", "event", "other network", "*ads"),
        [(event.revision, event.kind, event.other_id or "", event.ads) for event in events],
    )


def why(answer: WhyOut) -> None:
    """The chain of evidence between two ads."""
    say(f"{ad_name(answer.a)}  ->  {ad_name(answer.b)}: {answer.outcome}")
    say(answer.summary)
    for number, step in enumerate(answer.steps, 1):
        say()
        say(f"{number}. {ad_name(step.a)}  ->  {ad_name(step.b)}   (strength {step.strength:.2f})")
        say(f"   {step.sentence}")
        for shared in _told(step.shared):
            _shared(shared)
    if answer.shared and not answer.steps:
        say()
        for shared in _told(answer.shared):
            say(f"- {shared.sentence}")
            _shared(shared)
    for decision in answer.decisions:
        say(
            f"Decision {decision.decision_id} by {plain(decision.actor)}: {decision.kind}, "
            f"{plain(decision.reason, 200)}"
        )
    say()
    say(answer.caveat)


def _told(some: Sequence[SharedOut]) -> list[SharedOut]:
    """Those whose sentence no other one's holds already."""
    return [one for one in some if one.same_as is None]


def _shared(shared: SharedOut) -> None:
    for row in (*shared.evidence_a, *shared.evidence_b):
        say(f"     {_evidence(row)}")
    if shared.more_evidence:
        say(f"     and {count(shared.more_evidence, 'more place')}")


def _evidence(row: EvidenceOut) -> str:
    seen = row.posted_at if row.posted_at is not None else row.crawled_at
    return (
        f"{plain(row.source + ':' + row.source_id, 80)}, {date(seen)}, {row.field}[{row.start}:{row.end}]: "
        f"“{plain(row.raw, 80)}” by {row.extractor}, confidence {row.confidence:.2f}"
        f"{writing_words(row.form, row.region_source)}, record {row.sha256[:12]}"
    )


def ingested(answer: IngestOut) -> str:
    """One line about an ingest."""
    stopped = (
        "Interrupted: what is below is saved; the same command goes on from here. " if answer.stopped else ""
    )
    return (
        f"{stopped}{answer.records:,} records: {answer.ads_new:,} new ads, "
        f"{answer.observations_new:,} new observations, {answer.identifiers_new:,} new identifiers, "
        f"{answer.rejects:,} rejects"
        + (f", {answer.refused:,} kept out as erased" if answer.refused else "")
        + (f", {answer.replayed:,} of {answer.batches:,} batches known already" if answer.replayed else "")
        + ("" if answer.observations_new else ": 0 new")
        + f" ({answer.seconds:.1f} s, revision {answer.revision})"
    )


def counts(answer: CountsOut) -> None:
    """Totals of a store."""
    generic = answer.verdicts.get("generic", 0)
    say(f"{answer.ads:,} ads; {answer.networks:,} possible networks, the largest of {answer.largest:,} ads")
    say(f"{answer.identifiers:,} identifiers, {generic:,} of them generic: shown, never followed")


def decisions(answer: DecisionsOut) -> None:
    """A table of decisions."""
    table(
        "Decisions",
        ("id", "kind", "on", "by", "reason", "stands"),
        [
            (
                row.decision_id,
                row.kind,
                plain(
                    " ".join(
                        filter(
                            None,
                            (
                                row.ad_a,
                                row.ad_b,
                                row.undoes,
                                f"{row.identifier.kind} {row.identifier.value}" if row.identifier else None,
                            ),
                        )
                    ),
                    160,
                ),
                plain(row.actor),
                plain(row.reason, 120),
                "yes" if row.standing else "no",
            )
            for row in answer.decisions
        ],
    )


def doctor(answer: DoctorOut) -> None:
    """The state of an installation."""
    table(
        "",
        ("check", "", "detail"),
        [(check.name, "ok" if check.ok else "PROBLEM", plain(check.detail, 300)) for check in answer.checks],
    )
    say(
        f"rules {answer.rules_version} ({answer.rules_digest[:12]}); "
        + ", ".join(f"{name} {version}" for name, version in sorted(answer.versions.items()))
    )
