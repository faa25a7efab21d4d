"""Identifiers that a file calls generic, as far as the ads of an evaluation carry them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from linkage.analyse.generic import LEAST_ADS
from linkage.model import Identifier
from linkage.ports import StoredLink
from linkage_schemas.answers import HubOut, HubsOut

SHOWN = 20
"""Identifiers told that say nothing about the graph."""

Why = Literal["few", "absent", "invalid"]


def hubs_among(
    named: Collection[Identifier], links: Mapping[Identifier, Sequence[StoredLink]]
) -> tuple[frozenset[Identifier], HubsOut]:
    """Those of the named ones that the ads carry, and what became of all of them."""
    found: set[Identifier] = set()
    unjudged: list[HubOut] = []
    for name in sorted(named):
        hub, why = _known(name, links)
        if why is not None:
            unjudged.append(HubOut(kind=name.kind, value=name.value, why=why))
        if hub in links:
            found.add(hub)
    reasons = [one.why for one in unjudged]
    return frozenset(found), HubsOut(
        named=len(named),
        judged=len(named) - len(unjudged),
        few=reasons.count("few"),
        absent=reasons.count("absent"),
        invalid=reasons.count("invalid"),
        unjudged=unjudged[:SHOWN],
    )


def _known(
    name: Identifier, links: Mapping[Identifier, Sequence[StoredLink]]
) -> tuple[Identifier, Why | None]:
    """The identifier as the ads carry it, as written or as normalised, and why it is not judged, if so."""
    read: Identifier | None = name
    if name not in links:
        from linkage.normalise import identifier  # noqa: PLC0415 - the phone tables are large

        read = identifier(*name)
    if read is None:
        return name, "invalid"
    carried = len(links.get(read, ()))
    return read, None if carried >= LEAST_ADS else "few" if carried else "absent"
