"""Nested frozen dataclasses as plain data and back: what a rules file says, checked field by field.

Knows numbers, truths, texts, `StrEnum`s, `None`, tuples, mappings keyed by text or a `StrEnum`, and
dataclasses of these. Raises InvalidInputError that names the key and what is wrong with it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from linkage.errors import InvalidInputError

T = TypeVar("T")

NONE = "none"
"""How a file says None: TOML has no word for it."""

Bounds = Mapping[str, tuple[float, float]]
"""Least and greatest value of number fields, by the field's own name."""


def plain(value: Any) -> Any:
    """The value as JSON has it; sets are sorted, enums are their texts."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return [plain(one) for one in sorted(value)]
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, StrEnum) else value


def flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as one, under dotted keys."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = value
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads plain data into dataclasses.

    `origin` is named in errors, `bounds` holds the limits of numbers, `apart` are fields that no file sets;
    `explicit`: a field must be said even where the dataclass has a default.
    """

    origin: str
    bounds: Bounds = field(default_factory=dict)
    apart: Collection[str] = ()
    explicit: bool = False

    def whole(self, kind: type[T], data: Mapping[str, Any], where: str = "") -> T:
        """A dataclass from data alone."""
        values = self._read(kind, data, where, None)
        missing = [
            one.name
            for one in fields(kind)  # type: ignore[arg-type]  # a dataclass, which T cannot say
            if one.name not in {*values, *self.apart} and (self.explicit or _needed(one))
        ]
        if missing:
            raise InvalidInputError(f"{self.origin}: {where}{missing[0]} is missing")
        return kind(**values)

    def over(self, base: T, data: Mapping[str, Any], where: str = "") -> T:
        """The dataclass with what the data says otherwise."""
        return replace(base, **self._read(type(base), data, where, base))  # type: ignore[type-var]

    def _read(self, kind: type, data: Mapping[str, Any], where: str, base: object) -> dict[str, Any]:
        hints = get_type_hints(kind)
        known = [one.name for one in fields(kind) if one.name not in self.apart]
        for key in data:
            if key not in known:
                raise InvalidInputError(
                    f"{self.origin}: unknown key {where}{key}; known are {', '.join(known)}"
                )
        return {
            name: self._value(hints[name], data[name], f"{where}{name}", getattr(base, name, None))
            for name in known
            if name in data
        }

    def _value(self, hint: Any, value: Any, key: str, base: Any) -> Any:
        origin = get_origin(hint)
        if origin in {Union, UnionType}:
            if value == NONE:
                return None
            (hint,) = (one for one in get_args(hint) if one is not NoneType)
            return self._value(hint, value, key, base)
        if is_dataclass(hint):
            self._must(isinstance(value, Mapping), key, "must be a table")
            chosen: type[Any] = hint  # type: ignore[assignment]
            return self.whole(chosen, value, f"{key}.") if base is None else self.over(base, value, f"{key}.")
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(hint, value, key, base or {})
        if origin is tuple:
            self._must(isinstance(value, list), key, "must be a list")
            return tuple(
                self._value(get_args(hint)[0], one, f"{key}[{place}]", None)
                for place, one in enumerate(value)
            )
        return self._scalar(hint, value, key)

    def _mapping(self, hint: Any, value: Any, key: str, base: Mapping[Any, Any]) -> Mapping[Any, Any]:
        self._must(isinstance(value, Mapping), key, "must be a table")
        name, inner = get_args(hint)
        found = dict(base)
        for text, one in value.items():
            place = self._scalar(name, text, key)
            found[place] = self._value(inner, one, f"{key}.{text}", base.get(place))
        return MappingProxyType(found)

    def _scalar(self, hint: Any, value: Any, key: str) -> Any:
        if issubclass(hint, StrEnum):
            known = [str(one) for one in hint]
            self._must(value in known, key, f"must be one of {', '.join(known)}, not {value!r}")
            return hint(value)
        if hint is bool or hint is str:
            what = "true or false" if hint is bool else "a text that is not empty"
            self._must(isinstance(value, hint) and value != "", key, f"must be {what}, not {value!r}")
            return value
        if hint not in {int, float}:
            raise TypeError(f"no file can say {key}, a {hint}")
        whole = hint is int
        right = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
        self._must(right, key, f"must be a {'whole ' if whole else ''}number, not {value!r}")
        least, most = self.bounds.get(key.rpartition(".")[2], (-math.inf, math.inf))
        self._must(math.isfinite(value), key, "must be finite")
        self._must(least <= value <= most, key, f"must be from {least:g} to {most:g}, not {value}")
        return hint(value)

    def _must(self, holds: object, key: str, what: str) -> None:
        if not holds:
            raise InvalidInputError(f"{self.origin}: {key} {what}")


def _needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING
