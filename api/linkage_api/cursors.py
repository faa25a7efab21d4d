"""Cursors of paged answers: opaque, and good only for the list that they came from."""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256

from linkage.errors import InvalidInputError

MARK = 8
"""Bytes that tell one list from another."""
MAX_CURSOR = 10_000
"""A cursor holds an identifier at most, and the longest of these are web addresses."""


def seal(scope: str, after: str | None) -> str | None:
    """A cursor for the page of the list `scope` after `after`; None at the end."""
    if after is None:
        return None
    return base64.urlsafe_b64encode(_mark(scope) + after.encode()).decode("ascii").rstrip("=")


def unseal(scope: str, cursor: str | None) -> str | None:
    """Where the page begins. Raises InvalidInputError for a cursor that is not this list's."""
    if cursor is None:
        return None
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        after = data[MARK:].decode()
    except (binascii.Error, ValueError):
        raise InvalidInputError("that is no cursor") from None
    if data[:MARK] != _mark(scope):
        raise InvalidInputError("that cursor belongs to another list, or the same with other filters")
    return after


def _mark(scope: str) -> bytes:
    return sha256(scope.encode("utf-8", "surrogatepass")).digest()[:MARK]
