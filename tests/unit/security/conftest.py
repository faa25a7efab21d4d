"""A ledger in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from linkage.errors import ConflictError, NotFoundError
from linkage.ports import ApiKey, AuditEntry


class MemoryLedger:
    """Keys and entries in plain containers, for tests to look at and to tamper with."""

    def __init__(self) -> None:
        self.stored: dict[str, ApiKey] = {}
        self.entries: list[AuditEntry] = []

    def secret(self) -> bytes:
        return b"the store's own secret, 32 bytes"

    def add_key(self, key: ApiKey) -> None:
        if key.key_id in self.stored:
            raise ConflictError(key.key_id)
        self.stored[key.key_id] = key

    def key(self, key_id: str) -> ApiKey | None:
        return self.stored.get(key_id)

    def keys(self) -> Sequence[ApiKey]:
        return list(self.stored.values())

    def revoke_key(self, key_id: str, at: int) -> None:
        if key_id not in self.stored:
            raise NotFoundError(key_id)
        self.stored[key_id] = replace(self.stored[key_id], revoked_at=at)

    def audit(self, entry: AuditEntry) -> int:
        self.entries.append(entry)
        return len(self.entries)

    def audit_entries(self, since: int, limit: int) -> Sequence[tuple[int, AuditEntry]]:
        return list(enumerate(self.entries, 1))[since : since + limit]

    def verify_audit(self) -> int | None:
        return None


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()
