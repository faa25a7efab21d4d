"""Ingests: files and lines in, batch by batch, each landing whole or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, cast

from linkage.errors import InvalidInputError
from linkage.ingest.pipeline import RawBatch, batches, prepare_parallel
from linkage.ingest.prepare import Prepared
from linkage.ingest.readers import STDIN, SourceFile, open_source, source_of_lines
from linkage.model import Applied, Delta, Reject
from linkage.ports import Ledger, Resolver, Store
from linkage.services.audit import Actor, Audit
from linkage.services.refs import country
from linkage.services.retry import patiently
from linkage_schemas.answers import IngestOut, RejectOut

MAX_LISTED = 1_000
"""Rejects that an answer lists; `on_reject` gets them all."""


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest has come: `file` and its bytes, and the totals of all files so far.

    `bytes_total` is None where nobody knows. `replayed` counts batches that had landed before.
    """

    file: str
    bytes_read: int
    bytes_total: int | None
    records: int
    ads_new: int
    rejects: int
    replayed: int
    seconds: float


_Made = tuple[RawBatch, Prepared | None]


class Progress(Protocol):
    """Told of every batch once it has landed or was skipped."""

    def __call__(self, done: IngestProgress, /) -> None:
        """Show it. Called in the thread of the ingest."""
        ...


@dataclass(slots=True)
class _Totals:
    """What has landed so far, over all files."""

    began: float
    records: int = 0
    ads_new: int = 0
    observations_new: int = 0
    identifiers_new: int = 0
    refused: int = 0
    rejects: int = 0
    listed: list[Reject] = field(default_factory=list)
    batches: int = 0
    replayed: int = 0
    events: int = 0
    stopped: bool = False

    def add(self, applied: Applied) -> None:
        """Count a batch. One that had landed before brings nothing new."""
        self.batches += 1
        self.records += applied.records
        self.refused += applied.refused
        if applied.replay:
            self.replayed += 1
            return
        self.ads_new += applied.ads_new
        self.observations_new += applied.observations_new
        self.identifiers_new += applied.identifiers_new
        self.events += applied.events

    def reject(self, reject: Reject) -> None:
        """Count a reject and keep it while there is room."""
        self.rejects += 1
        if len(self.listed) < MAX_LISTED:
            self.listed.append(reject)


@dataclass(frozen=True, slots=True)
class _Run:
    """What one ingest was asked to do."""

    batch_size: int
    workers: int
    region: str | None
    progress: Progress | None
    on_reject: Callable[[Reject], None] | None
    should_stop: Callable[[], bool]


