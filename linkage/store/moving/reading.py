"""Reading all of a part, and of a store that must hold still meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from linkage.errors import ConflictError
from linkage.store.moving.parts import AuditLine, Key, Page, Part
from linkage.store.moving.protocols import Movable

PAGE = 2_000
"""Entries of one page: as many rows as one statement of Neo4j takes well."""
FEW = 500
"""Records of one page: each has its texts and its raw bytes."""
PIECES = 16
"""Pieces of hash lists of one page: four megabytes."""
_MOST = {Part.RECORDS: FEW, Part.HASH_LISTS: PIECES}


def pages(store: Movable, part: Part, after: Key = None, until: int | None = None) -> Iterator[Page]:
    """The pages of a part after a key, none of them empty; of the audit log up to the entry `until`."""
    while True:
        entries, after = store.page(part, after, min(PAGE, _MOST.get(part, PAGE)))
        if part is Part.AUDIT and until is not None:
            entries = [one for one in entries if isinstance(one, AuditLine) and one.sequence <= until]
        if not entries:
            return
        yield Page(entries, after)


@contextmanager
def unchanged(store: Movable, message: str) -> Iterator[int]:
    """The store's revision, which is the same afterwards.

    Raises ConflictError with the message when it is not: whatever else went wrong in between,
    that is why.
    """
    revision = store.revision()
    try:
        yield revision
    except Exception as error:
        if store.revision() != revision:
            raise ConflictError(message) from error
        raise
    if store.revision() != revision:
        raise ConflictError(message)
