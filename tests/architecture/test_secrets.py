from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import FOLDERS, ROOT

MAX_BYTES = 2_000_000
SECRETS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY"),
    "cloud access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "forge token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b"),
    "password in a URL": re.compile(
        r"[a-z0-9]://[^\s:@/{}$\"']{1,64}:[^\s:@/{}$\"']{3,64}@(?!example\.|localhost)"
    ),
}


def _texts() -> Iterator[tuple[str, str]]:
    inner = (path for folder in (*FOLDERS, "docs", "web/src", ".ci") for path in (ROOT / folder).rglob("*"))
    for path in (*ROOT.glob("*"), *inner):
        if path.is_file() and "__pycache__" not in path.parts and path.stat().st_size <= MAX_BYTES:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace")


def _secrets(text: str) -> list[str]:
    return [name for name, pattern in SECRETS.items() if pattern.search(text)]


def test_no_secret_lies_in_the_project() -> None:
    itself = str(Path(__file__).relative_to(ROOT))
    read = {path: _secrets(text) for path, text in _texts() if path != itself}
    assert "linkage/model.py" in read
    assert {path: found for path, found in read.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        "key = AKIAABCDEFGHIJKLMNOP",
        "ghp_" + "a1" * 18,
        "bolt://neo4j:hunter2@db.internal:7687",
    ],
)
def test_a_secret_is_seen(text: str) -> None:
    assert _secrets(text)
