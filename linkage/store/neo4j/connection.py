"""The driver, transactions with bounded retry, and Neo4j's errors in the words of linkage."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, LiteralString, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from linkage.errors import DiskFullError, InvalidInputError, StoreBusyError, StoreError, StoreUnavailableError

T = TypeVar("T")
Row = tuple[Any, ...]
Parameters = Mapping[str, Any]

DATABASE = "neo4j"
READ_TIMEOUT = 30.0
"""Seconds that the server gives a look-up."""
WRITE_TIMEOUT = 600.0
"""Seconds that the server gives a batch, its wait for the writer before it included."""
READ_PATIENCE = 3.0
"""Seconds for which a look-up is tried again when the server gives out: somebody waits for the answer."""
WRITE_PATIENCE = 90.0
"""Seconds for which a batch is tried again: a server that was killed needs half a minute to be back."""
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 4.0
"""Seconds; each pause is at most twice the last, and a random part of that is waited (jitter)."""
CONNECT_SECONDS = 5.0
IDLE = 10.0
"""Seconds after which a pooled connection is tried before it is used."""
FETCH = 2_000
"""Rows that come over the wire at once."""

# What the driver has to say is raised, too; without this it would also be on standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_FULL = ("no space left", "disk full", "databasefullerror", "database is full")


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Raise the driver's errors as store errors that say what was being done."""
    try:
        yield
    except AuthError as error:
        raise StoreUnavailableError(f"Neo4j refused the credentials while {what}") from error
    except (ServiceUnavailable, SessionExpired, ConfigurationError) as error:
        raise StoreUnavailableError(f"Neo4j could not be reached while {what}") from error
    except TransientError as error:
        raise StoreBusyError(f"Neo4j was kept busy while {what} ({error.code})") from error
    except Neo4jError as error:
        raise _in_words(error, what) from error
    except DriverError as error:
        raise StoreUnavailableError(f"the store was closed or lost while {what}") from error
    except UnicodeEncodeError as error:
        raise InvalidInputError(f"half a surrogate pair is no text, while {what}") from error


def _in_words(error: Neo4jError, what: str) -> StoreError:
    """What the server refused, or could not do."""
    if error.code in TIMED_OUT:
        return StoreBusyError(f"Neo4j took too long while {what}")
    if error.code in GAVE_UP:
        return StoreUnavailableError(
            f"Neo4j gave up while {what} ({error.code}): its disk may be full. Make room and restart it; "
            "the same batch may be sent again and lands once"
        )
    if is_full(error):
        return DiskFullError(f"no space left while {what}; nothing of it was kept")
    return StoreError(f"Neo4j failed while {what} ({error.code})")


RACES = {
    "Neo.ClientError.Schema.ConstraintValidationFailed",
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
    "Neo.ClientError.Schema.IndexAlreadyExists",
}
TIMED_OUT = {
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.ClientError.Transaction.LockClientStopped",  # it timed out while it waited for a lock
}


GAVE_UP = {
    "Neo.DatabaseError.Transaction.TransactionCommitFailed",  # it may have landed all the same
    "Neo.DatabaseError.Transaction.TransactionLogError",
    "Neo.DatabaseError.Transaction.TransactionStartFailed",
}
"""Codes after which a database answers nothing until it is restarted. What Neo4j 5.26 says of a full disk."""


def is_full(error: Neo4jError) -> bool:
    """Whether the server says that its disk is full."""
    said = f"{error.code} {error.message}".lower()
    return isinstance(error, DatabaseError) and any(word in said for word in _FULL)


def worth_another_try(error: Exception, *, idempotent: bool = True) -> bool:
    """Whether the same transaction may succeed when it is run again.

    One that was lost in its commit may have landed, so only an idempotent one is run again.

    Beside what the driver says: what two do at once may break the constraint that both rely on, or
    make the same index twice in spite of IF NOT EXISTS, which the driver takes for the caller's fault.
    """
    if isinstance(error, ClientError) and error.code in RACES:
        return True
    gave_up = isinstance(error, Neo4jError) and error.code in GAVE_UP
    if idempotent and (gave_up or isinstance(error, ServiceUnavailable)):
        return True
    return isinstance(error, (Neo4jError, DriverError)) and error.is_retryable()


