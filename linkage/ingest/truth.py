"""Files that say what is true of ads: who is behind them, and which identifiers are generic."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from linkage.errors import InvalidInputError
from linkage.model import Identifier, Kind

TRUTH = ("source", "source_id", "operator")
HUBS = ("kind", "value")


def read_truth(path: str) -> Mapping[tuple[str, str], str]:
    """The operator of each (source, source_id), from CSV with the columns `TRUTH` and any others.

    Raises InvalidInputError for a file that cannot be read, has no such columns or a gap in them,
    or gives an ad to two operators.
    """
    known: dict[tuple[str, str], str] = {}
    for line, (source, source_id, operator) in _rows(path, TRUTH):
        if known.setdefault((source, source_id), operator) != operator:
            raise InvalidInputError(f"{path}, line {line}: {source}:{source_id} has another operator above")
    return known


def read_hubs(path: str) -> frozenset[Identifier]:
    """Identifiers that are known to be generic, from CSV with the columns `HUBS`, values normalised.

    Raises InvalidInputError as `read_truth` does, and for a kind that nobody knows.
    """
    found: set[Identifier] = set()
    for line, (kind, value) in _rows(path, HUBS):
        try:
            found.add(Identifier(Kind(kind), value))
        except ValueError:
            raise InvalidInputError(
                f"{path}, line {line}: no identifier is of the kind {kind[:60]!r}"
            ) from None
    return frozenset(found)


def _rows(path: str, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and wanted cells of every row."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if missing := [name for name in columns if name not in (rows.fieldnames or ())]:
                raise InvalidInputError(f"{path} has no column {', '.join(missing)}")
            for row in rows:
                cells = tuple(row[name] or "" for name in columns)
                if not all(cells):
                    raise InvalidInputError(f"{path}, line {rows.line_num}: a cell is empty")
                yield rows.line_num, cells
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(f"{path} is not CSV in UTF-8: {error}") from error
