"""What a delta reads and writes in SQLite: ads, records, links."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

import apsw

from linkage.model import Evidence, Kind, Reject, RulesText
from linkage.ports import Carrier, Component, Context, LinkRow
from linkage.store.delta import (
    BatchRow,
    EvidenceEntry,
    KnownAd,
    LinkState,
    NewAd,
    Record,
    RecordText,
    place_name,
)
from linkage.store.sqlite.connection import Row, fetch, fetch_each, fetch_in, fetch_one, scalar
from linkage.store.sqlite.identifiers import KINDS


class Rows:
    """A write transaction; `connection` has begun it."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row."""
        self.connection.executemany(sql, rows)

    def rows(self, sql: str, keys: Collection[int] | Collection[str]) -> list[Row]:
        """Rows of a query that reads its keys from `json_each(?1)`."""
        return fetch_in(self.connection, sql, keys)


class Counters(Rows):
    """See `linkage.store.delta.transaction.Counters`, `Rulebook` and `Graves`."""

    def counter(self, name: str) -> int:
        """See there."""
        row = fetch_one(self.connection, "SELECT value FROM meta WHERE key = ?", (name,))
        return 0 if row is None else int(row[0])

    def set_counter(self, name: str, value: int) -> None:
        """See there."""
        self.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (name, value))

    def batch(self, batch_id: str) -> BatchRow | None:
        """See there."""
        row = fetch_one(self.connection, "SELECT * FROM batch WHERE batch_id = ?", (batch_id,))
        return None if row is None else BatchRow(*row)

    def rejects_of(self, revision: int) -> Sequence[Reject]:
        """See there."""
        sql = "SELECT file, line, field, reason FROM reject WHERE revision = ? ORDER BY position"
        return [Reject(*row) for row in fetch(self.connection, sql, (revision,))]

    def last_revision(self) -> int:
        """See there."""
        return int(scalar(self.connection, "SELECT coalesce(max(revision), 0) FROM batch"))

    def add_batch(self, row: BatchRow, rejects: Sequence[Reject]) -> None:
        """See there."""
        self.connection.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.many(
            "INSERT INTO reject (revision, position, file, line, field, reason) VALUES (?, ?, ?, ?, ?, ?)",
            [(row.revision, position, *reject) for position, reject in enumerate(rejects)],
        )

    def rules_digest(self) -> str | None:
        """See there."""
        row = fetch_one(self.connection, "SELECT value FROM meta WHERE key = 'rules_digest'")
        return None if row is None else str(row[0])

    def set_rules(self, rules: RulesText) -> None:
        """See there."""
        self.connection.execute("INSERT OR IGNORE INTO rules (digest, text) VALUES (?, ?)", rules)
        self.connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES ('rules_digest', ?)", (rules.digest,)
        )

    def has_tombstones(self) -> bool:
        """See there."""
        return fetch_one(self.connection, "SELECT 1 FROM tombstone LIMIT 1") is not None

    def buried(self, digests: Collection[bytes]) -> set[bytes]:
        """See there."""
        keys = [(digest,) for digest in digests]
        rows = fetch_each(self.connection, "SELECT digest FROM tombstone WHERE digest = ?", keys)
        return {row[0] for row in rows}

    def bury(self, digest: bytes, at: int) -> None:
        """See there."""
        self.connection.execute("INSERT OR IGNORE INTO tombstone (digest, at) VALUES (?, ?)", (digest, at))


class Ads(Rows):
    """See `linkage.store.delta.transaction.Ads`."""

    def every_ad(self) -> Sequence[int]:
        """See there."""
        return [ad for (ad,) in fetch(self.connection, "SELECT ad FROM ad")]

    def known_ads(self, ad_ids: Collection[str]) -> Iterable[KnownAd]:
        """See there."""
        sql = (
            "SELECT ad_id, ad, label, first_seen, last_seen, observations FROM json_each(?1) w "
            "CROSS JOIN ad ON ad_id = w.value"
        )
        return [KnownAd(*row) for row in self.rows(sql, ad_ids)]

    def ad_ids(self, ads: Collection[int]) -> Mapping[int, str]:
        """See there."""
        return dict(self.rows("SELECT ad, ad_id FROM json_each(?1) w CROSS JOIN ad ON ad = w.value", ads))

    def add_ads(self, rows: Sequence[NewAd]) -> None:
        """See there."""
        self.many("INSERT INTO ad VALUES (?1, ?2, ?3, ?4, ?5, ?1, ?6, ?7, ?8)", rows)

    def update_ads(self, rows: Sequence[tuple[int, int | None, int | None, int]]) -> None:
        """See there."""
        sql = "UPDATE ad SET first_seen = ?2, last_seen = ?3, observations = ?4 WHERE ad = ?1"
        self.many(sql, rows)

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """See there."""
        return dict(self.rows("SELECT ad, rank FROM json_each(?1) w CROSS JOIN ad ON ad = w.value", ads))

    def contexts(self, ads: Collection[int]) -> Mapping[int, Context]:
        """See there."""
        sql = "SELECT ad, first_seen, last_seen FROM json_each(?1) w CROSS JOIN ad ON ad = w.value"
        periods = self.rows(sql, ads)
        places: dict[int, set[str]] = {}
        sql = (
            "SELECT o.ad, o.country, o.region, o.city FROM json_each(?1) w "
            "CROSS JOIN observation o ON o.ad = w.value"
        )
        for ad, country, region, city in self.rows(sql, ads):
            name = place_name(country, region, city)
            if name is not None:
                places.setdefault(ad, set()).add(name)
        return {ad: Context(frozenset(places.get(ad, ())), first, last) for ad, first, last in periods}

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """See there."""
        return dict(self.rows("SELECT ad, label FROM json_each(?1) w CROSS JOIN ad ON ad = w.value", ads))

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """See there."""
        sql = "SELECT label, founder, ads FROM json_each(?1) w CROSS JOIN component ON label = w.value"
        return {row[0]: Component(*row) for row in self.rows(sql, labels)}

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """See there."""
        found: dict[int, list[int]] = {}
        sql = "SELECT label, ad FROM json_each(?1) w CROSS JOIN ad ON label = w.value"
        for label, ad in self.rows(sql, labels):
            found.setdefault(label, []).append(ad)
        return found

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """See there."""
        rows = self.connection.execute("SELECT ad FROM ad WHERE label = ? ORDER BY ad", (label,))
        return next((int(ad) for (ad,) in rows if ad not in without), None)

    def erase_ad(self, ad: int) -> None:
        """See there."""
        sql = "SELECT observation, title, body FROM observation WHERE ad = ?"
        for observation, title, body in fetch(self.connection, sql, (ad,)):
            unindex(self.connection, observation, title, body)
            self.connection.execute("DELETE FROM evidence WHERE observation = ?", (observation,))
        self.connection.execute("DELETE FROM observation WHERE ad = ?", (ad,))
        self.connection.execute("DELETE FROM link WHERE ad = ?", (ad,))
        self.connection.execute("DELETE FROM cut WHERE ad = ?1 OR other = ?1", (ad,))
        self.connection.execute("DELETE FROM ad WHERE ad = ?", (ad,))


