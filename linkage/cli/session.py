"""Opening the application for one command, and turning errors into messages and exit codes."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from linkage.cli.options import Common
from linkage.errors import InvalidInputError, LinkageError, MissingExtraError

if TYPE_CHECKING:
    from linkage.bootstrap import App
    from linkage.services.audit import Actor

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_PARTIAL = 3
EXIT_INTERRUPTED = 130


def fail(error: LinkageError) -> typer.Exit:
    """Say what went wrong on stderr; the exit to raise."""
    typer.echo(f"linkage: {error.code}: {error}", err=True)
    return typer.Exit(EXIT_USAGE if isinstance(error, InvalidInputError) else EXIT_FAILED)


@contextmanager
def told() -> Iterator[None]:
    """Turn errors of linkage into messages and exit codes."""
    try:
        yield
    except LinkageError as error:
        raise fail(error) from error


@contextmanager
def extra_needed(extra: str, package: str) -> Iterator[None]:
    """Raise MissingExtraError that names the extra where its package cannot be imported."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingExtraError(f"this needs an extra: pip install 'ad-linkage[{extra}]'") from error


@contextmanager
def written() -> Iterator[None]:
    """Flush standard output, and make a full disk or device an error of linkage's.

    A reader that went away (`| head`) stays what it is: the interpreter ends quietly on it.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_stdout()
        raise LinkageError(f"cannot write the answer: {error.strerror}") from error


def _give_up_stdout() -> None:
    """Point standard output at nothing, or the interpreter's last flush fails with a traceback."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


@contextmanager
def session(
    common: Common,
    *,
    create: bool = False,
    other_rules: bool = False,
    reading: bool = False,
    **flags: object,
) -> Iterator[App]:
    """The application over the chosen store; `other_rules` and `reading` as in `bootstrap.build`.

    A store that must exist already (`create` False) and does not is an error that says what to do.
    """
    from linkage import bootstrap, logs, settings  # noqa: PLC0415 - heavy

    with told():
        chosen = settings.load({"store": common.store, **flags})
        logs.configure(chosen.log_level)
        built = bootstrap.build(chosen, create=create, other_rules=other_rules, reading=reading)
        with built as app:
            if app.mismatch is not None:
                typer.echo(
                    f"linkage: answers go by the rules of the store. {_capital(app.mismatch)}", err=True
                )
            yield app


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def who(name: str | None, reason: str) -> Actor:
    """The person at the terminal, for the audit log."""
    from linkage.services.audit import Actor  # noqa: PLC0415 - heavy

    return Actor(name or f"cli:{getpass.getuser()}", reason)


def interactive() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


__all__ = [
    "EXIT_FAILED",
    "EXIT_INTERRUPTED",
    "EXIT_PARTIAL",
    "EXIT_USAGE",
    "extra_needed",
    "fail",
    "interactive",
    "session",
    "told",
    "who",
    "written",
]
