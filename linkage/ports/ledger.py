"""The Ledger protocol: keys and the audit chain. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as stored: its keyed hash, never the key."""

    key_id: str
    name: str
    role: str
    digest: bytes
    created_at: int
    revoked_at: int | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One consultation or act. `reason` is what the actor stated, may be empty."""

    at: int
    actor: str
    action: str
    subject: str
    reason: str
    results: int


class Ledger(Protocol):
    """Keys and the audit chain; lives where the graph lives."""

    def secret(self) -> bytes:
        """The store's own 32 random bytes, made at creation; keys tombstones and API keys."""
        ...

    def add_key(self, key: ApiKey) -> None:
        """Store a key. Raises ConflictError when `key_id` exists."""
        ...

    def key(self, key_id: str) -> ApiKey | None:
        """A key by id."""
        ...

    def keys(self) -> Sequence[ApiKey]:
        """All keys, revoked ones included."""
        ...

    def revoke_key(self, key_id: str, at: int) -> None:
        """Revoke. Raises NotFoundError."""
        ...

    def audit(self, entry: AuditEntry) -> int:
        """Append to the hash chain; returns the entry's sequence number."""
        ...

    def audit_entries(self, since: int, limit: int) -> Sequence[tuple[int, AuditEntry]]:
        """Entries with a sequence above `since`."""
        ...

    def verify_audit(self) -> int | None:
        """Sequence of the first entry that breaks the chain, or None when all hold."""
        ...