class IngestService:
    """Takes records. A batch is named by its bytes, so that the same file again changes nothing.

    `timer` gives seconds that never go back.
    """

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        resolver: Resolver,
        clock: Callable[[], int],
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._resolver = resolver
        self._clock = clock
        self._timer = timer
        self._audit = Audit(ledger, clock)

    def ingest(  # noqa: PLR0913 - the options of a command
        self,
        paths: Sequence[str],
        *,
        by: Actor,
        batch_size: int = 5_000,
        workers: int | None = None,
        region: str | None = None,
        progress: Progress | None = None,
        on_reject: Callable[[Reject], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> IngestOut:
        """Ingest files in their order; "-" is standard input.

        Batches that landed before are skipped, and their rejects told again. `workers` processes
        normalise; None leaves it to the machine, 0 starts none. `should_stop` is asked between
        batches. Whatever ends an ingest, what landed stays, and the same call goes on from there.

        Raises InvalidInputError for files that cannot be read, sizes and regions that are none, before
        anything lands; for files that turn out to be unusable; and StoreError.
        """
        for path in paths:
            _require(path)
        totals = _Totals(self._timer())
        run = _Run(
            batch_size=_size(batch_size),
            workers=_workers() if workers is None else workers,
            region=country(region),
            progress=progress,
            on_reject=on_reject,
            should_stop=should_stop or _never,
        )
        for path in paths:
            if run.should_stop():
                totals.stopped = True
                break
            with open_source(path) as source:
                self._file(source, run, totals, by)
        return self._answer(totals)

    def ingest_lines(
        self,
        lines: Iterable[bytes],
        origin: str,
        *,
        by: Actor,
        batch_size: int = 5_000,
        region: str | None = None,
    ) -> IngestOut:
        """Ingest JSON lines that are at hand, such as a request's body, in this process.

        `origin` is what rejects and the batch log call them. Raises StoreError.
        """
        totals = _Totals(self._timer())
        run = _Run(_size(batch_size), 0, region, None, None, _never)
        with source_of_lines(cast("IO[bytes]", _Pieces(lines)), origin) as source:
            self._file(source, run, totals, by)
        return self._answer(totals)

    def _file(self, source: SourceFile, run: _Run, totals: _Totals, by: Actor) -> None:
        """Land one source, batch by batch."""
        landed: dict[str, Applied] = {}

        def skip(batch_id: str) -> bool:
            applied = self._store.batch(batch_id)
            if applied is not None:
                landed[batch_id] = applied
            return applied is not None

        before = totals.records
        with self._audit.reading(by, "ingest", source.name) as tally:
            prepared = prepare_parallel(batches(source, run.batch_size), run.workers, skip, run.region)
            with closing(cast("Generator[_Made, None, None]", prepared)) as each:
                for batch, made in each:
                    applied = landed.pop(batch.batch_id) if made is None else self._land(batch, made, run)
                    self._tell(batch, applied, source, run, totals)
                    tally.results = totals.records - before
                    if run.should_stop():
                        totals.stopped = True
                        break

    def _land(self, batch: RawBatch, made: Prepared, run: _Run) -> Applied:
        delta = Delta(tuple(made.observations), tuple(made.rejects), origin=batch.file)
        return patiently(
            lambda: self._store.apply(delta, batch.batch_id, self._resolver, self._clock()),
            should_stop=run.should_stop,
        )

    def _tell(
        self, batch: RawBatch, applied: Applied, source: SourceFile, run: _Run, totals: _Totals
    ) -> None:
        """Count a batch, and tell whoever listens. Rejects go by the name that the file has now."""
        totals.add(applied)
        for stored in applied.rejects:
            reject = stored._replace(file=batch.file)
            totals.reject(reject)
            if run.on_reject is not None:
                run.on_reject(reject)
        if run.progress is not None:
            run.progress(
                IngestProgress(
                    file=batch.file,
                    bytes_read=batch.bytes_read,
                    bytes_total=source.bytes_total,
                    records=totals.records,
                    ads_new=totals.ads_new,
                    rejects=totals.rejects,
                    replayed=totals.replayed,
                    seconds=self._timer() - totals.began,
                )
            )

    def _answer(self, totals: _Totals) -> IngestOut:
        return IngestOut(
            records=totals.records,
            ads_new=totals.ads_new,
            observations_new=totals.observations_new,
            identifiers_new=totals.identifiers_new,
            refused=totals.refused,
            rejects=totals.rejects,
            reject_list=[RejectOut(**reject._asdict()) for reject in totals.listed],
            batches=totals.batches,
            replayed=totals.replayed,
            events=totals.events,
            revision=self._store.revision(),
            seconds=round(self._timer() - totals.began, 3),
            stopped=totals.stopped,
        )


class _Pieces:
    """Pieces of bytes as a stream that can be read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._rest = b""

    def read(self, most: int) -> bytes:
        """At most that many bytes; nothing at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece if piece.endswith(b"\n") else piece + b"\n"
        data, self._rest = self._rest[:most], self._rest[most:]
        return data


def _never() -> bool:
    return False


def _size(batch_size: int) -> int:
    if batch_size < 1:
        raise InvalidInputError("a batch has at least one record")
    return batch_size


def _workers() -> int:
    """As many processes as this one may use processors, and none where there is only one."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors if processors > 1 else 0


def _require(path: str) -> None:
    """Raise InvalidInputError unless a file can be read, so that no run ends at its last file."""
    if path == STDIN:
        return
    if not Path(path).exists():
        raise InvalidInputError(f"cannot read {path}: no such file")
    if Path(path).is_dir():
        raise InvalidInputError(f"cannot read {path}: it is a folder")
    if not os.access(path, os.R_OK):
        raise InvalidInputError(f"cannot read {path}: it may not be read")
