"""What identifiers are compared by, in Neo4j.

A `Sketch` node says what an identifier is like; for whoever walks the graph, the same stands in a SIMILAR
relationship between the identifiers. A place in a bucket is a node: a bucket may hold thousands, and what
is asked of it is its first, which an index has ready.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter

from linkage.model import Identifier, Kind
from linkage.store.delta import NewSketch, SketchRow
from linkage.store.neo4j.connection import Query
from linkage.store.neo4j.identifiers import KINDS
from linkage.store.neo4j.writing import Rows

SKETCH = "s.ident, s.place, s.keys, s.live, s.head, s.likeness"


class Sketches(Rows):
    """See `linkage.store.delta.transaction.Sketches`."""

    def sketches(self, idents: Collection[int]) -> Iterable[SketchRow]:
        """See there."""
        rows = self.read(
            f"UNWIND $keys AS key MATCH (s:Sketch {{ident: key}}) USING INDEX SEEK s:Sketch(ident) "
            f"RETURN {SKETCH}",
            idents,
        )
        return [SketchRow(ident, place, tuple(keys), *rest) for ident, place, keys, *rest in rows]

    def bodies(self, idents: Collection[int]) -> Mapping[int, bytes]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (s:Sketch {ident: key}) USING INDEX SEEK s:Sketch(ident) "
            "RETURN s.ident, s.body",
            idents,
        )
        return {ident: bytes(body) for ident, body in rows}

    def add_sketches(self, rows: Sequence[NewSketch]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row CREATE (:Sketch {ident: row[0], place: row[1], keys: row[2], body: row[3], "
            "live: false})",
            [[row.ident, row.place, list(row.keys), row.body] for row in rows],
        )

    def drop_sketches(self, idents: Collection[int]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MATCH (s:Sketch {ident: row}) USING INDEX SEEK s:Sketch(ident) DELETE s",
            sorted(idents),
        )

    def fill(self, rows: Sequence[tuple[int, int, int]]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row CREATE (:Bucket {key: row[0], place: row[1], ident: row[2]})",
            [list(row) for row in rows],
        )

    def empty(self, rows: Sequence[tuple[int, int, int]]) -> None:
        """See there."""
        self.write(
            "UNWIND $rows AS row MATCH (b:Bucket {key: row[0], place: row[1], ident: row[2]}) "
            "USING INDEX SEEK b:Bucket(key, place, ident) DELETE b",
            [list(row) for row in rows],
        )

    def firsts(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """See there. The index has the order, so no more than one node of a bucket is read."""
        rows = self.read(
            "UNWIND $keys AS key CALL (key) { MATCH (b:Bucket) "
            "USING INDEX SEEK b:Bucket(key, place, ident) "
            "WHERE b.key = key AND b.place >= 0 AND b.ident IS NOT NULL "
            "WITH b ORDER BY b.key, b.place, b.ident LIMIT 1 RETURN b.place AS place, b.ident AS ident } "
            "RETURN key, place, ident",
            keys,
        )
        return {key: (place, ident) for key, place, ident in rows}

    def in_buckets(self, keys: Collection[int]) -> set[int]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (b:Bucket) USING INDEX SEEK b:Bucket(key, place, ident) "
            "WHERE b.key = key AND b.place >= 0 AND b.ident IS NOT NULL RETURN b.ident",
            keys,
        )
        return {ident for (ident,) in rows}

    def set_kin(self, rows: Sequence[tuple[int, bool, int | None, float | None]]) -> None:
        """See there."""
        ordered = sorted((list(row) for row in rows), key=itemgetter(0))
        self.write(
            "UNWIND $rows AS row MATCH (s:Sketch {ident: row[0]}) USING INDEX SEEK s:Sketch(ident) "
            "SET s.live = row[1], s.head = row[2], s.likeness = row[3]",
            ordered,
        )
        self.write(
            "UNWIND $rows AS row MATCH (i:Identifier {ident: row[0]})-[r:SIMILAR]->() "
            "USING INDEX SEEK i:Identifier(ident) DELETE r",
            ordered,
        )
        self.similar([row for row in ordered if row[2] is not None])

    def similar(self, rows: Sequence[Sequence[object]]) -> None:
        """Draw SIMILAR from rows of (ident, _, head, likeness)."""
        self.write(
            "UNWIND $rows AS row MATCH (i:Identifier {ident: row[0]}) USING INDEX SEEK i:Identifier(ident) "
            "MATCH (h:Identifier {ident: row[2]}) USING INDEX SEEK h:Identifier(ident) "
            "CREATE (i)-[:SIMILAR {likeness: row[3]}]->(h)",
            rows,
        )

    def standing_for_others(self, idents: Collection[int]) -> set[int]:
        """See there."""
        rows = self.read(
            "UNWIND $keys AS key MATCH (i:Identifier {ident: key}) USING INDEX SEEK i:Identifier(ident) "
            "WHERE EXISTS { (i)<-[:SIMILAR]-() } RETURN key",
            idents,
        )
        return {ident for (ident,) in rows}


def near(query: Query, kind: Kind, keys: Collection[int], limit: int) -> Sequence[Identifier]:
    """See `Store.near`."""
    rows = query.rows(
        "UNWIND $keys AS key MATCH (b:Bucket) USING INDEX SEEK b:Bucket(key, place, ident) "
        "WHERE b.key = key AND b.place >= 0 AND b.ident IS NOT NULL WITH DISTINCT b.ident AS ident "
        "MATCH (i:Identifier {ident: ident}) WHERE i.kind = $kind "
        "RETURN i.kind, i.value ORDER BY i.value LIMIT $limit",
        keys=sorted(set(keys)),
        kind=str(kind),
        limit=max(0, limit),
    )
    return [Identifier(KINDS[found], value) for found, value in rows]
