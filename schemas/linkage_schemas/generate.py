"""Writes the JSON Schemas of everything on the wire: `python -m linkage_schemas.generate [--check]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from linkage_schemas import answers
from linkage_schemas.record import RecordIn
from linkage_schemas.wire import Answer

FOLDER = Path(__file__).resolve().parent.parent / "json"
SUFFIX = ".schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rendered() -> Mapping[str, str]:
    """The text of every schema by its file name."""
    texts = {f"record{SUFFIX}": _text(RecordIn, "validation")}
    for name in answers.__all__:
        model = getattr(answers, name)
        if name.endswith("Out") and isinstance(model, type) and issubclass(model, Answer):
            texts[f"{_file_name(name)}{SUFFIX}"] = _text(model, "serialization")
    return texts


def _file_name(name: str) -> str:
    """`IngestOut` -> `ingest`, `NetworksOut` -> `networks`."""
    stem = name.removesuffix("Out")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in stem).lstrip("-")


def _text(model: type[BaseModel], mode: Literal["validation", "serialization"]) -> str:
    schema = {"$schema": DIALECT, **model.model_json_schema(mode=mode)}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def drift(folder: Path = FOLDER) -> list[str]:
    """Names of the files in the folder that are missing, outdated or too many."""
    wanted = rendered()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob(f"*{SUFFIX}")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(folder: Path = FOLDER) -> list[str]:
    """Bring the folder up to date; returns the names of the files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed, wanted = drift(folder), rendered()
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 when `--check` finds a difference."""
    parser = argparse.ArgumentParser(description="Write the JSON Schemas of the wire formats.")
    parser.add_argument("--check", action="store_true", help="only say what would change")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="default: %(default)s")
    options = parser.parse_args(arguments)
    changed = drift(options.folder) if options.check else write(options.folder)
    for name in changed:
        sys.stdout.write(f"{'differs' if options.check else 'written'}: {name}\n")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
