"""The write transaction of a delta on one SQLite connection."""

from __future__ import annotations

from linkage.store.sqlite.decisions import Decisions
from linkage.store.sqlite.sketches import Sketches
from linkage.store.sqlite.verdicts import Identifiers, Resolved
from linkage.store.sqlite.writing import Ads, Counters, Links, Records


class SqliteTransaction(Counters, Ads, Records, Links, Sketches, Identifiers, Decisions, Resolved):
    """`linkage.store.delta.Transaction` between the BEGIN and the COMMIT of a connection."""
