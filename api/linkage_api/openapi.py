"""Write schemas/openapi.json, or check that it is as the code has it.

python -m linkage_api.openapi [--check] [FILE]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from linkage_api.app import bare
from linkage_schemas.generated import write_or_check

FILE = Path(__file__).resolve().parents[2] / "schemas" / "openapi.json"


def document() -> str:
    """The OpenAPI document as text, the same for the same code."""
    return json.dumps(bare().openapi(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 when `--check` found the file to differ."""
    return write_or_check("linkage_api.openapi", FILE, document, arguments)


if __name__ == "__main__":
    sys.exit(main())
