"""The one place that builds concrete objects."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Protocol, Self

from linkage.errors import InvalidInputError, RulesMismatchError, StoreUnavailableError
from linkage.export.files import expanded
from linkage.link.rules import Rules, kept_rules
from linkage.ports import AuditEntry
from linkage.resolve import make_resolver
from linkage.services.calibrate import CalibrateService
from linkage.services.decide import DecideService
from linkage.services.doctor import DoctorService
from linkage.services.erase import EraseService
from linkage.services.evaluate import EvaluateService
from linkage.services.explain import ExplainService
from linkage.services.export import ExportService, Progress
from linkage.services.hashlists import HashListService
from linkage.services.ingest import IngestService
from linkage.services.networks import NetworksService
from linkage.services.query import QueryService
from linkage.services.rulebook import Rulebook, read_rulebook
from linkage.services.rules import RulesService
from linkage.settings import Settings, neo4j_credentials
from linkage.store.moving import Copied, Movable, Moving, copy

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{1,30})://")
_FILE = "sqlite"
_SERVERS = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


class StoreAndLedger(Movable, Protocol):
    """A database that holds the graph and the audit, and can be copied into another one."""


def _sqlite(location: str) -> StoreAndLedger:
    from linkage.store.sqlite import SqliteStore  # noqa: PLC0415 - loads APSW

    path = Path(location)
    if path.is_dir():
        raise StoreUnavailableError(f"{path} is a folder, not a store")
    if not path.parent.is_dir():
        raise StoreUnavailableError(f"there is no folder {path.parent} to hold the store")
    return SqliteStore.open(path)


@contextmanager
def driver_needed() -> Iterator[None]:
    """Raise StoreUnavailableError that names the extra where Neo4j's driver cannot be imported."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "neo4j":
            raise
        raise StoreUnavailableError("Neo4j needs an extra: pip install 'ad-linkage[neo4j]'") from error


def _neo4j(location: str) -> StoreAndLedger:
    with driver_needed():
        from linkage.store.neo4j import Neo4jStore  # noqa: PLC0415 - loads the driver

    if "@" in location:
        raise InvalidInputError(
            "the URL of a store holds no credentials; set LINKAGE_NEO4J_USER and LINKAGE_NEO4J_PASSWORD_FILE"
        )
    return Neo4jStore.open(location, neo4j_credentials())


OPENERS: Mapping[str, Callable[[str], StoreAndLedger]] = MappingProxyType(
    {_FILE: _sqlite} | dict.fromkeys(_SERVERS, _neo4j)
)
"""How to open a store by the scheme of its URL; a plain path is an SQLite file."""


def file_of(location: str) -> Path | None:
    """The file that a store location names, or None when it names a server."""
    match = _SCHEME.match(location)
    if match and match[1].lower() != _FILE:
        return None
    return expanded(location[match.end() :] if match else location)


def _holds_something(path: Path) -> bool:
    try:
        return path.exists() and (not path.is_file() or path.stat().st_size > 0)
    except OSError as error:
        raise StoreUnavailableError(f"{path} cannot be a store: {error.strerror}") from error


def open_store(location: str, *, create: bool = True, half: bool = False) -> StoreAndLedger:
    """Open the store at a path or URL, its schema up to date.

    Raises InvalidInputError for a scheme that nobody knows, SchemaTooNewError, and
    StoreUnavailableError, also for half of a copy unless `half`.
    """
    match = _SCHEME.match(location)
    scheme = match[1].lower() if match else _FILE
    opener = OPENERS.get(scheme)
    if opener is None:
        raise InvalidInputError(f"no store speaks {scheme}://; give a path to a file")
    path = file_of(location)
    if path is not None and not _holds_something(path) and not create:
        raise StoreUnavailableError(f"there is no store at {path}; ingest something first")
    store = opener(location if path is None else str(path))
    try:
        store.migrate()
        if not half:
            _require_whole(store, location)
    except BaseException:
        store.close()
        raise
    return store


def _require_whole(store: Movable, location: str) -> None:
    if store.mark() is not None:
        raise StoreUnavailableError(
            f"{location} holds half of a copy; give `linkage migrate` the same two stores to finish it"
        )


