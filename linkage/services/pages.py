"""Cursors and limits of paged answers."""

from __future__ import annotations

from linkage.errors import InvalidInputError

MAX_PAGE = 1_000


def page_size(limit: int) -> int:
    """The limit, if it is one. Raises InvalidInputError."""
    if not 1 <= limit <= MAX_PAGE:
        raise InvalidInputError(f"a limit is from 1 to {MAX_PAGE:,}")
    return limit


def network_cursor(ads: int, network_id: str) -> str:
    """Where a page of networks ended."""
    return f"{ads}.{network_id}"


def read_network_cursor(cursor: str | None) -> tuple[int, str] | None:
    """The (ads, network_id) that a cursor stands for. Raises InvalidInputError."""
    if cursor is None:
        return None
    ads, _, network_id = cursor.partition(".")
    if not (ads.isascii() and ads.isdigit()) or len(ads) > 12 or not network_id:
        raise InvalidInputError("that is no cursor of a list of networks")
    return int(ads), network_id
