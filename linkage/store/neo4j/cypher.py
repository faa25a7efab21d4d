"""Write schemas/graph.cypher, or check that it is as the code has it.

python -m linkage.store.neo4j.cypher [--check] [FILE]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from linkage.store.neo4j.schema import graph_cypher
from linkage_schemas.generated import write_or_check

FILE = Path(__file__).resolve().parents[3] / "schemas" / "graph.cypher"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 when `--check` found the file to differ."""
    return write_or_check("linkage.store.neo4j.cypher", FILE, graph_cypher, arguments)


if __name__ == "__main__":
    sys.exit(main())
