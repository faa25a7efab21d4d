"""Progress on standard error, and interrupts that end after the current batch."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from linkage.cli.output import console, note

if TYPE_CHECKING:
    from types import FrameType

    from linkage.services.ingest import IngestProgress, Progress

EVERY = 2.0
"""Seconds between lines of progress where no bar can be drawn."""


class Interrupt:
    """Remembers the first SIGINT or SIGTERM; the second ends the process the hard way."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.asked

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        note("Stopping after the current batch; once more to stop at once (nothing saved is lost).")

    @contextmanager
    def listening(self) -> Iterator[Interrupt]:
        """Handle signals inside the block."""
        before = {number: signal.signal(number, self._handle) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Take SIGTERM for an interrupt, so that what is half written is cleared away."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def bar() -> Iterator[Progress]:
    """A progress callback for ingests: a bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich import progress as rich  # noqa: PLC0415 - heavy

    columns = (
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.TaskProgressColumn(),
        rich.TimeRemainingColumn(),
        rich.TextColumn("{task.fields[state]}"),
    )
    with rich.Progress(*columns, console=console(err=True), transient=False) as drawn:
        tasks = {}

        def show(done: IngestProgress) -> None:
            if done.file not in tasks:
                tasks[done.file] = drawn.add_task(done.file[-40:], total=done.bytes_total, state="")
            drawn.update(tasks[done.file], completed=done.bytes_read, state=_state(done))

        yield show


class Lines:
    """A line now and then for work on a whole store."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, doing: str, part: str, entries: int) -> None:
        """So many entries of a part are done."""
        now = time.monotonic()
        if now - self._last >= EVERY:
            self._last = now
            note(f"{doing} {part}: {entries:,}")


def _lines() -> Progress:
    last = 0.0

    def show(done: IngestProgress) -> None:
        nonlocal last
        complete = done.bytes_total is not None and done.bytes_read >= done.bytes_total
        if done.seconds - last >= EVERY or complete:
            last = done.seconds
            share = f" {100 * done.bytes_read // done.bytes_total}%" if done.bytes_total else ""
            note(f"{done.file}:{share} {_state(done)}")

    return show


def _state(done: IngestProgress) -> str:
    rate = done.records / done.seconds if done.seconds > 0 else 0.0
    return f"{done.records:,} records, {done.ads_new:,} new ads, {done.rejects:,} rejects, {rate:,.0f}/s"
