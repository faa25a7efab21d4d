"""Processes that prepare records, and that never outlive the one that wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from linkage.ingest.prepare import Prepared, prepare
from linkage.ingest.raw import RawRecord
from linkage.ingest.worker import Worker

CHUNK_RECORDS = 500
"""Records that a process takes at once: large enough to drown the cost of handing them over."""
WORTH_STARTING = 2_000
"""Records up to which preparing them here is faster than starting processes."""

Result = Callable[[], Prepared]


class Pool:
    """Up to `workers` processes, started when the work is worth it. Use it as a context manager."""

    def __init__(self, workers: int) -> None:
        self.started = False
        self._workers = workers
        self._seen = 0
        self._processes: list[Worker] = []
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(max(workers, 1), "prepare")

    def submit(self, raws: Sequence[RawRecord], file: str, region: str | None) -> Result:
        """Begin to prepare a batch, or do it at once. Call the result to have it.

        The result raises WorkersDiedError when a process was killed.
        """
        self._seen += len(raws)
        if self._workers < 1 or (not self.started and self._seen <= WORTH_STARTING):
            return partial(_given, prepare(raws, file, region))
        if not self.started:
            self._start()
        chunks = (raws[at : at + CHUNK_RECORDS] for at in range(0, len(raws), CHUNK_RECORDS))
        return partial(_joined, [self._threads.submit(self._send, chunk, file, region) for chunk in chunks])

    def _start(self) -> None:
        self.started = True
        for _ in range(self._workers):
            self._processes.append(worker := Worker())
            self._idle.put(worker)

    def _send(self, chunk: Sequence[RawRecord], file: str, region: str | None) -> Prepared:
        # There are as many threads as processes, so that one is always idle here.
        worker = self._idle.get()
        try:
            return worker.prepare(chunk, file, region)
        finally:
            self._idle.put(worker)

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
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._processes:
            worker.close()


def _given(prepared: Prepared) -> Prepared:
    return prepared


def _joined(futures: Sequence[Future[Prepared]]) -> Prepared:
    whole = Prepared([], [])
    for future in futures:
        part = future.result()
        whole.observations.extend(part.observations)
        whole.rejects.extend(part.rejects)
    return whole
