"""What every export gets and gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from linkage.errors import StoreBusyError
from linkage.link.rules import Rules
from linkage.ports import Store

BUFFER = 1 << 16


@dataclass(frozen=True, slots=True)
class Request:
    """What to export. `network_id` only matters to exports of one network."""

    rules: Rules
    network_id: str | None = None


class Exporter(Protocol):
    """Writes one format."""

    def __call__(self, store: Store, out: BinaryIO, request: Request) -> int:
        """Write everything to `out`; returns how many rows or ads it wrote.

        Raises StoreError, NotFoundError or InvalidInputError; what was written until then is
        not to be used.
        """
        ...


def write_lines(out: BinaryIO, lines: Iterable[str]) -> int:
    """Write text in blocks of about 64 KiB; returns how many pieces there were."""
    count, size = 0, 0
    waiting: list[str] = []
    for line in lines:
        count += 1
        size += len(line)
        waiting.append(line)
        if size >= BUFFER:
            out.write("".join(waiting).encode())
            waiting.clear()
            size = 0
    out.write("".join(waiting).encode())
    return count


def unchanged(store: Store, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, provided that no batch lands while they are read.

    For exports that need several reads: raises StoreBusyError when the revision moved.
    """
    before = store.revision()
    yield from pieces
    if store.revision() != before:
        raise StoreBusyError("the graph changed while it was being exported; try again")
