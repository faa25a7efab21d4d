"""All of a store, part by part: copied into another one, or written out for Neo4j's importer."""

from linkage.store.moving.copying import Copied, Moving, copy
from linkage.store.moving.loading import load
from linkage.store.moving.parts import Entry, Page, Part
from linkage.store.moving.protocols import Movable, MovingTransaction, take_mark
from linkage.store.moving.reading import pages, unchanged

__all__ = [
    "Copied",
    "Entry",
    "Movable",
    "Moving",
    "MovingTransaction",
    "Page",
    "Part",
    "copy",
    "load",
    "pages",
    "take_mark",
    "unchanged",
]
