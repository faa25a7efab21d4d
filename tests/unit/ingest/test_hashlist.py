"""Hash lists as files."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from linkage.errors import InvalidInputError
from linkage.ingest import hashlist
from linkage.ingest.hashlist import read_hash_list
from linkage.model import Reject
from linkage.ports import Packed

MD5, SHA1 = (
    hashlib.md5(b"a", usedforsecurity=False).hexdigest(),
    hashlib.sha1(b"a", usedforsecurity=False).hexdigest(),
)
SHA256, PDQ = hashlib.sha256(b"a").hexdigest(), hashlib.sha256(b"b").hexdigest()


def read(path: Path, text: str | bytes) -> tuple[Packed, list[tuple[int, str, str]]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    rejects: list[Reject] = []
    packed = read_hash_list(str(path), rejects.append)
    assert {one.file for one in rejects} <= {str(path)}
    return packed, [one[1:] for one in rejects]


def test_any_columns_in_any_order(tmp_path: Path) -> None:
    text = f"\ufeffnote,PDQ , md5\n\nfirst,{PDQ},{MD5.upper()}\nagain,,md5:{MD5}\n,pdq:{PDQ},\n"
    packed, rejects = read(tmp_path / "list.csv", text)
    assert packed == {"pdq": bytes.fromhex(PDQ), "md5": bytes.fromhex(MD5)}
    assert rejects == []


def test_hashes_are_sorted_and_each_there_once(tmp_path: Path) -> None:
    some = sorted(hashlib.sha1(b"%d" % n, usedforsecurity=False).hexdigest() for n in range(50))
    packed, _ = read(tmp_path / "list.csv", "sha1\n" + "\n".join(reversed(some * 2)))
    assert packed == {"sha1": bytes.fromhex("".join(some))}


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_compressed_files(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    squeezed = pack(f"sha256\n{SHA256}\n".encode())
    assert read(tmp_path / "list.csv", squeezed)[0] == {"sha256": bytes.fromhex(SHA256)}
    with pytest.raises(InvalidInputError, match="damaged"):
        read(tmp_path / "half.csv", squeezed[:-6])


def test_what_is_no_hash_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    empty = hashlib.md5(b"", usedforsecurity=False).hexdigest()
    lines = [
        "md5,sha1,pdq,note",
        f"{MD5[:-1]},{SHA1},{PDQ}g,x",
        f'{empty},{"0" * 40},{"f" * 64},"two',
        'lines"',
        f"{MD5},,,,",
        f"{MD5},,,,more",
        f"{SHA1}",
    ]
    packed, rejects = read(tmp_path / "list.csv", "\n".join(lines))
    assert packed == {"sha1": bytes.fromhex(SHA1), "md5": bytes.fromhex(MD5)}
    assert rejects == [
        (2, "md5", "is not 32 hexadecimal digits"),
        (2, "pdq", "is not 64 hexadecimal digits"),
        (4, "md5", "is the hash of nothing"),
        (4, "sha1", "is the hash of nothing"),
        (4, "pdq", "is the hash of nothing"),
        (6, "", "has more cells than the header"),
        (7, "md5", "is not 32 hexadecimal digits"),
    ]


def test_a_cell_that_csv_cannot_hold_is_told(tmp_path: Path) -> None:
    before = csv.field_size_limit(100)
    try:
        packed, rejects = read(tmp_path / "list.csv", f"md5\n{'a' * 200}\n{MD5}\n")
    finally:
        csv.field_size_limit(before)
    assert packed == {"md5": bytes.fromhex(MD5)}
    assert [(line, field) for line, field, _ in rejects] == [(2, "")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names none of md5, sha1, sha256, pdq"),
        ("hash\nabc\n", "names none of"),
        (f"{MD5}\n", "names none of"),
        (f"md5,MD5\n{MD5},{MD5}\n", "names md5 twice"),
        ("md5\n", "holds no hash"),
        ("md5\nnothing\n", "holds no hash"),
        (b"md5\n\xff\xfe\n", "not UTF-8"),
        ("md5\n" + " " * 70_000, "line 2 is longer"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, text: str | bytes, why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        read(tmp_path / "list.csv", text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot read"):
        read_hash_list(str(tmp_path / "none.csv"), lambda _: None)


def test_a_list_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlist, "MAX_HASHES", 2)
    rows = [f"{hashlib.md5(b'%d' % n, usedforsecurity=False).hexdigest()}" for n in range(3)]
    with pytest.raises(InvalidInputError, match="more than 2 hashes"):
        read(tmp_path / "list.csv", "\n".join(["md5", *rows]))
    assert len(read(tmp_path / "list.csv", "\n".join(["md5", *rows[:2], rows[0]]))[0]["md5"]) == 32
