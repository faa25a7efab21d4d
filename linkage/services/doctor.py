"""Whether an installation and its store are in order."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from linkage.link.rules import Rules
from linkage.ports import Ledger, Store
from linkage.services.audit import Actor, Audit
from linkage_schemas.answers import CheckOut, CountsOut, DoctorOut

LIBRARIES = ("ad-linkage", "apsw", "phonenumbers", "pydantic", "pyarrow", "can_ada", "fastapi", "typer")
LEAST_PYTHON = ("3", "11")
LEAST_FREE = 1 << 30
"""Bytes of free disk below which an ingest is at risk."""
LARGE_WAL = 1 << 30
"""A write-ahead log of this size says that some reader never ends or checkpoints fail."""


class DoctorService:
    """Examines. `file` is the store's file, or None when it is not a file of this machine."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        rules: Rules,
        clock: Callable[[], int],
        file: Path | None = None,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._rules = rules
        self._audit = Audit(ledger, clock)
        self._file = file

    def check(self, *, by: Actor) -> DoctorOut:
        """Look at everything. Reads the whole store, which takes time. Raises StoreError."""
        checks = [
            _python(),
            *self._disk(),
            _problems("store and graph", self._store.check()),
            self._chain(),
            self._same_rules(),
        ]
        self._audit.write(by, "doctor", "store", sum(not check.ok for check in checks))
        return DoctorOut(
            healthy=all(check.ok for check in checks),
            checks=checks,
            counts=self.counts(),
            rules_version=self._rules.version,
            rules_digest=self._rules.digest(),
            versions=_versions(),
        )

    def counts(self) -> CountsOut:
        """Totals. They name nobody, so no entry is left in the audit."""
        held = self._store.counts()
        return CountsOut(
            revision=held.revision,
            batches=held.batches,
            ads=held.ads,
            observations=held.observations,
            identifiers=held.identifiers,
            links=held.links,
            networks=held.networks,
            largest=held.largest,
            rejects=held.rejects,
            decisions=held.decisions,
            verdicts=dict(held.verdicts),
        )

    def _same_rules(self) -> CheckOut:
        stored = self._store.rules()
        same = stored is None or stored.digest == self._rules.digest()
        detail = "the store was resolved by the rules in use"
        if stored is not None and not same:
            detail = (
                f"the store was resolved by rules {stored.digest[:12]}, others than those in use; "
                "`linkage rules apply` resolves it anew"
            )
        return CheckOut(name="rules", ok=same, detail=detail)

    def _chain(self) -> CheckOut:
        broken = self._ledger.verify_audit()
        detail = "every entry holds" if broken is None else f"broken at entry {broken}"
        return CheckOut(name="audit chain", ok=broken is None, detail=detail)

    def _disk(self) -> list[CheckOut]:
        if self._file is None:
            return []
        free = shutil.disk_usage(self._file.parent).free
        wal = self._file.with_name(self._file.name + "-wal")
        size = wal.stat().st_size if wal.exists() else 0
        return [
            CheckOut(name="free disk", ok=free >= LEAST_FREE, detail=f"{_mebibytes(free)} free"),
            CheckOut(name="write-ahead log", ok=size < LARGE_WAL, detail=_mebibytes(size)),
        ]


def _mebibytes(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MiB"


def _problems(name: str, problems: Sequence[str]) -> CheckOut:
    return CheckOut(name=name, ok=not problems, detail="; ".join(problems) or "no problem found")


def _python() -> CheckOut:
    found = platform.python_version_tuple()
    good = tuple(map(int, found[:2])) >= tuple(map(int, LEAST_PYTHON))
    return CheckOut(name="python", ok=good, detail=f"{platform.python_version()}, {platform.system()}")


def _versions() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "not installed"
    return found
