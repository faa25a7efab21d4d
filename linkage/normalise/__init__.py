"""From what records say to identifiers, with the place of each in the original text."""

from linkage.normalise.extraction import Extraction, extract
from linkage.normalise.registry import (
    EXTRACTORS,
    NORMALISER_VERSION,
    Identified,
    identifier,
    identify,
    normalise,
)
from linkage.normalise.search import canonical
from linkage.normalise.spans import Extractor

__all__ = [
    "EXTRACTORS",
    "NORMALISER_VERSION",
    "Extraction",
    "Extractor",
    "Identified",
    "canonical",
    "extract",
    "identifier",
    "identify",
    "normalise",
]
