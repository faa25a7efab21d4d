"""Processes that prepare records, and that never outlive the one that wants them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection, resource_tracker
from types import TracebackType
from typing import Self

from linkage.errors import LinkageError
from linkage.ingest.prepare import Prepared, prepare
from linkage.ingest.raw import RawRecord

CHUNK_RECORDS = 500
"""Records that a process takes at once: large enough to drown the cost of handing them over."""
WORTH_STARTING = 2_000
"""Records up to which preparing them here is faster than starting processes."""

Result = Callable[[], Prepared]


class WorkersDiedError(LinkageError):
    """A worker process ended before its time; most often the machine ran out of memory."""

    code = "workers-died"


class Pool:
    """Up to `workers` processes, started when the work is worth it. Use it as a context manager."""

    def __init__(self, workers: int) -> None:
        self.started = False
        self._workers = workers
        self._seen = 0
        self._executor: ProcessPoolExecutor | None = None

    def submit(self, raws: Sequence[RawRecord], file: str, region: str | None) -> Result:
        """Begin to prepare a batch, or do it at once. Call the result to have it."""
        self._seen += len(raws)
        if self._workers < 1 or (self._executor is None and self._seen <= WORTH_STARTING):
            return partial(_given, prepare(raws, file, region))
        chunks = [raws[at : at + CHUNK_RECORDS] for at in range(0, len(raws), CHUNK_RECORDS)]
        try:
            futures = [self._send(chunk, file, region) for chunk in chunks]
        except BrokenProcessPool as error:
            raise _died() from error
        return partial(_joined, futures)

    def _send(self, chunk: Sequence[RawRecord], file: str, region: str | None) -> Future[Prepared]:
        # Submitting starts processes, and they keep this mask: Ctrl-C on a terminal reaches every
        # process of the group, and what it means is for the one in front to say. The tracker
        # unblocks SIGINT when it starts, so it has to be there before.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            if self._executor is None:
                self._executor = _executor(self._workers)
                self.started = True
            return self._executor.submit(prepare, chunk, file, region)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Drop what has not begun, wait for what has, end the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


def _executor(workers: int) -> ProcessPoolExecutor:
    # From a server that has the normalisers loaded, so that the pool of a second file starts in
    # milliseconds; a plain fork would copy the locks of this process's threads.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([prepare.__module__])
    return ProcessPoolExecutor(workers, context, initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, name="parent-watch", daemon=True).start()


def _die_with_parent() -> None:
    """End this process when the one that started it has gone, however it went.

    The executor's queue does not tell: its writing end is open in the workers themselves.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _given(prepared: Prepared) -> Prepared:
    return prepared


def _joined(futures: Sequence[Future[Prepared]]) -> Prepared:
    whole = Prepared([], [])
    try:
        for future in futures:
            part = future.result()
            whole.observations.extend(part.observations)
            whole.rejects.extend(part.rejects)
    except BrokenProcessPool as error:
        raise _died() from error
    return whole


def _died() -> WorkersDiedError:
    return WorkersDiedError(
        "a worker process was killed, perhaps for want of memory; nothing half-done was stored. "
        "The same command goes on where this stopped; fewer workers need less memory"
    )
