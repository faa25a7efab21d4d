"""A store as files for Neo4j's own importer, which fills an empty database far faster than transactions."""

from linkage.store.neo4j.importing.files import Packed, write_import_files

__all__ = ["Packed", "write_import_files"]
