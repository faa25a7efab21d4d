"""A file that is generated from the code: written, or compared with what the code has."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def write_or_check(
    module: str, file: Path, text: Callable[[], str], arguments: Sequence[str] | None = None
) -> int:
    """`python -m MODULE [--check] [FILE]`: exit status 0, or 1 when `--check` found the file to differ."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=f"Write {file.name}.")
    parser.add_argument("file", nargs="?", type=Path, default=file)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file differs")
    chosen = parser.parse_args(arguments)
    wanted = text()
    if not chosen.check:
        chosen.file.write_text(wanted, encoding="utf-8")
        return 0
    if chosen.file.exists() and chosen.file.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write(f"{chosen.file} differs from the code; run python -m {module}\n")
    return 1
