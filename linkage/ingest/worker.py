"""A process that prepares records for the one that started it, over a pipe that only the two hold."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

from linkage.errors import LinkageError
from linkage.ingest.prepare import Prepared, prepare
from linkage.ingest.raw import RawRecord

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext


class WorkersDiedError(LinkageError):
    """A worker process ended before its time; most often the machine ran out of memory."""

    code = "workers-died"


class _Task(NamedTuple):
    raws: Sequence[RawRecord]
    file: str
    region: str | None


class _Failure(NamedTuple):
    """What a bug in preparing looked like, as text: not every exception survives the way here."""

    told: str


class Worker:
    """One process, one pipe. The end of either side is the end of the pipe, even within a message.

    A queue that several processes share, as `ProcessPoolExecutor` has it, does not give that: a
    process killed while it writes leaves half a message, and the reader waits for the rest for ever
    because the others hold the queue open.
    """

    def __init__(self) -> None:
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        # The process keeps this mask: Ctrl-C on a terminal reaches every process of the group, and
        # what it means is for the one in front to say. The tracker unblocks SIGINT when it starts,
        # so it has to be there before.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()

    def prepare(self, raws: Sequence[RawRecord], file: str, region: str | None) -> Prepared:
        """As `linkage.ingest.prepare.prepare`, over there.

        Raises WorkersDiedError when the process has gone, RuntimeError with what it said when it failed.
        """
        try:
            self._pipe.send(_Task(raws, file, region))
            answer: Prepared | _Failure = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkersDiedError(
                "a worker process was killed, perhaps for want of memory; nothing half-done was stored. "
                "The same command goes on where this stopped; fewer workers need less memory"
            ) from error
        if isinstance(answer, Prepared):
            return answer
        raise RuntimeError(f"preparing records failed in a worker process:\n{answer.told}")

    def close(self) -> None:
        """End the process and wait until it has ended."""
        self._pipe.close()
        self._process.join()


def _context() -> ForkServerContext:
    # From a server that has the normalisers loaded, so that the workers of a second file start in
    # milliseconds; a plain fork would copy the locks of this process's threads.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([prepare.__module__])
    return context


def _serve(work: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whoever asked has gone when the pipe ends or breaks.
    with suppress(EOFError, ConnectionError):
        while True:
            task: _Task = work.recv()
            try:
                answer: Prepared | _Failure = prepare(*task)
            except Exception:  # noqa: BLE001  # whatever it is, it is raised where somebody waits
                answer = _Failure(traceback.format_exc())
            work.send(answer)
