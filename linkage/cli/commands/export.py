"""`linkage export`: what the store holds, as files."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.guard import spare
from linkage.cli.options import ActorOption, JsonOption, ReasonOption, StoreOption, common
from linkage.cli.output import emit, note
from linkage.cli.progress import Lines, ended_by_signal
from linkage.cli.session import session, who
from linkage.errors import InvalidInputError


def export(
    ctx: typer.Context,
    what: Annotated[
        str | None, typer.Argument(help="membership, links, identifiers (CSV), or network (JSON).")
    ] = None,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Where to; - is standard output.")
    ] = "-",
    form: Annotated[
        str | None,
        typer.Option("--format", help="neo4j: the whole store as a folder for Neo4j's importer."),
    ] = None,
    network_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Which network.")] = None,
    reason: ReasonOption = "",
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Export membership, links, identifiers, or one network. Same revision, same bytes.

    With --format neo4j: everything, API keys and the store's secret too, into a new folder --out that
    `linkage neo4j load` or Neo4j's own importer makes a database of.
    """
    chosen = common(ctx, store, json=json)
    by = who(actor, reason)
    with ended_by_signal(), session(chosen, reading=True) as app:
        spare(out, app.settings.store)
        if form is None:
            answer = app.export.export(what or "", out, by=by, network_id=network_id)
        else:
            _require_whole(form, what or network_id, out)
            answer = app.export.export_import_files(out, Lines().show, by=by)
    if chosen.json and out != "-":
        emit(answer)
    else:
        note(
            f"{answer.rows:,} rows of {answer.what} at revision {answer.revision}"
            + ("" if out == "-" else f" in {out}")
        )


def _require_whole(form: str, what: str | None, out: str) -> None:
    """Raise InvalidInputError unless a folder for Neo4j's importer is asked for, of everything."""
    if form != "neo4j":
        raise InvalidInputError("the only other format is neo4j")
    if what is not None:
        raise InvalidInputError("Neo4j's importer takes the whole store: leave what to export out")
    if out == "-":
        raise InvalidInputError("name a new folder with --out")
