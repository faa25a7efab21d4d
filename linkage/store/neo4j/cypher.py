"""Write schemas/graph.cypher, or check that it is as the code has it.

python -m linkage.store.neo4j.cypher [--check] [FILE]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from linkage.store.neo4j.schema import graph_cypher

FILE = Path(__file__).resolve().parents[3] / "schemas" / "graph.cypher"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 when `--check` found the file to differ."""
    parser = argparse.ArgumentParser(prog="linkage.store.neo4j.cypher", description="Write the schema.")
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file differs")
    chosen = parser.parse_args(arguments)
    text = graph_cypher()
    if not chosen.check:
        chosen.file.write_text(text, encoding="utf-8")
        return 0
    if chosen.file.exists() and chosen.file.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{chosen.file} differs from the code; run make schemas\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
