"""`linkage extract`: what a text or a file of records says, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import JsonOption, RegionOption, common
from linkage.cli.output import as_json, emit, note
from linkage.cli.session import EXIT_PARTIAL, told
from linkage.errors import InvalidInputError

_RECORDS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".pq", ".gz", ".zst"})
_MAX_BYTES = 4_000_000
"""Of a text file; a field's text is read up to 200,000 characters."""


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

    With --json, read records (JSONL, CSV, Parquet, also .gz and .zst; - is standard input) and print
    one line for each, in order. Nothing is stored. Exit code 3: some records could not be read.
    """
    chosen = common(ctx, None, json=json)
    with told():
        if chosen.json or text == "-" or Path(text).suffix.lower() in _RECORDS:
            _records(text, region, json=chosen.json)
        else:
            _text(text, region, json=chosen.json)


def _text(argument: str, region: str | None, *, json: bool) -> None:
    from linkage.services.extract import of_text  # noqa: PLC0415 - heavy

    body = _content(argument)
    answer = of_text(body, region)
    if as_json(asked=json):
        emit(answer)
    else:
        from linkage.cli.highlight import found_in  # noqa: PLC0415 - heavy

        found_in({"body": body}, answer)


def _content(argument: str) -> str:
    """The text itself, or that of the file it names."""
    try:
        is_file = "\n" not in argument and len(argument) < 4_096 and Path(argument).is_file()
    except (OSError, ValueError):
        is_file = False
    if not is_file:
        return argument
    try:
        with Path(argument).open("rb") as file:
            raw = file.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise InvalidInputError(f"{argument} is longer than {_MAX_BYTES:,} bytes")
        return raw.decode()
    except OSError as error:
        raise InvalidInputError(f"cannot read {argument}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"{argument} is not UTF-8 at byte {error.start + 1}") from error


def _records(path: str, region: str | None, *, json: bool) -> None:
    from linkage.model import Reject  # noqa: PLC0415 - not for --help
    from linkage.services.extract import of_file  # noqa: PLC0415 - heavy

    if path != "-" and not Path(path).is_file():
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
