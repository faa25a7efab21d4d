"""Erasure: what is gone is gone, stays out, and its networks are resolved without it."""

from __future__ import annotations

from collections.abc import Callable

from linkage.model import Delta
from linkage.ports import Ledger, Resolver, Store
from linkage.services.audit import Actor, Audit
from linkage.services.refs import find_identifier, resolve_ad
from linkage.services.retry import patiently
from linkage.services.views import first_events
from linkage_schemas.answers import EraseOut

MAX_EVENTS = 1_000


class EraseService:
    """Erases ads and identifiers. The audit names an erased identifier by a keyed hash only."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        resolver: Resolver,
        clock: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._resolver = resolver
        self._clock = clock
        self._new_id = new_id
        self._audit = Audit(ledger, clock)

    def erase_ad(self, ref: str, *, by: Actor) -> EraseOut:
        """Erase an ad with its records and evidence, and keep it out from now on.

        Raises InvalidInputError without a stated reason, NotFoundError, GoneError when it was
        erased before, and StoreError.
        """
        by.needs_reason()
        ad = resolve_ad(self._store, ref)
        return self._erase(Delta(erase_ads=(ad,), origin=by.name), by, f"ad {ad}")

    def erase_identifier(self, kind: str, value: str, *, by: Actor, region: str | None = None) -> EraseOut:
        """Erase an identifier from every ad, and keep it out from now on.

        Raises as `erase_ad` does.
        """
        by.needs_reason()
        name = find_identifier(self._store, kind, value, region)
        delta = Delta(erase_identifiers=(name,), origin=by.name)
        return self._erase(delta, by, self._audit.veiled(name))

    def _erase(self, delta: Delta, by: Actor, subject: str) -> EraseOut:
        batch = f"erase:{self._new_id()}"
        with self._audit.reading(by, "erase", subject) as tally:
            applied = patiently(lambda: self._store.apply(delta, batch, self._resolver, self._clock()))
            tally.results = applied.ads_erased + applied.identifiers_erased
        return EraseOut(
            ads_erased=applied.ads_erased,
            identifiers_erased=applied.identifiers_erased,
            events=first_events(self._store, applied.revision, MAX_EVENTS).events,
            revision=applied.revision,
        )
