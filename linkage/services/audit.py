"""Who asks, and the entry that every question leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from hmac import new as keyed_hash

from linkage.errors import InvalidInputError, StoreError
from linkage.model import Identifier
from linkage.ports import AuditEntry, Ledger
from linkage.services.retry import patiently

MAX_NAME = 200
MAX_REASON = 2_000
MAX_SUBJECT = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, and the reason they state. Raises InvalidInputError for no or oversized names."""

    name: str
    reason: str = ""
    request_id: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > MAX_NAME:
            raise InvalidInputError(f"an actor needs a name of 1 to {MAX_NAME} characters")
        try:
            (self.name + self.reason).encode()
        except UnicodeEncodeError:
            raise InvalidInputError("a name or a reason holds half a character") from None
        if len(self.reason) > MAX_REASON:
            raise InvalidInputError(f"a reason has at most {MAX_REASON:,} characters")

    def needs_reason(self) -> None:
        """Raise InvalidInputError unless a reason was stated."""
        if not self.reason.strip():
            raise InvalidInputError("this needs a stated reason")


@dataclass(slots=True)
class Tally:
    """How many results an entry will speak of."""

    results: int = 0


class Audit:
    """Writes entries. What was asked is kept as asked: whoever audits needs to see it."""

    def __init__(self, ledger: Ledger, clock: Callable[[], int]) -> None:
        self._ledger = ledger
        self._clock = clock

    def write(self, by: Actor, action: str, subject: str, results: int) -> None:
        """Append an entry. Raises StoreError, and then whatever was asked is not to be told."""
        cut = subject if len(subject) <= MAX_SUBJECT else subject[:MAX_SUBJECT] + "…"
        cut = cut.encode("utf-8", "backslashreplace").decode()  # half a character cannot be stored
        entry = AuditEntry(self._clock(), by.name, action, cut, by.reason, results)
        patiently(lambda: self._ledger.audit(entry))

    @contextmanager
    def reading(self, by: Actor, action: str, subject: str) -> Iterator[Tally]:
        """Log what the block does when it ends, with the results it tallied.

        Questions that find nothing or fail are logged too, with 0: trying names is a consultation.
        """
        tally = Tally()
        try:
            yield tally
        except StoreError:
            raise
        except Exception:
            self.write(by, action, subject, 0)
            raise
        self.write(by, action, subject, tally.results)

    def veiled(self, identifier: Identifier) -> str:
        """A name for an identifier that is being erased: keyed, so that the log outlives nothing."""
        text = f"{identifier.kind}\0{identifier.value}".encode()
        mark = keyed_hash(self._ledger.secret(), b"audit\0" + text, sha256).hexdigest()[:32]
        return f"{identifier.kind}:hmac-{mark}"
