"""What a delta reads and writes in Neo4j: links.

A link is a HAS relationship, or a MENTIONS where its identifier is generic, so that whoever walks
the graph along HAS never passes through a hotline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from linkage.ports import Carrier, LinkRow
from linkage.store.delta import LinkState
from linkage.store.neo4j.connection import Row
from linkage.store.neo4j.identifiers import KINDS
from linkage.store.neo4j.writing import Rows

CARRIER = (
    "i.ident, a.ad, h.rank, h.first_seen, h.last_seen, h.tenure, h.confidence, h.belief, h.via IS NOT NULL"
)

LINK = (
    "{rank: row[2], tenure: row[3], first_seen: row[4], last_seen: row[5], observations: row[6], "
    "confidence: row[7], wrong: row[8], belief: row[9], via: row[10]}"
)
"""`link_properties` out of a row; a list is smaller than a map on the wire."""


class Links(Rows):
    """See `linkage.store.delta.transaction.Links`."""

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """See there."""
        known = self.recall.links
        unknown = [ad for ad in ads if ad not in known]
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key})-[h:HAS|MENTIONS]->(i:Identifier) "
            "USING INDEX SEEK a:Ad(ad) WHERE NOT h.wrong "
            "RETURN key, i.ident, i.kind, h.tenure, h.confidence, h.belief, h.via IS NOT NULL",
            unknown,
        )
        self.recall.learn_links(
            unknown,
            [LinkRow(ad, ident, KINDS[kind], *rest) for ad, ident, kind, *rest in rows],
        )
        return [row for ad in set(ads) for row in known[ad].values()]

    def all_links_of(self, ads: Collection[int]) -> Iterable[LinkState]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (a:Ad {ad: key})-[h:HAS|MENTIONS]->(i:Identifier) "
            "USING INDEX SEEK a:Ad(ad) "
            "RETURN i.ident, key, h.rank, i.kind, h.tenure, h.first_seen, h.last_seen, h.observations, "
            "h.confidence, h.wrong, h.belief, h.via",
            ads,
        )
        for ident, ad, rank, kind, *rest, belief, via in rows:
            link = LinkState(ident, ad, rank, KINDS[kind], *rest)
            link.belief, link.via = belief, via
            yield link

    def ads_with(self, ident: int) -> Sequence[int]:
        """See there."""
        rows = self.query.rows(
            "MATCH (i:Identifier {ident: $ident})<-[:HAS|MENTIONS]-(a:Ad) RETURN a.ad", ident=ident
        )
        return [ad for (ad,) in rows]

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """See there."""
        known = self.recall.carriers
        unknown = [ident for ident in idents if ident not in known]
        rows = self.read(
            "UNWIND $keys AS key MATCH (i:Identifier {ident: key})<-[h:HAS|MENTIONS]-(a:Ad) "
            "USING INDEX SEEK i:Identifier(ident) "
            f"WHERE NOT h.wrong RETURN {CARRIER}",
            unknown,
        )
        self.recall.learn_carriers(unknown, [Carrier(*row) for row in rows])
        return [row for ident in set(idents) for row in known[ident].values()]

    def samples(self, idents: Collection[int], limit: int) -> Mapping[int, Sequence[Carrier]]:
        """See there."""
        found = {ident: self.recall.sample(ident, limit) for ident in idents}
        unknown = sorted(ident for ident, sample in found.items() if sample is None)
        fresh: dict[int, list[Carrier]] = {ident: [] for ident in unknown}
        for row in self._samples(unknown, limit):
            fresh[row[0]].append(Carrier(*row))
        for ident, sample in fresh.items():
            self.recall.learn_sample(ident, limit, sample)
        return {ident: fresh[ident] if sample is None else sample for ident, sample in found.items()}

    def _samples(self, keys: Sequence[int], limit: int) -> list[Row]:
        if not keys:
            return []
        return self.at_once(
            "UNWIND $keys AS key CALL (key) { MATCH (i:Identifier {ident: key})<-[h:HAS|MENTIONS]-(a:Ad) "
            "USING INDEX SEEK i:Identifier(ident) "
            "WHERE NOT h.wrong RETURN a, h, i ORDER BY h.rank, a.ad LIMIT $limit } "
            f"WITH i, a, h ORDER BY i.ident, h.rank, a.ad RETURN {CARRIER}",
            keys=keys,
            limit=limit,
        )

    def add_links(self, links: Sequence[LinkState]) -> None:
        """See there."""
        ordered = sorted(links, key=lambda link: (link.ident, link.rank, link.ad))
        rows = [[link.ad, link.ident, *link_properties(link).values()] for link in ordered]
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]}) USING INDEX SEEK a:Ad(ad) "
            "MATCH (i:Identifier {ident: row[1]}) USING INDEX SEEK i:Identifier(ident) "
            f"CREATE (a)-[:HAS {LINK}]->(i)",
            [row for row in rows if row[1] not in self.generic],
        )
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]}) USING INDEX SEEK a:Ad(ad) "
            "MATCH (i:Identifier {ident: row[1]}) USING INDEX SEEK i:Identifier(ident) "
            f"CREATE (a)-[:MENTIONS {LINK}]->(i)",
            [row for row in rows if row[1] in self.generic],
        )
        self.recall.link(links)

    def update_links(self, links: Sequence[LinkState]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]})-[h:HAS|MENTIONS]->(i:Identifier) "
            "USING INDEX SEEK a:Ad(ad) "
            "WHERE i.ident = row[1] SET h += row[2]",
            [
                [
                    link.ad,
                    link.ident,
                    {
                        "first_seen": link.first,
                        "last_seen": link.last,
                        "observations": link.observations,
                        "confidence": link.confidence,
                        "via": link.via,
                    },
                ]
                for link in links
            ],
        )
        self.recall.link(links)

    def set_wrong(self, link: LinkState) -> None:
        """See there."""
        self.recall.forget()
        self.query.run(
            "MATCH (a:Ad {ad: $ad})-[h:HAS|MENTIONS]->(i:Identifier) WHERE i.ident = $ident "
            "SET h.wrong = $wrong, h.tenure = 0, h.belief = NULL",
            ad=link.ad,
            ident=link.ident,
            wrong=link.wrong,
        )

    def set_standings(self, standings: Sequence[tuple[int, int, int, float | None]]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[1]})-[h:HAS|MENTIONS]->(i:Identifier) "
            "USING INDEX SEEK a:Ad(ad) "
            "WHERE i.ident = row[0] SET h.tenure = row[2], h.belief = row[3]",
            sorted((list(row) for row in standings), key=itemgetter(1)),
        )
        self.recall.set_standings(standings)

    def drop_links(self, links: Sequence[LinkState]) -> None:
        """See there."""
        rows = sorted([link.ad, link.ident] for link in links)
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]})-[h:HAS|MENTIONS]->(i:Identifier) "
            "USING INDEX SEEK a:Ad(ad) WHERE i.ident = row[1] DELETE h",
            rows,
        )
        self.write(
            "UNWIND $rows AS row MATCH (c:Cut {ad: row[0]}) USING INDEX SEEK c:Cut(ad) "
            "WHERE c.ident = row[1] DELETE c",
            rows,
        )
        self.recall.unlink(links)

    def carried_itself(self, idents: Collection[int]) -> set[int]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (i:Identifier {ident: key}) USING INDEX SEEK i:Identifier(ident) "
            "WHERE EXISTS { MATCH (i)<-[h:HAS|MENTIONS]-() WHERE NOT h.wrong AND h.via IS NULL } RETURN key",
            idents,
        )
        return {ident for (ident,) in rows}

    def ads_with_itself(self, idents: Collection[int]) -> set[int]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (i:Identifier {ident: key})<-[h:HAS|MENTIONS]-(a:Ad) "
            "USING INDEX SEEK i:Identifier(ident) WHERE NOT h.wrong AND h.via IS NULL RETURN a.ad",
            idents,
        )
        return {ad for (ad,) in rows}

    def unlink(self, ident: int) -> None:
        """See there."""
        self.recall.forget()
        self.query.run("MATCH (:Identifier {ident: $ident})<-[h:HAS|MENTIONS]-() DELETE h", ident=ident)
        self.query.run("MATCH (c:Cut {ident: $ident}) DELETE c", ident=ident)


def link_properties(link: LinkState) -> dict[str, object]:
    """The properties of a HAS or a MENTIONS."""
    return {
        "rank": link.rank,
        "tenure": link.tenure,
        "first_seen": link.first,
        "last_seen": link.last,
        "observations": link.observations,
        "confidence": link.confidence,
        "wrong": link.wrong,
        "belief": link.belief,
        "via": link.via,
    }
