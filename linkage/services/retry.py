"""Waiting for a busy store, for a bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from linkage.errors import StoreBusyError

T = TypeVar("T")

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0)
"""Seconds between tries: about eleven in all, beside what the store itself waits."""


def patiently(
    act: Callable[[], T],
    *,
    sleep: Callable[[float], None] = time.sleep,
    should_stop: Callable[[], bool] | None = None,
) -> T:
    """Do it, again and again while the store is busy. The last StoreBusyError is raised.

    Only for acts that a store either does whole or not at all.
    """
    for pause in PAUSES:
        try:
            return act()
        except StoreBusyError:
            if should_stop is not None and should_stop():
                raise
            sleep(pause)
    return act()