def migrate_store(
    source: str, target: str, *, actor: str, reason: str, progress: Callable[[Moving], None]
) -> Sequence[Copied]:
    """Copy the store at one location into the empty one at another, and compare the two.

    What was cut off goes on where it was. Start and end are in the audit log of both. Raises what
    `open_store` and `linkage.store.moving.copy` raise, and InvalidInputError for an empty source.
    """
    with closing(open_store(source, create=False)) as here:
        if not here.revision():
            raise InvalidInputError(f"{source} holds nothing to copy")
        with closing(open_store(target, half=True)) as there:
            subject = f"{source} to {target}"
            copied = copy(
                here, there, AuditEntry(_now(), actor, "migrate-start", subject, reason, 0), progress
            )
            total = sum(part.entries for part in copied)
            for store in (here, there):
                store.audit(AuditEntry(_now(), actor, "migrate", subject, reason, total))
    return copied


@dataclass(frozen=True, slots=True)
class App:
    """Every use case over one open store. Close it, or use it as a context manager.

    `rules` are those that answers go by; `mismatch` says that others are configured, which no write goes by.
    """

    settings: Settings
    rules: Rules
    mismatch: str | None
    store: StoreAndLedger
    ingest: IngestService
    query: QueryService
    networks: NetworksService
    explain: ExplainService
    decide: DecideService
    erase: EraseService
    export: ExportService
    hashlists: HashListService
    rulebook: RulesService
    doctor: DoctorService
    evaluate: EvaluateService
    calibrate: CalibrateService

    def close(self) -> None:
        """Release the store. Safe to call twice."""
        self.store.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def _now() -> int:
    return int(time.time())


def _new_id() -> str:
    return str(uuid.uuid4())


def _write_import_files(store: Movable, folder: Path, progress: Progress) -> tuple[int, int]:
    with driver_needed():
        from linkage.store.neo4j.importing import write_import_files  # noqa: PLC0415 - loads the driver
    return write_import_files(store, folder, lambda moving: progress(*moving))


def rulebook(settings: Settings) -> Rulebook:
    """The rules and warning lists that the settings name.

    Raises InvalidInputError for a file that says them wrongly.
    """
    return read_rulebook(settings.rules, settings.warnings)


def _bound(store: StoreAndLedger, rules: Rules, *, reading: bool) -> tuple[Rules, str | None]:
    """The rules to answer by, and why nothing can be written, if so.

    Raises RulesMismatchError where the store has other rules, unless `reading` and they can be read.
    """
    try:
        store.bind_rules(rules.digest(), rules.canonical())
    except RulesMismatchError as error:
        kept = store.rules() if reading else None
        if kept is None:
            raise
        try:
            found = kept_rules(kept.text)
        except InvalidInputError:
            raise error from None
        listed = {name: said for name, said in rules.listed.items() if name in found.warned}
        return replace(found, listed=listed), str(error)
    return rules, None


def build(
    settings: Settings,
    *,
    create: bool = True,
    clock: Callable[[], int] = _now,
    new_id: Callable[[], str] = _new_id,
    rules: Rules | None = None,
    other_rules: bool = False,
    reading: bool = False,
) -> App:
    """Open the store of the settings and put every use case on it.

    `rules`: in the place of those that the settings name. `other_rules`: open a store that was resolved
    by others too, for the doctor and to put these in force; it must not be written otherwise. `reading`: open
    such a store and answer by the rules that it was resolved by; whatever writes the graph is refused.
    Raises what `open_store` and `rulebook` raise,
    and RulesMismatchError when the store was resolved by other rules.
    """
    if rules is None:
        rules = rulebook(settings).rules
    store = open_store(settings.store, create=create)
    try:
        shown, mismatch = (rules, None) if other_rules else _bound(store, rules, reading=reading)
    except BaseException:
        store.close()
        raise
    resolver = make_resolver(rules)
    return App(
        settings=settings,
        rules=shown,
        mismatch=mismatch,
        store=store,
        ingest=IngestService(store, store, resolver, clock),
        query=QueryService(store, store, shown, clock),
        networks=NetworksService(store, store, shown, clock),
        explain=ExplainService(store, store, shown, clock),
        decide=DecideService(store, store, resolver, clock, new_id),
        erase=EraseService(store, store, resolver, clock, new_id),
        export=ExportService(store, store, shown, clock, partial(_write_import_files, store)),
        hashlists=HashListService(store, store, clock),
        rulebook=RulesService(store, store, resolver, rules, clock),
        doctor=DoctorService(store, store, rules, clock, file_of(settings.store)),
        evaluate=EvaluateService(store, store, shown, clock),
        calibrate=CalibrateService(store, store, rules, clock),
    )
