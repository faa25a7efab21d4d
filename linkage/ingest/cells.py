"""From the cells of a CSV row, which are all text, to the types of the wire format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from linkage.ingest.strict_json import Flaw, decode

_EPOCH = re.compile(r"[0-9]{9,11}")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{0,15})?")
_NEXT_ADDRESS = re.compile(r";(?=\s{0,9}(?:https?://|www\.))", re.IGNORECASE)
_PLACE = ("country", "region", "city", "lat", "lon")
_HASHES = frozenset({"sha256", "sha1", "md5", "pdq", "phash"})

Reader = Callable[[str], Any]


def typed(cells: Mapping[str, str]) -> dict[str, Any] | Flaw:
    """The record that a row's cells make; empty cells are missing.

    Lists are JSON arrays, or parted by `|`, or by `;` where no `|` stands. `country`, `region`,
    `city`, `lat` and `lon` may have a column each, also named `location.country` and so on.
    """
    record: dict[str, Any] = {}
    place: dict[str, Any] = {}
    for column, cell in cells.items():
        if not cell.strip():
            continue
        name = column.removeprefix("location.")
        value = _READERS.get(name, _same)(cell)
        if isinstance(value, Flaw):
            return Flaw(column + value.field, value.reason)
        if name in _PLACE:
            place[name] = value
        else:
            record[name] = value
    if place and isinstance(record.setdefault("location", place), dict):
        record["location"] = place | record["location"]
    return record


def values(cell: str) -> Any | Flaw:
    """The values that a cell lists."""
    if cell.lstrip().startswith("["):
        return _json(cell)
    return _parts(cell.split("|" if "|" in cell else ";"))


def _addresses(cell: str) -> Any | Flaw:
    """As `values`, but an address may hold a semicolon."""
    if "|" in cell or cell.lstrip().startswith("["):
        return values(cell)
    return _parts(_NEXT_ADDRESS.split(cell))


def _images(cell: str) -> Any | Flaw:
    """JSON, or `algorithm:hex` parted like other lists, each a picture of its own."""
    listed = _json(f"[{cell}]") if cell.lstrip().startswith("{") else values(cell)
    if isinstance(listed, Flaw) or not isinstance(listed, list):
        return listed
    return [_image(one) for one in listed]


def _image(one: Any) -> Any:
    if isinstance(one, str):
        algorithm, colon, value = one.partition(":")
        if colon and algorithm.strip().lower() in _HASHES:
            return {algorithm.strip().lower(): value.strip()}
    return one


def _parts(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def _json(cell: str) -> Any | Flaw:
    return decode(cell.encode())


def _time(cell: str) -> str | int:
    stripped = cell.strip()
    return int(stripped) if _EPOCH.fullmatch(stripped) else stripped


def _whole_or_text(cell: str) -> str | int:
    return int(cell) if _WHOLE.fullmatch(cell) else cell


def _degrees(cell: str) -> str | float:
    stripped = cell.strip()
    return float(stripped) if _NUMBER.fullmatch(stripped) else cell


def _same(cell: str) -> str:
    return cell


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "posted_at": _time,
        "crawled_at": _time,
        **dict.fromkeys(("phones", "emails", "handles", "wallets"), values),
        "urls": _addresses,
        "images": _images,
        "location": _json,
        "extra": _json,
        "age": _whole_or_text,
        "lat": _degrees,
        "lon": _degrees,
    }
)
