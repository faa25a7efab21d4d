"""`linkage hash`: a folder of pictures in, records of their hashes out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.output import note
from linkage.cli.progress import Lines, ended_by_signal
from linkage.cli.session import EXIT_PARTIAL, extra_needed, told
from linkage.errors import InvalidInputError

_LISTS = (".jsonl", ".csv")
"""Endings of what this command writes, which may stand among the pictures."""


def hash_pictures(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the pictures are, at any depth.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Where to; - is standard output.")
    ] = "-",
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="Source of the records; else the folder's name."),
    ] = None,
    rejects: Annotated[
        str, typer.Option("--rejects", metavar="FILE", help="Where files that are no pictures are told of.")
    ] = "rejects.jsonl",
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, max=64, help="Pictures hashed at once.")
    ] = None,
) -> None:
    """Hash the pictures of a folder into records that `linkage ingest` takes.

    A record has SHA-256, SHA-1, MD5 and PDQ of one picture, named by its path. No byte of a picture
    is kept and no link followed. Exit code 3: some files were no pictures; all others are there.
    """
    with told(), ended_by_signal():
        refused = _write(
            folder, out, source or folder.resolve().name, rejects, threads or os.cpu_count() or 1
        )
    if refused:
        note(f"{refused:,} files without a record: file and reason in {rejects}")
        raise typer.Exit(EXIT_PARTIAL)


def _write(folder: Path, out: str, source: str, rejects: str, threads: int) -> int:
    """How many files were refused."""
    with extra_needed("pictures", "PIL"):
        from linkage.ingest.pictures.folder import files_of, hashed  # noqa: PLC0415 - heavy, and an extra
    from linkage.export.files import destination, expanded  # noqa: PLC0415 - heavy
    from linkage.ingest.rejects import RejectsFile  # noqa: PLC0415 - heavy
    from linkage.model import Reject  # noqa: PLC0415 - heavy

    written = [expanded(name) for name in (out, rejects) if name != "-"]
    for path in written:
        if path.suffix.lower() not in _LISTS and folder.resolve() in path.resolve().parents:
            raise InvalidInputError(f"writing to {path} may replace a picture; name a .jsonl file")
    files = files_of(folder, written)
    progress, records = Lines(), 0
    with RejectsFile(rejects) as refused, destination(out) as stream:
        for number, one in enumerate(hashed(folder, files, source, threads), 1):
            if isinstance(one, Reject):
                refused.add(one)
            else:
                records += 1
                stream.write(one.model_dump_json(exclude_none=True).encode() + b"\n")
            progress.show(f"hashed, of {len(files):,}", "files", number)
    note(f"{records:,} pictures hashed" + ("" if out == "-" else f" into {out}"))
    return refused.count
