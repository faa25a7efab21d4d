"""`linkage demo`: the main job on synthetic ads, from records to an explained link."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkage.cli.options import Common
from linkage.cli.output import line, note, say
from linkage.cli.session import EXIT_INTERRUPTED, session, who

if TYPE_CHECKING:
    from linkage.bootstrap import App
    from linkage.services.audit import Actor
    from linkage_schemas.answers import AdBrief, WhyOut

BAD_LINES = 7
"""Malformed lines among the ads, so that rejects can be seen."""
SMALLEST, LARGEST = 5, 60
"""Ads of the network that the demo explains: large enough to be a chain, small enough to read."""


def demo(
    ads: Annotated[int, typer.Option("--ads", min=100, help="How many synthetic ads.")] = 20_000,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the generator.")] = 7,
    folder: Annotated[str, typer.Option("--folder", help="Where ads, truth and store go.")] = "linkage-demo",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port of the service.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the explanation.")] = False,
) -> None:
    """Generate synthetic ads, ingest them, explain one link, and serve the result.

    Every ad, name and number is made up; the phone numbers are reserved for fiction.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    records = place / "ads.jsonl"
    store = place / "linkage.db"
    say(f"1. {ads:,} synthetic ads (seed {seed}), with the traps that fool simple linking")
    for planted in _generate(ads, seed, records, place / "truth.csv"):
        say(f"   {planted}")
    say("\n2. Ingest")
    line(f"   linkage ingest {records} --store {store}")
    with session(Common(str(store)), create=True) as app:
        by = who(None, "demo")
        _ingest(app, records, by)
        _next(store, _explain(app, store, by))
        if no_serve:
            return
        from linkage.cli.commands.serve import run  # noqa: PLC0415 - heavy

        say("\n4. The service (Ctrl-C ends it)")
        run(app, host="127.0.0.1", port=port, allow_remote=False, with_key=True)


def _generate(ads: int, seed: int, records: Path, truth: Path) -> list[str]:
    """Write the ads and who is behind them; what was planted, in words."""
    from linkage.synthetic import write_files  # noqa: PLC0415 - heavy

    return write_files(records, truth, ads=ads, seed=seed, bad_lines=BAD_LINES).describe()


def _ingest(app: App, records: Path, by: Actor) -> None:
    from linkage.cli import render  # noqa: PLC0415 - heavy
    from linkage.cli.commands.ingest import run  # noqa: PLC0415 - heavy
    from linkage.ingest.rejects import RejectsFile  # noqa: PLC0415 - heavy

    rejects = records.parent / "rejects.jsonl"
    with RejectsFile(str(rejects)) as told:
        answer = run(app, [str(records)], by=by, on_reject=told.add)
    say("   " + render.ingested(answer))
    if answer.rejects:
        say(f"   {answer.rejects} malformed lines were planted; {rejects} says which and why")
    if answer.stopped:
        raise typer.Exit(EXIT_INTERRUPTED)
    render.counts(app.doctor.counts())


def _explain(app: App, store: Path, by: Actor) -> WhyOut | None:
    """Explain one link; what was explained."""
    from linkage.cli import render  # noqa: PLC0415 - heavy

    chosen = _chain(app, by)
    if chosen is None:
        note("No network of a readable size was found to explain.")
        return None
    a, b = render.ad_name(chosen.a), render.ad_name(chosen.b)
    say("\n3. One explained link")
    line(f"   linkage explain {a} {b} --store {store}\n")
    render.why(chosen)
    return chosen


def _chain(app: App, by: Actor) -> WhyOut | None:
    """The first link of two steps or more in a readable network, else any link of one."""
    spare: WhyOut | None = None
    for network in _readable(app, by):
        members = _members(app, network, by)
        for other in reversed(members[1:]):
            answer = app.explain.why(members[0].ad_id, other.ad_id, by=by)
            if len(answer.steps) > 1:
                return answer
            spare = spare or answer
        if spare is not None and len(members) > 2 * SMALLEST:
            break
    return spare


def _readable(app: App, by: Actor) -> list[str]:
    page = app.query.networks(by=by, min_ads=SMALLEST, limit=500)
    return [network.network_id for network in page.networks if network.ads <= LARGEST][:5]


def _members(app: App, network_id: str, by: Actor) -> list[AdBrief]:
    from linkage.ports import Moved  # noqa: PLC0415 - heavy

    page = app.query.network_ads(network_id, by=by, limit=LARGEST)
    return [] if isinstance(page, Moved) else list(page.ads)


def _next(store: Path, explained: WhyOut | None) -> None:
    """Commands that work as they stand, on what was just explained."""
    from linkage.cli import render  # noqa: PLC0415 - heavy

    program = "linkage" if shutil.which("linkage") else os.path.relpath(sys.argv[0])
    tries = [("query massage", "words in titles and bodies; or paste a phone, e-mail, handle, hash or ad id")]
    if explained is not None:
        values = [shared.value for step in explained.steps for shared in step.shared]
        a, b = render.ad_name(explained.a), render.ad_name(explained.b)
        tries += [
            (f"query {shlex.quote(value)}", "an identifier of the chain above") for value in values[-1:]
        ]
        tries += [
            (f"network {explained.network_id}", "its possible network: the ads and what happened to it"),
            (
                f'decide separate {a} {b} --reason "different people"',
                "keep them apart; `decide undo` takes it back",
            ),
        ]
    tries += [
        ("export membership --out membership.csv", "every ad with its network; compare truth.csv"),
        ("doctor", "is the store whole?"),
        ("ingest FILE --store my.db", "your own records: JSONL, CSV, Parquet or CDR"),
    ]
    say("\nWhat to try next")
    for command, what in tries:
        chosen = "" if "--store" in command else f" --store {store}"
        line(f"   {program} {command}{chosen}")
        line(f"      {what}")
