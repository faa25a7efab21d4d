"""Hash lists in SQLite."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple

import apsw

from linkage.errors import NotFoundError
from linkage.ports import HashListRow, Packed
from linkage.store.hashlists import COLUMNS, Piece, joined, pieces, row_of
from linkage.store.moving.parts import Key, Page
from linkage.store.sqlite.connection import fetch, fetch_one

LIST = ", ".join(COLUMNS)
_BEFORE_ALL = '["", "", -1]'


def put(connection: apsw.Connection, row: HashListRow, packed: Packed) -> None:
    """See `Store.put_hash_list`."""
    connection.execute("DELETE FROM hash_piece WHERE list = ?", (row.name,))
    restore(connection, list(pieces(row, packed)))


def restore(connection: apsw.Connection, rows: Sequence[Piece]) -> None:
    """Write pieces of lists, in the place of those that are there and of earlier contents."""
    for piece in rows:
        row = row_of(piece)
        known = fetch_one(connection, "SELECT digest FROM hash_list WHERE name = ?", (row.name,))
        if known != (row.digest,):
            connection.execute("DELETE FROM hash_piece WHERE list = ?", (row.name,))
        marks = ", ?" * (len(COLUMNS) - 1)
        connection.execute(f"INSERT OR REPLACE INTO hash_list ({LIST}) VALUES (?{marks})", astuple(row))  # noqa: S608 - constants
        connection.execute(
            "INSERT OR REPLACE INTO hash_piece (list, algorithm, number, data) VALUES (?, ?, ?, ?)",
            (piece.name, piece.algorithm, piece.number, piece.data),
        )


def remove(connection: apsw.Connection, name: str) -> None:
    """See `Store.remove_hash_list`."""
    if fetch_one(connection, "SELECT 1 FROM hash_list WHERE name = ?", (name,)) is None:
        raise NotFoundError("there is no hash list of that name")
    connection.execute("DELETE FROM hash_piece WHERE list = ?", (name,))
    connection.execute("DELETE FROM hash_list WHERE name = ?", (name,))


def rows(connection: apsw.Connection) -> Sequence[HashListRow]:
    """See `Store.hash_lists`."""
    return [HashListRow(*row) for row in fetch(connection, f"SELECT {LIST} FROM hash_list ORDER BY name")]  # noqa: S608


def whole(connection: apsw.Connection, name: str) -> tuple[HashListRow, Packed] | None:
    """See `Store.hash_list`."""
    row = fetch_one(connection, f"SELECT {LIST} FROM hash_list WHERE name = ?", (name,))  # noqa: S608
    if row is None:
        return None
    sql = "SELECT algorithm, data FROM hash_piece WHERE list = ? ORDER BY algorithm, number"
    return HashListRow(*row), joined((algorithm, data) for algorithm, data in fetch(connection, sql, (name,)))


def page(connection: apsw.Connection, after: Key, limit: int) -> Page:
    """See `Movable.page`."""
    found = fetch(
        connection,
        f"SELECT {LIST}, algorithm, number, data FROM hash_piece JOIN hash_list ON name = list "  # noqa: S608
        "WHERE (list, algorithm, number) > (?, ?, ?) ORDER BY list, algorithm, number LIMIT ?",
        (*json.loads(str(after or _BEFORE_ALL)), limit),
    )
    entries = [Piece(*row) for row in found]
    last = entries[-1] if entries else None
    return Page(entries, json.dumps([last.name, last.algorithm, last.number]) if last else after)
