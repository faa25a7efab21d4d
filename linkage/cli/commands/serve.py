"""`linkage serve`: the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import StoreOption, common
from linkage.cli.output import note
from linkage.cli.session import session


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on.")] = 8000,
    allow_remote: Annotated[
        bool,
        typer.Option("--allow-remote", help="Allow an address that other machines reach; put TLS before it."),
    ] = False,
    no_key: Annotated[
        bool, typer.Option("--no-key", help="Do not make a key; those of `linkage keys` remain.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Serve the HTTP API. Prints a key that is shown once and ends with this process."""
    chosen = common(ctx, store)
    with session(chosen, create=True) as app:
        run(app, host=host, port=port, allow_remote=allow_remote, with_key=not no_key)
    note("Stopped.")


def run(app: object, *, host: str, port: int, allow_remote: bool, with_key: bool) -> None:
    """Serve until interrupted; the one-time key is revoked at the end."""
    raise NotImplementedError
