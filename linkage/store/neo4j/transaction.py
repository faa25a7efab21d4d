"""The write transaction of a delta on Neo4j."""

from __future__ import annotations

from linkage.store.neo4j.decisions import Decisions
from linkage.store.neo4j.links import Links
from linkage.store.neo4j.sketches import Sketches
from linkage.store.neo4j.verdicts import Identifiers, Resolved
from linkage.store.neo4j.writing import Ads, Counters, Records


class Neo4jTransaction(Counters, Ads, Records, Links, Sketches, Identifiers, Decisions, Resolved):
    """`linkage.store.delta.Transaction` inside one transaction of Neo4j that holds the writer's lock."""
