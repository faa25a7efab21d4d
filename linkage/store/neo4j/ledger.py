"""Keys and the hash-chained audit log in Neo4j."""

from __future__ import annotations

from collections.abc import Sequence

from linkage.errors import ConflictError, NotFoundError
from linkage.ports import ApiKey, AuditEntry
from linkage.store.audit import chain, first_break
from linkage.store.neo4j.connection import Query

KEY = "k.key_id, k.name, k.role, k.digest, k.created_at, k.revoked_at"
ENTRY = "e.at, e.actor, e.action, e.subject, e.reason, e.results"


def add_key(query: Query, key: ApiKey) -> None:
    """See `Ledger.add_key`."""
    row = query.one(
        "MERGE (k:ApiKey {key_id: $key_id}) ON CREATE SET k.fresh = true "
        "WITH k, coalesce(k.fresh, false) AS fresh REMOVE k.fresh RETURN fresh",
        key_id=key.key_id,
    )
    if row is None or not row[0]:
        raise ConflictError(f"a key {key.key_id} exists")
    query.run(
        "MATCH (k:ApiKey {key_id: $key_id}) SET k.name = $name, k.role = $role, k.digest = $digest, "
        "k.created_at = $created_at, k.revoked_at = $revoked_at",
        key_id=key.key_id,
        name=key.name,
        role=key.role,
        digest=key.digest,
        created_at=key.created_at,
        revoked_at=key.revoked_at,
    )


def keys(query: Query, key_id: str | None) -> Sequence[ApiKey]:
    """One key or all."""
    rows = query.rows(
        "MATCH (k:ApiKey) WHERE $key_id IS NULL OR k.key_id = $key_id "
        f"RETURN {KEY} ORDER BY k.created_at, k.key_id",
        key_id=key_id,
    )
    return [ApiKey(key_id, name, role, bytes(digest), *rest) for key_id, name, role, digest, *rest in rows]


def revoke_key(query: Query, key_id: str, at: int) -> None:
    """See `Ledger.revoke_key`."""
    row = query.one(
        "MATCH (k:ApiKey {key_id: $key_id}) SET k.revoked_at = coalesce(k.revoked_at, $at) RETURN 1",
        key_id=key_id,
        at=at,
    )
    if row is None:
        raise NotFoundError(f"there is no key {key_id}")


def audit(query: Query, entry: AuditEntry) -> int:
    """See `Ledger.audit`. The node that holds the end of the chain is the lock writers queue at."""
    sequence, before = query.rows(
        "MATCH (l:Lock {name: 'audit'}) SET l.turns = l.turns + 1 RETURN l.turns, l.chain"
    )[0]
    link = chain(b"" if before is None else bytes(before), sequence, entry)
    query.run(
        "MATCH (l:Lock {name: 'audit'}) SET l.chain = $chain CREATE (e:Audit {sequence: $sequence, "
        "at: $at, actor: $actor, action: $action, subject: $subject, reason: $reason, results: $results, "
        "chain: $chain})",
        sequence=sequence,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        reason=entry.reason,
        results=entry.results,
        chain=link,
    )
    return int(sequence)


def audit_entries(query: Query, since: int, limit: int) -> Sequence[tuple[int, AuditEntry]]:
    """See `Ledger.audit_entries`."""
    rows = query.rows(
        f"MATCH (e:Audit) WHERE e.sequence > $since RETURN e.sequence, {ENTRY} "
        "ORDER BY e.sequence LIMIT $limit",
        since=since,
        limit=max(0, limit),
    )
    return [(row[0], AuditEntry(*row[1:])) for row in rows]


def verify_audit(query: Query) -> int | None:
    """See `Ledger.verify_audit`."""
    rows = query.each(f"MATCH (e:Audit) RETURN e.sequence, {ENTRY}, e.chain ORDER BY e.sequence")
    return first_break((sequence, AuditEntry(*fields), bytes(link)) for sequence, *fields, link in rows)
