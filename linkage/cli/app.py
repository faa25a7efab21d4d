"""The `linkage` command and its subcommands."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage import __version__
from linkage.cli.commands import (
    calibrate,
    decide,
    demo,
    doctor,
    erase,
    evaluate,
    explain,
    export,
    extract,
    generate,
    hash_pictures,
    hashlist,
    ingest,
    keys,
    lookup,
    migrate,
    neo4j,
    network,
    query,
    rules,
    serve,
    verdicts,
)
from linkage.cli.options import Common, JsonOption, StoreOption

app = typer.Typer(
    name="linkage",
    help="Link online ads into possible networks, with the evidence for every link.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 - typer calls it so
    if value:
        typer.echo(f"linkage {__version__}")
        raise typer.Exit


@app.callback()
def before(
    ctx: typer.Context,
    store: StoreOption = None,
    json: JsonOption = False,  # noqa: FBT002 - a command-line flag
    version: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Link online ads into possible networks, with the evidence for every link.

    Results go to standard output (tables on a terminal, JSON lines in a pipe), progress and
    messages to standard error. Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but some
    records were rejected, 130 interrupted.
    """
    del version
    ctx.obj = Common(store, json)


app.command("ingest")(ingest.ingest)
app.command("query")(query.query)
app.command("lookup")(lookup.lookup)
app.command("network")(network.network)
app.command("verdicts")(verdicts.verdicts)
app.command("explain")(explain.explain)
app.command("extract")(extract.extract)
app.command("hash")(hash_pictures.hash_pictures)
app.command("export")(export.export)
app.command("migrate")(migrate.migrate)
app.command("erase")(erase.erase)
app.command("evaluate")(evaluate.evaluate)
app.command("calibrate")(calibrate.calibrate)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.command("generate")(generate.generate)
app.command("doctor")(doctor.doctor)
app.add_typer(decide.app, name="decide")
app.add_typer(hashlist.app, name="hashlist")
app.add_typer(keys.app, name="keys")
app.add_typer(neo4j.app, name="neo4j")
app.add_typer(rules.app, name="rules")
