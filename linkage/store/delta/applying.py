"""`apply`: a delta and its resolution in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from linkage.errors import RulesMismatchError
from linkage.model import Applied, Delta, Reject
from linkage.ports import Change, Resolution, Resolver, Touched
from linkage.store.delta.changes import Changes
from linkage.store.delta.deciding import Deciding
from linkage.store.delta.erasing import Erasing
from linkage.store.delta.kinship import Kinship
from linkage.store.delta.observing import Observing
from linkage.store.delta.rows import BatchRow, EventEntry
from linkage.store.delta.transaction import Transaction
from linkage.store.delta.view import View


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
    transaction: Transaction,
    delta: Delta,
    batch_id: str,
    resolver: Resolver,
    at: int,
    secret: bytes,
    bound: str | None = None,
) -> Applied:
    """Inside a transaction: see `Store.apply`. `bound`: digest of the rules that the process goes by."""
    replay = batch(transaction, batch_id)
    if replay is not None:
        return replay
    rules = transaction.rules_digest()
    if delta.rules is None and bound is not None and rules is not None:
        require_rules(rules, bound)
    changes = Changes(transaction, secret, transaction.last_revision() + 1, at)
    _take(changes, delta)
    if delta.rules is not None:
        transaction.set_rules(delta.rules)
        rules = delta.rules.digest
        changes.load_links(transaction.every_ad())
    anew = delta.rules is not None
    Kinship(changes, resolver.likeness, anew=anew).take(delta.observations)
    changes.states.settle(link for links in changes.links.values() for link in links.values())
    resolution = resolver(View(changes), _touched(changes, anew=anew))
    events = _write(changes, resolution)
    identifiers = changes.states.write()
    row = _log(changes, delta, batch_id, identifiers, events)._replace(rules=rules)
    transaction.add_batch(row, delta.rejects)
    return _applied(row, delta.rejects)


def require_rules(found: str, wanted: str) -> None:
    """Raise RulesMismatchError, which says what to do, unless the digests are equal."""
    if found != wanted:
        raise RulesMismatchError(
            f"the store was resolved by rules {found[:12]}, the configured ones are {wanted[:12]}: nothing "
            "is written until `linkage rules apply` resolves it anew by these, `linkage rules` shows them"
        )


def batch(transaction: Transaction, batch_id: str) -> Applied | None:
    """What a batch did when it landed, or None."""
    row = transaction.batch(batch_id)
    if row is None:
        return None
    return _applied(row, transaction.rejects_of(row.revision), replay=True)


def standing_view(transaction: Transaction, secret: bytes) -> View:
    """The graph as a resolver would see it that nothing touched; `transaction` may be one that only reads."""
    return View(Changes(transaction, secret, transaction.last_revision(), 0))


def _applied(row: BatchRow, rejects: Sequence[Reject], *, replay: bool = False) -> Applied:
    return Applied(
        revision=row.revision,
        batch_id=row.batch_id,
        replay=replay,
        records=row.records,
        ads_new=row.ads_new,
        observations_new=row.observations_new,
        identifiers_new=row.identifiers_new,
        refused=row.refused,
        rejects=tuple(rejects),
        ads_erased=row.ads_erased,
        identifiers_erased=row.identifiers_erased,
        events=row.events,
    )


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


def _touched(changes: Changes, *, anew: bool) -> Touched:
    links = changes.live_links()
    idents = changes.idents | changes.kindred | {link.ident for link in links}
    decided = {ad for ad in changes.decided if ad not in changes.gone}
    return Touched(links, changes.lost, idents, decided, changes.gone, changes.kindred, anew)


def _write(changes: Changes, resolution: Resolution) -> int:
    """Write a resolution; returns the number of events."""
    transaction = changes.transaction
    changes.states.decide(resolution.holders)
    transaction.set_standings(resolution.standings)
    transaction.merge(resolution.merges)
    transaction.move(resolution.moves)
    transaction.drop_components(resolution.dropped)
    transaction.write_components(resolution.components)
    transaction.uncut(resolution.uncut)
    transaction.add_cuts(resolution.cuts)
    return _events(changes, resolution.changes)


def _events(changes: Changes, happened: Iterable[Change]) -> int:
    happened = list(happened)
    wanted = {ad for change in happened for ad in (change.network, change.other) if ad is not None}
    names = changes.names | dict(changes.transaction.ad_ids(wanted))
    last = changes.transaction.counter("last_event")
    changes.transaction.add_events(
        [
            EventEntry(
                sequence,
                changes.revision,
                change.kind,
                names[change.network],
                None if change.other is None else names[change.other],
                change.ads,
            )
            for sequence, change in enumerate(happened, last + 1)
        ]
    )
    if happened:
        changes.transaction.set_counter("last_event", last + len(happened))
    return len(happened)


def _log(changes: Changes, delta: Delta, batch_id: str, identifiers: int, events: int) -> BatchRow:
    tally = changes.tally
    return BatchRow(
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
    )
