"""Write schemas/openapi.json, or check that it is as the code has it.

python -m linkage_api.openapi [--check] [FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from linkage_api.app import bare

FILE = Path(__file__).resolve().parents[2] / "schemas" / "openapi.json"


def document() -> str:
    """The OpenAPI document as text, the same for the same code."""
    return json.dumps(bare().openapi(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 when `--check` found the file to differ."""
    parser = argparse.ArgumentParser(prog="linkage_api.openapi", description="Write the OpenAPI document.")
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file differs")
    chosen = parser.parse_args(arguments)
    text = document()
    if not chosen.check:
        chosen.file.write_text(text, encoding="utf-8")
        return 0
    if chosen.file.exists() and chosen.file.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{chosen.file} differs from the code; run python -m linkage_api.openapi\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
