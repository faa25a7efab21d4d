"""The hash chain of the audit log, the same in every store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from linkage.ports import AuditEntry


def chain(before: bytes, sequence: int, entry: AuditEntry) -> bytes:
    """Hash of an entry over the one before it: none can be changed, dropped or moved unseen."""
    fields = [sequence, entry.at, entry.actor, entry.action, entry.subject, entry.reason, entry.results]
    return hashlib.sha256(before + json.dumps(fields, ensure_ascii=True).encode()).digest()


def first_break(entries: Iterable[tuple[int, AuditEntry, bytes]]) -> int | None:
    """Number of the first entry that is missing or does not follow from the one before it."""
    before, expected = b"", 1
    for sequence, entry, link in entries:
        if sequence != expected or link != chain(before, expected, entry):
            return expected
        before, expected = link, expected + 1
    return None
