"""Other people's records as ours: Memex CDR documents and TellFinder's rows.

CDR v2 and v3: the validator's README in the public repository istresearch/memex-cdr names the
fields of pages and media; v3 calls `_id` `doc_id` and adds `timestamp_crawl`. TellFinder: the
table `ads` of docs/sampledata/sample.sql in the public repository AshBT/TellFinder.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from linkage.ingest.cells import values
from linkage.ingest.markup import page_text
from linkage.ingest.strict_json import Flaw

MAX_PAGE = 2_000_000
"""Characters of HTML that are read for their text."""
_CDR_MARKS = frozenset(
    {
        "crawl_data",
        "extracted_text",
        "raw_content",
        "obj_original_url",
        "obj_parent",
        "timestamp",
        "timestamp_crawl",
    }
)
_MILLISECONDS = 100_000_000_000
"""Epoch times from here on are milliseconds: as seconds they lie past the year 5000."""
_NULLS = frozenset({"", "NULL", "\\N", "0000-00-00 00:00:00", "0000-00-00"})
"""How MySQL writes nothing: exported nulls and dates that are none."""


class Adapted(NamedTuple):
    """A record in the wire format; `names` says what a field was called in the input."""

    data: Any
    names: Mapping[str, str] = MappingProxyType({})


def adapted(data: dict[str, Any]) -> Adapted:
    """The record in the wire format, whichever of the known forms it has."""
    if "source" in data and "source_id" in data:
        return Adapted(data)
    inner = data.get("_source")
    if isinstance(inner, dict) and "_id" in data:
        # As Elasticsearch exports it.
        data = {"_id": data["_id"], **inner}
    if is_tellfinder(data):
        return tellfinder(data)
    if ("_id" in data or "doc_id" in data) and not _CDR_MARKS.isdisjoint(data):
        return cdr(data)
    return Adapted(data)


def is_tellfinder(names: Collection[str]) -> bool:
    """Whether a record with these fields, or a table with these columns, is TellFinder's."""
    return "sources_id" in names and "id" in names and "source" not in names


def unnamed_columns(header: Collection[str]) -> str | None:
    """The column without which no row of a table could be a record, or None."""
    if is_tellfinder(header):
        return None
    return next((name for name in ("source", "source_id") if name not in header), None)


_TELLFINDER_NAMES = MappingProxyType(
    {
        "source": "sources_id",
        "source_id": "id",
        "body": "text",
        "phones": "phone",
        "emails": "email",
        "urls": "website",
        "posted_at": "posttime",
        "crawled_at": "importtime",
        "category": "service",
        "location.region": "state",
        "location.country": "country",
        "location.city": "city",
    }
)


def tellfinder(row: Mapping[str, Any]) -> Adapted:
    """A row of TellFinder's table `ads`. A revision of an ad is that ad, by its `first_id`."""
    have = {name: value for name, value in row.items() if not _missing(value)}
    data = {
        "source": _prefixed(have.get("sources_id")),
        "source_id": _text(have.get("first_id", have.get("id"))),
        "url": have.get("url"),
        "title": have.get("title"),
        "body": have.get("text"),
        "phones": _several(have.get("phone")),
        "emails": _several(have.get("email")),
        "urls": _one(have.get("website")),
        "location": {
            "country": have.get("country"),
            "region": have.get("state", have.get("region")),
            "city": have.get("city"),
        },
        "age": have.get("age"),
        "category": have.get("service"),
        "posted_at": have.get("posttime"),
        "crawled_at": have.get("importtime"),
    }
    return Adapted(_present(data), _TELLFINDER_NAMES)


def cdr(document: Mapping[str, Any]) -> Adapted:
    """A CDR document, version 2 or 3. A media document is one more observation of its page.

    The source is the team, which pages and media both name; else the crawler; else the host.
    """
    crawl, metadata = _mapping(document, "crawl_data"), _mapping(document, "extracted_metadata")
    media = document.get("obj_parent")
    id_name = "obj_parent" if media else "doc_id" if "doc_id" in document else "_id"
    time_name = "timestamp_crawl" if "timestamp_crawl" in document else "timestamp"
    body_name = "extracted_text" if document.get("extracted_text") is not None else "raw_content"
    text = None if media else document.get(body_name)
    data = {
        "source": _source(document),
        "source_id": document.get(id_name),
        "url": document.get("url"),
        "crawled_at": _cdr_time(document.get(time_name)),
        "title": _first(crawl.get("title", metadata.get("title"))),
        "body": page_text(text[:MAX_PAGE]) if body_name == "raw_content" and isinstance(text, str) else text,
        "phones": _several(crawl.get("phones", crawl.get("phone"))),
        "emails": _several(crawl.get("emails", crawl.get("email"))),
        "urls": _one(document.get("obj_original_url")) if media else None,
    }
    names = {
        "source": "team",
        "source_id": id_name,
        "crawled_at": time_name,
        "body": body_name,
        "title": "crawl_data.title" if "title" in crawl else "extracted_metadata.title",
        "phones": "crawl_data.phones" if "phones" in crawl else "crawl_data.phone",
        "emails": "crawl_data.emails" if "emails" in crawl else "crawl_data.email",
        "urls": "obj_original_url",
    }
    return Adapted(_present(data), names)


def original(field: str, names: Mapping[str, str]) -> str:
    """What the input called a field of the adapted record."""
    if field in names:
        return names[field]
    head = field.partition("[")[0]
    return names.get(head, field)


def _source(document: Mapping[str, Any]) -> Any:
    for name in ("team", "crawler"):
        if document.get(name):
            return document[name]
    address = document.get("url") or document.get("obj_original_url")
    if not isinstance(address, str):
        return None
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _cdr_time(value: Any) -> Any:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 15:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= _MILLISECONDS:
        return value // 1_000
    return value


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in _NULLS)


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}


def _mapping(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def _prefixed(value: Any) -> Any:
    named = _text(value)
    return f"tellfinder-{named}" if isinstance(named, str) else named


def _text(value: Any) -> Any:
    """Numbers as text: a database's numeric id is a name here."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _one(value: Any) -> Any:
    return None if value is None else [value]


def _several(value: Any) -> Any:
    """A list as it is, a number as text, and a text parted like the cell of a list."""
    value = _text(value)
    if not isinstance(value, str):
        return [_text(one) for one in value] if isinstance(value, list) else value
    parted = values(value)
    return [value] if isinstance(parted, Flaw) else parted
