"""The graph in Neo4j, for more than one person. Needs the extra `ad-linkage[neo4j]`."""

from linkage.store.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore"]
