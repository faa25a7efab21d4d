"""Batches of a file, prepared by several processes, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from linkage.ingest.pool import Pool, Result
from linkage.ingest.prepare import Prepared
from linkage.ingest.raw import RawRecord
from linkage.ingest.readers import SourceFile, iter_raw

IN_FLIGHT = 3
"""Batches that are held at once: one being stored, the others being prepared."""


class RawBatch(NamedTuple):
    """Consecutive records of a file.

    `batch_id` depends on their bytes and lines alone: not on the file's name, and not on what
    any version of the software makes of them. `bytes_read` is how far the file was read then.
    """

    batch_id: str
    file: str
    first_line: int
    raws: tuple[RawRecord, ...]
    bytes_read: int


def batches(source: SourceFile, size: int) -> Iterator[RawBatch]:
    """The file in batches of `size` records; the same file and size give the same ids."""
    records = iter_raw(source)
    while raws := tuple(islice(records, size)):
        yield RawBatch(batch_id(raws), source.name, raws[0].line, raws, source.bytes_read)


def batch_id(raws: Iterable[RawRecord]) -> str:
    """SHA-256, as hex, over every record's line, form and bytes."""
    digest = sha256(b"linkage batch 1\0")
    header: tuple[str, ...] | None = None
    for raw in raws:
        if raw.header != header:
            header = raw.header
            _feed(digest.update, repr((raw.form, header, raw.delimiter)).encode())
        _feed(digest.update, b"%d %s" % (raw.line, (raw.flaw or "").encode()))
        _feed(digest.update, raw.raw)
    return digest.hexdigest()


def _feed(update: Callable[[bytes], None], data: bytes) -> None:
    # With its length in front, so that no two sequences of parts read the same.
    update(len(data).to_bytes(8, "big"))
    update(data)


def _never(_batch_id: str) -> bool:
    return False


def prepare_parallel(
    wanted: Iterable[RawBatch],
    workers: int,
    skip: Callable[[str], bool] = _never,
    region: str | None = None,
) -> Iterator[tuple[RawBatch, Prepared | None]]:
    """Every batch with what it holds, or with None where `skip` said so, in order.

    `skip` is asked in the caller's thread and in order, some batches ahead of what was yielded.
    `workers` processes share the work; 0 does it here, and so does a file that is not worth
    starting them for. Closing the iterator ends them.

    Raises WorkersDiedError when a process was killed.
    """
    pending: deque[tuple[RawBatch, Result | None]] = deque()
    with Pool(workers) as pool:
        for batch in wanted:
            work = None if skip(batch.batch_id) else pool.submit(batch.raws, batch.file, region)
            pending.append((batch, work))
            if len(pending) >= (IN_FLIGHT if pool.started else 1):
                yield _done(*pending.popleft())
        while pending:
            yield _done(*pending.popleft())


def _done(batch: RawBatch, work: Result | None) -> tuple[RawBatch, Prepared | None]:
    return batch, None if work is None else work()
