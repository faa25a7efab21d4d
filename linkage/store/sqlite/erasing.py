"""Erasing ads and identifiers: everything of them goes, a keyed tombstone stays."""

from __future__ import annotations

from linkage.errors import NotFoundError
from linkage.model import Evidence, Identifier, Kind, Observation
from linkage.ports import LostLink
from linkage.store.sqlite.blank import blanked
from linkage.store.sqlite.changes import Changes, LinkState, ad_grave, identifier_grave
from linkage.store.sqlite.connection import fetch, fetch_one


class Erasing:
    """Takes the erasures of a delta in."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._connection = changes.connection

    def ad(self, ad_id: str) -> None:
        """Erase an ad. Raises NotFoundError when it neither is nor was here."""
        changes = self._changes
        row = fetch_one(self._connection, "SELECT ad, label FROM ad WHERE ad_id = ?", (ad_id,))
        if row is None:
            if changes.buried([changes.digest(ad_grave(ad_id))]):
                return
            raise NotFoundError(f"there is no ad {ad_id}")
        ad, label = row
        changes.load_links([ad])
        links = list(changes.links.pop(ad).values())
        changes.states.load([link.ident for link in links])
        self._forget_records(ad)
        self._connection.execute("DELETE FROM link WHERE ad = ?", (ad,))
        self._connection.execute("DELETE FROM cut WHERE ad = ?1 OR other = ?1", (ad,))
        self._connection.execute("DELETE FROM ad WHERE ad = ?", (ad,))
        changes.bury(ad_grave(ad_id))
        changes.decided.update(self._decided_with(ad_id))
        for link in links:
            self._lose(link)
        changes.gone[ad] = label
        changes.names[ad] = ad_id
        changes.tally.ads_erased += 1

    def _decided_with(self, ad_id: str) -> list[int]:
        """Ads that a standing must-link or cannot-link pairs with the one that goes."""
        rows = fetch(
            self._connection,
            "SELECT a.ad FROM decision d JOIN ad a "
            "ON a.ad_id = CASE ?1 WHEN d.ad_a THEN d.ad_b ELSE d.ad_a END "
            "WHERE d.undone_by IS NULL AND d.kind IN ('must-link', 'cannot-link') AND ?1 IN (d.ad_a, d.ad_b)",
            (ad_id,),
        )
        return [ad for (ad,) in rows]

    def _lose(self, link: LinkState) -> None:
        changes = self._changes
        changes.idents.add(link.ident)
        if link.wrong:
            changes.states.lose_wrong(link.ident)
        else:
            changes.lost.append(LostLink(link.ident, link.ad, link.rank))
            changes.states.lose(link.ident, link.ad, link.first, link.last)

    def _forget_records(self, ad: int) -> None:
        sql = "SELECT observation, title, body FROM observation WHERE ad = ?"
        for observation, title, body in fetch(self._connection, sql, (ad,)):
            self._unindex(observation, title, body)
            self._connection.execute("DELETE FROM evidence WHERE observation = ?", (observation,))
        self._connection.execute("DELETE FROM observation WHERE ad = ?", (ad,))

    def _unindex(self, observation: int, title: str, body: str) -> None:
        self._connection.execute(
            "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)",
            (observation, title, body),
        )

    def identifier(self, identifier: Identifier) -> None:
        """Erase an identifier. Raises NotFoundError when it neither is nor was here."""
        changes = self._changes
        if changes.buried([changes.digest(identifier_grave(identifier))]):
            return
        changes.states.find([(identifier.kind, identifier.value)])
        entry = changes.states.by_name.get((identifier.kind, identifier.value))
        if entry is None:
            raise NotFoundError(f"there is no {identifier.kind} of that value")
        rows = fetch(self._connection, "SELECT ad FROM link WHERE ident = ?", (entry.ident,))
        ads = [row[0] for row in rows]
        changes.load_links(ads)
        for ad in ads:
            self._lose(changes.links[ad].pop(entry.ident))
            self._blank(ad, entry.ident, identifier)
        self._connection.execute("DELETE FROM link WHERE ident = ?", (entry.ident,))
        self._connection.execute("DELETE FROM cut WHERE ident = ?", (entry.ident,))
        changes.bury(identifier_grave(identifier))
        self._blank_decisions(identifier)
        changes.tally.identifiers_erased += 1

    def _blank_decisions(self, identifier: Identifier) -> None:
        """Decisions stay, attributed and undoable, but no longer tell the value they were about."""
        mark = "erased:" + self._changes.digest(identifier_grave(identifier)).hex()[:16]
        self._connection.execute(
            "UPDATE decision SET identifier_value = ? WHERE identifier_value = ? AND identifier_kind = ?",
            (mark, identifier.value, identifier.kind),
        )

    def _blank(self, ad: int, ident: int, identifier: Identifier) -> None:
        """Take an identifier out of every record of an ad."""
        rows = fetch(
            self._connection,
            "SELECT DISTINCT o.observation, o.title, o.body, o.url FROM observation o "
            "JOIN evidence e ON e.observation = o.observation AND e.ident = ? WHERE o.ad = ?",
            (ident, ad),
        )
        for number, title, body, url in rows:
            before = self._observation(number, title, body, url)
            after = blanked(before, {identifier})
            self._unindex(number, title, body)
            self._connection.execute(
                "UPDATE observation SET title = ?, body = ?, url = ?, raw = NULL WHERE observation = ?",
                (after.title, after.body, after.url, number),
            )
            self._connection.execute(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, after.title, after.body)
            )
            self._connection.execute(
                "DELETE FROM evidence WHERE observation = ? AND ident = ?", (number, ident)
            )
            self._rewrite(number, before, after)

    def _observation(self, number: int, title: str, body: str, url: str | None) -> Observation:
        rows = fetch(
            self._connection,
            "SELECT i.kind, i.value, e.field, e.start, e.end, e.raw, e.extractor, e.confidence "
            "FROM evidence e JOIN identifier i ON i.ident = e.ident WHERE e.observation = ?",
            (number,),
        )
        evidence = tuple(Evidence(Kind(kind), *rest) for kind, *rest in rows)
        return Observation("", "", "", b"", None, None, url, title, body, None, None, None, b"", evidence)

    def _rewrite(self, number: int, before: Observation, after: Observation) -> None:
        """Write the raw texts of other evidence that held the erased one."""
        old = set(before.evidence)
        for e in after.evidence:
            if e not in old:
                self._connection.execute(
                    "UPDATE evidence SET raw = ? WHERE observation = ? AND field = ? AND start = ? "
                    "AND ident = (SELECT ident FROM identifier WHERE value = ? AND kind = ?)",
                    (e.raw, number, e.field, e.start, e.value, e.kind),
                )
