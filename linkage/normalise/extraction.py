"""Everything a record says, at once: what links it, and what only describes it."""

from __future__ import annotations

from typing import NamedTuple

from linkage.model import Attribute, Evidence, Record
from linkage.normalise.registry import normalise


class Extraction(NamedTuple):
    """Identifiers and attributes of one record, each ordered by field, start, kind and value."""

    identifiers: tuple[Evidence, ...]
    attributes: tuple[Attribute, ...]


def extract(record: Record, region: str | None = None) -> Extraction:
    """What a record says, with the place of each in the original text.

    `region` (alpha-2 code or country name) is assumed where nothing surer tells a phone's country.
    """
    from linkage.normalise.attributes import attributes  # noqa: PLC0415 - only here are they needed

    return Extraction(normalise(record, region), attributes(record, region))
