"""The command line."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `linkage` command."""
    from linkage.cli.app import app  # noqa: PLC0415 - nothing is imported before it is needed

    app()
