"""Answers about one thing, or a page of things, put together from a store's rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from linkage.errors import GoneError, NotFoundError
from linkage.link.rules import Rules
from linkage.model import Identifier
from linkage.ports import AdRow, Moved, NetworkRow, Store
from linkage.services.pages import network_cursor
from linkage_schemas.answers import (
    AdOut,
    AdsOut,
    CarrierOut,
    EventsOut,
    EvidenceOut,
    IdentifierOut,
    NetworkOut,
    NetworksOut,
)
from linkage_schemas.from_rows import (
    ad_brief,
    event_out,
    evidence_out,
    holder_of,
    identifier_brief,
    link_out,
    network_out,
    observation_out,
)


def present(store: Store, ad_id: str) -> AdRow:
    """An ad that is there. Raises NotFoundError and GoneError."""
    row = store.ads((ad_id,)).get(ad_id)
    if row is not None:
        return row
    if store.is_erased(ad_id):
        raise GoneError("that ad was erased")
    raise NotFoundError("no such ad")


def network_row(store: Store, network_id: str) -> NetworkRow:
    """The network of that id, or the one that answers for it now."""
    row = store.network(network_id)
    if isinstance(row, Moved):
        row = store.network(row.network_id)
    if isinstance(row, Moved):
        raise NotFoundError("that network moved on while it was being read; ask again")
    return row


def ad(store: Store, rules: Rules, ad_id: str, revision: int) -> AdOut:
    """All about an ad."""
    row = present(store, ad_id)
    links = list(store.links_of_ads((ad_id,)))
    known = store.identifiers([Identifier(link.kind, link.value) for link in links])
    found: dict[Identifier, list[EvidenceOut]] = {}
    for piece in store.evidence(ad_id):
        name = Identifier(piece.kind, piece.value)
        found.setdefault(name, []).append(evidence_out(piece, row))
    return AdOut(
        ad=ad_brief(row),
        network=network_out(network_row(store, row.network_id), revision),
        observations=[observation_out(one) for one in store.observations(ad_id)],
        links=[
            link_out(link, holder_of(known.get(name), link.tenure, rules), found.get(name, ()))
            for link in links
            for name in (Identifier(link.kind, link.value),)
        ],
        revision=revision,
    )


def identifier(
    store: Store, rules: Rules, name: Identifier, after: str | None, limit: int, revision: int
) -> IdentifierOut:
    """An identifier and a page of its ads."""
    row = store.identifiers((name,)).get(name)
    if row is None:
        raise NotFoundError(f"no ad carries that {name.kind.value}")
    links = store.links_of_identifier(name, after, limit + 1)
    more = len(links) > limit
    links = links[:limit]
    ads = store.ads([link.ad_id for link in links])
    return IdentifierOut(
        identifier=identifier_brief(row, rules),
        carriers=[
            CarrierOut(
                ad=ad_brief(ads[link.ad_id]),
                tenure=link.tenure,
                verdict=link.verdict,
                first_seen=link.first_seen,
                last_seen=link.last_seen,
                confidence=link.confidence,
                wrong=link.wrong,
                cut_by=link.cut_by,
                belief=link.belief,
                via=link.via,
            )
            for link in links
            if link.ad_id in ads
        ],
        next=links[-1].ad_id if more else None,
        revision=revision,
    )


def network(store: Store, network_id: str, revision: int) -> NetworkOut | Moved:
    """A network, or where it moved."""
    row = store.network(network_id)
    return row if isinstance(row, Moved) else network_out(row, revision)


def network_ads(
    store: Store, network_id: str, after: str | None, limit: int, revision: int
) -> AdsOut | Moved:
    """A page of a network's ads."""
    row = store.network(network_id)
    if isinstance(row, Moved):
        return row
    members = store.members(network_id, after, limit + 1)
    more = len(members) > limit
    return AdsOut(
        network_id=network_id,
        ads=[ad_brief(member) for member in members[:limit]],
        total=row.ads,
        next=members[limit - 1].ad_id if more else None,
        revision=revision,
    )


def networks(
    store: Store, min_ads: int, after: tuple[int, str] | None, limit: int, revision: int
) -> NetworksOut:
    """A page of networks."""
    rows = store.networks(min_ads, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    return NetworksOut(
        networks=[network_out(row, revision) for row in rows],
        next=network_cursor(rows[-1].ads, rows[-1].network_id) if more else None,
        revision=revision,
    )


def networks_of(store: Store, ads: Collection[AdRow], revision: int) -> list[NetworkOut]:
    """The networks that the ads are in, largest first."""
    rows = [network_row(store, network_id) for network_id in {row.network_id for row in ads}]
    rows.sort(key=lambda row: (-row.ads, row.network_id))
    return [network_out(row, revision) for row in rows]


def events(store: Store, since: int, network_id: str | None, limit: int) -> EventsOut:
    """A page of events."""
    revision = store.revision()
    rows = store.events(since, network_id, limit + 1)
    more = len(rows) > limit
    return EventsOut(
        events=[event_out(row) for row in rows[:limit]],
        next=rows[limit - 1].sequence if more else None,
        revision=revision,
    )


def first_events(store: Store, revision: int, limit: int) -> EventsOut:
    """The events of one revision, the first `limit` of them.

    Sequences are gapless and revisions never fall, so where they begin is found by bisection.
    """

    def reached(sequence: int) -> bool:
        rows = store.events(sequence, None, 1)
        return not rows or rows[0].revision >= revision

    high = 1
    while not reached(high):
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    rows = [row for row in store.events(high, None, limit) if row.revision == revision]
    return EventsOut(events=[event_out(row) for row in rows], next=None, revision=revision)


def ads_by_id(store: Store, ad_ids: Collection[str]) -> Mapping[str, AdRow]:
    """Ads that must be there. Raises NotFoundError."""
    rows = store.ads(ad_ids)
    missing = set(ad_ids) - set(rows)
    if missing:
        raise NotFoundError("an ad went away while it was being read; ask again")
    return rows
