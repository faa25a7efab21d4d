"""`linkage hashlist`: pictures that others know, by their hashes."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import as_json, emit, note, say, table
from linkage.cli.session import EXIT_PARTIAL, session, who

app = typer.Typer(no_args_is_help=True, help="Take in, list and remove lists of known pictures' hashes.")

NameOption = Annotated[str, typer.Option("--name", metavar="NAME", help="What flags call the list.")]


@app.command("import")
def take(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="CSV, also .gz and .zst, with columns md5, sha1, sha256, pdq."),
    ],
    name: NameOption,
    rejects: Annotated[
        str, typer.Option("--rejects", metavar="FILE", help="Where cells that are no hash are told of.")
    ] = "rejects.jsonl",
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Make the list NAME what the file holds.

    The header names one or more of the columns; others are passed over. The same file again changes
    nothing; another one replaces the list. Ads with a picture on it, or within 31 bits of its PDQ,
    are flagged in answers from then on; no link changes. Exit code 3: some cells were no hashes.
    """
    from linkage.cli.guard import spare  # noqa: PLC0415 - heavy
    from linkage.ingest.rejects import RejectsFile  # noqa: PLC0415 - heavy

    chosen = common(ctx, store, json=json)
    with session(chosen, create=True) as opened, RejectsFile(rejects) as told:
        spare(rejects, opened.settings.store, [file])
        answer = opened.hashlists.take(file, name, by=who(actor, reason), on_reject=told.add)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        kept = answer.list
        total = kept.md5 + kept.sha1 + kept.sha256 + kept.pdq
        say(f"{kept.name}: {total:,} hashes, " + ("written." if answer.changed else "as they were."))
    if answer.rejects:
        note(f"{answer.rejects:,} cells rejected: line, field and reason in {rejects}")
        raise typer.Exit(EXIT_PARTIAL)


@app.command("list")
def listing(
    ctx: typer.Context,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """List the lists."""
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as opened:
        answer = opened.hashlists.all(by=who(actor, reason))
    if as_json(asked=chosen.json):
        emit(answer)
        return
    from linkage_schemas.words import date  # noqa: PLC0415 - heavy

    table(
        "Hash lists",
        ("name", "*MD5", "*SHA-1", "*SHA-256", "*PDQ", "added", "digest"),
        [
            (
                row.name,
                f"{row.md5:,}",
                f"{row.sha1:,}",
                f"{row.sha256:,}",
                f"{row.pdq:,}",
                date(row.added_at),
                row.digest[:12],
            )
            for row in answer.lists
        ],
    )


@app.command("remove")
def remove(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
) -> None:
    """Forget a list, and with it every flag that it raised."""
    with session(common(ctx, store)) as opened:
        opened.hashlists.remove(name, by=who(actor, reason))
    note(f"The hash list {name} is gone.")
