"""What records say, without a store: for a person who looks at one text, for a program over a file."""

from __future__ import annotations

from collections.abc import Iterator

from linkage.errors import InvalidInputError
from linkage.ingest.parse import parse
from linkage.ingest.readers import iter_raw, open_source
from linkage.model import Evidence, Identifier, Kind, Record, Reject
from linkage.normalise import extract
from linkage.normalise.phone.plans import national_of
from linkage.normalise.regions import region_code
from linkage_schemas.answers_extract import AttributeOut, ExtractOut, FoundOut

TEXT = "text"
"""Source of what is no record but a text of its own."""


def extracted(record: Record, region: str | None = None) -> ExtractOut:
    """Everything found in a record."""
    found = extract(record, region)
    return ExtractOut(
        source=record.source,
        source_id=record.source_id,
        identifiers=tuple(map(_found, found.identifiers)),
        attributes=tuple(AttributeOut(**attribute._asdict()) for attribute in found.attributes),
    )


def of_text(text: str, region: str | None = None) -> ExtractOut:
    """Everything found in a text that is the body of no record in particular."""
    return extracted(Record(TEXT, "1", body=text), checked(region))


def of_file(path: str, region: str | None = None) -> Iterator[ExtractOut | Reject]:
    """Everything found in each record of a file (`-` is standard input), in its order.

    Raises InvalidInputError when the file cannot be opened or the region is none.
    """
    region = checked(region)
    with open_source(path) as source:
        for raw in iter_raw(source):
            record = parse(raw)
            if isinstance(record, Record):
                yield extracted(record, region)
            else:
                yield Reject(source.name, raw.line, record.field, record.reason)


def checked(region: str | None) -> str | None:
    """The alpha-2 code of a region that was asked for. Raises InvalidInputError for one that is none."""
    if region is None:
        return None
    code = region_code(region)
    if code is None:
        raise InvalidInputError(f"no country with phone numbers is called {region!r}")
    return code


def _found(evidence: Evidence) -> FoundOut:
    row = evidence._asdict()
    kind = evidence.kind
    national: str | None = None
    if kind is Kind.NATIONAL:
        row |= {"kind": Kind.PHONE, "value": None}
        national = evidence.value
    elif kind is Kind.PHONE:
        bare = national_of(Identifier(kind, evidence.value))
        national = bare.value if bare else None
    return FoundOut(**row, national=national)
