"""The embedded store: one SQLite file, nothing to install."""

from linkage.store.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
