"""Look-ups of history and totals in Neo4j."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from linkage.model import Identifier, Kind, Reject, RulesText, Verdict, founder_of
from linkage.ports import Counts, CutRow, EventRow, IdentifierRow
from linkage.store.neo4j.connection import Query
from linkage.store.neo4j.identifiers import FIELDS, KINDS
from linkage.store.neo4j.reads import identifier_row
from linkage.store.outside import event_row

EVENT = "e.sequence, e.revision, e.kind, e.founder, e.other, e.ads"


def events(query: Query, since: int, wanted: str | None, limit: int) -> Sequence[EventRow]:
    """See `Store.events`."""
    if wanted is None:
        rows = query.rows(
            f"MATCH (e:Event) WHERE e.sequence > $since RETURN {EVENT} ORDER BY e.sequence LIMIT $limit",
            since=since,
            limit=max(0, limit),
        )
    else:
        rows = query.rows(
            "CALL () { MATCH (e:Event {founder: $founder}) RETURN e "
            "UNION MATCH (e:Event {other: $founder}) RETURN e } "
            f"WITH e WHERE e.sequence > $since RETURN {EVENT} ORDER BY e.sequence LIMIT $limit",
            since=since,
            founder=founder_of(wanted),
            limit=max(0, limit),
        )
    return [event_row(row) for row in rows]


def identifiers_by_reach(
    query: Query, verdict: Verdict, kind: Kind | None, after: tuple[int, Identifier] | None, limit: int
) -> Sequence[IdentifierRow]:
    """See `Store.identifiers_by_reach`."""
    ads, last = after or (1 << 62, Identifier(Kind.PHONE, ""))
    rows = query.rows(
        "MATCH (i:Identifier) WHERE i.verdict = $verdict AND i.ads >= $least AND i.ads <= $ads "
        "AND (i.ads < $ads OR i.value > $value OR (i.value = $value AND i.kind > $last)) "
        "AND ($kind IS NULL OR i.kind = $kind) "
        f"RETURN {FIELDS} ORDER BY i.ads DESC, i.value, i.kind LIMIT $limit",
        verdict=str(verdict),
        least=1 if verdict is Verdict.GENERIC else 2,
        ads=ads,
        value=last.value,
        last=str(last.kind),
        kind=None if kind is None else str(kind),
        limit=max(0, limit),
    )
    return [identifier_row(row) for row in rows]


def rules(query: Query, revision: int | None) -> RulesText | None:
    """See `Store.rules`."""
    match = "MATCH (m:Meta {key: 'rules_digest'}) MATCH (r:Rules {digest: m.value})"
    if revision is not None:
        match = "MATCH (b:Batch {revision: $revision}) MATCH (r:Rules {digest: b.rules})"
    row = query.one(f"{match} RETURN r.digest, r.text", revision=revision)
    return None if row is None else RulesText(*row)


def cuts(query: Query, ad_ids: Collection[str]) -> Sequence[CutRow]:
    """See `Store.cuts`."""
    rows = query.rows(
        "UNWIND $keys AS key MATCH (w:Ad {ad_id: key}) "
        "CALL (w) { MATCH (c:Cut {ad: w.ad}) RETURN c UNION MATCH (c:Cut {other: w.ad}) RETURN c } "
        "MATCH (a:Ad {ad: c.ad}) OPTIONAL MATCH (i:Identifier {ident: c.ident}) "
        "OPTIONAL MATCH (o:Ad {ad: c.other}) "
        "RETURN DISTINCT a.ad_id, i.kind, i.value, o.ad_id, c.decision_id",
        keys=sorted(set(ad_ids)),
    )
    found = {
        CutRow(ad_id, None if kind is None else Identifier(KINDS[kind], value), other, decision)
        for ad_id, kind, value, other, decision in rows
    }
    return sorted(found, key=lambda cut: (cut.ad_id, cut.identifier or ("", ""), cut.other_ad_id or ""))


def rejects(query: Query, limit: int) -> Sequence[Reject]:
    """See `Store.rejects`."""
    rows = query.rows(
        "MATCH (r:Reject) RETURN r.file, r.line, r.field, r.reason "
        "ORDER BY r.revision DESC, r.position DESC LIMIT $limit",
        limit=max(0, limit),
    )
    return [Reject(*row) for row in rows]


def revision(query: Query) -> int:
    """See `Store.revision`."""
    row = query.one("MATCH (m:Meta {key: 'revision'}) RETURN m.value")
    return 0 if row is None else int(row[0])


def counts(query: Query) -> Counts:
    """See `Store.counts`."""
    verdicts = query.rows(
        "MATCH (i:Identifier) WHERE i.ads > 0 "
        "RETURN coalesce(i.verdict, 'none') AS verdict, count(*), sum(i.ads) ORDER BY verdict"
    )
    networks, largest = query.rows(
        "MATCH (n:Network) WHERE n.ads > 1 RETURN count(n), coalesce(max(n.ads), 0)"
    )[0]
    return Counts(
        revision=revision(query),
        batches=query.value("MATCH (b:Batch) RETURN count(b)"),
        ads=query.value("MATCH (a:Ad) RETURN count(a)"),
        observations=query.value("MATCH (o:Observation) RETURN count(o)"),
        identifiers=sum(number for _, number, _ in verdicts),
        links=sum(links for _, _, links in verdicts),
        networks=networks,
        largest=largest,
        rejects=query.value("MATCH (r:Reject) RETURN count(r)"),
        decisions=query.value("MATCH (d:Decision) RETURN count(d)"),
        verdicts={verdict: number for verdict, number, _ in verdicts},
    )
