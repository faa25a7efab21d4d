"""What `linkage extract` answers: everything found in one record, or in one text."""

from __future__ import annotations

from linkage_schemas.wire import Answer


class FoundOut(Answer):
    """An identifier and where it stands: `raw` is `[start:end]` of the field, cut to 200 characters.

    Of a phone `value` is E.164, or null beside `national` where nothing tells its country;
    `national` has the digits as they are dialled within the country. `region_source` says what told
    the country: plus, link, location, option, site or language.
    """

    kind: str
    value: str | None
    national: str | None
    field: str
    start: int
    end: int
    raw: str
    form: str
    region_source: str | None
    extractor: str
    confidence: float


class AttributeOut(Answer):
    """What a record says of itself that links nothing: price, age, name, place or date."""

    kind: str
    value: str
    field: str
    start: int
    end: int
    raw: str
    form: str
    extractor: str
    confidence: float


class ExtractOut(Answer):
    """Everything found in one record, in the order of its fields and of their text."""

    source: str
    source_id: str
    identifiers: tuple[FoundOut, ...]
    attributes: tuple[AttributeOut, ...]
