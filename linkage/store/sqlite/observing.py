"""Observations into the tables: ads, records, words, links and evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import zstandard

from linkage.model import DecisionKind, Identifier, Kind, Observation, rank
from linkage.store.sqlite.blank import blanked
from linkage.store.sqlite.changes import Changes, LinkState, ad_grave, identifier_grave
from linkage.store.sqlite.connection import Row, fetch_each, fetch_one
from linkage.store.sqlite.states import Entry

LEVEL = 1
"""Compression of raw records: the fastest, since the writer is what ingest waits for."""


class Known(NamedTuple):
    """An ad that was there before the delta."""

    ad: int
    first: int | None
    last: int | None
    observations: int


class Observing:
    """Takes the observations of a delta in."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._connection = changes.connection
        self._compress = zstandard.ZstdCompressor(level=LEVEL).compress
        self._wrong = {
            (decision.ad_a, decision.identifier)
            for decision in changes.decisions
            if decision.kind is DecisionKind.WRONG_EXTRACTION
        }

    def take(self, observations: Sequence[Observation]) -> None:
        """Write what is news among the observations; links and states stay in memory."""
        changes = self._changes
        changes.tally.records += len(observations)
        if not observations:
            return
        if changes.has_tombstones():
            observations = self._without_erased(observations)
        known = self._known({observation.ad_id for observation in observations})
        news = self._news(observations, known)
        ads = self._ads(news, known)
        changes.load_links({known[ad_id].ad for ad_id in ads if ad_id in known})
        changes.states.find({(e.kind, e.value) for one in news for e in one.evidence})
        self._rows(news, ads)

    def write_links(self) -> None:
        """Write the links that are new or changed; identifiers follow once they are resolved."""
        links = [link for links in self._changes.links.values() for link in links.values()]
        fresh = sorted((link for link in links if not link.stored), key=lambda link: (link.ident, link.rank))
        self._connection.executemany(
            "INSERT INTO link (ident, rank, ad, kind, tenure, first_seen, last_seen, observations, "
            "confidence, wrong) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
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
                    int(link.wrong),
                )
                for link in fresh
            ],
        )
        self._connection.executemany(
            "UPDATE link SET first_seen = ?, last_seen = ?, observations = ?, confidence = ? "
            "WHERE ident = ? AND rank = ? AND ad = ?",
            [
                (link.first, link.last, link.observations, link.confidence, link.ident, link.rank, link.ad)
                for link in links
                if link.stored and link.changed
            ],
        )

    def _without_erased(self, observations: Sequence[Observation]) -> list[Observation]:
        """Drop erased ads, and erased identifiers with every trace of them."""
        changes = self._changes
        graves = {one.ad_id: changes.digest(ad_grave(one.ad_id)) for one in observations}
        names = {Identifier(e.kind, e.value) for one in observations for e in one.evidence}
        stones = {name: changes.digest(identifier_grave(name)) for name in names}
        buried = changes.buried({*graves.values(), *stones.values()})
        if not buried:
            return list(observations)
        left = [one for one in observations if graves[one.ad_id] not in buried]
        changes.tally.refused += len(observations) - len(left)
        erased = {name for name, digest in stones.items() if digest in buried}
        return [blanked(one, erased) for one in left] if erased else left

    def _known(self, ad_ids: Collection[str]) -> dict[str, Known]:
        rows = fetch_each(
            self._connection,
            "SELECT ad_id, ad, first_seen, last_seen, observations FROM ad WHERE ad_id = ?",
            [(ad_id,) for ad_id in ad_ids],
        )
        return {row[0]: Known(*row[1:]) for row in rows}

    def _news(self, observations: Sequence[Observation], known: dict[str, Known]) -> list[Observation]:
        """Observations whose bytes were never seen of their ad."""
        rows = fetch_each(
            self._connection,
            "SELECT ad, sha256 FROM observation WHERE ad = ?",
            [(ad.ad,) for ad_id, ad in known.items()],
        )
        seen: set[tuple[object, bytes]] = {(ad, bytes(sha)) for ad, sha in rows}
        news: list[Observation] = []
        for one in observations:
            ad = known.get(one.ad_id)
            key = (one.ad_id if ad is None else ad.ad, one.sha256)
            if key not in seen:
                seen.add(key)
                news.append(one)
        return news

    def _ads(self, news: Sequence[Observation], known: dict[str, Known]) -> dict[str, tuple[int, int]]:
        """Arrival number and rank of each ad with news; writes the ads."""
        changes = self._changes
        periods: dict[str, list[Observation]] = {}
        for one in news:
            periods.setdefault(one.ad_id, []).append(one)
        last = self._counter("last_ad")
        numbers: dict[str, tuple[int, int]] = {}
        fresh, updates = [], []
        for ad_id, seen in periods.items():
            old = known.get(ad_id)
            number = last = last + 1 if old is None else last
            firsts = [t for one in seen if (t := one.first_seen) is not None]
            lasts = [t for one in seen if (t := one.last_seen) is not None]
            if old is None:
                numbers[ad_id] = (number, rank(ad_id))
                first, final = min(firsts, default=None), max(lasts, default=None)
                names = (seen[0].source, seen[0].source_id)
                fresh.append((number, ad_id, rank(ad_id), *names, number, first, final, len(seen)))
                changes.new_ads.add(number)
                changes.links[number] = {}
            else:
                numbers[ad_id] = (old.ad, rank(ad_id))
                first = min((*firsts, *([] if old.first is None else [old.first])), default=None)
                final = max((*lasts, *([] if old.last is None else [old.last])), default=None)
                updates.append((first, final, old.observations + len(seen), old.ad))
        self._connection.executemany("INSERT INTO ad VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", fresh)
        self._connection.executemany(
            "UPDATE ad SET first_seen = ?, last_seen = ?, observations = ? WHERE ad = ?", updates
        )
        self._count("last_ad", last)
        changes.tally.ads_new += len(fresh)
        return numbers

    def _rows(self, news: Sequence[Observation], ads: dict[str, tuple[int, int]]) -> None:
        """Write records, words and evidence; count links."""
        number = self._counter("last_observation")
        revision = self._changes.revision
        records: list[Row] = []
        words: list[Row] = []
        evidence: list[Row] = []
        for one in news:
            number += 1
            ad, place = ads[one.ad_id]
            raw = self._compress(one.raw) if one.raw else None
            records.append(
                (number, ad, one.sha256, one.posted_at, one.crawled_at, one.url, one.title, one.body)
                + (one.country, one.region, one.city, raw, revision)
            )
            words.append((number, one.title, one.body))
            idents = self._count_links(one, ad, place)
            evidence.extend(
                (number, idents[e.kind, e.value], e.field, e.start, e.end, e.raw, e.extractor, e.confidence)
                for e in one.evidence
            )
        self._connection.executemany(
            "INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", records
        )
        self._connection.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", words)
        self._connection.executemany(
            "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?)", evidence
        )
        self._count("last_observation", number)
        self._changes.tally.observations_new += len(records)

    def _count_links(self, one: Observation, ad: int, place: int) -> dict[tuple[Kind, str], int]:
        """Count one observation of each identifier in it; returns their numbers."""
        changes, first, last = self._changes, one.first_seen, one.last_seen
        strongest: dict[tuple[Kind, str], float] = {}
        for e in one.evidence:
            key = (e.kind, e.value)
            strongest[key] = max(e.confidence, strongest.get(key, 0.0))
        links = changes.links[ad]
        numbers: dict[tuple[Kind, str], int] = {}
        for key, confidence in strongest.items():
            entry = changes.states.by_name.get(key) or changes.states.make(*key)
            numbers[key] = entry.ident
            link = links.get(entry.ident)
            if link is None:
                wrong = bool(self._wrong) and (one.ad_id, Identifier(*key)) in self._wrong
                link = LinkState(
                    entry.ident,
                    ad,
                    place,
                    entry.kind,
                    tenure=0,
                    first=first,
                    last=last,
                    observations=0,
                    confidence=confidence,
                    wrong=wrong,
                    new=True,
                    stored=False,
                )
                links[entry.ident] = link
                entry.removed = False
                self._carry(entry, link)
            link.add(first, last, confidence)
            if not link.wrong:
                entry.widen(first, last)
                entry.changed = True
        return numbers

    @staticmethod
    def _carry(entry: Entry, link: LinkState) -> None:
        """Count a new link on its identifier."""
        if link.wrong:
            return
        entry.ads += 1
        if entry.representative is None:
            entry.representative = link.ad

    def _counter(self, name: str) -> int:
        row = fetch_one(self._connection, "SELECT value FROM meta WHERE key = ?", (name,))
        return 0 if row is None else int(row[0])

    def _count(self, name: str, value: int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (name, value))
