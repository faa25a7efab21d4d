"""Where an export goes: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from linkage.errors import DiskFullError, InvalidInputError

STANDARD_OUTPUT = "-"


@contextmanager
def destination(
    name: str, *, spool: bool = False, before_commit: Callable[[], None] | None = None
) -> Iterator[BinaryIO]:
    """A binary stream to `name`; "-" is standard output.

    A regular file is written beside its place, readable by its owner only, flushed to the disk
    and renamed when the block ends well; otherwise nothing appears. With `spool`, standard
    output too gets everything at the end or nothing. `before_commit` runs when all is written
    and nothing is visible yet (or, without a spool, before the last flush).

    Raises InvalidInputError for an unusable place and DiskFullError.
    """
    try:
        if name == STANDARD_OUTPUT:
            opened = _spooled() if spool else _plain(sys.stdout.buffer)
        else:
            opened = _beside(Path(name))
        with opened as (stream, commit):
            yield stream
            if before_commit is not None:
                before_commit()
            commit()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError(f"no space left for {name}; nothing was written") from error
        raise InvalidInputError(f"cannot write {name}: {error.strerror}") from error


Opened = tuple[BinaryIO, Callable[[], None]]


@contextmanager
def _plain(stream: BinaryIO) -> Iterator[Opened]:
    yield stream, stream.flush


@contextmanager
def _spooled() -> Iterator[Opened]:
    with tempfile.TemporaryFile() as spool:

        def commit() -> None:
            spool.seek(0)
            while block := spool.read(1 << 20):
                sys.stdout.buffer.write(block)
            sys.stdout.buffer.flush()

        yield cast("BinaryIO", spool), commit


@contextmanager
def _beside(path: Path) -> Iterator[Opened]:
    target = path.resolve()
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise InvalidInputError(f"{path} is a folder")
        with target.open("wb") as special:  # a device or a pipe: renaming would replace it
            yield special, special.flush
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:

            def commit() -> None:
                stream.flush()
                os.fsync(stream.fileno())
                Path(temporary).replace(target)

            yield stream, commit
    finally:
        Path(temporary).unlink(missing_ok=True)
