"""The file that says which inputs could not be taken, and why."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from linkage.errors import InvalidInputError
from linkage.model import Reject


class RejectsFile:
    """Writes JSON lines {file, line, field, reason}, or CSV when the name ends in .csv.

    Nothing is created, and nothing replaced, before there is a first reject. Until the end of the
    run they gather in a file beside, which then takes the name in one step, also when the run
    ends in an error. What is no regular file (`/dev/stderr`) is written to as it is.
    """

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.count = 0
        self._file: IO[str] | None = None
        self._beside: Path | None = None
        self._table: Any = None

    def add(self, reject: Reject) -> None:
        """Tell of one input. Raises InvalidInputError when the file cannot be written."""
        if self._file is None:
            try:
                self._file = self._open()
            except OSError as error:
                raise InvalidInputError(f"cannot write {self.path}: {error.strerror}") from error
            if self.path.suffix.lower() == ".csv":
                self._table = csv.writer(self._file, lineterminator="\n")
                self._table.writerow(Reject._fields)
        self.count += 1
        if self._table is not None:
            self._table.writerow(reject)
        else:
            self._file.write(json.dumps(reject._asdict(), ensure_ascii=False) + "\n")

    def _open(self) -> IO[str]:
        if self.path.exists() and not self.path.is_file():
            return self.path.open("w", encoding="utf-8", newline="")
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
        self._beside = Path(name)
        return os.fdopen(handle, "w", encoding="utf-8", newline="")

    def close(self) -> None:
        """Put the file in its place. Safe to call twice."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            file.flush()
            if self._beside is not None:
                os.fsync(file.fileno())
                self._beside.replace(self.path)
        except BaseException:
            if self._beside is not None:
                with suppress(FileNotFoundError):
                    self._beside.unlink()
            raise
        finally:
            file.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()
