"""`linkage decide`: a person's judgement, attributed, with a reason, undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import ActorOption, Common, JsonOption, StoreOption, common
from linkage.cli.output import as_json, emit, say
from linkage.cli.session import session, who

if TYPE_CHECKING:
    from linkage.services.audit import Actor
    from linkage_schemas.answers import DecisionOut

app = typer.Typer(no_args_is_help=True, help="Decide what evidence cannot, or undo a decision.")

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; required, and kept.")]
Ad = Annotated[str, typer.Argument(help="source:source_id, or an ad id.")]
KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="phone, email, handle, ...")]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE")]


def _tell(answer: DecisionOut, *, json: bool) -> None:
    if as_json(asked=json):
        emit(answer)
        return
    say(f"Decision {answer.decision.decision_id} stands at revision {answer.revision}.")
    for event in answer.events:
        other = f" ({event.other_id})" if event.other_id else ""
        say(f"  {event.kind}: {event.network_id}{other}, {event.ads} ads")


def _decide(chosen: Common, kind: str, by: Actor, **subject: str) -> None:
    with session(chosen) as opened:
        answer = opened.decide.decide(kind, by=by, **subject)
    _tell(answer, json=chosen.json)


@app.command("link")
def link(
    ctx: typer.Context,
    a: Ad,
    b: Ad,
    reason: Reason,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """These two ads belong together, whatever the evidence says."""
    chosen = common(ctx, store, json=json)
    _decide(chosen, "must-link", who(actor, reason), ad_a=a, ad_b=b)


@app.command("separate")
def separate(
    ctx: typer.Context,
    a: Ad,
    b: Ad,
    reason: Reason,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """These two ads never belong together: the weakest evidence between them is cut."""
    chosen = common(ctx, store, json=json)
    _decide(chosen, "cannot-link", who(actor, reason), ad_a=a, ad_b=b)


@app.command("generic")
def generic(
    ctx: typer.Context,
    kind: KindArgument,
    value: ValueArgument,
    reason: Reason,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """This identifier identifies nobody: show it, never follow it."""
    chosen = common(ctx, store, json=json)
    _decide(chosen, "generic", who(actor, reason), identifier_kind=kind, identifier_value=value)


@app.command("not-generic")
def not_generic(
    ctx: typer.Context,
    kind: KindArgument,
    value: ValueArgument,
    reason: Reason,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """This identifier is somebody's: give it back its kind's verdict."""
    chosen = common(ctx, store, json=json)
    _decide(chosen, "not-generic", who(actor, reason), identifier_kind=kind, identifier_value=value)


@app.command("wrong")
def wrong(
    ctx: typer.Context,
    ad: Ad,
    kind: KindArgument,
    value: ValueArgument,
    reason: Reason,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """This identifier was read wrongly out of this ad."""
    chosen = common(ctx, store, json=json)
    by = who(actor, reason)
    _decide(chosen, "wrong-extraction", by, ad_a=ad, identifier_kind=kind, identifier_value=value)


@app.command("undo")
def undo(
    ctx: typer.Context,
    decision_id: Annotated[str, typer.Argument(metavar="DECISION")],
    reason: Reason,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Take a decision back; it stays on record."""
    chosen = common(ctx, store, json=json)
    with session(chosen) as opened:
        answer = opened.decide.undo(decision_id, by=who(actor, reason))
    _tell(answer, json=chosen.json)


@app.command("list")
def listing(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Undone ones too.")] = False,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """List decisions in the order they were taken."""
    chosen = common(ctx, store, json=json)
    with session(chosen, reading=True) as opened:
        answer = opened.decide.list(by=who(actor, "list decisions"), standing=not everything)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        from linkage.cli import render  # noqa: PLC0415 - heavy

        render.decisions(answer)
