"""Networks at a higher confidence than the rules ask for, and those that may belong together."""

from __future__ import annotations

from collections.abc import Callable

from linkage.errors import InvalidInputError
from linkage.link.rules import Rules
from linkage.ports import Ledger, Moved, Store
from linkage.services.audit import Actor, Audit
from linkage.services.flags import Flags
from linkage.services.pages import page_size
from linkage.services.possible import possible
from linkage.services.thresholds import Thresholds
from linkage_schemas.answers import AdsOut, NetworkPartsOut, PossibleOut


class NetworksService:
    """Looks into networks and beyond. Every method raises StoreError, and leaves an entry in the audit."""

    def __init__(self, store: Store, ledger: Ledger, rules: Rules, clock: Callable[[], int]) -> None:
        self._store = store
        self._rules = rules
        self._flags = Flags(store)
        self._thresholds = Thresholds(store, rules)
        self._audit = Audit(ledger, clock)

    def parts(
        self, network_id: str, min_confidence: float, *, by: Actor, after: int = 0, limit: int = 100
    ) -> NetworkPartsOut | Moved:
        """A page of the parts that a network is in at a confidence, nothing resolved again.

        Raises NotFoundError, GoneError and InvalidInputError, also for too large a network.
        """
        page_size(limit)
        _require_chance(min_confidence)
        if after < 0:
            raise InvalidInputError("parts are counted from 0")
        with self._audit.reading(by, "parts", f"{network_id} at {min_confidence:g}") as tally:
            answer = self._store.at_one_revision(
                lambda revision: self._thresholds.parts(network_id, min_confidence, after, limit, revision),
            )
            tally.results = len(answer.parts) if isinstance(answer, NetworkPartsOut) else 0
        return answer

    def part_ads(
        self,
        network_id: str,
        min_confidence: float,
        *,
        by: Actor,
        part: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> AdsOut | Moved:
        """A page of the ads of a part, the founder's without a name.

        Raises NotFoundError, GoneError and InvalidInputError.
        """
        page_size(limit)
        _require_chance(min_confidence)

        def read(revision: int) -> AdsOut | Moved:
            found = self._thresholds.ads(network_id, min_confidence, part, after, limit, revision)
            return found if isinstance(found, Moved) else self._flags.ads(found)

        with self._audit.reading(by, "part-ads", f"{network_id} at {min_confidence:g}") as tally:
            answer = self._store.at_one_revision(read)
            tally.results = len(answer.ads) if isinstance(answer, AdsOut) else 0
        return answer

    def possible(self, network_id: str, *, by: Actor, limit: int = 20) -> PossibleOut | Moved:
        """Networks that may belong to this one, for a person to confirm or reject.

        Raises NotFoundError, GoneError and InvalidInputError.
        """
        page_size(limit)
        with self._audit.reading(by, "possible", network_id) as tally:
            answer = self._store.at_one_revision(
                lambda revision: possible(self._store, self._rules, network_id, limit, revision),
            )
            tally.results = len(answer.suggestions) if isinstance(answer, PossibleOut) else 0
        return answer


def _require_chance(value: float) -> None:
    """Raise InvalidInputError unless the value is a probability."""
    if not 0 <= value <= 1:
        raise InvalidInputError(f"a confidence is a number from 0 to 1, not {value:g}")
