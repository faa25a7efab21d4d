"""Keys and the hash-chained audit log."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from linkage.errors import ConflictError, NotFoundError
from linkage.ports import ApiKey, AuditEntry
from linkage.store.audit import chain, first_break
from linkage.store.sqlite.connection import fetch, fetch_one

KEY = "key_id, name, role, digest, created_at, revoked_at"
ENTRY = "at, actor, action, subject, reason, results"


def add_key(connection: apsw.Connection, key: ApiKey) -> None:
    """See `Ledger.add_key`."""
    if fetch_one(connection, "SELECT 1 FROM api_key WHERE key_id = ?", (key.key_id,)) is not None:
        raise ConflictError(f"a key {key.key_id} exists")
    connection.execute(
        f"INSERT INTO api_key ({KEY}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
        (key.key_id, key.name, key.role, key.digest, key.created_at, key.revoked_at),
    )


def keys(connection: apsw.Connection, key_id: str | None) -> Sequence[ApiKey]:
    """One key or all."""
    rows = fetch(
        connection,
        f"SELECT {KEY} FROM api_key WHERE ?1 IS NULL OR key_id = ?1 ORDER BY created_at, key_id",  # noqa: S608
        (key_id,),
    )
    return [ApiKey(*row) for row in rows]


def revoke_key(connection: apsw.Connection, key_id: str, at: int) -> None:
    """See `Ledger.revoke_key`."""
    if fetch_one(connection, "SELECT 1 FROM api_key WHERE key_id = ?", (key_id,)) is None:
        raise NotFoundError(f"there is no key {key_id}")
    connection.execute(
        "UPDATE api_key SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL", (at, key_id)
    )


def audit(connection: apsw.Connection, entry: AuditEntry) -> int:
    """See `Ledger.audit`."""
    last = fetch_one(connection, "SELECT sequence, chain FROM audit ORDER BY sequence DESC LIMIT 1")
    sequence, before = (0, b"") if last is None else last
    sequence += 1
    connection.execute(
        f"INSERT INTO audit (sequence, {ENTRY}, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            sequence,
            entry.at,
            entry.actor,
            entry.action,
            entry.subject,
            entry.reason,
            entry.results,
            chain(before, sequence, entry),
        ),
    )
    return int(sequence)


def audit_entries(connection: apsw.Connection, since: int, limit: int) -> Sequence[tuple[int, AuditEntry]]:
    """See `Ledger.audit_entries`."""
    sql = f"SELECT sequence, {ENTRY} FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?"  # noqa: S608
    return [(row[0], AuditEntry(*row[1:])) for row in fetch(connection, sql, (since, limit))]


def verify_audit(connection: apsw.Connection) -> int | None:
    """See `Ledger.verify_audit`."""
    rows = connection.execute(f"SELECT sequence, {ENTRY}, chain FROM audit ORDER BY sequence")  # noqa: S608
    return first_break((sequence, AuditEntry(*fields), link) for sequence, *fields, link in rows)
