"""`linkage ingest`: records in, networks out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.guard import spare
from linkage.cli.options import ActorOption, JsonOption, RegionOption, StoreOption, common
from linkage.cli.output import as_json, emit, note, say
from linkage.cli.progress import Interrupt, bar
from linkage.cli.session import EXIT_INTERRUPTED, EXIT_PARTIAL, session, who

if TYPE_CHECKING:
    from linkage.bootstrap import App
    from linkage.model import Reject
    from linkage.services.audit import Actor
    from linkage_schemas.answers import IngestOut


def ingest(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...|-",
            help="JSONL, CSV or Parquet, also .gz and .zst; Memex CDR documents; - is standard input.",
        ),
    ],
    batch_size: Annotated[
        int | None, typer.Option("--batch-size", min=1, help="Records a transaction takes.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=0, help="Processes that read and normalise; 0 is none.")
    ] = None,
    rejects: Annotated[
        str, typer.Option("--rejects", metavar="FILE", help="Where unusable records are told of.")
    ] = "rejects.jsonl",
    region: RegionOption = None,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Ingest records and resolve networks, batch by batch, each all or nothing.

    The same file again says "0 new". After Ctrl-C or a crash the same command goes on where it
    stopped. Exit code 3: some records were rejected; everything else landed.
    """
    from linkage.ingest.rejects import RejectsFile  # noqa: PLC0415 - heavy

    chosen = common(ctx, store, json=json)
    opened = session(chosen, create=True, batch_size=batch_size, workers=workers, region=region)
    with opened as app, RejectsFile(rejects) as told:
        spare(str(rejects), app.settings.store, files)
        answer = run(app, files, by=who(actor, "ingest"), on_reject=told.add)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        say(render.ingested(answer))
    if answer.rejects:
        note(f"{answer.rejects:,} records rejected: line, field and reason in {rejects}")
    if answer.stopped:
        raise typer.Exit(EXIT_INTERRUPTED)
    if answer.rejects:
        raise typer.Exit(EXIT_PARTIAL)


def run(app: App, files: list[str], *, by: Actor, on_reject: Callable[[Reject], None]) -> IngestOut:
    """Ingest with progress on stderr; an interrupt ends it after the batch under way."""
    _quieten_collector()
    with Interrupt().listening() as interrupt, bar() as progress:
        return app.ingest.ingest(
            files,
            by=by,
            batch_size=app.settings.batch_size,
            workers=app.settings.workers,
            region=app.settings.region,
            progress=progress,
            on_reject=on_reject,
            should_stop=interrupt,
        )


def _quieten_collector() -> None:
    """A batch is a million small objects without cycles; looking for cycles among them costs a third."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
