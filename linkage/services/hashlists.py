"""Hash lists: taken in from files, listed, forgotten. Each act leaves an entry in the audit."""

from __future__ import annotations

import re
from collections.abc import Callable

from linkage.errors import InvalidInputError
from linkage.ingest.hashlist import read_hash_list
from linkage.model import Reject
from linkage.ports import DIGEST_BYTES, HashListRow, Ledger, Store, packed_digest
from linkage.services.audit import Actor, Audit
from linkage_schemas.answers import HashListImportOut, HashListOut, HashListsOut

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")


class HashListService:
    """Raises StoreError from every method."""

    def __init__(self, store: Store, ledger: Ledger, clock: Callable[[], int]) -> None:
        self._store = store
        self._clock = clock
        self._audit = Audit(ledger, clock)

    def take(
        self, file: str, name: str, *, by: Actor, on_reject: Callable[[Reject], None] = lambda _: None
    ) -> HashListImportOut:
        """Make the list `name` what the file holds; nothing is written when it is that already.

        What is no hash is told to `on_reject` and left out. Raises InvalidInputError for a name or
        a file that cannot do, and for one without a hash.
        """
        if not _NAME.fullmatch(name):
            raise InvalidInputError(
                "a hash list is called by 1 to 100 letters, digits, spaces, dots, dashes and underscores "
                "of ASCII, the first of them a letter or a digit"
            )
        rejects = 0

        def refuse(reject: Reject) -> None:
            nonlocal rejects
            rejects += 1
            on_reject(reject)

        with self._audit.reading(by, "hashlist-import", name) as tally:
            packed = read_hash_list(file, refuse)
            counts = {
                algorithm: len(packed.get(algorithm, b"")) // size for algorithm, size in DIGEST_BYTES.items()
            }
            row = HashListRow(name, packed_digest(packed), self._clock(), **counts)
            known = next((known for known in self._store.hash_lists() if known.name == name), None)
            changed = known is None or known.digest != row.digest
            if changed:
                self._store.put_hash_list(row, packed)
            tally.results = sum(counts.values())
        stands = row if known is None or changed else known
        return HashListImportOut(list=_out(stands), changed=changed, rejects=rejects)

    def all(self, *, by: Actor) -> HashListsOut:
        """Every list with its figures, never with its hashes."""
        with self._audit.reading(by, "hashlists", "all") as tally:
            rows = self._store.hash_lists()
            tally.results = len(rows)
        return HashListsOut(lists=[_out(row) for row in rows])

    def remove(self, name: str, *, by: Actor) -> None:
        """Forget a list, and with it every flag that it raised. Raises NotFoundError."""
        with self._audit.reading(by, "hashlist-remove", name) as tally:
            self._store.remove_hash_list(name)
            tally.results = 1


def _out(row: HashListRow) -> HashListOut:
    return HashListOut(
        name=row.name,
        digest=row.digest,
        added_at=row.added_at,
        md5=row.md5,
        sha1=row.sha1,
        sha256=row.sha256,
        pdq=row.pdq,
    )
