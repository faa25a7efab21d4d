"""JSON as RFC 8259 has it, minus what two readers may understand differently (RFC 7493, I-JSON).

Duplicate keys, NaN and infinities, numbers beyond any reader, lone surrogates and U+0000 are
refused wherever they stand, and so is nesting deeper than `MAX_DEPTH`. The fast decoder only says
that there is something; `_inspect` reads again to say what and where.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

MAX_DEPTH = 64
_BOM = "\ufeff"
_DOUBTFUL = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]{0,39}")


class Flaw(NamedTuple):
    """What is wrong with a record: the path of a field (empty for the whole), and the reason."""

    field: str
    reason: str


class _DoubtError(Exception):
    """There is something to refuse."""


class _Refused(NamedTuple):
    reason: str


class _Pairs(list[tuple[str, Any]]):
    """An object with all its keys."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _DoubtError
    return made


def _refuse(_text: str) -> NoReturn:
    raise _DoubtError


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _DoubtError
    return value


def _integer(text: str) -> int | _Refused:
    try:
        return int(text)
    except ValueError:
        return _Refused("has too many digits for a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse, parse_float=_float)
_INSPECTOR = json.JSONDecoder(
    object_pairs_hook=_Pairs,
    parse_constant=lambda _text: _Refused("is NaN or infinite"),
    parse_float=lambda text: _Refused("is NaN or infinite") if math.isinf(float(text)) else 0.0,
    parse_int=_integer,
)


def decode(raw: bytes) -> Any | Flaw:
    """The value that `raw` says, or why it is refused. Never raises on any bytes."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return Flaw("", f"not UTF-8 at byte {error.start + 1}")
    text = text.removeprefix(_BOM)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return Flaw("", _syntax(error))
    except (_DoubtError, ValueError, RecursionError):
        # A plain ValueError is an integer longer than sys.get_int_max_str_digits().
        return _inspect(text) or Flaw("", "not JSON that can be read")
    if _DOUBTFUL.search(text) or text.count("{") + text.count("[") > MAX_DEPTH:
        return _inspect(text) or value
    return value


def _syntax(error: json.JSONDecodeError) -> str:
    return f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}"


def plain_name(key: str) -> str:
    """A key as part of a path; one that is no plain word may be anything, so it is not told."""
    return key if _PLAIN_NAME.fullmatch(key) else "(other)"


def step(path: str, key: str) -> str:
    """The path of a member of an object."""
    return f"{path}.{plain_name(key)}" if path else plain_name(key)


def _inspect(text: str) -> Flaw | None:
    """The first thing to refuse, in the order of the text."""
    try:
        value = _INSPECTOR.decode(text)
    except RecursionError:
        return Flaw("", f"is nested deeper than {MAX_DEPTH} levels")
    except json.JSONDecodeError as error:
        return Flaw("", _syntax(error))
    # Members that wait at every level, and the name of the one that was entered: a path is put
    # together only for a flaw, as a line may hold millions of values.
    levels: list[Iterator[tuple[str | int, Any]]] = [iter([("", value)])]
    names: list[str | int] = []
    while levels:
        entered = next(levels[-1], None)
        if entered is None:
            levels.pop()
            del names[-1:]
            continue
        name, here = entered
        reason = _reason(here, len(levels))
        if reason:
            return Flaw(_path([*names, name]), reason)
        if isinstance(here, _Pairs) and (found := _bad_key(here)):
            return Flaw(_path([*names, name, found[0]]), found[1])
        if isinstance(here, list):
            names.append(name)
            levels.append(iter(here) if isinstance(here, _Pairs) else iter(enumerate(here)))
    return None


def _path(names: list[str | int]) -> str:
    path = ""
    for name in names[1:]:
        path = f"{path}[{name}]" if isinstance(name, int) else step(path, name)
    return path


def _reason(value: Any, depth: int) -> str | None:
    if isinstance(value, _Refused):
        return value.reason
    if isinstance(value, str):
        return bad_text(value)
    if isinstance(value, list) and depth > MAX_DEPTH:
        return f"is nested deeper than {MAX_DEPTH} levels"
    return None


def _bad_key(pairs: _Pairs) -> tuple[str, str] | None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return key, "the same key stands there twice"
        seen.add(key)
        reason = bad_text(key)
        if reason:
            return key, f"the key {reason}"
    return None


def bad_text(text: str) -> str | None:
    """Why no store could hold the text, or None."""
    if "\0" in text:
        return "holds the character U+0000"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "holds half a surrogate pair, which is no character"
    return None
