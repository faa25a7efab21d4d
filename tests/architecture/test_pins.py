from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.source import ROOT

PINS = ("requirements.txt", "requirements-neo4j.txt", "requirements-dev.txt")
_PIN = re.compile(r"(?P<name>[a-z0-9-]{1,80})==(?P<version>[^ ;\\]{1,40})")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,80}")


def _pins(file: str) -> dict[str, str]:
    """Each pinned library with its version."""
    return {m["name"]: m["version"] for e in _entries(file) if (m := _PIN.match(e))}


def _entries(file: str) -> list[str]:
    """One text a requirement, its continuation lines joined."""
    return (ROOT / file).read_text(encoding="utf-8").replace("\\\n", "").splitlines()


@pytest.mark.parametrize("file", PINS)
def test_every_line_is_a_pin_with_a_hash_and_names_no_host(file: str) -> None:
    assert [e for e in _entries(file) if not _PIN.match(e) or "--hash=sha256:" not in e] == []
    assert [e for e in _entries(file) if "://" in e or "--index" in e or "--find-links" in e] == []


def test_one_environment_can_hold_all() -> None:
    runtime, neo4j, development = map(_pins, PINS)
    assert runtime.items() <= neo4j.items() <= development.items()


def test_everything_that_the_project_asks_for_is_pinned() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = settings["dependency-groups"]
    always = [*settings["project"]["dependencies"], *groups["build"]]
    more = [g for group in settings["project"]["optional-dependencies"].values() for g in group]
    more += [entry for entry in groups["dev"] if isinstance(entry, str)]

    def names(asked: list[str]) -> set[str]:
        return {m[0].lower() for entry in asked if (m := _NAME.match(entry))}

    assert names(always) - _pins(PINS[0]).keys() == set()
    assert names([*always, *more]) - _pins(PINS[-1]).keys() == set()
    assert sorted(settings["build-system"]["requires"]) == sorted(groups["build"])
