"""Hash lists as they are exchanged: CSV with a column an algorithm."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from linkage.errors import InvalidInputError
from linkage.ingest.compressed import BREAKS, CHUNK, Counted, decompressed
from linkage.model import Reject
from linkage.normalise.image import exact_hash
from linkage.normalise.picture import canonical_picture
from linkage.normalise.placeholders import is_dummy_hash
from linkage.ports import DIGEST_BYTES, Packed

MAX_HASHES = 5_000_000
"""Hashes in a list: what fits into memory several times over, and is more than any list holds."""

MAX_LINE = 1 << 16


def read_hash_list(path: str, on_reject: Callable[[Reject], None]) -> Packed:
    """The hashes of a CSV file, also .gz and .zst, by the algorithms that its header names.

    A header is required, with one column or more among md5, sha1, sha256 and pdq; others are passed
    over. Each cell stands on its own: empty ones say nothing, others that are no hash are told.

    Raises InvalidInputError for a file that cannot be read, or holds no hash.
    """
    found: dict[str, set[bytes]] = {}
    try:
        with io.FileIO(path) as file:
            stream = decompressed(io.BufferedReader(Counted(file.read), CHUNK))
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            for algorithm, digest in _hashes(path, text, on_reject):
                found.setdefault(algorithm, set()).add(digest)
                if sum(map(len, found.values())) > MAX_HASHES:
                    raise InvalidInputError(f"{path} holds more than {MAX_HASHES:,} hashes")
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"{path} is not UTF-8") from error
    except BREAKS as error:
        raise InvalidInputError(f"{path} is damaged or breaks off: {error}") from error
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}") from error
    if not found:
        raise InvalidInputError(f"{path} holds no hash")
    return {algorithm: b"".join(sorted(some)) for algorithm, some in found.items()}


def _hashes(
    path: str, text: io.TextIOWrapper, on_reject: Callable[[Reject], None]
) -> Iterator[tuple[str, bytes]]:
    rows = _rows(path, csv.reader(_lines(path, text)), on_reject)
    _, header = next(rows, (0, []))
    names = [name.strip().lower() for name in header]
    if twice := {name for name in names if name in DIGEST_BYTES and names.count(name) > 1}:
        raise InvalidInputError(f"{path}: the header names {min(twice)} twice")
    if not DIGEST_BYTES.keys() & set(names):
        raise InvalidInputError(f"{path}: the header names none of {', '.join(DIGEST_BYTES)}")
    for line, cells in rows:
        if any(cell.strip() for cell in cells[len(names) :]):
            on_reject(Reject(path, line, "", "has more cells than the header"))
            continue
        for name, cell in zip(names, cells, strict=False):
            if name in DIGEST_BYTES and cell.strip():
                digest = _digest(name, cell)
                if isinstance(digest, bytes):
                    yield name, digest
                else:
                    on_reject(Reject(path, line, name, digest))


def _lines(path: str, text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
            raise InvalidInputError(f"{path}: line {number} is longer than {MAX_LINE:,} characters")
        yield line


def _rows(
    path: str, reader: Iterator[Sequence[str]], on_reject: Callable[[Reject], None]
) -> Iterator[tuple[int, Sequence[str]]]:
    """Each row with the line that it ends on, blank ones passed over."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            on_reject(Reject(path, reader.line_num, "", f"is no CSV: {error}"))  # type: ignore[attr-defined]
            continue
        if cells:
            yield reader.line_num, cells  # type: ignore[attr-defined]


def _digest(algorithm: str, cell: str) -> bytes | str:
    """The hash, or why the cell holds none."""
    found = canonical_picture(cell) if algorithm == "pdq" else exact_hash(algorithm, cell)
    if found is not None:
        return bytes.fromhex(found.value.partition(":")[2])
    if is_dummy_hash(cell.strip().lower().removeprefix(algorithm + ":")):
        return "is the hash of nothing"
    return f"is not {2 * DIGEST_BYTES[algorithm]} hexadecimal digits"
