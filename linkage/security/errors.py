"""Refusals. They never say which part of a key was wrong."""

from __future__ import annotations

from linkage.errors import LinkageError


class NotAuthenticatedError(LinkageError):
    """No key, or none that is good."""

    code = "unauthorized"


class ForbiddenError(LinkageError):
    """A good key whose role does not reach that far."""

    code = "forbidden"
