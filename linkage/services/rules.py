"""Putting other rules in force: everything is resolved anew by them, in one revision."""

from __future__ import annotations

from collections.abc import Callable

from linkage.link.rules import Rules
from linkage.model import Delta, RulesText
from linkage.ports import Ledger, Resolver, Store
from linkage.services.audit import Actor, Audit
from linkage.services.retry import patiently
from linkage.services.views import first_events
from linkage_schemas.answers import RulesAppliedOut

MAX_EVENTS = 1_000


class RulesService:
    """Resolves a store by the rules that the process goes by; `resolver` goes by `rules`."""

    def __init__(
        self, store: Store, ledger: Ledger, resolver: Resolver, rules: Rules, clock: Callable[[], int]
    ) -> None:
        self._store = store
        self._resolver = resolver
        self._rules = RulesText(rules.digest(), rules.canonical())
        self._clock = clock
        self._audit = Audit(ledger, clock)

    def apply(self, *, by: Actor) -> RulesAppliedOut:
        """Resolve all there is by the rules in force, unless it is so already; decisions stand.

        One transaction: readers see the old networks until it lands, writers wait. Memory is that of the
        whole graph. Raises InvalidInputError without a stated reason, and StoreError.
        """
        by.needs_reason()
        before = self._store.rules()
        revision = self._store.revision()
        if before is None and not revision:
            self._store.bind_rules(*self._rules)
        if (before is None and not revision) or before == self._rules:
            return self._answer(before, revision, changed=False, events=0)
        # Rules may come back into force, so the digest alone would name a batch that has landed.
        batch = f"rules:{self._rules.digest}@{revision}"
        delta = Delta(origin=by.name, rules=self._rules)
        with self._audit.reading(by, "rules apply", self._rules.digest) as tally:
            applied = patiently(lambda: self._store.apply(delta, batch, self._resolver, self._clock()))
            tally.results = applied.events
        return self._answer(before, applied.revision, changed=True, events=applied.events)

    def _answer(
        self, before: RulesText | None, revision: int, *, changed: bool, events: int
    ) -> RulesAppliedOut:
        return RulesAppliedOut(
            before=None if before is None else before.digest,
            digest=self._rules.digest,
            changed=changed,
            events=first_events(self._store, revision, MAX_EVENTS).events if changed else [],
            events_total=events,
            revision=revision,
        )
