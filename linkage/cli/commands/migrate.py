"""`linkage migrate`: a whole store copied into another one."""

from __future__ import annotations

from json import dumps as to_json
from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, ReasonOption
from linkage.cli.output import as_json, note, table
from linkage.cli.progress import Lines
from linkage.cli.session import EXIT_INTERRUPTED, told, who


def migrate(
    source: Annotated[str, typer.Option("--from", metavar="PATH|URL", help="The store to copy.")],
    target: Annotated[str, typer.Option("--to", metavar="PATH|URL", help="An empty one to copy it into.")],
    reason: ReasonOption = "",
    actor: ActorOption = None,
    json: JsonOption = False,
) -> None:
    """Copy a store into an empty one, SQLite or Neo4j, and compare the two part by part.

    Ids, verdicts, evidence, decisions, history, keys and audit log stay what they are. Nobody may
    write to the source meanwhile. After an interruption the same command goes on where it was; the
    target cannot be used before all is there.
    """
    from linkage.bootstrap import migrate_store  # noqa: PLC0415 - heavy

    by = who(actor, reason)
    lines = Lines()
    with told():
        try:
            copied = migrate_store(
                source, target, actor=by.name, reason=by.reason, progress=lambda moving: lines.show(*moving)
            )
        except KeyboardInterrupt:
            note("Interrupted. The same command goes on from here.")
            raise typer.Exit(EXIT_INTERRUPTED) from None
    if as_json(asked=json):
        for part in copied:
            typer.echo(to_json({"part": part.part, "entries": part.entries, "sha256": part.sha256}))
        return
    table(
        f"{source} and {target} hold the same",
        ["part", "*entries", "SHA-256"],
        [[str(part.part), f"{part.entries:,}", part.sha256[:16]] for part in copied],
    )
