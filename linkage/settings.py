"""Settings from flags, the environment and a file, in that order of precedence."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from linkage.errors import InvalidInputError

SETTINGS_FILE = "linkage.toml"
PREFIX = "LINKAGE_"
NEO4J_USER = "LINKAGE_NEO4J_USER"
NEO4J_PASSWORD = "LINKAGE_NEO4J_PASSWORD"  # noqa: S105 - the name of a variable
NEO4J_PASSWORD_FILE = "LINKAGE_NEO4J_PASSWORD_FILE"  # noqa: S105 - the name of a variable
ELSEWHERE = frozenset({"LINKAGE_SECRET", NEO4J_USER, NEO4J_PASSWORD, NEO4J_PASSWORD_FILE})
"""Variables that are no settings: secrets stay out of what is printed and passed around."""
LEVELS = ("debug", "info", "warning", "error")
MAX_BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told from outside.

    `store`: a path to an SQLite file, or the URL of a server.
    `batch_size`: records a transaction takes. `workers`: processes that normalise, 0 for none;
    None lets the machine decide. `region`: ISO 3166 code assumed for phones whose record names no country.
    `secret_file`: file with the pepper of API keys; None uses the store's own secret.
    `rules`: TOML file with linking rules that differ from the shipped ones. `warnings`: TOML file, or folder
    of such, with warning lists beside the shipped ones.
    """

    store: str = "linkage.db"
    batch_size: int = 5_000
    workers: int | None = None
    region: str | None = None
    secret_file: str | None = None
    log_level: str = "warning"
    rules: str | None = None
    warnings: str | None = None


def load(
    flags: Mapping[str, object | None] | None = None,
    *,
    env: Mapping[str, str] | None = None,
    file: str | None = None,
) -> Settings:
    """Settings from `flags` (None means not given), then LINKAGE_*, then the file, then defaults.

    `file` defaults to linkage.toml in the current folder, which need not exist; a file that is
    named must. Raises InvalidInputError for unknown names and unusable values.
    """
    merged: dict[str, object] = {}
    for origin, values in (
        (file or SETTINGS_FILE, _from_file(file)),
        ("the environment", _from_env(os.environ if env is None else env)),
        ("the command line", {k: v for k, v in (flags or {}).items() if v is not None}),
    ):
        merged.update(_checked(values, origin))
    return Settings(**merged)  # type: ignore[arg-type]  # every value went through its reader


def _from_file(named: str | None) -> Mapping[str, object]:
    path = Path(named or SETTINGS_FILE)
    if named is None and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInputError(f"cannot read settings from {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"{path} is not valid TOML: {error}") from error


def _from_env(env: Mapping[str, str]) -> Mapping[str, object]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in env.items()
        if name.startswith(PREFIX) and name not in ELSEWHERE
    }


def _checked(values: Mapping[str, object], origin: str) -> dict[str, object]:
    unknown = sorted(set(values) - set(_READERS))
    if unknown:
        known = ", ".join(_READERS)
        raise InvalidInputError(f"unknown setting {unknown[0]!r} in {origin}; known are {known}")
    return {name: _READERS[name](value, f"{name} in {origin}") for name, value in values.items()}


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidInputError(f"{what} must be a text that is not empty")
    return value


def _region(value: object, what: str) -> str:
    region = _text(value, what).upper()
    if len(region) != 2 or not (region.isascii() and region.isalpha()):
        raise InvalidInputError(f"{what} must be a two-letter country code")
    return region


def _level(value: object, what: str) -> str:
    level = _text(value, what).lower()
    if level not in LEVELS:
        raise InvalidInputError(f"{what} must be one of {', '.join(LEVELS)}")
    return level


def _count(least: int, most: int) -> Callable[[object, str], int]:
    def read(value: object, what: str) -> int:
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value[:12])
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise InvalidInputError(f"{what} must be a whole number from {least} to {most}")
        return value

    return read


_READERS: Mapping[str, Callable[[object, str], object]] = {
    "store": _text,
    "batch_size": _count(1, MAX_BATCH),
    "workers": _count(0, 256),
    "region": _region,
    "secret_file": _text,
    "log_level": _level,
    "rules": _text,
    "warnings": _text,
}


def neo4j_credentials(env: Mapping[str, str] | None = None) -> tuple[str, str] | None:
    """User and password of a Neo4j server, from the environment or from the file it names.

    None where no password is set, for a server that asks for none. Raises InvalidInputError for a
    file that cannot be read.
    """
    found = os.environ if env is None else env
    user = found.get(NEO4J_USER, "neo4j")
    file = found.get(NEO4J_PASSWORD_FILE)
    if file is None:
        password = found.get(NEO4J_PASSWORD)
        return None if password is None else (user, password)
    try:
        return user, Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"cannot read the file that {NEO4J_PASSWORD_FILE} names: {file}") from error
