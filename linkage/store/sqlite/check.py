"""Is the file whole, and does the graph in it hold together?"""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from linkage.store.sqlite.connection import fetch

INVARIANTS: tuple[tuple[str, str], ...] = (
    (
        "identifiers whose count of ads is not that of their live links",
        (
            "SELECT count(*) FROM identifier i WHERE i.ads <> "
            "(SELECT count(*) FROM link l WHERE l.ident = i.ident AND l.wrong = 0)"
        ),
    ),
    (
        "identifiers without a link",
        "SELECT count(*) FROM identifier i WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.ident = i.ident)",
    ),
    (
        "identifiers whose representative does not carry them",
        (
            "SELECT count(*) FROM identifier i WHERE i.ads > 0 AND NOT EXISTS (SELECT 1 FROM link l "
            "JOIN ad a ON a.ad = l.ad WHERE l.ident = i.ident AND l.ad = i.representative "
            "AND l.rank = a.rank AND l.wrong = 0)"
        ),
    ),
    (
        "identifiers without a verdict",
        "SELECT count(*) FROM identifier WHERE ads > 0 AND (tenures = 0 OR verdict IS NULL)",
    ),
    (
        "links of no ad or no identifier",
        (
            "SELECT count(*) FROM link l LEFT JOIN ad a ON a.ad = l.ad AND a.rank = l.rank "
            "LEFT JOIN identifier i ON i.ident = l.ident AND i.kind = l.kind "
            "WHERE a.ad IS NULL OR i.ident IS NULL"
        ),
    ),
    (
        "pieces of evidence of no record or no link",
        (
            "SELECT count(*) FROM evidence e LEFT JOIN observation o ON o.observation = e.observation "
            "LEFT JOIN ad a ON a.ad = o.ad LEFT JOIN link l "
            "ON l.ident = e.ident AND l.rank = a.rank AND l.ad = a.ad WHERE l.ident IS NULL"
        ),
    ),
    (
        "networks whose size or founder is not that of their ads",
        (
            "SELECT count(*) FROM component c LEFT JOIN "
            "(SELECT label, count(*) AS ads, min(ad) AS founder FROM ad GROUP BY label) m "
            "ON m.label = c.label LEFT JOIN ad f ON f.ad = c.founder WHERE m.ads IS NOT c.ads "
            "OR m.founder IS NOT c.founder OR f.ad_id IS NOT c.founder_id OR c.ads < 2"
        ),
    ),
    (
        "groups of ads that are no network",
        (
            "SELECT count(*) FROM (SELECT label FROM ad GROUP BY label HAVING count(*) > 1) m "
            "WHERE NOT EXISTS (SELECT 1 FROM component c WHERE c.label = m.label)"
        ),
    ),
    (
        "identifiers whose period is not that of their live links",
        (
            "SELECT count(*) FROM identifier i JOIN (SELECT ident, min(first_seen) AS first, "
            "max(last_seen) AS last FROM link WHERE wrong = 0 GROUP BY ident) l ON l.ident = i.ident "
            "WHERE l.first IS NOT i.first_seen OR l.last IS NOT i.last_seen"
        ),
    ),
    (
        "links whose count of records is not that of their evidence",
        (
            "SELECT count(*) FROM link l LEFT JOIN (SELECT o.ad, e.ident, "
            "count(DISTINCT e.observation) AS observations FROM evidence e "
            "JOIN observation o ON o.observation = e.observation GROUP BY o.ad, e.ident) n "
            "ON n.ad = l.ad AND n.ident = l.ident WHERE coalesce(n.observations, 0) <> l.observations"
        ),
    ),
    (
        "ads whose count of records is not that of their records",
        (
            "SELECT count(*) FROM ad a LEFT JOIN (SELECT ad, count(*) AS observations "
            "FROM observation GROUP BY ad) o ON o.ad = a.ad WHERE o.observations IS NOT a.observations"
        ),
    ),
    (
        "records of no ad",
        "SELECT count(*) FROM observation o LEFT JOIN ad a ON a.ad = o.ad WHERE a.ad IS NULL",
    ),
    (
        "holders that do not add up to their identifier",
        (
            "SELECT (SELECT count(*) FROM identifier i WHERE iif(i.tenures > 1, i.tenures, 0) <> "
            "(SELECT count(*) FROM holder h WHERE h.ident = i.ident)) + (SELECT count(*) FROM holder h "
            "WHERE NOT EXISTS (SELECT 1 FROM identifier i WHERE i.ident = h.ident))"
        ),
    ),
    (
        "cuts at ads or identifiers that are not there",
        (
            "SELECT count(*) FROM cut c LEFT JOIN ad a ON a.ad = c.ad LEFT JOIN ad o ON o.ad = c.other "
            "LEFT JOIN identifier i ON i.ident = c.ident WHERE a.ad IS NULL "
            "OR (c.ident IS NULL) = (c.other IS NULL) "
            "OR (c.other IS NOT NULL AND o.ad IS NULL) OR (c.ident IS NOT NULL AND i.ident IS NULL)"
        ),
    ),
    (
        "sketches of no identifier",
        "SELECT count(*) FROM sketch s WHERE NOT EXISTS (SELECT 1 FROM identifier i WHERE i.ident = s.ident)",
    ),
    (
        "sketches that count as carried and are not, or the other way round",
        (
            "SELECT count(*) FROM sketch s WHERE s.live <> EXISTS "
            "(SELECT 1 FROM link l WHERE l.ident = s.ident AND l.wrong = 0 AND l.via IS NULL)"
        ),
    ),
    (
        "buckets that do not hold what is carried",
        (
            "SELECT count(*) FROM bucket b LEFT JOIN sketch s ON s.ident = b.ident "
            "WHERE s.live IS NOT 1 OR s.place <> b.place"
        ),
    ),
    (
        "identifiers that are like one which no ad carries",
        (
            "SELECT count(*) FROM sketch s LEFT JOIN sketch h ON h.ident = s.head "
            "WHERE s.head IS NOT NULL AND (h.live IS NOT 1 OR s.live <> 1)"
        ),
    ),
    (
        "links by something alike that the ad does not carry",
        (
            "SELECT count(*) FROM link l LEFT JOIN sketch s ON s.ident = l.via LEFT JOIN link v "
            "ON v.ident = l.via AND v.rank = l.rank AND v.ad = l.ad AND v.wrong = 0 AND v.via IS NULL "
            "WHERE l.via IS NOT NULL AND (v.ad IS NULL OR s.head IS NOT l.ident)"
        ),
    ),
    (
        "gaps in the event log",
        "SELECT coalesce(max(sequence), 0) - count(*) FROM event",
    ),
)


def check(connection: apsw.Connection) -> Sequence[str]:
    """See `Store.check`."""
    problems = [
        f"SQLite: {row[0]}" for row in fetch(connection, "PRAGMA integrity_check(20)") if row[0] != "ok"
    ]
    for what, sql in INVARIANTS:
        ((number,),) = fetch(connection, sql)
        if number:
            problems.append(f"{number} {what}")
    return problems


def check_words(connection: apsw.Connection) -> Sequence[str]:
    """Compare the full-text index with the texts; needs a writing connection."""
    try:
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except apsw.CorruptError:
        return ["the full-text index does not match the texts"]
    return []
