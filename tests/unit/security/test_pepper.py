"""Where the pepper comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkage.errors import InvalidInputError
from linkage.security import load_pepper
from tests.unit.security.conftest import MemoryLedger

GIVEN = "sixteen bytes at least"


def test_a_file_beats_the_environment_beats_the_store(ledger: MemoryLedger, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"from the file, 20 bytes\n")
    env = {"LINKAGE_SECRET": GIVEN}
    assert load_pepper(ledger, str(file), env=env) == b"from the file, 20 bytes"
    assert load_pepper(ledger, env=env) == GIVEN.encode()
    assert load_pepper(ledger, env={}) == ledger.secret()


@pytest.mark.parametrize("secret", ["", "too few", " " * 40, "x" * 15, "x" * 4_097])
def test_unusable_secrets_are_refused_not_passed_over(
    ledger: MemoryLedger, tmp_path: Path, secret: str
) -> None:
    file = tmp_path / "secret"
    file.write_text(secret)
    with pytest.raises(InvalidInputError) as refused:
        load_pepper(ledger, str(file), env={})
    assert not secret.strip() or secret not in str(refused.value)
    with pytest.raises(InvalidInputError):
        load_pepper(ledger, env={"LINKAGE_SECRET": secret})


def test_a_file_that_is_not_there_is_an_error(ledger: MemoryLedger, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="No such file"):
        load_pepper(ledger, str(tmp_path / "none"), env={"LINKAGE_SECRET": GIVEN})
