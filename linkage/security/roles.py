"""Roles and what each may do, as one table. What the table does not grant is denied."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Permission(StrEnum):
    """Something that a role may be allowed to do."""

    INGEST = "ingest"
    """Add records; tells nothing but how many landed and why others did not."""
    LOOK_UP = "look-up"
    """Ask for one thing by its name or words: an ad, an identifier, a network, why two ads link."""
    ENUMERATE = "enumerate"
    """Walk through everything: lists of networks, the feed of changes."""
    DECIDE = "decide"
    EXPORT = "export"
    ERASE = "erase"
    AUDIT = "audit"
    """Read and verify the audit chain."""
    MANAGE_KEYS = "manage-keys"
    DOCUMENTATION = "documentation"
    """Read the description of the interface, which names nobody."""


class Role(StrEnum):
    """What a key is for."""

    INGEST = "ingest"
    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMIN = "admin"


_LOOKING = frozenset({Permission.LOOK_UP, Permission.DECIDE, Permission.DOCUMENTATION})

# A crawler cannot read, an administrator sees no case, and nobody edits what audits them.
PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.INGEST: frozenset({Permission.INGEST, Permission.DOCUMENTATION}),
        Role.INVESTIGATOR: _LOOKING,
        Role.ANALYST: _LOOKING | {Permission.ENUMERATE, Permission.EXPORT},
        Role.AUDITOR: frozenset({Permission.AUDIT, Permission.DOCUMENTATION}),
        Role.ADMIN: frozenset({Permission.ERASE, Permission.MANAGE_KEYS, Permission.DOCUMENTATION}),
    }
)
"""Every role with all it may do."""


def allows(role: Role, permission: Permission) -> bool:
    """Whether the table grants it."""
    return permission in PERMISSIONS.get(role, frozenset())
