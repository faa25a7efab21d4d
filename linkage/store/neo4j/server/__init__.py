"""A Neo4j server of one's own without Docker: jars by Maven, a folder that the user names, no root."""

from linkage.store.neo4j.server.local import ARGUMENTS, LocalServer, Status
from linkage.store.neo4j.server.versions import LTS, NEWEST, Version

__all__ = ["ARGUMENTS", "LTS", "NEWEST", "LocalServer", "Status", "Version"]