class Records(Rows):
    """See `linkage.store.delta.transaction.Records`."""

    def hashes(self, ads: Collection[int]) -> Iterable[tuple[int, bytes]]:
        """See there."""
        sql = "SELECT o.ad, o.sha256 FROM json_each(?1) w CROSS JOIN observation o ON o.ad = w.value"
        return [(ad, sha256) for ad, sha256 in self.rows(sql, ads)]

    def add_records(self, records: Sequence[Record], evidence: Sequence[EvidenceEntry]) -> None:
        """See there."""
        if not records:
            return
        self.many("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", records)
        self.connection.execute(
            "INSERT INTO words (rowid, title, body) "
            "SELECT observation, title, body FROM observation WHERE observation >= ?",
            (records[0].observation,),
        )
        self.many("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", evidence)

    def records_with(self, ident: int, ads: Collection[int]) -> Iterable[RecordText]:
        """See there."""
        rows = fetch(
            self.connection,
            "SELECT o.observation, o.title, o.body, o.url FROM json_each(?1) w "
            "CROSS JOIN observation o ON o.ad = w.value WHERE EXISTS "
            "(SELECT 1 FROM evidence e WHERE e.observation = o.observation AND e.ident = ?2)",
            (json.dumps(sorted(set(ads))), ident),
        )
        return [
            RecordText(number, title, body, url, self._evidence(number)) for number, title, body, url in rows
        ]

    def _evidence(self, observation: int) -> tuple[Evidence, ...]:
        rows = fetch(
            self.connection,
            "SELECT i.kind, i.value, e.field, e.start, e.end, e.raw, e.extractor, e.confidence, e.form, "
            "e.region_source FROM evidence e JOIN identifier i ON i.ident = e.ident WHERE e.observation = ?",
            (observation,),
        )
        return tuple(Evidence(Kind(kind), *rest) for kind, *rest in rows)

    def rewrite(self, ident: int, old: Sequence[RecordText], new: Sequence[RecordText]) -> None:
        """See there."""
        for before, after in zip(old, new, strict=True):
            number = before.observation
            unindex(self.connection, number, before.title, before.body)
            self.connection.execute(
                "UPDATE observation SET title = ?, body = ?, url = ?, raw = NULL WHERE observation = ?",
                (after.title, after.body, after.url, number),
            )
            self.connection.execute(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, after.title, after.body)
            )
            self.connection.execute(
                "DELETE FROM evidence WHERE observation = ? AND ident = ?", (number, ident)
            )
            self._rewrite_evidence(number, set(before.evidence), after.evidence)

    def _rewrite_evidence(self, number: int, old: Collection[Evidence], new: Iterable[Evidence]) -> None:
        for e in new:
            if e not in old:
                self.connection.execute(
                    "UPDATE evidence SET raw = ? WHERE observation = ? AND field = ? AND start = ? "
                    "AND ident = (SELECT ident FROM identifier WHERE value = ? AND kind = ?)",
                    (e.raw, number, e.field, e.start, e.value, e.kind),
                )


def unindex(connection: apsw.Connection, observation: int, title: str, body: str) -> None:
    """Take a record's words out of the full-text index."""
    connection.execute(
        "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)", (observation, title, body)
    )


CARRIER = "ident, ad, rank, first_seen, last_seen, tenure, confidence, belief, via IS NOT NULL"


def _carrier(row: Row) -> Carrier:
    ident, ad, rank, first, last, tenure, confidence, belief, near = row
    return Carrier(ident, ad, rank, first, last, tenure, confidence, belief, bool(near))


