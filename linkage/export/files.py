"""Where an export goes: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from linkage.errors import DiskFullError, InvalidInputError

STANDARD_OUTPUT = "-"


def expanded(name: str) -> Path:
    """A path, `~` and `~somebody` replaced. Raises InvalidInputError for a somebody who is nobody."""
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise InvalidInputError(f"there is no such user: {name}") from error


@contextmanager
def destination(name: str, *, spool: bool = False) -> Iterator[BinaryIO]:
    """A binary stream to `name`; "-" is standard output.

    A regular file is written beside its place, readable by its owner only, flushed to the disk
    and renamed when the block ends well; otherwise nothing appears. With `spool`, standard
    output and devices too get everything at the end or nothing.

    Raises InvalidInputError for an unusable place and DiskFullError.
    """
    try:
        with _opened(name, spool=spool) as (stream, commit):
            yield stream
            commit()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError(f"no space left for {name}; nothing was written") from error
        raise InvalidInputError(f"cannot write {name}: {error.strerror}") from error


@contextmanager
def new_folder(name: str) -> Iterator[Path]:
    """A folder, for its owner alone, that appears as `name` when the block ends well, and otherwise not.

    Raises InvalidInputError where something is there already, and DiskFullError.
    """
    target = expanded(name).absolute()
    try:
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise InvalidInputError(f"{target} is no folder; name a new one")
        if target.is_dir() and any(target.iterdir()):
            raise InvalidInputError(f"{target} holds something already; name a new folder")
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}.", dir=target.parent))
        try:
            yield temporary
            temporary.replace(target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFullError(f"no space left for {name}; nothing was written") from error
        raise InvalidInputError(f"cannot write {name}: {error.strerror}") from error


Opened = tuple[BinaryIO, Callable[[], None]]


@contextmanager
def _opened(name: str, *, spool: bool) -> Iterator[Opened]:
    """A stream, and what makes it seen."""
    path = Path(name)
    if name == STANDARD_OUTPUT:
        with _flowing(sys.stdout.buffer, spool=spool) as opened:
            yield opened
    elif path.exists() and not path.is_file():
        if path.is_dir():
            raise InvalidInputError(f"{path} is a folder")
        # A device or a pipe: renaming would replace it.
        with path.open("wb") as special, _flowing(special, spool=spool) as opened:
            yield opened
    else:
        with _beside(path) as opened:
            yield opened


@contextmanager
def _flowing(target: BinaryIO, *, spool: bool) -> Iterator[Opened]:
    """What cannot be renamed into place."""
    if not spool:
        yield target, target.flush
        return
    with tempfile.TemporaryFile() as spooled:

        def commit() -> None:
            spooled.seek(0)
            shutil.copyfileobj(spooled, target)
            target.flush()

        yield cast("BinaryIO", spooled), commit


@contextmanager
def _beside(path: Path) -> Iterator[Opened]:
    target = path.resolve()
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
