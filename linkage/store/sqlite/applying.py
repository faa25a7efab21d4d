"""`apply`: a delta and its resolution in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import apsw

from linkage.model import Applied, Delta, Reject
from linkage.ports import Change, Resolution, Resolver, Touched
from linkage.store.sqlite.changes import Changes
from linkage.store.sqlite.connection import fetch, fetch_in, fetch_one, scalar
from linkage.store.sqlite.decisions import Deciding
from linkage.store.sqlite.erasing import Erasing
from linkage.store.sqlite.observing import Observing
from linkage.store.sqlite.view import View


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cyclic collector still: a batch makes a million short-lived rows and not one cycle.

    It would take a third of the time of a batch.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def apply(
    connection: apsw.Connection, delta: Delta, batch_id: str, resolver: Resolver, at: int, secret: bytes
) -> Applied:
    """Inside a transaction: see `Store.apply`."""
    replay = batch(connection, batch_id)
    if replay is not None:
        return replay
    last = scalar(connection, "SELECT coalesce(max(revision), 0) FROM batch")
    changes = Changes(connection, secret, last + 1, at)
    _take(changes, delta)
    resolution = resolver(View(changes), _touched(changes))
    events = _write(changes, resolution)
    identifiers = changes.states.write()
    return _log(changes, delta, batch_id, identifiers, events)


def _take(changes: Changes, delta: Delta) -> None:
    erasing = Erasing(changes)
    for ad_id in delta.erase_ads:
        erasing.ad(ad_id)
    for identifier in delta.erase_identifiers:
        erasing.identifier(identifier)
    deciding = Deciding(changes)
    for decision in delta.decisions:
        deciding.take(decision)
    changes.states.settle()
    Observing(changes).take(delta.observations)


def _touched(changes: Changes) -> Touched:
    links = changes.live_links()
    idents = changes.idents | {link.ident for link in links}
    decided = {ad for ad in changes.decided if ad not in changes.gone}
    return Touched(links, changes.lost, idents, decided, changes.gone)


def _write(changes: Changes, resolution: Resolution) -> int:
    """Write a resolution; returns the number of events."""
    connection = changes.connection
    changes.states.decide(resolution.holders)
    connection.executemany(
        "UPDATE link SET tenure = ?1 WHERE ident = ?2 AND ad = ?3 "
        "AND rank = (SELECT rank FROM ad WHERE ad = ?3)",
        [(tenure, ident, ad) for ident, ad, tenure in resolution.tenures],
    )
    connection.executemany(
        "UPDATE ad SET label = ? WHERE label = ?",
        [(merge.into, label) for merge in resolution.merges for label in merge.labels],
    )
    connection.executemany(
        "UPDATE ad SET label = ? WHERE ad = ?", [(label, ad) for ad, label in resolution.moves]
    )
    connection.executemany(
        "DELETE FROM component WHERE label = ?", [(label,) for label in resolution.dropped]
    )
    connection.executemany(
        "INSERT INTO component (label, founder, founder_id, ads) "
        "VALUES (?1, ?2, (SELECT ad_id FROM ad WHERE ad = ?2), ?3) ON CONFLICT (label) DO UPDATE SET "
        "founder = excluded.founder, founder_id = excluded.founder_id, ads = excluded.ads",
        resolution.components,
    )
    connection.executemany("DELETE FROM cut WHERE ad = ?1 OR other = ?1", [(ad,) for ad in resolution.uncut])
    connection.executemany(
        "INSERT INTO cut (ad, ident, tenure, other, decision_id) VALUES (?, ?, ?, ?, ?)", resolution.cuts
    )
    return _events(changes, resolution.changes)


def _events(changes: Changes, happened: Iterable[Change]) -> int:
    connection = changes.connection
    happened = list(happened)
    wanted = {ad for change in happened for ad in (change.network, change.other) if ad is not None}
    rows = fetch_in(connection, "SELECT ad, ad_id FROM json_each(?1) w CROSS JOIN ad ON ad = w.value", wanted)
    names = changes.names | dict(rows)
    connection.executemany(
        "INSERT INTO event (revision, kind, network, other, ads) VALUES (?, ?, ?, ?, ?)",
        [
            (
                changes.revision,
                change.kind,
                names[change.network],
                None if change.other is None else names[change.other],
                change.ads,
            )
            for change in happened
        ],
    )
    return len(happened)


def _log(changes: Changes, delta: Delta, batch_id: str, identifiers: int, events: int) -> Applied:
    connection, tally = changes.connection, changes.tally
    connection.execute(
        "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            changes.revision,
            batch_id,
            changes.at,
            delta.origin,
            tally.records,
            tally.ads_new,
            tally.observations_new,
            identifiers,
            tally.refused,
            tally.ads_erased,
            tally.identifiers_erased,
            events,
        ),
    )
    connection.executemany(
        "INSERT INTO reject (revision, position, file, line, field, reason) VALUES (?, ?, ?, ?, ?, ?)",
        [(changes.revision, position, *reject) for position, reject in enumerate(delta.rejects)],
    )
    return Applied(
        revision=changes.revision,
        batch_id=batch_id,
        records=tally.records,
        ads_new=tally.ads_new,
        observations_new=tally.observations_new,
        identifiers_new=identifiers,
        refused=tally.refused,
        rejects=delta.rejects,
        ads_erased=tally.ads_erased,
        identifiers_erased=tally.identifiers_erased,
        events=events,
    )


def batch(connection: apsw.Connection, batch_id: str) -> Applied | None:
    """What a batch did when it landed, or None."""
    row = fetch_one(connection, "SELECT * FROM batch WHERE batch_id = ?", (batch_id,))
    if row is None:
        return None
    revision, _, _, _, records, ads, observations, identifiers, refused, *rest = row
    ads_erased, identifiers_erased, events = rest
    rejects = fetch(
        connection,
        "SELECT file, line, field, reason FROM reject WHERE revision = ? ORDER BY position",
        (revision,),
    )
    return Applied(
        revision=revision,
        batch_id=batch_id,
        replay=True,
        records=records,
        ads_new=ads,
        observations_new=observations,
        identifiers_new=identifiers,
        refused=refused,
        rejects=tuple(Reject(*reject) for reject in rejects),
        ads_erased=ads_erased,
        identifiers_erased=identifiers_erased,
        events=events,
    )
