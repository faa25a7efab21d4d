"""What ingests, decisions, erasures, exports and examinations did."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from linkage.model import DecisionKind, Kind
from linkage_schemas.answers_graph import EventOut
from linkage_schemas.wire import Answer, Moment


class RejectOut(Answer):
    """An input that could not be taken, and why. `line` counts from 1."""

    file: str
    line: int
    field: str
    reason: str


class IngestOut(Answer):
    """What an ingest did.

    `records` counts accepted ones, those of replayed batches included; `refused` are records of erased
    ads. `rejects` counts all, `reject_list` holds the first of them. `replayed` batches had
    landed before. `stopped` when it was asked to stop early.
    """

    records: int
    ads_new: int
    observations_new: int
    identifiers_new: int
    refused: int
    rejects: int
    reject_list: list[RejectOut]
    batches: int
    replayed: int
    events: int
    revision: int
    seconds: float
    stopped: bool = False

    @property
    def partial(self) -> bool:
        """Whether some of the input did not land."""
        return self.rejects > 0 or self.stopped


class IdentifierName(Answer):
    """An identifier by its kind and value."""

    kind: Kind
    value: str


class DecisionBrief(Answer):
    """A decision as stored."""

    decision_id: str
    kind: DecisionKind
    actor: str
    reason: str
    at: Moment
    ad_a: str | None = None
    ad_b: str | None = None
    identifier: IdentifierName | None = None
    undoes: str | None = None
    standing: bool
    revision: int


class DecisionOut(Answer):
    """A decision just taken, and what it did to networks."""

    decision: DecisionBrief
    events: list[EventOut]
    revision: int


class DecisionsOut(Answer):
    """Decisions in the order they were taken."""

    decisions: list[DecisionBrief]
    revision: int


class EraseOut(Answer):
    """What an erasure removed, and what it did to networks."""

    ads_erased: int
    identifiers_erased: int
    events: list[EventOut]
    revision: int


class ExportOut(Answer):
    """What an export wrote: `rows` of a table, or ads of a network."""

    what: str
    out: str
    rows: int
    revision: int


class CountsOut(Answer):
    """How much a store holds. `networks` have two ads or more."""

    revision: int
    batches: int
    ads: int
    observations: int
    identifiers: int
    links: int
    networks: int
    largest: int
    rejects: int
    decisions: int
    verdicts: Mapping[str, int]


class CheckOut(Answer):
    """One thing that was examined."""

    name: str
    ok: bool
    detail: str


class DoctorOut(Answer):
    """The state of an installation and its store."""

    healthy: bool
    checks: list[CheckOut]
    counts: CountsOut
    rules_version: str
    rules_digest: str
    versions: Mapping[str, str] = Field(default_factory=dict)


class RuleOut(Answer):
    """A value of the rules: its dotted key, and the file that says it or `shipped`."""

    key: str
    value: str | int | float | bool | list[str | int | float | bool]
    origin: str


class RulesAppliedOut(Answer):
    """What it did to put rules in force. `changed` is false where the store was resolved by them already.

    `before` is the digest of the rules until then; `events` are the first of `events_total`.
    """

    before: str | None
    digest: str
    changed: bool
    events: list[EventOut]
    events_total: int
    revision: int


class WarningListOut(Answer):
    """A list of identifiers that identify nobody: how many, and the file it is from or `shipped`."""

    name: str
    version: str
    origin: str
    entries: int


class RulesOut(Answer):
    """The rules in force; two stores resolved by rules of one digest agree.

    The digest covers the warning lists too. Of two lists with one entry the later one says why.
    """

    version: str
    digest: str
    rules: list[RuleOut]
    lists: list[WarningListOut]
