"""Exports: what leaves the service, to where, on whose word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from linkage.errors import InvalidInputError
from linkage.export import EXPORTS, Exporter, Request
from linkage.export.files import destination, new_folder
from linkage.link.rules import Rules
from linkage.ports import Ledger, Store
from linkage.services.audit import Actor, Audit
from linkage.services.retry import patiently
from linkage_schemas.answers import ExportOut

WHOLE_STORE = frozenset({"membership", "links", "identifiers"})
"""Streamed from one snapshot each; the others are spooled, and begun anew when a batch lands meanwhile."""


Progress = Callable[[str, str, int], None]
"""What is being done, to which part, and how many entries are done."""
ImportWriter = Callable[[Path, Progress], tuple[int, int]]
"""Writes a whole store into an empty folder as files for Neo4j's importer: rows, revision."""


class ExportService:
    """Writes exports. Both the start and the end of each are in the audit."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        rules: Rules,
        clock: Callable[[], int],
        import_writer: ImportWriter,
    ) -> None:
        self._store = store
        self._rules = rules
        self._import_writer = import_writer
        self._audit = Audit(ledger, clock)

    def names(self) -> Sequence[str]:
        """What can be exported."""
        return tuple(EXPORTS)

    def export(self, what: str, out: str, *, by: Actor, network_id: str | None = None) -> ExportOut:
        """Write one export to a file, which appears whole or not at all, or to "-".

        Raises InvalidInputError (no such export, unusable place, network without an id),
        NotFoundError, GoneError, DiskFullError and StoreError.
        """
        exporter = EXPORTS.get(what)
        if exporter is None:
            raise InvalidInputError(f"no export is called that; known are {', '.join(EXPORTS)}")
        subject = f"{what} {network_id}" if network_id else what
        self._audit.write(by, "export-start", subject, 0)
        with self._audit.reading(by, "export", subject) as tally:
            request = Request(self._rules, network_id)
            answer = patiently(lambda: self._write(what, exporter, out, request))
            tally.results = answer.rows
        return answer

    def export_import_files(self, folder: str, progress: Progress, *, by: Actor) -> ExportOut:
        """Write the whole store, keys and secret included, into a new folder for Neo4j's importer.

        Raises InvalidInputError (something is there, unusable place), DiskFullError, StoreError and,
        where the store keeps changing, ConflictError.
        """
        self._audit.write(by, "export-start", "neo4j", 0)
        with self._audit.reading(by, "export", "neo4j") as tally:
            with new_folder(folder) as temporary:
                rows, revision = self._import_writer(temporary, progress)
            tally.results = rows
        return ExportOut(what="neo4j", out=folder, rows=rows, revision=revision)

    def _write(self, what: str, exporter: Exporter, out: str, request: Request) -> ExportOut:
        with destination(out, spool=what not in WHOLE_STORE) as stream:
            revision = self._store.revision()
            rows = exporter(self._store, stream, request)
        return ExportOut(what=what, out=out, rows=rows, revision=revision)
