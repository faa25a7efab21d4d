"""Warning lists: identifiers that identify nobody, each with the list it is on and the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

from linkage.errors import InvalidInputError
from linkage.link.plain import Reader
from linkage.model import Identifier, Kind

SHIPPED = ("placeholders", "mailboxes", "hotlines", "platforms")
SHORTENERS = "normalise/links/shorteners.txt"
SHORTENERS_VERSION = "2026.1"

Canonical = Callable[[Kind, str], Identifier | None]
"""The identifier that a value of a kind is stored as; None for what can be none."""


class Listed(NamedTuple):
    """The list that an identifier is on, with the list's version, and why it is there."""

    name: str
    version: str
    reason: str


class WarningList(NamedTuple):
    """A list: why by identifier. `origin` is the file it comes from."""

    name: str
    version: str
    origin: str
    entries: Mapping[Identifier, str]

    def listed(self) -> dict[Identifier, Listed]:
        """Its entries, with the name of the list."""
        return {name: Listed(self.name, self.version, reason) for name, reason in self.entries.items()}


@dataclass(frozen=True, slots=True)
class _Group:
    """Entries of one reason: values, and every local part at every domain."""

    kind: Kind
    reason: str
    values: tuple[str, ...] = ()
    locals: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    def every(self) -> list[str]:
        return [*self.values, *(f"{local}@{domain}" for domain in self.domains for local in self.locals)]


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    version: str
    entries: tuple[_Group, ...]


def read_list(text: str, origin: str, canonical: Canonical = Identifier) -> WarningList:
    """A list from a TOML text; `canonical` turns its values into what is stored.

    Raises InvalidInputError that names `origin` and what is wrong with it.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError(f"{origin} is not valid TOML: {error}") from error
    file = Reader(origin).whole(_File, data)
    found: dict[Identifier, str] = {}
    for group in file.entries:
        for value in group.every():
            identifier = canonical(group.kind, value)
            if identifier is None:
                raise InvalidInputError(f"{origin}: {value!r} is no {group.kind} that an ad could carry")
            found[identifier] = group.reason
    return WarningList(file.name, file.version, origin, found)


def shipped_lists() -> tuple[WarningList, ...]:
    """The lists that come with linkage. Their values are canonical as they stand."""
    root = resources.files("linkage")
    lists = [
        read_list(root.joinpath(f"link/warnings/{name}.toml").read_text("utf-8"), "shipped")
        for name in SHIPPED
    ]
    lines = root.joinpath(SHORTENERS).read_text("utf-8").splitlines()
    hosts = [host for line in lines if not line.startswith("#") for host in line.split()]
    reason = "a link shortener, whose links stand for other links"
    entries = {Identifier(Kind.URL, host): reason for host in hosts}
    return (*lists, WarningList("shorteners", SHORTENERS_VERSION, "shipped", entries))
