"""Who may do what: API keys, roles, and the pepper that keys are stored under."""

from __future__ import annotations

from linkage.security.errors import ForbiddenError, NotAuthenticatedError
from linkage.security.keys import KeyService, Principal
from linkage.security.pepper import load_pepper
from linkage.security.roles import PERMISSIONS, Permission, Role, allows

__all__ = [
    "PERMISSIONS",
    "ForbiddenError",
    "KeyService",
    "NotAuthenticatedError",
    "Permission",
    "Principal",
    "Role",
    "allows",
    "load_pepper",
]
