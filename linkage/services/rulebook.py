"""The rules in force: the shipped ones, over them what a local file says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from linkage.errors import InvalidInputError
from linkage.link.plain import NONE, flat, plain
from linkage.link.rules import APART, DEFAULT_RULES, SHIPPED_LISTS, Rules, read_rules, warning
from linkage.link.warned import WarningList, read_list
from linkage_schemas.answers import RuleOut, RulesOut, WarningListOut

SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules, and by the dotted key of each value that is not the shipped one's the file that says it."""

    rules: Rules
    local: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[WarningList, ...] = SHIPPED_LISTS

    def values(self) -> dict[str, Any]:
        """Every value by its dotted key, as a file says it."""
        data = {name: value for name, value in plain(self.rules).items() if name not in APART}
        return {key: NONE if value is None else value for key, value in flat(data).items()}

    def origin(self, key: str) -> str:
        """The file that says a value, or `shipped`."""
        return self.local.get(key, SHIPPED)

    def toml(self) -> str:
        """The rules as a file that would say the same, with the origin of each value."""
        tables: dict[str, list[str]] = {"": []}
        for key, value in self.values().items():
            table, _, name = key.rpartition(".")
            head = ["", f"[{table}]"] if table else []
            tables.setdefault(table, head).append(f"{name} = {json.dumps(value)}  # {self.origin(key)}")
        for name, value in plain(self.rules).items():
            if value == {}:
                tables[name] = ["", f"[{name}]  # nothing"]
        return "\n".join(line for lines in tables.values() for line in lines) + "\n"


def read_rulebook(file: str | None, warnings: str | None = None) -> Rulebook:
    """The shipped rules and warning lists, and over them what local files say.

    `warnings` names a file, or a folder whose `*.toml` files are taken by name. Raises InvalidInputError
    for a file that cannot be read, and as `read_rules` and `read_list` do.
    """
    book = _rules(file)
    if warnings is None:
        return book
    lists = (*SHIPPED_LISTS, *(_list(path) for path in _files(warnings)))
    return replace(book, rules=warning(book.rules, lists), lists=lists)


def _files(place: str) -> list[Path]:
    path = Path(place).expanduser()
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.toml"))
    if not found:
        raise InvalidInputError(f"the folder {place} holds no warning list: no *.toml")
    return found


def _list(file: Path) -> WarningList:
    from linkage.normalise.registry import identifier  # noqa: PLC0415 - the phone tables are large

    return read_list(read_local(file, "a warning list"), str(file), identifier)


def _rules(file: str | None) -> Rulebook:
    if file is None:
        return Rulebook(DEFAULT_RULES)
    text = read_local(file, "rules")
    rules = read_rules(text, file, DEFAULT_RULES)
    local = dict.fromkeys(flat(tomllib.loads(text)), file)
    if rules.version != DEFAULT_RULES.version:
        local["version"] = file
    return Rulebook(rules, local)


def read_local(file: str | Path, what: str) -> str:
    """The text of a file of somebody's own. Raises InvalidInputError."""
    try:
        return Path(file).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InvalidInputError(f"cannot read {what} from {file}: {reason}") from error


def rules_out(book: Rulebook) -> RulesOut:
    """The rules in force as an answer."""
    return RulesOut(
        version=book.rules.version,
        digest=book.rules.digest(),
        rules=[RuleOut(key=key, value=one, origin=book.origin(key)) for key, one in book.values().items()],
        lists=[
            WarningListOut(name=one.name, version=one.version, origin=one.origin, entries=len(one.entries))
            for one in book.lists
        ],
    )
