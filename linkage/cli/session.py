"""Opening the application for one command, and turning errors into messages and exit codes."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from linkage.cli.options import Common
from linkage.errors import InvalidInputError, LinkageError

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
def session(common: Common, *, create: bool = False, **flags: object) -> Iterator[App]:
    """The application over the chosen store.

    A store that must exist already (`create` False) and does not is an error that says what to do.
    """
    from linkage import bootstrap, logs, settings  # noqa: PLC0415 - heavy

    with told():
        chosen = settings.load({"store": common.store, **flags})
        logs.configure(chosen.log_level)
        with bootstrap.build(chosen, create=create) as app:
            yield app


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
    "fail",
    "interactive",
    "session",
    "told",
    "who",
]
