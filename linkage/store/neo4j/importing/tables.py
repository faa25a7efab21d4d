"""The files that the importer reads: one of nodes or relationships each, with typed columns."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, NUMBER, REAL, TRUTH, BYTES = "string", "long", "double", "boolean", "byte[]"
NUMBERS = "long[]"


@dataclass(frozen=True, slots=True)
class Table:
    """A file: what the importer makes of its rows, its keys in front, then its properties with types.

    A node's keys are its id and, where `labels` is empty, a last column of labels.
    """

    name: str
    labels: str
    keys: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    relationship: bool = False

    def header(self) -> tuple[str, ...]:
        """The first line of the file."""
        return (*self.keys, *(f"{name}:{kind}" for name, kind in self.columns))

    def argument(self) -> str:
        """What tells the importer of the file."""
        option = "relationships" if self.relationship else "nodes"
        labels = f"={self.labels}" if self.labels else ""
        return f"--{option}{labels}={self.name}.csv"


def _columns(kind: str, names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, kind) for name in names.split())


def _nodes(name: str, labels: str, *columns: tuple[tuple[str, str], ...]) -> Table:
    return Table(name, labels, (f":ID({name})",), tuple(one for some in columns for one in some))


def _edges(name: str, kind: str, start: str, end: str, *columns: tuple[tuple[str, str], ...]) -> Table:
    keys = (f":START_ID({start})", f":END_ID({end})")
    return Table(name, kind, keys, tuple(one for some in columns for one in some), relationship=True)


_LINK = (
    _columns(NUMBER, "rank tenure first_seen last_seen observations via"),
    _columns(REAL, "confidence belief"),
    _columns(TRUTH, "wrong"),
)
_HISTORY = _columns(NUMBER, "revision ads")

AD = _nodes(
    "ad",
    "Ad",
    _columns(TEXT, "ad_id source source_id network_id"),
    _columns(NUMBER, "ad rank first_seen last_seen observations label"),
)
_IDENTIFIER = _nodes(
    "identifier",
    "",
    _columns(TEXT, "kind value uid holders verdict reason network_id"),
    _columns(NUMBER, "ident ads first_seen last_seen representative tenures"),
    _columns(TRUTH, "generic"),
)
IDENTIFIER = Table("identifier", "", (*_IDENTIFIER.keys, ":LABEL"), _IDENTIFIER.columns)
OBSERVATION = _nodes(
    "observation",
    "Observation",
    _columns(TEXT, "sha256 url title body country region city evidence words"),
    _columns(NUMBER, "observation posted_at crawled_at revision"),
    _columns(BYTES, "raw"),
)
SKETCH = _nodes(
    "sketch",
    "Sketch",
    _columns(NUMBER, "ident place head"),
    _columns(NUMBERS, "keys"),
    _columns(TRUTH, "live"),
    _columns(REAL, "likeness"),
    _columns(BYTES, "body"),
)
BUCKET = _nodes("bucket", "Bucket", _columns(NUMBER, "key place ident"))
NETWORK = _nodes("network", "Network", _columns(TEXT, "network_id"), _columns(NUMBER, "label founder ads"))
BATCH = _nodes(
    "batch",
    "Batch",
    _columns(TEXT, "batch_id origin rules"),
    _columns(
        NUMBER,
        "revision applied_at records ads_new observations_new identifiers_new refused ads_erased "
        "identifiers_erased events",
    ),
)
REJECT = _nodes(
    "reject", "Reject", _columns(TEXT, "file field reason"), _columns(NUMBER, "revision position line")
)
EVENT = _nodes(
    "event", "Event", _columns(TEXT, "kind founder other"), _columns(NUMBER, "sequence revision ads")
)
DECISION = _nodes(
    "decision",
    "Decision",
    _columns(
        TEXT,
        "decision_id kind actor reason ad_a ad_b identifier_kind identifier_value undoes undone_by",
    ),
    _columns(NUMBER, "sequence at revision"),
)
CUT = _nodes("cut", "Cut", _columns(TEXT, "decision_id"), _columns(NUMBER, "ad ident tenure other"))
TOMBSTONE = _nodes("tombstone", "Tombstone", _columns(TEXT, "digest"), _columns(NUMBER, "at"))
KEY = _nodes(
    "key",
    "ApiKey",
    _columns(TEXT, "key_id name role"),
    _columns(NUMBER, "created_at revoked_at"),
    _columns(BYTES, "digest"),
)
HASH_LIST = _nodes(
    "hash_list",
    "HashList",
    _columns(TEXT, "name digest"),
    _columns(NUMBER, "added_at md5 sha1 sha256 pdq"),
)
HASH_PIECE = _nodes(
    "hash_piece",
    "HashPiece",
    _columns(TEXT, "list algorithm"),
    _columns(NUMBER, "number"),
    _columns(BYTES, "data"),
)
AUDIT = _nodes(
    "audit",
    "Audit",
    _columns(TEXT, "actor action subject reason"),
    _columns(NUMBER, "sequence at results"),
    _columns(BYTES, "chain"),
)
COUNTER = _nodes("counter", "Meta", _columns(TEXT, "key"), _columns(NUMBER, "value"))
SECRET = _nodes("secret", "Meta", _columns(TEXT, "key"), _columns(BYTES, "value"))
RULES = _nodes("rules", "Rules", _columns(TEXT, "digest text"))
RULES_DIGEST = _nodes("rules_digest", "Meta", _columns(TEXT, "key value"))
LOCK = _nodes("lock", "Lock", _columns(TEXT, "name"), _columns(NUMBER, "turns"), _columns(BYTES, "chain"))
SCHEMA = _nodes("schema", "SchemaVersion", _columns(TEXT, "name"), _columns(NUMBER, "imported"))
SEEN_AS = _edges("seen_as", "SEEN_AS", "ad", "observation")
HAS = _edges("has", "HAS", "ad", "identifier", *_LINK)
MENTIONS = _edges("mentions", "MENTIONS", "ad", "identifier", *_LINK)
SIMILAR = _edges("similar", "SIMILAR", "identifier", "identifier", _columns(REAL, "likeness"))
MERGED_INTO = _edges("merged_into", "MERGED_INTO", "network", "network", _HISTORY)
SPLIT_FROM = _edges("split_from", "SPLIT_FROM", "network", "network", _HISTORY)

TABLES = (
    AD,
    IDENTIFIER,
    OBSERVATION,
    SKETCH,
    BUCKET,
    NETWORK,
    BATCH,
    REJECT,
    EVENT,
    DECISION,
    CUT,
    TOMBSTONE,
    KEY,
    HASH_LIST,
    HASH_PIECE,
    AUDIT,
    COUNTER,
    SECRET,
    RULES,
    RULES_DIGEST,
    LOCK,
    SCHEMA,
    SEEN_AS,
    HAS,
    MENTIONS,
    SIMILAR,
    MERGED_INTO,
    SPLIT_FROM,
)
