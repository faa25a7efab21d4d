"""Hash lists: pictures that somebody else knows, by nothing but their hashes. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

DIGEST_BYTES: Mapping[str, int] = MappingProxyType({"md5": 16, "sha1": 20, "sha256": 32, "pdq": 32})
"""Bytes of a hash of each algorithm that a list may hold."""

Packed = Mapping[str, bytes]
"""The hashes of a list by algorithm: ascending, each once, one after the other."""


@dataclass(frozen=True, slots=True)
class HashListRow:
    """A list, and how many hashes of each algorithm it holds.

    `digest` is SHA-256, in hex, over all of them: it changes when the list does.
    """

    name: str
    digest: str
    added_at: int
    md5: int
    sha1: int
    sha256: int
    pdq: int


def packed_digest(packed: Packed) -> str:
    """The `digest` of a list of these hashes."""
    made = sha256()
    for algorithm in sorted(packed):
        made.update(f"{algorithm} {len(packed[algorithm])}\n".encode())
        made.update(packed[algorithm])
    return made.hexdigest()
