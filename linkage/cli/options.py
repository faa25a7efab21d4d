"""Options that several commands share, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

import typer

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH|URL",
        help="Where the graph lives. Also LINKAGE_STORE; else linkage.db here.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="JSON even on a terminal (piped output is JSON anyway).")
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why you ask; kept in the audit log.")
]
ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Who asks; your login name when left out.")
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most rows to show.")]
RegionOption = Annotated[
    str | None,
    typer.Option("--region", metavar="CC", help="Country of phone numbers without a prefix, such as US."),
]


@dataclass(frozen=True, slots=True)
class Common:
    """What was said before the command: `linkage --store X --json COMMAND`."""

    store: str | None = None
    json: bool = False

    def over(self, store: str | None, *, json: bool) -> Common:
        """The same with what was said after the command, which wins."""
        return replace(self, store=store or self.store, json=json or self.json)


def common(ctx: typer.Context, store: str | None, *, json: bool = False) -> Common:
    """Shared options as given before and after the command."""
    before = ctx.find_object(Common) or Common()
    return before.over(store, json=json)
