"""Hash lists in Neo4j."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import LiteralString

from linkage.errors import NotFoundError, StoreBusyError
from linkage.ports import HashListRow, Packed, packed_digest
from linkage.store.hashlists import Piece, joined, pieces, row_of
from linkage.store.moving.parts import Key, Page
from linkage.store.neo4j.connection import Query

LIST: LiteralString = "l.name, l.digest, l.added_at, l.md5, l.sha1, l.sha256, l.pdq"
TOGETHER = 8
"""Pieces that a statement writes: two megabytes."""
READS = 3
_BEFORE_ALL = '["", "", -1]'


def put(query: Query, row: HashListRow, packed: Packed) -> None:
    """See `Store.put_hash_list`."""
    query.run("MERGE (l:HashList {name: $name}) SET l.digest = ''", name=row.name)  # and locks it
    query.run("MATCH (p:HashPiece {list: $name}) DELETE p", name=row.name)
    restore(query, list(pieces(row, packed)))


def restore(query: Query, rows: Sequence[Piece]) -> None:
    """Write pieces of lists, in the place of those that are there and of earlier contents."""
    for row in {piece.name: row_of(piece) for piece in rows}.values():
        query.run(
            "MERGE (l:HashList {name: $row.name}) WITH l, coalesce(l.digest, '') <> $row.digest AS other "
            "SET l = $row WITH l, other WHERE other MATCH (p:HashPiece {list: l.name}) DELETE p",
            row=asdict(row),
        )
    for start in range(0, len(rows), TOGETHER):
        query.run(
            "UNWIND $rows AS row MERGE (p:HashPiece {list: row[0], algorithm: row[1], number: row[2]}) "
            "SET p.data = row[3]",
            rows=[[one.name, one.algorithm, one.number, one.data] for one in rows[start : start + TOGETHER]],
        )


def remove(query: Query, name: str) -> None:
    """See `Store.remove_hash_list`."""
    if query.one("MATCH (l:HashList {name: $name}) DELETE l RETURN 1", name=name) is None:
        raise NotFoundError("there is no hash list of that name")
    query.run("MATCH (p:HashPiece {list: $name}) DELETE p", name=name)


def rows(query: Query) -> Sequence[HashListRow]:
    """See `Store.hash_lists`."""
    return [HashListRow(*row) for row in query.rows(f"MATCH (l:HashList) RETURN {LIST} ORDER BY l.name")]


def whole(query: Query, name: str) -> tuple[HashListRow, Packed] | None:
    """See `Store.hash_list`. Reads of one transaction may see what another one commits in between."""
    for _ in range(READS):
        row = query.one(f"MATCH (l:HashList {{name: $name}}) RETURN {LIST}", name=name)
        if row is None:
            return None
        found = query.rows(
            "MATCH (p:HashPiece {list: $name}) RETURN p.algorithm, p.data ORDER BY p.algorithm, p.number",
            name=name,
        )
        packed = joined((algorithm, bytes(data)) for algorithm, data in found)
        if packed_digest(packed) == row[1]:
            return HashListRow(*row), packed
    raise StoreBusyError("the hash list was replaced while it was read; ask again")


def page(query: Query, after: Key, limit: int) -> Page:
    """See `Movable.page`."""
    name, algorithm, number = json.loads(str(after or _BEFORE_ALL))
    found = query.rows(
        "MATCH (p:HashPiece) WHERE p.list > $name OR (p.list = $name AND (p.algorithm > $algorithm OR "
        "(p.algorithm = $algorithm AND p.number > $number))) "
        f"MATCH (l:HashList {{name: p.list}}) RETURN {LIST}, p.algorithm, p.number, p.data "
        "ORDER BY p.list, p.algorithm, p.number LIMIT $limit",
        name=name,
        algorithm=algorithm,
        number=number,
        limit=limit,
    )
    entries = [Piece(*(*row[:-1], bytes(row[-1]))) for row in found]
    last = entries[-1] if entries else None
    return Page(entries, json.dumps([last.name, last.algorithm, last.number]) if last else after)
