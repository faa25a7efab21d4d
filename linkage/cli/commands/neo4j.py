"""`linkage neo4j`: a Neo4j server of one's own, without Docker."""

from __future__ import annotations

from json import dumps as to_json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import JsonOption
from linkage.cli.output import as_json, line, note, say
from linkage.cli.session import told

if TYPE_CHECKING:
    from linkage.store.neo4j.server import LocalServer, Status

app = typer.Typer(no_args_is_help=True, help="Start and stop a local Neo4j without Docker.")

FolderOption = Annotated[Path, typer.Option("--folder", help="Where its data, logs, jars and password are.")]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="Where it listens, on loopback.")]
FOLDER = Path("linkage-neo4j")
PORT = 7687


def _server(folder: Path, port: int, heap: str = "1g", pagecache: str = "512m") -> LocalServer:
    from linkage.bootstrap import driver_needed  # noqa: PLC0415 - heavy

    with driver_needed():
        from linkage.store.neo4j.server import LocalServer  # noqa: PLC0415 - loads the driver

    return LocalServer(folder, port=port, heap=heap, pagecache=pagecache)


@app.command("up")
def up(
    folder: FolderOption = FOLDER,
    port: PortOption = PORT,
    heap: Annotated[str, typer.Option(help="Memory for queries and transactions.")] = "1g",
    pagecache: Annotated[str, typer.Option(help="Memory for the graph.")] = "512m",
    json: JsonOption = False,
) -> None:
    """Start it; the first time, Maven fetches about 120 MB of jars, whose checksums are compared."""
    with told():
        server = _server(folder, port, heap, pagecache)
        note(f"Starting Neo4j {server.version.name} in {server.folder} ...")
        status = server.start()
    _show(status, json=json)
    if not as_json(asked=json):
        say("Use it with:")
        line(f"  export LINKAGE_STORE={status.url}")
        line(f"  export LINKAGE_NEO4J_PASSWORD_FILE={server.password_file}")


@app.command("down")
def down(folder: FolderOption = FOLDER) -> None:
    """Stop it; its data stay."""
    with told():
        stopped = _server(folder, PORT).stop()
    note("Neo4j has stopped." if stopped else f"No Neo4j runs in {folder}.")


@app.command("load")
def load(
    files: Annotated[Path, typer.Argument(help="What `linkage export --format neo4j` wrote.")],
    folder: FolderOption = FOLDER,
    heap: Annotated[str, typer.Option(help="Memory for the importer.")] = "1g",
) -> None:
    """Fill a new database with an export, by Neo4j's own importer; then start it with `up`."""
    with told():
        server = _server(folder, PORT, heap)
        note(f"Neo4j {server.version.name} reads {files} ...")
        server.load(files)
    note(f"Loaded. Start it with: linkage neo4j up --folder {folder}")


@app.command("status")
def status(folder: FolderOption = FOLDER, json: JsonOption = False) -> None:
    """Say whether it runs; exit code 1 when it does not."""
    with told():
        found = _server(folder, PORT).status()
    _show(found, json=json)
    if not found.running:
        raise typer.Exit(1)


def _show(status: Status, *, json: bool) -> None:
    if as_json(asked=json):
        shown = {"running": status.running, "url": status.url, "pid": status.pid}
        typer.echo(to_json(shown | {"version": status.version, "folder": str(status.folder)}))
    elif status.running:
        say(f"Neo4j {status.version} runs at {status.url} (process {status.pid}, folder {status.folder}).")
    else:
        say(f"No Neo4j runs in {status.folder}.")
