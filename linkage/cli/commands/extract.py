"""`linkage extract`: what a text or a file of records says, without a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Annotated

import typer

from linkage.cli.options import JsonOption, RegionOption, common
from linkage.cli.output import as_json, emit, note
from linkage.cli.session import EXIT_PARTIAL, told, written
from linkage.errors import InvalidInputError

_RECORDS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".pq", ".gz", ".zst"})
STDIN = "-"
_LONGEST_PATH = 4_096
_MAX_BYTES = 4_000_000
"""Of a text file; a field's text is read up to `MAX_TEXT` characters."""
_FILES = _RECORDS | {".txt", ".text", ".md", ".html", ".htm", ".json"}
"""Endings of one word that is meant as a file's name, whether or not there is one."""


def extract(
    ctx: typer.Context,
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT|FILE|-", help="A text, a file with one, or (--json) a file of records."),
    ],
    region: RegionOption = None,
    json: JsonOption = False,
) -> None:
    """Show every phone, e-mail, handle, link and wallet in a text, and how each was written.

    - is a text on standard input. With --json, read records (JSONL, CSV, Parquet, also .gz and .zst;
    - is standard input) and print one line for each, in order. Nothing is stored. Exit code 3: some
    records could not be read.
    """
    chosen = common(ctx, None, json=json)
    with told(), written():
        if chosen.json or (_is_there(text) and Path(text).suffix.lower() in _RECORDS):
            _records(text, region, json=chosen.json)
        else:
            _text(text, region, json=chosen.json)


def _text(argument: str, region: str | None, *, json: bool) -> None:
    from linkage.normalise.spans import MAX_TEXT  # noqa: PLC0415 - heavy
    from linkage.services.extract import of_text  # noqa: PLC0415 - heavy

    body = _content(argument)
    answer = of_text(body, region)
    if len(body) > MAX_TEXT:
        note(f"the text has {len(body):,} characters; only the first {MAX_TEXT:,} were read")
    if as_json(asked=json):
        emit(answer)
    else:
        from linkage.cli.highlight import found_in  # noqa: PLC0415 - heavy

        found_in({"body": body}, answer)


def _is_there(argument: str) -> bool:
    """Whether this names something on disk that can be read: a file, a pipe, a device."""
    try:
        return "\n" not in argument and len(argument) < _LONGEST_PATH and Path(argument).exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL: a text
        return False


def _means_a_file(argument: str) -> bool:
    one_word = len(argument.split()) == 1 and "://" not in argument and "@" not in argument
    return one_word and Path(argument).suffix.lower() in _FILES


def _content(argument: str) -> str:
    """The text itself, that of the file it names, or that on standard input."""
    if argument == STDIN:
        return _decoded("standard input", sys.stdin.buffer)
    if not _is_there(argument):
        if _means_a_file(argument):
            raise InvalidInputError(f"there is no file {argument}; a text like it can come by -")
        return argument
    if Path(argument).is_dir():
        if argument.isalnum():  # a word, by chance also a folder's name
            return argument
        raise InvalidInputError(f"{argument} is a folder, not a file")
    try:
        with Path(argument).open("rb") as file:
            return _decoded(argument, file)
    except OSError as error:
        raise InvalidInputError(f"cannot read {argument}: {error.strerror}") from error


def _decoded(name: str, file: IO[bytes]) -> str:
    raw = file.read(_MAX_BYTES + 1)
    if len(raw) > _MAX_BYTES:
        raise InvalidInputError(f"{name} is longer than {_MAX_BYTES:,} bytes")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"{name} is not UTF-8 at byte {error.start + 1}") from error


def _records(path: str, region: str | None, *, json: bool) -> None:
    from linkage.model import Reject  # noqa: PLC0415 - not for --help
    from linkage.services.extract import of_file  # noqa: PLC0415 - heavy

    if path != STDIN and (not _is_there(path) or Path(path).is_dir()):
        raise InvalidInputError(f"no file of records is called {path}; without --json a text can be given")
    rejects = 0
    show = as_json(asked=json)
    for answer in of_file(path, region):
        if isinstance(answer, Reject):
            rejects += 1
            note(f"{answer.file}:{answer.line}: {answer.field or 'record'} {answer.reason}")
        elif show:
            emit(answer)
        else:
            from linkage.cli.highlight import found_in  # noqa: PLC0415 - heavy

            found_in({}, answer)
    if rejects:
        raise typer.Exit(EXIT_PARTIAL)
