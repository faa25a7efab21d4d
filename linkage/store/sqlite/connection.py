"""Connections to one SQLite file, and SQLite's errors in the words of linkage."""

from __future__ import annotations

import json
import os
import threading
import time
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import apsw

from linkage.errors import DiskFullError, InvalidInputError, StoreBusyError, StoreError, StoreUnavailableError

Bindings = Sequence[Any] | Mapping[str, Any]

WAIT = 15_000
"""Milliseconds to wait for another writer before giving up."""

PAGE_BYTES = 8192
CACHE_KIB = 256 * 1024
MMAP_BYTES = 1 << 30
LOG_PAGES = 8192
"""Pages in the log after which a commit folds it into the file: 64 MiB, a few batches of an ingest."""


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Raise SQLite's errors as store errors that say what was being done."""
    try:
        yield
    except apsw.FullError as error:
        raise DiskFullError(f"no space left while {what}; nothing of it was kept") from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreBusyError(f"another process kept the store busy while {what}") from error
    except (apsw.CantOpenError, apsw.NotADBError, apsw.PermissionsError, apsw.ReadOnlyError) as error:
        raise StoreUnavailableError(f"the store cannot be used while {what}: {error}") from error
    except apsw.ConnectionClosedError as error:
        raise StoreUnavailableError(f"the store was closed while {what}") from error
    except UnicodeEncodeError as error:
        raise InvalidInputError(f"half a surrogate pair is no text, while {what}") from error
    except apsw.Error as error:
        raise StoreError(f"the store failed while {what}: {error}") from error


class Connections:
    """One connection for writing, one for reading in each thread, and fresh ones for streams.

    `vfs` names the SQLite file layer; the fault tests put one that loses power in its place.
    """

    def __init__(self, path: str, wait: int = WAIT, vfs: str | None = None) -> None:
        self.path = path
        self._wait = wait
        self._vfs = vfs
        self._local = threading.local()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        # Weak: a reading connection goes with its thread, and servers make and drop threads for ever.
        self._opened: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        self._closed = False
        if not Path(path).parent.is_dir():
            raise StoreUnavailableError(f"there is no folder {Path(path).parent} to hold a store")
        with translated(f"opening {path}"):
            self._writer = self._open_writer()

    def _open(self, flags: int) -> apsw.Connection:
        connection = apsw.Connection(self.path, flags=flags, vfs=self._vfs)
        connection.set_busy_timeout(self._wait)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA mmap_size = {MMAP_BYTES}")
        with self._lock:
            self._opened.add(connection)
        return connection

    def _open_writer(self) -> apsw.Connection:
        if self._vfs is None and not Path(self.path).exists():
            # For its owner alone, like its exports; SQLite gives its log the same rights.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        writer = self._open(apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        try:
            self._prepare(writer)
        except BaseException:
            writer.close(force=True)
            raise
        return writer

    def _prepare(self, writer: apsw.Connection) -> None:
        names = {row[0] for row in fetch(writer, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if names and "meta" not in names:
            raise StoreUnavailableError(f"{self.path} is a database of something else, not a store")
        writer.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        self._use_log(writer)
        writer.execute("PRAGMA synchronous = FULL")
        writer.execute("PRAGMA secure_delete = ON")
        writer.execute("PRAGMA temp_store = MEMORY")
        writer.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        writer.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")

    def _use_log(self, writer: apsw.Connection) -> None:
        """Switch to a write-ahead log. SQLite does not wait for another process that does the same."""
        deadline = time.monotonic() + self._wait / 1000
        while True:
            try:
                writer.execute("PRAGMA journal_mode = WAL")
            except apsw.BusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.005)
            else:
                return

    def _open_reader(self) -> apsw.Connection:
        reader = self._open(apsw.SQLITE_OPEN_READWRITE)  # a log can only be read by who may write it
        reader.execute("PRAGMA query_only = ON")
        return reader

    def _reader(self) -> apsw.Connection:
        """This thread's reading connection."""
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open_reader()
        return connection

    @contextmanager
    def snapshot(self, what: str) -> Iterator[apsw.Connection]:
        """One consistent state for several reads in this thread; within another one, that one's."""
        self._check()
        with translated(what):
            connection = self._reader()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def stream(self, what: str) -> Iterator[apsw.Connection]:
        """A connection of its own, with its own snapshot, for a long read; within a snapshot, that one's."""
        self._check()
        with translated(what):
            if self._reader().in_transaction:
                yield self._reader()
                return
            connection = self._open_reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self, what: str) -> Iterator[apsw.Connection]:
        """An immediate transaction; rolled back whole on any exception."""
        self._check()
        if not self._writing.acquire(timeout=self._wait / 1000):
            raise StoreBusyError(f"another thread kept the store busy while {what}")
        try:
            with translated(what):
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._writer
                    self._writer.execute("COMMIT")
                except BaseException:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
                    raise
        finally:
            self._writing.release()

    def empty_log(self) -> bool:
        """Fold the log into the file and cut it to nothing, so that no erased page stays in it.

        False when a reader or another writer was in the way; a later commit or close does it then.
        """
        self._check()
        with self._writing, translated("emptying the log"):
            try:
                self._writer.set_busy_timeout(0)
                self._writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except apsw.BusyError:
                return False
            finally:
                self._writer.set_busy_timeout(self._wait)
        return True

    def close(self) -> None:
        """Close every connection; the last one folds the log into the file."""
        with self._writing, self._lock:
            self._closed = True
            for connection in list(self._opened):
                if connection is not self._writer:
                    self._close_reader(connection)
            self._writer.close()

    @staticmethod
    def _close_reader(connection: apsw.Connection) -> None:
        try:
            connection.close()
        except apsw.ThreadingViolationError:
            connection.interrupt()  # in use this moment: its thread gets an error and lets go of it

    def _check(self) -> None:
        if self._closed:
            raise StoreUnavailableError("the store has been closed")


Row = tuple[Any, ...]
"""A row as SQLite gives it; the queries say what is in it."""


def fetch(connection: apsw.Connection, sql: str, bindings: Bindings = ()) -> list[Row]:
    """All rows of a query."""
    return cast("list[Row]", connection.execute(sql, bindings).fetchall())


def fetch_one(connection: apsw.Connection, sql: str, bindings: Bindings = ()) -> Row | None:
    """The first row of a query, or None."""
    return cast("Row | None", connection.execute(sql, bindings).fetchone())


def fetch_each(connection: apsw.Connection, sql: str, bindings: Iterable[Sequence[Any]]) -> list[Row]:
    """All rows of a query run once for each set of bindings."""
    return cast("list[Row]", connection.executemany(sql, bindings).fetchall())


def fetch_in(connection: apsw.Connection, sql: str, keys: Collection[int] | Collection[str]) -> list[Row]:
    """All rows of a query that reads its keys from `json_each(?1)`, in ascending order of key.

    Takes less than half the time of one execution a key.
    """
    if not keys:
        return []
    return fetch(connection, sql, (json.dumps(sorted(set(keys)), ensure_ascii=False),))


def scalar(connection: apsw.Connection, sql: str, bindings: Bindings = ()) -> Any:
    """The only value of a query that always has a row."""
    row = fetch_one(connection, sql, bindings)
    assert row is not None
    return row[0]