class Query:
    """A transaction to run statements in. Statements are constants; values travel as parameters."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, cypher: LiteralString, **parameters: Any) -> None:
        """Run a statement for its effects."""
        self._transaction.run(cypher, parameters).consume()

    def rows(self, cypher: LiteralString, **parameters: Any) -> list[Row]:
        """All rows of a statement."""
        return [tuple(record.values()) for record in self._transaction.run(cypher, parameters)]

    def each(self, cypher: LiteralString, **parameters: Any) -> Iterator[Row]:
        """The rows of a statement, as they come."""
        for record in self._transaction.run(cypher, parameters):
            yield tuple(record.values())

    def one(self, cypher: LiteralString, **parameters: Any) -> Row | None:
        """The first row of a statement, or None."""
        rows = self.rows(cypher, **parameters)
        return rows[0] if rows else None

    def value(self, cypher: LiteralString, **parameters: Any) -> Any:
        """The first value of a statement that always has a row."""
        row = self.one(cypher, **parameters)
        assert row is not None
        return row[0]


def _driver(url: str, auth: tuple[str, str] | None) -> neo4j.Driver:
    try:
        _ = urlsplit(url).port  # the driver would find out when it first connects
        return neo4j.GraphDatabase.driver(
            url,
            auth=auth,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=READ_TIMEOUT,
            max_transaction_retry_time=0,
            keep_alive=True,
            liveness_check_timeout=IDLE,
            user_agent="linkage",
            notifications_min_severity="OFF",
        )
    except ValueError as error:
        raise InvalidInputError(f"{url} is no URL of a server: {error}") from error


class Connections:
    """One driver and its pool; safe for threads."""

    def __init__(self, url: str, auth: tuple[str, str] | None, database: str = DATABASE) -> None:
        self.url = url
        self._database = database
        self._closed = False
        with translated(f"opening {url}"):
            self._driver = _driver(url, auth)

    def verify(self) -> None:
        """Raise StoreUnavailableError unless the server answers."""
        with translated(f"reaching {self.url}"):
            self._driver.verify_connectivity()

    def reading(
        self,
        what: str,
        act: Callable[[Query], T],
        *,
        timeout: float = READ_TIMEOUT,
        patience: float = READ_PATIENCE,
    ) -> T:
        """Look something up; tried again where the server or the connection gave out."""
        return self._run(what, act, neo4j.READ_ACCESS, timeout, patience, idempotent=True)

    def writing(
        self,
        what: str,
        act: Callable[[Query], T],
        *,
        patience: float = READ_PATIENCE,
        idempotent: bool = False,
    ) -> T:
        """Run a transaction that writes, whole or not at all; tried again after a deadlock.

        An `idempotent` one finds out by itself whether the try before it has landed, and is tried
        again also when the connection was lost in its commit.
        """
        return self._run(what, act, neo4j.WRITE_ACCESS, WRITE_TIMEOUT, patience, idempotent=idempotent)

    def schema(self, statement: LiteralString) -> None:
        """Run a statement that changes the schema, which Neo4j wants in a transaction of its own."""
        self.writing("changing the schema", lambda query: query.run(statement), idempotent=True)

    def _run(
        self,
        what: str,
        act: Callable[[Query], T],
        access: str,
        timeout: float,
        patience: float,
        *,
        idempotent: bool,
    ) -> T:
        self._check()
        deadline = time.monotonic() + patience
        pause = FIRST_PAUSE
        with translated(what):
            while True:
                try:
                    return self._once(act, access, timeout)
                except (Neo4jError, DriverError) as error:
                    again = worth_another_try(error, idempotent=idempotent)
                    if self._closed or time.monotonic() > deadline or not again:
                        raise
                time.sleep(random.uniform(pause / 4, pause))  # noqa: S311 - not for secrets
                pause = min(LONGEST_PAUSE, 2 * pause)

    def _once(self, act: Callable[[Query], T], access: str, timeout: float) -> T:
        with self._session(access) as session, session.begin_transaction(timeout=timeout) as transaction:
            answer = act(Query(transaction))
            transaction.commit()
            return answer

    @contextmanager
    def locked(self, what: str, lock: LiteralString, timeout: float) -> Iterator[Query]:
        """A transaction to read in while a lock is held, which `lock` takes; nothing is written."""
        self._check()
        with (
            translated(what),
            self._session(neo4j.WRITE_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            query = Query(transaction)
            query.run(lock)
            yield query
            transaction.rollback()

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access, fetch_size=FETCH)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def close(self) -> None:
        """Release everything. Safe to call twice."""
        self._closed = True
        self._driver.close()

    def _check(self) -> None:
        if self._closed:
            raise StoreUnavailableError("the store has been closed")
