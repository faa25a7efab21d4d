"""All pictures of a folder, as records in the wire format."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pydantic import ValidationError

from linkage.errors import InvalidInputError
from linkage.ingest.pictures.hashing import MAX_BYTES, NoPictureError, image_hashes
from linkage.model import Reject
from linkage_schemas.record import RecordIn

AHEAD = 4
"""Pictures a thread may be ahead of the one whose record is next."""


def files_of(folder: Path, without: Sequence[Path] = ()) -> list[str | Reject]:
    """Every file below a folder by its path from there, sorted; what is no file is a reject.

    Symbolic links are not followed: they may lead out of the folder, or round in it. Files of
    `without` are left out. Raises InvalidInputError where `folder` cannot be read.
    """
    skipped = {path.resolve() for path in without}
    try:
        top = sorted(os.scandir(folder), key=_name)
    except OSError as error:
        raise InvalidInputError(f"cannot read the folder {folder}: {error.strerror}") from error
    return list(_below(folder.resolve(), "", top, skipped))


def hashed(
    folder: Path, files: Sequence[str | Reject], source: str, threads: int
) -> Iterator[RecordIn | Reject]:
    """A record for each picture, its path as the source_id, or why there is none; in order.

    Threads are enough: decoding, hashing and multiplying all let others run meanwhile.
    """
    pending: deque[Future[RecordIn | Reject]] = deque()
    pool = ThreadPoolExecutor(threads, "hash")
    try:
        for file in files:
            pending.append(pool.submit(_record, folder, file, source))
            if len(pending) >= AHEAD * threads:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _below(
    folder: Path, prefix: str, entries: Sequence[os.DirEntry[str]], skipped: set[Path]
) -> Iterator[str | Reject]:
    for entry in entries:
        path = prefix + entry.name
        try:
            if entry.is_symlink():
                yield _reject(path, "is a symbolic link, which is not followed")
            elif entry.is_dir(follow_symlinks=False):
                yield from _below(folder, path + "/", sorted(os.scandir(entry.path), key=_name), skipped)
            elif not entry.is_file(follow_symlinks=False):
                yield _reject(path, "is no file")
            elif folder / path not in skipped:
                yield path
        except OSError as error:
            yield _reject(path, f"cannot be read: {error.strerror}")


def _reject(path: str, reason: str) -> Reject:
    return Reject(os.fsencode(path).decode(errors="replace"), 1, "", reason)


def _record(folder: Path, file: str | Reject, source: str) -> RecordIn | Reject:
    if isinstance(file, Reject):
        return file
    try:
        return RecordIn(source=source, source_id=file, images=[image_hashes(_read(folder / file))])
    except NoPictureError as error:
        return _reject(file, str(error))
    except OSError as error:
        return _reject(file, f"cannot be read: {error.strerror}")
    except ValidationError as error:
        return _reject(file, f"its path cannot name a record: {error.errors()[0]['msg']}")


def _read(path: Path) -> bytes:
    """A file's bytes. Raises NoPictureError where there are too many, or no longer a file."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NoPictureError("is no file")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise NoPictureError(f"is larger than {MAX_BYTES:,} bytes")
    return data
