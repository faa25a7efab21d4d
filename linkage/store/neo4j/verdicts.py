"""What a delta reads and writes in Neo4j: identifiers with their verdicts, and the resolution."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from linkage.model import Kind, network_id
from linkage.ports import Component, Cut, Holder, Merge
from linkage.store.delta import EventEntry, IdentRow
from linkage.store.neo4j.connection import Query, Row
from linkage.store.neo4j.identifiers import FIELDS, figures, ident_row, is_generic, uid
from linkage.store.neo4j.recall import Recall
from linkage.store.neo4j.schema import LABELS
from linkage.store.neo4j.writing import Rows

DEMOTE = (
    "UNWIND $rows AS row MATCH (i:Identifier {ident: row})<-[h:HAS]-(a:Ad) "
    "USING INDEX SEEK i:Identifier(ident) "
    "CREATE (a)-[m:MENTIONS]->(i) SET m = properties(h) DELETE h"
)
PROMOTE = (
    "UNWIND $rows AS row MATCH (i:Identifier {ident: row})<-[m:MENTIONS]-(a:Ad) "
    "USING INDEX SEEK i:Identifier(ident) "
    "CREATE (a)-[h:HAS]->(i) SET h = properties(m) DELETE m"
)

FIGURES = (
    "i.ads = row[1], i.first_seen = row[2], i.last_seen = row[3], i.representative = row[4], "
    "i.holders = row[5], i.tenures = row[6], i.verdict = row[7], i.reason = row[8], i.generic = row[9]"
)
"""`figures` out of a row."""
FOLLOW = (
    " WITH a MATCH (a)-[:HAS]->(i:Identifier) WHERE i.representative = a.ad AND i.tenures = 1 "
    "AND i.verdict = 'linking' SET i.network_id = a.network_id"
)
"""After ads were given a network: the identifiers that link in one tenure go with their representative."""


class Identifiers(Rows):
    """See `linkage.store.delta.transaction.Identifiers`."""

    def identifiers_named(self, names: Collection[tuple[Kind, str]]) -> Iterable[IdentRow]:
        """See there."""
        keys = {uid(kind, value) for kind, value in names}
        known = [self.recall.numbers[key] for key in keys if key in self.recall.numbers]
        rows = self.read(
            f"UNWIND $keys AS key MATCH (i:Identifier {{uid: key}}) USING INDEX SEEK i:Identifier(uid) "
            f"RETURN {FIELDS}",
            [key for key in keys if key not in self.recall.numbers],
        )
        return self._known(known, rows)

    def identifiers_numbered(self, idents: Collection[int]) -> Iterable[IdentRow]:
        """See there."""
        known = [ident for ident in set(idents) if ident in self.recall.identifiers]
        rows = self.read(
            f"UNWIND $keys AS key MATCH (i:Identifier {{ident: key}}) "
            f"USING INDEX SEEK i:Identifier(ident) RETURN {FIELDS}",
            [ident for ident in idents if ident not in self.recall.identifiers],
        )
        return self._known(known, rows)

    def _known(self, known: Iterable[int], rows: Iterable[Row]) -> Iterable[IdentRow]:
        found = [ident_row(row) for row in rows]
        self.recall.learn_identifiers((uid(one.kind, one.value), one) for one in found)
        found += [self.recall.identifiers[ident] for ident in known]
        self.uids.update({one.ident: uid(one.kind, one.value) for one in found})
        self.generic.update(one.ident for one in found if is_generic(one))
        return found

    def period_of(self, ident: int) -> tuple[int | None, int | None, int]:
        """See there."""
        first, last, links = self.query.rows(
            "OPTIONAL MATCH (:Identifier {ident: $ident})<-[h:HAS|MENTIONS]-() "
            "WITH h, CASE WHEN h.wrong THEN NULL ELSE h END AS live "
            "RETURN min(live.first_seen), max(live.last_seen), count(h)",
            ident=ident,
        )[0]
        return first, last, links

    def carrier_of(self, ident: int, rather_not: Collection[int]) -> int | None:
        """See there."""
        row = self.query.one(
            "MATCH (:Identifier {ident: $ident})<-[h:HAS|MENTIONS]-(a:Ad) WHERE NOT h.wrong "
            "RETURN a.ad ORDER BY a.ad IN $rather_not, a.ad LIMIT 1",
            ident=ident,
            rather_not=sorted(rather_not),
        )
        return None if row is None else row[0]

    def claim(self, names: Sequence[tuple[int, Kind, str]]) -> None:
        """See there. A relationship needs the node at its end."""
        self.uids.update({ident: uid(kind, value) for ident, kind, value in names})
        self.recall.learn_carriers([ident for ident, _, _ in names], ())
        self.write(
            "UNWIND $rows AS row CREATE (i:Identifier:$(row[4]) {ident: row[0], kind: row[1], value: row[2], "
            "uid: row[3], ads: 0})",
            [[ident, str(kind), value, uid(kind, value), LABELS[kind]] for ident, kind, value in names],
        )

    def add_identifiers(self, rows: Sequence[IdentRow]) -> None:
        """See there."""
        self._set(rows)
        self._retype([row for row in rows if is_generic(row)])

    def update_identifiers(self, rows: Sequence[tuple[IdentRow, tuple[Holder, ...]]]) -> None:
        """See there."""
        self._set([row for row, _ in rows])
        self._retype([row for row, _ in rows if is_generic(row) is not (row.ident in self.generic)])

    def _set(self, rows: Sequence[IdentRow]) -> None:
        """Write figures, last of all in a batch: the ads have their networks by then."""
        self.write(
            "UNWIND $rows AS row MATCH (i:Identifier {ident: row[0]}) "
            "USING INDEX SEEK i:Identifier(ident) "
            f"SET {FIGURES} "
            "WITH i OPTIONAL MATCH (a:Ad {ad: i.representative}) USING INDEX SEEK a:Ad(ad) "
            "SET i.network_id = "
            "CASE WHEN i.tenures = 1 AND i.verdict = 'linking' THEN a.network_id END",
            [[row.ident, *figures(row).values()] for row in rows],
        )
        self.recall.learn_identifiers((uid(row.kind, row.value), row) for row in rows)

    def _retype(self, rows: Sequence[IdentRow]) -> None:
        """Give the links of identifiers whose verdict turned the type that goes with it."""
        self.write(DEMOTE, [row.ident for row in rows if is_generic(row)])
        self.write(PROMOTE, [row.ident for row in rows if not is_generic(row)])

    def drop_identifiers(self, rows: Sequence[IdentRow]) -> None:
        """See there."""
        if rows:
            self.recall.forget()
        self.write(
            "UNWIND $rows AS row MATCH (i:Identifier {ident: row}) USING INDEX SEEK i:Identifier(ident) "
            "DETACH DELETE i",
            [row.ident for row in rows],
        )


class Resolved(Rows):
    """See `linkage.store.delta.transaction.Resolved`.

    Labels and network ids are written together, once the founders are known.
    """

    def __init__(self, query: Query, recall: Recall | None = None) -> None:
        super().__init__(query, recall)
        self._merges: Sequence[Merge] = ()
        self._moves: Sequence[tuple[int, int]] = ()
        self._dropped: Sequence[int] = ()

    def merge(self, merges: Sequence[Merge]) -> None:
        """See there."""
        self._merges = merges

    def move(self, moves: Sequence[tuple[int, int]]) -> None:
        """See there."""
        self._moves = moves

    def drop_components(self, labels: Sequence[int]) -> None:
        """See there."""
        self._unlabel(labels)
        self._dropped = labels

    def _unlabel(self, labels: Sequence[int]) -> None:
        """Take networks out of use. A node stays where history points at it."""
        self.write(
            "UNWIND $rows AS row MATCH (n:Network {label: row}) USING INDEX SEEK n:Network(label) "
            "REMOVE n.label, n.founder SET n.ads = 0 "
            "WITH n WHERE NOT EXISTS { (n)--() } DELETE n",
            sorted(labels),
        )

    def write_components(self, components: Sequence[Component]) -> None:
        """See there."""
        before: dict[int, str] = dict(
            self.read(
                "UNWIND $keys AS key MATCH (n:Network {label: key}) USING INDEX SEEK n:Network(label) "
                "RETURN key, n.network_id",
                [component.label for component in components],
            )
        )
        founders: dict[int, str] = dict(
            self.read(
                "UNWIND $keys AS key MATCH (a:Ad {ad: key}) USING INDEX SEEK a:Ad(ad) RETURN key, a.ad_id",
                [component.founder for component in components],
            )
        )
        names = {component.label: network_id(founders[component.founder]) for component in components}
        renamed = [[label, name] for label, name in names.items() if before.get(label) != name]
        self._unlabel([label for label, _ in renamed if label in before])
        self.write(
            "UNWIND $rows AS row MERGE (n:Network {network_id: row[0]}) "
            "SET n.label = row[1], n.founder = row[2], n.ads = row[3]",
            sorted([names[one.label], one.label, one.founder, one.ads] for one in components),
        )
        self._relabel(names)
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {label: row[0]}) "
            "USING INDEX SEEK a:Ad(label) WHERE a.network_id <> row[1] "
            "SET a.network_id = row[1]" + FOLLOW,
            renamed,
        )

    def _relabel(self, names: dict[int, str]) -> None:
        """Move ads; those of a component of one ad are named after themselves."""
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {label: row[0]}) USING INDEX SEEK a:Ad(label) "
            "SET a.label = row[1], a.network_id = row[2]" + FOLLOW,
            [[label, merge.into, names[merge.into]] for merge in self._merges for label in merge.labels],
        )
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {ad: row[0]}) USING INDEX SEEK a:Ad(ad) "
            "SET a.label = row[1], a.network_id = coalesce(row[2], 'N-' + a.ad_id)" + FOLLOW,
            [[ad, label, names.get(label)] for ad, label in self._moves],
        )
        self.write(
            "UNWIND $rows AS row MATCH (a:Ad {label: row}) USING INDEX SEEK a:Ad(label) "
            "SET a.network_id = 'N-' + a.ad_id" + FOLLOW,
            [label for label in self._dropped if label not in names],
        )

    def uncut(self, ads: Collection[int]) -> None:
        """See there."""
        keys = sorted(ads)
        self.write("UNWIND $rows AS row MATCH (c:Cut {ad: row}) USING INDEX SEEK c:Cut(ad) DELETE c", keys)
        self.write(
            "UNWIND $rows AS row MATCH (c:Cut {other: row}) USING INDEX SEEK c:Cut(other) DELETE c", keys
        )

    def add_cuts(self, cuts: Sequence[Cut]) -> None:
        """See there."""
        self.write("UNWIND $rows AS row CREATE (c:Cut) SET c = row", [cut._asdict() for cut in cuts])

    def add_events(self, events: Sequence[EventEntry]) -> None:
        """See there; merges and splits become edges between networks too."""
        self.write(
            "UNWIND $rows AS row CREATE (e:Event) SET e = row",
            [{**event._asdict(), "kind": str(event.kind)} for event in events],
        )
        for kind in ("merged", "split"):
            rows = [
                [network_id(event.founder), network_id(event.other), event.revision, event.ads]
                for event in events
                if event.kind == kind and event.other is not None
            ]
            self._history(kind, rows)

    def _history(self, kind: str, rows: Sequence[Sequence[object]]) -> None:
        nodes = (
            "UNWIND $rows AS row MERGE (n:Network {network_id: row[0]}) ON CREATE SET n.ads = 0 "
            "MERGE (o:Network {network_id: row[1]}) ON CREATE SET o.ads = 0 "
        )
        if kind == "merged":
            self.write(nodes + "CREATE (o)-[:MERGED_INTO {revision: row[2], ads: row[3]}]->(n)", rows)
        else:
            self.write(nodes + "CREATE (n)-[:SPLIT_FROM {revision: row[2], ads: row[3]}]->(o)", rows)
