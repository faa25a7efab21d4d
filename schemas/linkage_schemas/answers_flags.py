"""Hash lists, and the flags that they raise."""

from __future__ import annotations

from typing import Literal

from linkage_schemas.wire import Answer, Moment


class FlagOut(Answer):
    """A hash list knows a picture: by which hash, and how many bits that is off (0 but for PDQ)."""

    list: str
    algorithm: Literal["md5", "sha1", "sha256", "pdq"]
    distance: int


class HashListOut(Answer):
    """A hash list: how many hashes of each algorithm, and a SHA-256 over all of them."""

    name: str
    digest: str
    added_at: Moment
    md5: int
    sha1: int
    sha256: int
    pdq: int


class HashListImportOut(Answer):
    """A list as it stands after an import; `rejects` counts cells that were no hashes."""

    list: HashListOut
    changed: bool
    rejects: int


class HashListsOut(Answer):
    """Every hash list, by name."""

    lists: list[HashListOut]
