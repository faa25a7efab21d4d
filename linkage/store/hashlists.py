"""Hash lists as every store keeps them: in pieces, for a million hashes are no million rows.

Nobody asks a store for one of them. Whoever compares pictures with a list reads all of it and
keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import NamedTuple

from linkage.ports import HashListRow, Packed

PIECE_BYTES = 256 << 10
COLUMNS = tuple(field.name for field in fields(HashListRow))


class Piece(NamedTuple):
    """Some hashes of a list, with all that is known of the list. `number` counts from 0."""

    name: str
    digest: str
    added_at: int
    md5: int
    sha1: int
    sha256: int
    pdq: int
    algorithm: str
    number: int
    data: bytes


def row_of(piece: Piece) -> HashListRow:
    """The list that a piece is of."""
    return HashListRow(
        piece.name, piece.digest, piece.added_at, piece.md5, piece.sha1, piece.sha256, piece.pdq
    )


def pieces(row: HashListRow, packed: Packed) -> Iterator[Piece]:
    """A list in pieces, in order of (algorithm, number)."""
    for algorithm in sorted(packed):
        data = packed[algorithm]
        for number, start in enumerate(range(0, len(data), PIECE_BYTES)):
            part = data[start : start + PIECE_BYTES]
            yield Piece(**asdict(row), algorithm=algorithm, number=number, data=part)


def joined(parts: Iterable[tuple[str, bytes]]) -> Packed:
    """The hashes by algorithm, from (algorithm, data) in the order of `pieces`."""
    packed: dict[str, list[bytes]] = {}
    for algorithm, data in parts:
        packed.setdefault(algorithm, []).append(data)
    return {algorithm: b"".join(some) for algorithm, some in packed.items()}