class Links(Rows):
    """See `linkage.store.delta.transaction.Links`."""

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """See there."""
        sql = (
            "SELECT ad, ident, kind, tenure, confidence, belief, via IS NOT NULL FROM json_each(?1) w "
            "CROSS JOIN link ON ad = w.value WHERE wrong = 0"
        )
        for ad, ident, kind, tenure, confidence, belief, near in self.rows(sql, ads):
            yield LinkRow(ad, ident, KINDS[kind], tenure, confidence, belief, bool(near))

    def all_links_of(self, ads: Collection[int]) -> Iterable[LinkState]:
        """See there."""
        sql = (
            "SELECT ident, ad, rank, kind, tenure, first_seen, last_seen, observations, confidence, belief, "
            "via, wrong FROM json_each(?1) w CROSS JOIN link ON ad = w.value"
        )
        for ident, ad, rank, kind, *rest, belief, via, wrong in self.rows(sql, ads):
            tenure, first, last, observations, confidence = rest
            link = LinkState(
                ident, ad, rank, KINDS[kind], tenure, first, last, observations, confidence, bool(wrong)
            )
            link.belief, link.via = belief, via
            yield link

    def ads_with(self, ident: int) -> Sequence[int]:
        """See there."""
        return [ad for (ad,) in fetch(self.connection, "SELECT ad FROM link WHERE ident = ?", (ident,))]

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """See there."""
        sql = f"SELECT {CARRIER} FROM json_each(?1) w CROSS JOIN link ON ident = w.value WHERE wrong = 0"  # noqa: S608
        return (_carrier(row) for row in self.rows(sql, idents))

    def samples(self, idents: Collection[int], limit: int) -> Mapping[int, Sequence[Carrier]]:
        """See there. The key serves the order, so each costs what it returns."""
        sql = f"SELECT {CARRIER} FROM link WHERE ident = ? AND wrong = 0 ORDER BY rank, ad LIMIT ?"  # noqa: S608
        return {
            ident: [_carrier(row) for row in fetch(self.connection, sql, (ident, limit))] for ident in idents
        }

    def add_links(self, links: Sequence[LinkState]) -> None:
        """See there."""
        rows = [
            (
                link.ident,
                link.rank,
                link.ad,
                link.kind,
                link.tenure,
                link.first,
                link.last,
                link.observations,
                link.confidence,
                link.wrong,
                link.belief,
                link.via,
            )
            for link in links
        ]
        rows.sort()
        self.many(
            "INSERT INTO link (ident, rank, ad, kind, tenure, first_seen, last_seen, observations, "
            "confidence, wrong, belief, via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def update_links(self, links: Sequence[LinkState]) -> None:
        """See there."""
        self.many(
            "UPDATE link SET first_seen = ?, last_seen = ?, observations = ?, confidence = ?, via = ? "
            "WHERE ident = ? AND rank = ? AND ad = ?",
            [
                (
                    link.first,
                    link.last,
                    link.observations,
                    link.confidence,
                    link.via,
                    link.ident,
                    link.rank,
                    link.ad,
                )
                for link in links
            ],
        )

    def set_wrong(self, link: LinkState) -> None:
        """See there."""
        self.connection.execute(
            "UPDATE link SET wrong = ?, tenure = 0, belief = NULL WHERE ident = ? AND rank = ? AND ad = ?",
            (int(link.wrong), link.ident, link.rank, link.ad),
        )

    def set_standings(self, standings: Sequence[tuple[int, int, int, float | None]]) -> None:
        """See there."""
        self.many(
            "UPDATE link SET tenure = ?3, belief = ?4 WHERE ident = ?1 AND ad = ?2 "
            "AND rank = (SELECT rank FROM ad WHERE ad = ?2)",
            standings,
        )

    def drop_links(self, links: Sequence[LinkState]) -> None:
        """See there."""
        self.many(
            "DELETE FROM link WHERE ident = ? AND rank = ? AND ad = ?",
            [(link.ident, link.rank, link.ad) for link in links],
        )
        self.many("DELETE FROM cut WHERE ident = ? AND ad = ?", [(link.ident, link.ad) for link in links])

    def carried_itself(self, idents: Collection[int]) -> set[int]:
        """See there."""
        sql = (
            "SELECT w.value FROM json_each(?1) w WHERE EXISTS "
            "(SELECT 1 FROM link WHERE ident = w.value AND wrong = 0 AND via IS NULL)"
        )
        return {ident for (ident,) in self.rows(sql, idents)}

    def ads_with_itself(self, idents: Collection[int]) -> set[int]:
        """See there."""
        sql = (
            "SELECT ad FROM json_each(?1) w CROSS JOIN link ON ident = w.value "
            "WHERE wrong = 0 AND via IS NULL"
        )
        return {ad for (ad,) in self.rows(sql, idents)}

    def unlink(self, ident: int) -> None:
        """See there."""
        self.connection.execute("DELETE FROM link WHERE ident = ?", (ident,))
        self.connection.execute("DELETE FROM cut WHERE ident = ?", (ident,))
