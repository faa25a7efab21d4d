"""The secret that API keys are stored under, kept apart from the store when its owner wishes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from linkage.errors import InvalidInputError
from linkage.ports import Ledger

VARIABLE = "LINKAGE_SECRET"
LEAST = 16
"""Bytes of a pepper, at least: 128 bits when they are random."""
MOST = 4_096


def load_pepper(
    ledger: Ledger, secret_file: str | None = None, *, env: Mapping[str, str] | None = None
) -> bytes:
    """The content of `secret_file`, else LINKAGE_SECRET, else the store's own secret.

    White space around it does not count. Raises InvalidInputError for an unreadable file and
    for a secret of fewer than 16 or more than 4,096 bytes, StoreError.
    """
    if secret_file is not None:
        return _usable(_read(Path(secret_file)), f"the secret in {secret_file}")
    given = (os.environ if env is None else env).get(VARIABLE)
    if given is not None:
        return _usable(given.encode("utf-8", "surrogateescape"), VARIABLE)
    return ledger.secret()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST + 1)
    except OSError as error:
        raise InvalidInputError(f"cannot read the secret in {path}: {error.strerror}") from error


def _usable(secret: bytes, what: str) -> bytes:
    if len(secret) > MOST:
        raise InvalidInputError(f"{what} is longer than {MOST:,} bytes")
    stripped = secret.strip()
    if len(stripped) < LEAST:
        raise InvalidInputError(f"{what} is shorter than {LEAST} bytes; use 32 random ones")
    return stripped
