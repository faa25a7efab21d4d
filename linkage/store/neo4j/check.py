"""Does the graph in Neo4j hold together?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import LiteralString

from linkage.store.neo4j.connection import Query

INVARIANTS: tuple[tuple[str, LiteralString], ...] = (
    (
        "identifiers whose count of ads is not that of their live links",
        (
            "MATCH (i:Identifier) WHERE i.ads <> "
            "COUNT { (i)<-[h:HAS|MENTIONS]-(:Ad) WHERE NOT h.wrong } RETURN count(i)"
        ),
    ),
    (
        "identifiers without a link",
        "MATCH (i:Identifier) WHERE NOT EXISTS { (i)<-[:HAS|MENTIONS]-(:Ad) } RETURN count(i)",
    ),
    (
        "identifiers whose representative does not carry them",
        (
            "MATCH (i:Identifier) WHERE i.ads > 0 AND NOT EXISTS { MATCH (a:Ad {ad: i.representative}) "
            "MATCH (a)-[h:HAS|MENTIONS]->(i) WHERE NOT h.wrong AND h.rank = a.rank } RETURN count(i)"
        ),
    ),
    (
        "identifiers without a verdict",
        "MATCH (i:Identifier) WHERE i.ads > 0 AND (i.tenures = 0 OR i.verdict IS NULL) RETURN count(i)",
    ),
    (
        "identifiers that are not in the network of their representative",
        (
            "MATCH (i:Identifier) OPTIONAL MATCH (a:Ad {ad: i.representative}) "
            "WITH i, CASE WHEN i.tenures = 1 AND i.verdict = 'linking' THEN a.network_id END AS network "
            "WHERE coalesce(i.network_id, '') <> coalesce(network, '') RETURN count(i)"
        ),
    ),
    (
        "two links of one ad to one identifier",
        (
            "MATCH (a:Ad)-[h:HAS|MENTIONS]->(i:Identifier) WITH a, i, count(h) AS links WHERE links > 1 "
            "RETURN count(*)"
        ),
    ),
    (
        "networks whose size or founder is not that of their ads",
        (
            "MATCH (n:Network) WHERE n.label IS NOT NULL "
            "CALL (n) { MATCH (a:Ad {label: n.label}) RETURN count(a) AS ads, min(a.ad) AS founder, "
            "count(CASE WHEN a.network_id <> n.network_id THEN 1 END) AS others } "
            "WITH n, ads, founder, others "
            "WHERE ads <> n.ads OR founder <> n.founder OR others > 0 OR n.ads < 2 "
            "RETURN count(n)"
        ),
    ),
    (
        "networks that are none and have a size or no history",
        (
            "MATCH (n:Network) WHERE n.label IS NULL AND (n.ads <> 0 OR NOT EXISTS { (n)--() }) "
            "RETURN count(n)"
        ),
    ),
    (
        "groups of ads that are no network",
        (
            "MATCH (a:Ad) WITH a.label AS label, count(a) AS ads, min(a.ad) AS founder, "
            "collect(DISTINCT a.network_id) AS names, head(collect(a.ad_id)) AS one "
            "WHERE size(names) > 1 OR (ads = 1 AND names[0] <> 'N-' + one) OR (ads > 1 AND NOT EXISTS "
            "{ MATCH (:Network {label: label}) }) RETURN count(label)"
        ),
    ),
    (
        "identifiers whose period is not that of their live links",
        (
            "MATCH (i:Identifier)<-[h:HAS|MENTIONS]-(:Ad) WHERE NOT h.wrong "
            "WITH i, min(h.first_seen) AS first, max(h.last_seen) AS last "
            "WHERE coalesce(first, -1) <> coalesce(i.first_seen, -1) "
            "OR coalesce(last, -1) <> coalesce(i.last_seen, -1) RETURN count(i)"
        ),
    ),
    (
        "ads whose count of records is not that of their records",
        "MATCH (a:Ad) WHERE a.observations <> COUNT { (a)-[:SEEN_AS]->(:Observation) } RETURN count(a)",
    ),
    (
        "records of no ad",
        "MATCH (o:Observation) WHERE NOT EXISTS { (o)<-[:SEEN_AS]-(:Ad) } RETURN count(o)",
    ),
    (
        "generic identifiers that paths would follow, or others that they would not",
        (
            "MATCH (i:Identifier) WHERE i.generic AND EXISTS { (i)<-[:HAS]-() } "
            "OR NOT i.generic AND EXISTS { (i)<-[:MENTIONS]-() } RETURN count(i)"
        ),
    ),
    (
        "cuts at ads or identifiers that are not there",
        (
            "MATCH (c:Cut) WHERE NOT EXISTS { MATCH (:Ad {ad: c.ad}) } "
            "OR (c.ident IS NULL) = (c.other IS NULL) "
            "OR (c.other IS NOT NULL AND NOT EXISTS { MATCH (:Ad {ad: c.other}) }) "
            "OR (c.ident IS NOT NULL AND NOT EXISTS { MATCH (:Identifier {ident: c.ident}) }) RETURN count(c)"
        ),
    ),
    (
        "sketches of no identifier",
        ("MATCH (s:Sketch) WHERE NOT EXISTS { MATCH (:Identifier {ident: s.ident}) } RETURN count(s)"),
    ),
    (
        "sketches that count as carried and are not, or the other way round",
        (
            "MATCH (s:Sketch) OPTIONAL MATCH (i:Identifier {ident: s.ident}) "
            "WITH s, EXISTS { MATCH (i)<-[h:HAS|MENTIONS]-() WHERE NOT h.wrong AND h.via IS NULL } AS live "
            "WHERE s.live <> live RETURN count(s)"
        ),
    ),
    (
        "buckets that do not hold what is carried",
        (
            "MATCH (b:Bucket) OPTIONAL MATCH (s:Sketch {ident: b.ident}) "
            "WITH b, s WHERE s IS NULL OR NOT s.live OR s.place <> b.place OR NOT b.key IN s.keys "
            "RETURN count(b)"
        ),
    ),
    (
        "sketches that are not in their buckets",
        (
            "MATCH (s:Sketch) WHERE s.live UNWIND s.keys AS key WITH DISTINCT s, key "
            "WHERE NOT EXISTS { MATCH (:Bucket {key: key, place: s.place, ident: s.ident}) } "
            "RETURN count(DISTINCT s)"
        ),
    ),
    (
        "identifiers that are like one which no ad carries",
        (
            "MATCH (s:Sketch) WHERE s.head IS NOT NULL OPTIONAL MATCH (h:Sketch {ident: s.head}) "
            "WITH s, h WHERE NOT s.live OR h IS NULL OR NOT h.live RETURN count(s)"
        ),
    ),
    (
        "identifiers that the graph does not show to be alike, or others that it does",
        (
            "MATCH (i:Identifier) OPTIONAL MATCH (s:Sketch {ident: i.ident}) "
            "WITH i, s.head AS head, COLLECT { MATCH (i)-[r:SIMILAR]->(h) "
            "RETURN [h.ident, r.likeness] } AS drawn, s.likeness AS likeness "
            "WHERE drawn <> CASE WHEN head IS NULL THEN [] ELSE [[head, likeness]] END RETURN count(i)"
        ),
    ),
    (
        "links by something alike that the ad does not carry",
        (
            "MATCH (a:Ad)-[h:HAS|MENTIONS]->(i:Identifier) WHERE h.via IS NOT NULL "
            "OPTIONAL MATCH (s:Sketch {ident: h.via}) "
            "WITH a, h, i, s WHERE coalesce(s.head, -1) <> i.ident OR NOT EXISTS { "
            "MATCH (a)-[v:HAS|MENTIONS]->(:Identifier {ident: h.via}) WHERE NOT v.wrong AND v.via IS NULL } "
            "RETURN count(h)"
        ),
    ),
    (
        "gaps in the event log",
        "MATCH (e:Event) RETURN coalesce(max(e.sequence), 0) - count(e)",
    ),
)


def check(query: Query) -> Sequence[str]:
    """See `Store.check`."""
    problems = []
    for what, cypher in INVARIANTS:
        number = query.value(cypher)
        if number:
            problems.append(f"{number} {what}")
    return [*problems, *_evidence(query)]


def _evidence(query: Query) -> Sequence[str]:
    """Compare links with the evidence in the records."""
    wrong = 0
    rows = query.each(
        "MATCH (a:Ad)-[:SEEN_AS]->(o:Observation) WITH a, collect(o.evidence) AS packed "
        "RETURN packed, [(a)-[h:HAS|MENTIONS]->(i) WHERE h.via IS NULL OR h.observations > 0 "
        "| [i.ident, h.observations]]"
    )
    for packed, links in rows:
        counted: dict[int, int] = {}
        for one in packed:
            for ident in {piece[0] for piece in json.loads(one)}:
                counted[ident] = counted.get(ident, 0) + 1
        wrong += counted != dict(links)
    return [f"{wrong} ads whose links are not those of their evidence"] if wrong else []
