"""`linkage rules`: what decides what links."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, StoreOption, common
from linkage.cli.output import as_json, emit, line, plain, say
from linkage.cli.session import session, told, who

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


@app.command("apply")
def apply(
    ctx: typer.Context,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; required, and kept.")],
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Resolve everything in a store anew by the rules in force; decisions stand.

    Needed after a change of the rules or of a warning list, before anything else. It is one revision, whose
    events tell what merged and split. It takes memory for the whole graph.
    """
    chosen = common(ctx, store, json=json)
    with session(chosen, other_rules=True) as opened:
        answer = opened.rulebook.apply(by=who(actor, reason))
    if as_json(asked=chosen.json):
        emit(answer)
        return
    if not answer.changed:
        say(f"The store is resolved by rules {answer.digest[:12]} already.")
        return
    events = f"{answer.events_total:,} events, revision {answer.revision}"
    say(f"Resolved anew by rules {answer.digest[:12]}: {events}.")
    for event in answer.events:
        other = f" ({event.other_id})" if event.other_id else ""
        say(f"  {event.kind}: {event.network_id}{other}, {event.ads} ads")
