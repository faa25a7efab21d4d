"""`linkage erase`: remove an ad or an identifier, and un-merge what it held together."""

from __future__ import annotations

from typing import Annotated

import typer

from linkage.cli.options import ActorOption, JsonOption, RegionOption, StoreOption, common
from linkage.cli.output import as_json, emit, say
from linkage.cli.session import session, who

AdOption = Annotated[str | None, typer.Option("--ad", metavar="AD", help="source:source_id, or an ad id.")]
IdentifierOption = Annotated[
    tuple[str, str] | None,
    typer.Option("--identifier", metavar="KIND VALUE", help="For example: --identifier phone +12025550123"),
]


def erase(
    ctx: typer.Context,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; required, and kept.")],
    ad: AdOption = None,
    identifier: IdentifierOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    region: RegionOption = None,
    actor: ActorOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Erase an ad or an identifier for good; networks are resolved again without it.

    A keyed tombstone, from which nothing can be read, keeps it from coming back. Not reached: other
    identifiers that hold the same characters, such as a URL with the number in it (search for them and
    erase them too), records in which it was not recognised, and the audit log of questions asked before.
    """
    if (ad is None) is (identifier is None):
        msg = "name either --ad or --identifier"
        raise typer.BadParameter(msg)
    if not yes:
        typer.confirm("This cannot be undone. Erase?", abort=True, err=True)
    chosen = common(ctx, store, json=json)
    with session(chosen) as app:
        by = who(actor, reason)
        if ad is not None:
            answer = app.erase.erase_ad(ad, by=by)
        else:
            assert identifier is not None
            answer = app.erase.erase_identifier(*identifier, by=by, region=region)
    if as_json(asked=chosen.json):
        emit(answer)
    else:
        say(
            f"Erased {answer.ads_erased} ads and {answer.identifiers_erased} identifiers; "
            f"{len(answer.events)} network events at revision {answer.revision}."
        )
