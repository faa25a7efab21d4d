"""Writing a store out for the importer."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from linkage.store.moving import Movable, Moving, Part, pages, unchanged
from linkage.store.neo4j.importing.nodes import Rows, rows_of
from linkage.store.neo4j.importing.tables import TABLES, Table
from linkage.store.neo4j.server import ARGUMENTS

_OPTIONS = (
    # Bodies hold line breaks; empty texts are empty, not missing; a cell is at most a record of 4 MB,
    # whose bytes take up to five characters each.
    "--multiline-fields=true",
    "--ignore-empty-strings=false",
    "--array-delimiter=;",
    "--read-buffer-size=32m",
    "--id-type=string",
)


class Packed(NamedTuple):
    """What was written: rows over all files, at a revision."""

    rows: int
    revision: int


def write_import_files(store: Movable, folder: Path, progress: Callable[[Moving], None]) -> Packed:
    """Write all of a store into an empty folder, for its owner alone: it holds keys and secret too.

    Keeps the names of all identifiers in memory, about 200 bytes each.

    Raises ConflictError when the store changes meanwhile; OSError as the file system has it.
    """
    with unchanged(store, "the store was written to while it was exported") as revision:
        rows = _write(store, folder, progress)
    lines = [*_OPTIONS, *(table.argument() for table in TABLES)]
    with _create(folder / ARGUMENTS) as out:
        out.write("\n".join(lines) + "\n")
    return Packed(rows, revision)


def _write(store: Movable, folder: Path, progress: Callable[[Moving], None]) -> int:
    """The number of rows over all files."""
    with ExitStack() as opened:
        files = {table.name: _File(opened, folder, table) for table in TABLES}
        state = Rows()
        for part in Part:
            _write_part(store, part, state, files, progress)
        for table, row in state.rest():
            files[table.name].write(row)
    return sum(file.rows for file in files.values())


def _write_part(
    store: Movable,
    part: Part,
    state: Rows,
    files: Mapping[str, _File],
    progress: Callable[[Moving], None],
) -> None:
    done = 0
    for page in pages(store, part):
        for entry in page.entries:
            for table, row in rows_of(part, entry, state):
                files[table.name].write(row)
        done += len(page.entries)
        progress(Moving("write", part, done))


class _File:
    """One file; its rows come as keys and properties by name."""

    def __init__(self, opened: ExitStack, folder: Path, table: Table) -> None:
        self._out = opened.enter_context(_create(folder / f"{table.name}.csv"))
        self._columns = [name for name, _ in table.columns]
        self._out.write(",".join(table.header()) + "\n")
        self.rows = 0

    def write(self, row: tuple[Sequence[Any], Mapping[str, Any]]) -> None:
        keys, properties = row
        if len(properties) > len(self._columns):
            raise AssertionError(f"no column for {set(properties) - set(self._columns)}")
        cells = [*keys, *(properties.get(name) for name in self._columns)]
        self._out.write(",".join(map(_cell, cells)) + "\n")
        self.rows += 1


def _create(path: Path) -> TextIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")


def _cell(value: Any) -> str:
    """A value as the importer reads it: nothing for none, every text in quotes."""
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray)):
        # Java's bytes have a sign.
        return '"' + ";".join(str(byte - 256 if byte > 127 else byte) for byte in value) + '"'
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(value)
