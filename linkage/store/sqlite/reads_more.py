"""Look-ups of history, words and totals."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import cast

import apsw

from linkage.model import Identifier, Kind, Reject, RulesText, Verdict, founder_of
from linkage.ports import Counts, CutRow, EventRow, IdentifierRow, TextHit
from linkage.store.outside import event_row
from linkage.store.sqlite.connection import fetch, fetch_each, fetch_one, scalar
from linkage.store.sqlite.identifiers import COLUMNS
from linkage.store.sqlite.reads import identifier_row
from linkage.store.words import SNIPPET_WORDS, words_of


def events(connection: apsw.Connection, since: int, wanted: str | None, limit: int) -> Sequence[EventRow]:
    """See `Store.events`."""
    sql = "SELECT sequence, revision, kind, network, other, ads FROM event WHERE sequence > ?1"
    if wanted is not None:
        sql += (
            " AND sequence IN (SELECT sequence FROM event WHERE network = ?3 AND sequence > ?1"
            " UNION SELECT sequence FROM event WHERE other = ?3 AND sequence > ?1)"
        )
    bindings = (since, limit) if wanted is None else (since, limit, founder_of(wanted))
    rows = fetch(connection, sql + " ORDER BY sequence LIMIT ?2", bindings)
    return [event_row(row) for row in rows]


def cuts(connection: apsw.Connection, ad_ids: Collection[str]) -> Sequence[CutRow]:
    """See `Store.cuts`."""
    rows = fetch_each(
        connection,
        "SELECT a.ad_id, i.kind, i.value, o.ad_id, c.decision_id FROM ad w "
        "JOIN cut c ON c.ad = w.ad OR c.other = w.ad JOIN ad a ON a.ad = c.ad "
        "LEFT JOIN identifier i ON i.ident = c.ident LEFT JOIN ad o ON o.ad = c.other WHERE w.ad_id = ?",
        [(ad_id,) for ad_id in sorted(set(ad_ids))],
    )
    found = {
        CutRow(ad_id, None if kind is None else Identifier(Kind(kind), value), other, decision)
        for ad_id, kind, value, other, decision in rows
    }
    return sorted(found, key=lambda cut: (cut.ad_id, cut.identifier or ("", ""), cut.other_ad_id or ""))


def words_query(text: str) -> str:
    """A full-text query of the words in any text: each quoted, so nothing in it is syntax."""
    return " ".join(
        '"' + word.text.replace('"', '""') + '"' + ("*" if word.prefix else "") for word in words_of(text)
    )


def search_text(connection: apsw.Connection, text: str, limit: int) -> Sequence[TextHit]:
    """See `Store.search_text`."""
    query = words_query(text)
    if not query or limit < 1:
        return []
    best: dict[str, tuple[int, float]] = {}
    # No join: only a query of the index alone comes out of it in the order of rank, row by row.
    rows = connection.execute(
        "SELECT rowid, rank, (SELECT a.ad_id FROM observation o JOIN ad a ON a.ad = o.ad "
        "WHERE o.observation = words.rowid) FROM words WHERE words MATCH ? ORDER BY rank",
        (query,),
    )
    for observation, rank, ad_id in rows:
        best.setdefault(str(ad_id), (cast("int", observation), -cast("float", rank)))
        if len(best) == limit:
            break
    return [
        TextHit(ad_id, _snippet(connection, query, observation), score)
        for ad_id, (observation, score) in best.items()
    ]


def _snippet(connection: apsw.Connection, query: str, observation: int) -> str:
    return str(
        scalar(
            connection,
            "SELECT snippet(words, -1, char(2), char(3), '\u2026', ?) FROM words "
            "WHERE words MATCH ? AND rowid = ?",
            (SNIPPET_WORDS, query, observation),
        )
    )


def identifiers_by_reach(
    connection: apsw.Connection,
    verdict: Verdict,
    kind: Kind | None,
    after: tuple[int, Identifier] | None,
    limit: int,
) -> Sequence[IdentifierRow]:
    """See `Store.identifiers_by_reach`. The condition of the partial index has to stand in the query."""
    ads, last = after or (1 << 62, Identifier(Kind.PHONE, ""))
    rows = fetch(
        connection,
        f"SELECT {COLUMNS} FROM identifier WHERE verdict = ?1 AND ads BETWEEN 1 AND ?2 "  # noqa: S608
        "AND (ads > 1 OR verdict = 'generic') AND (ads < ?2 OR (value, kind) > (?3, ?4)) "
        "AND (?5 IS NULL OR kind = ?5) ORDER BY ads DESC, value, kind LIMIT ?6",
        (verdict, ads, last.value, last.kind, kind, limit),
    )
    return [identifier_row(connection, row) for row in rows]


def rules(connection: apsw.Connection, revision: int | None) -> RulesText | None:
    """See `Store.rules`."""
    wanted = "SELECT value FROM meta WHERE key = 'rules_digest'"
    if revision is not None:
        wanted = "SELECT rules FROM batch WHERE revision = ?"
    row = fetch_one(
        connection,
        f"SELECT digest, text FROM rules WHERE digest = ({wanted})",  # noqa: S608 - constants
        () if revision is None else (revision,),
    )
    return None if row is None else RulesText(*row)


def near(connection: apsw.Connection, kind: Kind, keys: Collection[int], limit: int) -> Sequence[Identifier]:
    """See `Store.near`."""
    rows = fetch(
        connection,
        "SELECT DISTINCT i.value FROM json_each(?1) w CROSS JOIN bucket b ON b.key = w.value "
        "CROSS JOIN identifier i ON i.ident = b.ident WHERE i.kind = ?2 ORDER BY i.value LIMIT ?3",
        (json.dumps(sorted(keys)), str(kind), max(0, limit)),
    )
    return [Identifier(kind, value) for (value,) in rows]


def rejects(connection: apsw.Connection, limit: int) -> Sequence[Reject]:
    """See `Store.rejects`."""
    sql = "SELECT file, line, field, reason FROM reject ORDER BY revision DESC, position DESC LIMIT ?"
    return [Reject(*row) for row in fetch(connection, sql, (limit,))]


def counts(connection: apsw.Connection) -> Counts:
    """See `Store.counts`."""
    row = fetch_one(
        connection,
        "SELECT coalesce(max(revision), 0), count(*) FROM batch",
    )
    assert row is not None
    totals = {
        table: scalar(connection, f"SELECT count(*) FROM {table}")  # noqa: S608 - constants
        for table in ("ad", "observation", "component", "reject", "decision")
    }
    verdicts = fetch(
        connection,
        "SELECT coalesce(verdict, 'none'), count(*) FROM identifier WHERE ads > 0 GROUP BY 1 ORDER BY 1",
    )
    return Counts(
        revision=row[0],
        batches=row[1],
        ads=totals["ad"],
        observations=totals["observation"],
        identifiers=sum(number for _, number in verdicts),
        links=scalar(connection, "SELECT coalesce(sum(ads), 0) FROM identifier"),
        networks=totals["component"],
        largest=scalar(connection, "SELECT coalesce(max(ads), 0) FROM component"),
        rejects=totals["reject"],
        decisions=totals["decision"],
        verdicts=dict(verdicts),
    )
