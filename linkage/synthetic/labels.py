"""The names of the traps, as they stand on ads."""

from __future__ import annotations

from enum import StrEnum


class Trap(StrEnum):
    """Kinds of traps. An ad's label is the kind, or `kind:value` where a value is to be known."""

    HOTLINE = "hotline"
    SWITCHBOARD = "switchboard"
    STOCK_PICTURE = "stock-picture"
    BOILERPLATE = "boilerplate"
    SITE_CONTACT = "site-contact"
    WRONG_NUMBER = "wrong-number"
    BORROWED_PICTURE = "borrowed-picture"
    RECYCLED_PHONE = "recycled-phone"
    PLACEHOLDER = "placeholder"
    MISSING = "missing"
    LOOKALIKE = "lookalike"
    PHONE_CHAIN = "phone-chain"
    """An operator that changes its phone every few weeks; on its ads from the second phone on."""
    WEAK_CELL = "weak-cell"
    """One of the cells of an operator that share weak evidence only."""
    RECEPTION = "reception"
    """The phone of a venue where unrelated operators work."""
    STOLEN_PICTURE = "stolen-picture"
    """A picture that the operator uses again and again and that is another operator's. The value is
    the hash of the original, whether the ad has that or a re-encoding."""
    REWORDED = "reworded"
    DISGUISED_PHONE = "disguised-phone"
    CROSS_POST = "cross-post"
    AGAIN = "again"
    """A later record of an ad that came before; its body changed."""
    DUPLICATE = "duplicate"
    """The same record once more, byte for byte."""


HUBS = frozenset(
    {
        Trap.HOTLINE,
        Trap.SWITCHBOARD,
        Trap.RECEPTION,
        Trap.STOCK_PICTURE,
        Trap.BOILERPLATE,
        Trap.SITE_CONTACT,
    }
)
"""Traps whose value stands on the ads of many operators."""
REPEATS = frozenset({Trap.AGAIN, Trap.DUPLICATE})
"""Labels of records that are no new ad."""


def label(trap: Trap, value: str) -> str:
    """`kind:value`."""
    return f"{trap}:{value}"


def trap_of(text: str) -> Trap:
    """The kind of a label."""
    return Trap(text.partition(":")[0])
