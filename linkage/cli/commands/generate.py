"""`linkage generate`: synthetic ads, who is behind them, and which of their values strangers share."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from linkage.cli.output import note
from linkage.cli.progress import ended_by_signal
from linkage.cli.session import told, written
from linkage.errors import LinkageError


def generate(
    out: Annotated[str, typer.Option("--out", "-o", metavar="FOLDER", help="Where the files go.")],
    world: Annotated[
        Literal["easy", "hard", "default", "clean"], typer.Option("--world", help="How much misleads.")
    ] = "default",
    ads: Annotated[int, typer.Option("--ads", min=1, help="How many synthetic ads.")] = 20_000,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the generator.")] = 7,
) -> None:
    """Write synthetic ads whose operators are known, to measure linking by.

    ads.jsonl holds the records, truth.csv the operator of each ad (source, source_id, operator),
    hubs.csv the identifiers that strangers share (kind, value, trap, ads, operators). The same world,
    number and seed give the same bytes. Every ad, name and number is made up.
    """
    from linkage.synthetic import WORLDS, write_world  # noqa: PLC0415 - heavy

    with told(), written(), ended_by_signal():
        try:
            planted = write_world(out, ads=ads, seed=seed, profile=WORLDS[world])
        except OSError as error:
            raise LinkageError(f"cannot write to {out}: {error.strerror}") from error
    for text in planted.describe():
        note(text)
    note(f"Wrote ads.jsonl, truth.csv and hubs.csv in {out}")
