"""`linkage rules`: what decides what links."""

from __future__ import annotations

import typer

from linkage.cli.options import JsonOption, common
from linkage.cli.output import as_json, emit, line, plain
from linkage.cli.session import told

app = typer.Typer(help="Show the linking rules in force, or resolve a store by them.")


@app.callback(invoke_without_command=True)
def show(ctx: typer.Context, json: JsonOption = False) -> None:
    """Show the rules in force as TOML, and for each value whether it is shipped or a local file's.

    Local files are named by the settings `rules` and `warnings` (LINKAGE_RULES, LINKAGE_WARNINGS).
    """
    if ctx.invoked_subcommand is not None:
        return
    from linkage import bootstrap, settings  # noqa: PLC0415 - heavy
    from linkage.services.rulebook import rules_out  # noqa: PLC0415 - heavy

    chosen = common(ctx, None, json=json)
    with told():
        book = bootstrap.rulebook(settings.load())
    if as_json(asked=chosen.json):
        emit(rules_out(book))
    else:
        line(f"# rules {book.rules.version}, digest {book.rules.digest()}")
        line(book.toml().rstrip())
        for one in book.lists:
            line(
                f"# warning list {plain(one.name)} {plain(one.version)}: {len(one.entries):,} ({one.origin})"
            )
