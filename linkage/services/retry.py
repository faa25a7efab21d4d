"""Waiting for a busy store, for a bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from linkage.errors import StoreBusyError
from linkage.ports import Store

T = TypeVar("T")

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0)
"""Seconds between tries: about eleven in all, beside what the store itself waits."""
READS = 5


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


def at_one_revision(store: Store, read: Callable[[int], T]) -> T:
    """What `read(revision)` answers when no batch landed while it read.

    For answers made of several reads, whose parts must fit together. Raises StoreBusyError when
    batches kept landing.
    """
    for _ in range(READS):
        before = store.revision()
        answer = read(before)
        if store.revision() == before:
            return answer
    raise StoreBusyError("the graph kept changing while it was being read; try again")
