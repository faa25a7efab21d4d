"""From raw records to observations. Pure: the same bytes give the same, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from linkage.ingest.parse import parse
from linkage.ingest.raw import RawRecord
from linkage.model import Observation, Record, Reject, ad_id
from linkage.normalise import identify


class Prepared(NamedTuple):
    """What a batch holds, in the order of its records."""

    observations: list[Observation]
    rejects: list[Reject]


def prepare(chunk: Sequence[RawRecord], file: str, region: str | None = None) -> Prepared:
    """Parse, validate and normalise.

    `file` is what rejects call it. `region` (ISO 3166) is assumed for phones of records that name
    no country.
    """
    made = Prepared([], [])
    for raw in chunk:
        record = parse(raw)
        if isinstance(record, Record):
            made.observations.append(observe(record, raw.raw, region))
        else:
            made.rejects.append(Reject(file, raw.line, record.field, record.reason))
    return made


def observe(record: Record, raw: bytes, region: str | None = None) -> Observation:
    """The observation that a valid record is, with everything extracted from it."""
    found = identify(record, region)
    return Observation(
        ad_id=ad_id(record.source, record.source_id),
        source=record.source,
        source_id=record.source_id,
        sha256=sha256(raw).digest(),
        posted_at=record.posted_at,
        crawled_at=record.crawled_at,
        url=record.url,
        title=record.title,
        body=record.body,
        country=record.country,
        region=record.region,
        city=record.city,
        raw=raw,
        evidence=found.evidence,
        sketches=found.sketches,
    )
