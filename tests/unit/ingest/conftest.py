from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from linkage.ingest.raw import RawRecord
from linkage.ingest.readers import iter_raw, open_source

Write = Callable[..., str]
Read = Callable[..., list[RawRecord]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, data: bytes | list[dict[str, Any]]) -> str:
        """A file of bytes or of records as JSON lines, compressed as the name says."""
        if isinstance(data, list):
            data = b"".join(json.dumps(one).encode() + b"\n" for one in data)
        if name.lower().endswith(".gz"):
            data = gzip.compress(data)
        elif name.endswith(".zst"):
            data = zstandard.compress(data)
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


@pytest.fixture
def read(write: Write) -> Read:
    def read(name: str, data: bytes | list[dict[str, Any]]) -> list[RawRecord]:
        with open_source(write(name, data)) as source:
            return list(iter_raw(source))

    return read
