"""Observations into the tables: ads, records, words, links and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import zstandard

from linkage.model import Identifier, Kind, Observation, rank
from linkage.store.delta.blank import blanked
from linkage.store.delta.changes import Changes, ad_grave, identifier_grave
from linkage.store.delta.rows import EvidenceEntry, KnownAd, LinkState, NewAd, Record

LEVEL = 1
"""Compression of raw records: the fastest, since the writer is what ingest waits for."""

_UP_TO_CONFIDENCE = itemgetter(slice(EvidenceEntry._fields.index("confidence") + 1))
"""Sorts pieces of evidence. How they were written has no say, and None no order beside text."""


class Seen(NamedTuple):
    """An observation that is news, its ad's arrival number and rank, and its period."""

    one: Observation
    ad: int
    rank: int
    first: int | None
    last: int | None


class Observing:
    """Takes the observations of a delta in."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._transaction = changes.transaction
        self._compress = zstandard.ZstdCompressor(level=LEVEL).compress
        self._fresh: list[LinkState] = []
        self._grown: dict[tuple[int, int], LinkState] = {}

    def take(self, observations: Sequence[Observation]) -> None:
        """Write what is news among the observations; identifiers stay in memory until resolved."""
        changes = self._changes
        changes.tally.records += len(observations)
        if not observations:
            return
        if self._transaction.has_tombstones():
            observations = self._without_erased(observations)
        there = self._transaction.known_ads({observation.ad_id for observation in observations})
        known = {one.ad_id: one for one in there}
        news = self._ads(self._news(observations, known), known)
        changes.load_links({seen.ad for seen in news if seen.ad not in changes.new_ads})
        changes.states.claim({(e.kind, e.value) for seen in news for e in seen.one.evidence})
        self._rows(news)
        self._transaction.add_links(self._fresh)
        self._transaction.update_links([link for _, link in sorted(self._grown.items()) if link.stored])

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

    def _news(self, observations: Sequence[Observation], known: dict[str, KnownAd]) -> list[Observation]:
        """Observations whose bytes were never seen of their ad."""
        ad_ids = {one.ad: one.ad_id for one in known.values()}
        rows = self._transaction.hashes(ad_ids)
        seen: set[tuple[str, bytes]] = {(ad_ids[ad], sha256) for ad, sha256 in rows}
        news: list[Observation] = []
        for one in observations:
            key = (one.ad_id, one.sha256)
            if key not in seen:
                seen.add(key)
                news.append(one)
        return news

    def _ads(self, news: Sequence[Observation], known: dict[str, KnownAd]) -> list[Seen]:
        """Give new ads their arrival numbers and write the ads."""
        changes = self._changes
        number = self._transaction.counter("last_ad")
        places: dict[str, tuple[int, int]] = {}
        periods: dict[str, list[Seen]] = {}
        seen = []
        for one in news:
            place = places.get(one.ad_id)
            if place is None:
                old = known.get(one.ad_id)
                if old is None:
                    number += 1
                    changes.new_ads.add(number)
                    changes.links[number] = {}
                place = places[one.ad_id] = (number if old is None else old.ad, rank(one.ad_id))
                periods[one.ad_id] = []
            seen.append(Seen(one, *place, one.first_seen, one.last_seen))
            periods[one.ad_id].append(seen[-1])
        self._write_ads(periods, known)
        self._transaction.set_counter("last_ad", number)
        return seen

    def _write_ads(self, periods: dict[str, list[Seen]], known: dict[str, KnownAd]) -> None:
        fresh: list[NewAd] = []
        updates: list[tuple[int, int | None, int | None, int]] = []
        for ad_id, seen in periods.items():
            one, ad, place, _, _ = seen[0]
            old = known.get(ad_id)
            periods_of: list[KnownAd | Seen] = [*seen] if old is None else [old, *seen]
            first = min((s.first for s in periods_of if s.first is not None), default=None)
            last = max((s.last for s in periods_of if s.last is not None), default=None)
            if old is None:
                fresh.append(NewAd(ad, ad_id, place, one.source, one.source_id, first, last, len(seen)))
            else:
                updates.append((ad, first, last, old.observations + len(seen)))
        self._transaction.add_ads(fresh)
        self._transaction.update_ads(updates)
        self._changes.tally.ads_new += len(fresh)

    def _rows(self, news: Sequence[Seen]) -> None:
        """Write records, words and evidence; count links."""
        number = self._transaction.counter("last_observation")
        revision = self._changes.revision
        records: list[Record] = []
        evidence: list[EvidenceEntry] = []
        for seen in news:
            number += 1
            one = seen.one
            raw = self._compress(one.raw) if one.raw else None
            text = (one.posted_at, one.crawled_at, one.url, one.title, one.body)
            place = (one.country, one.region, one.city)
            records.append(Record(number, seen.ad, one.sha256, *text, *place, raw, revision))
            idents = self._count_links(seen)
            # Two readings of one place for one identifier: the first in order stands.
            entries: dict[tuple[int, str, int], EvidenceEntry] = {}
            every = [EvidenceEntry(number, idents[e[0], e[1]], *e[2:]) for e in one.evidence]
            for entry in sorted(every, key=_UP_TO_CONFIDENCE):
                entries.setdefault(entry[1:4], entry)
            evidence += entries.values()
        self._transaction.add_records(records, evidence)
        self._transaction.set_counter("last_observation", number)
        self._changes.tally.observations_new += len(records)

    def _count_links(self, seen: Seen) -> dict[tuple[Kind, str], int]:
        """Count one observation of each identifier in it; returns their numbers."""
        one, ad, place, first, last = seen
        links, by_name = self._changes.links[ad], self._changes.states.by_name
        numbers: dict[tuple[Kind, str], int] = {}
        for key, confidence in _strongest(one).items():
            entry = by_name[key]
            ident = numbers[key] = entry.ident
            link = links.get(ident)
            if link is None:
                # Never wrong: a link that was ruled wrong is stored, and stays so.
                link = LinkState(
                    ident,
                    ad,
                    place,
                    entry.kind,
                    0,
                    first,
                    last,
                    1,
                    confidence,
                    wrong=False,
                    new=True,
                    stored=False,
                )
                links[ident] = link
                self._fresh.append(link)
                entry.removed = False
                entry.ads += 1
                if entry.representative is None:
                    entry.representative = ad
            else:
                if link.via is None:
                    link.add(first, last, confidence)
                else:
                    before = link.first, link.last
                    link.found(first, last, confidence)
                    self._changes.retime(link, *before)
                self._grown[ident, ad] = link
            if not link.wrong:
                entry.widen(first, last)
        return numbers


def _strongest(one: Observation) -> dict[tuple[Kind, str], float]:
    """The best confidence in each identifier of an observation."""
    strongest: dict[tuple[Kind, str], float] = {}
    for e in one.evidence:
        key = (e[0], e[1])
        old = strongest.get(key)
        if old is None or e[7] > old:
            strongest[key] = e[7]
    return strongest
