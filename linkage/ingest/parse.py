"""From a raw record to a valid one, or to the place and the reason why not."""

from __future__ import annotations

import csv

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from linkage.ingest.adapters import Adapted, adapted, is_tellfinder, original, tellfinder
from linkage.ingest.cells import typed
from linkage.ingest.raw import MAX_LINE, RawRecord
from linkage.ingest.strict_json import Flaw, bad_text, decode, plain_name, step
from linkage.model import Record
from linkage_schemas.record import RecordIn

# The module's own limit of 128 KiB a cell is less than a body may have.
csv.field_size_limit(MAX_LINE)


def parse(raw: RawRecord) -> Record | Flaw:
    """The record, or its first flaw. Never raises, whatever the bytes; tells no value."""
    if raw.flaw is not None:
        return Flaw(raw.field, raw.flaw)
    known = _from_csv(raw) if raw.form == "csv" else _from_json(raw.raw)
    if isinstance(known, Flaw):
        return known
    try:
        return RecordIn.model_validate(known.data).to_record()
    except ValidationError as error:
        return _flaw(error, known)


def _from_json(raw: bytes) -> Adapted | Flaw:
    value = decode(raw)
    if isinstance(value, Flaw):
        return value
    if not isinstance(value, dict):
        return Flaw("", f"must be an object, is {_TYPES.get(type(value), 'something else')}")
    return adapted(value)


def _from_csv(raw: RawRecord) -> Adapted | Flaw:
    header = raw.header or ()
    try:
        text = raw.raw.decode()
        rows = list(csv.reader([text], delimiter=raw.delimiter))
    except UnicodeDecodeError as error:
        return Flaw("", f"not UTF-8 at byte {error.start + 1}")
    except csv.Error:
        return Flaw("", "not CSV")
    cells = rows[0] if len(rows) == 1 else []
    if len(cells) != len(header):
        return Flaw("", f"has {len(cells)} cells where the header has {len(header)}")
    if "\0" in text:
        for column, cell in zip(header, cells, strict=True):
            if reason := bad_text(cell):
                return Flaw(plain_name(column), reason)
    row = dict(zip(header, cells, strict=True))
    if is_tellfinder(header):
        return tellfinder(row)
    record = typed(row)
    return record if isinstance(record, Flaw) else Adapted(record)


_TYPES: dict[type, str] = {
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}


_WORDS = {
    "missing": "is missing",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length:,} characters",
    "too_short": "is an empty list",
    "too_long": "has more than {max_length:,} items",
    "string_pattern_mismatch": "holds a control character",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "finite_number": "is NaN or infinite",
}


_KEY = "[key]"
"""What pydantic calls the place of an object's key."""
_BAD_MODEL = (
    "is no name of a model: 1 to 64 letters from a to z, digits, dots, hyphens and underscores, the first a "
    "letter or a digit"
)


def _flaw(error: ValidationError, known: Adapted) -> Flaw:
    first = error.errors(include_url=False)[0]
    places, reason = first["loc"], _reason(first)
    if places[-1] == _KEY:
        # Of the objects in a record only `embeddings` asks something of its keys.
        places, reason = places[:-1], _BAD_MODEL
        if not places[-1]:
            places, reason = places[:-1], "holds a vector whose model has no name"
    path = ""
    for part in places:
        path = f"{path}[{part}]" if isinstance(part, int) else step(path, part)
    return Flaw(original(path, known.names), reason)


def _reason(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind in _WANTED:
        return f"must be {_WANTED[kind]}, is {_TYPES.get(type(error['input']), 'something else')}"
    if kind in _WORDS:
        return _WORDS[kind].format(**error.get("ctx", {}))
    # Our own validators' words; of pydantic's other messages none quotes the input.
    return error["msg"]
