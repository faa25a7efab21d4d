"""Rows of a long read, set aside on disk so that the reader keeps nobody waiting."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

IN_MEMORY = 8 << 20
"""Bytes up to which no file is made."""
CHUNK = 500


def spooled(
    fill: Callable[[], Iterable[T]], closed: Callable[[], bool], gone: Callable[[], Exception]
) -> Iterator[T]:
    """The rows of `fill`, all read before the first is given.

    Raises `gone()` once `closed()`.
    """
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as held:
        chunk: list[T] = []
        for row in fill():
            chunk.append(row)
            if len(chunk) == CHUNK:
                pickle.dump(chunk, held, pickle.HIGHEST_PROTOCOL)
                chunk = []
        pickle.dump(chunk, held, pickle.HIGHEST_PROTOCOL)
        end = held.tell()
        held.seek(0)
        while held.tell() < end:
            for row in pickle.load(held):  # noqa: S301 - written above, into a file without a name
                if closed():
                    raise gone()
                yield row
