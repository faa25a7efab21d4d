from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.architecture.source import (
    FOLDERS,
    ROOT,
    SHIPPED,
    Source,
    impure,
    in_core,
    sources,
    too_long,
    unannotated,
    undocumented,
)

Rule = Callable[[Source], Iterator[str]]

HEAVY = ("apsw", "fastapi", "neo4j", "networkx", "phonenumbers", "pyarrow", "pydantic", "scipy", "uvicorn")
SMALL_FILE_LINES = 300


@pytest.mark.parametrize(
    ("rule", "folders"),
    [
        (too_long, FOLDERS),
        (unannotated, FOLDERS),
        (undocumented, SHIPPED),
    ],
)
def test_every_file_keeps_the_rule(rule: Rule, folders: tuple[str, ...]) -> None:
    assert [violation for source in sources(*folders) for violation in rule(source)] == []


def test_the_core_is_pure() -> None:
    core = [source for source in sources("linkage") if in_core(source.path)]
    assert [violation for source in core for violation in impure(source)] == []


def test_nine_files_of_ten_are_small() -> None:
    everything = sources(*FOLDERS)
    large = [source.path for source in everything if source.lines > SMALL_FILE_LINES]
    assert len(large) * 10 <= len(everything), large


def test_every_module_has_its_layer() -> None:
    layers = _contract("layers")["layers"]
    placed = {name.strip(" ()") for layer in layers for name in layer.replace(":", "|").split("|")}
    present = {f"linkage.{path.stem}" for path in (ROOT / "linkage").glob("[!_]*.py")}
    present |= {f"linkage.{path.parent.name}" for path in (ROOT / "linkage").glob("*/__init__.py")}
    assert present - placed == set()


def test_services_are_kept_from_whole_packages() -> None:
    forbidden = _contract("ports")["forbidden_modules"]
    present = [name for name in ("store", "engine") if (ROOT / "linkage" / name / "__init__.py").exists()]
    assert {f"linkage.{name}" for name in present} <= set(forbidden)


def _contract(id_: str) -> dict[str, Any]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == id_)


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import json, sys\n"
        "sys.argv = ['linkage', '--help']\n"
        "from linkage.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "ingest" in done.stdout
    loaded = json.loads(done.stderr.splitlines()[-1])
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (too_long, "x = 1\n" * 501),
        (too_long, "def f():\n" + "    x = 1\n" * 50),
        (too_long, "class A:\n    async def f(self):\n" + "        x = 1\n" * 50),
        (unannotated, "def f(x) -> None: ..."),
        (unannotated, "def f(x: int): ..."),
        (unannotated, "def f(*args, **more) -> None: ..."),
        (unannotated, "def f(self) -> None: ..."),
        (unannotated, "class A:\n    @staticmethod\n    def f(x) -> None: ..."),
        (unannotated, "def f() -> None:\n    def g(x: int): ..."),
        (undocumented, "x = 1"),
        (undocumented, "'''M.'''\ndef f() -> None: ..."),
        (undocumented, "'''M.'''\nclass A: ..."),
        (undocumented, "'''M.'''\nclass A:\n    '''A.'''\n    def f(self) -> None: ..."),
        (undocumented, "'''M.'''\nif True:\n    def f() -> None: ..."),
        (impure, "import datetime\ndatetime.datetime.now()"),
        (impure, "from datetime import date\ntoday = date.today"),
        (impure, "order = hash('a')"),
        (impure, "import urllib.request"),
        (impure, "from urllib import request"),
        (impure, "from urllib.request import urlopen"),
        (impure, "import importlib"),
        (impure, "from importlib import import_module"),
        (impure, "__import__('socket')"),
    ],
)
def test_a_broken_rule_is_seen(rule: Rule, text: str) -> None:
    assert list(rule(Source.of("linkage/link/planted.py", text)))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (too_long, "x = 1\n" * 500),
        (too_long, "def f():\n" + "    x = 1\n" * 49),
        (unannotated, "class A:\n    def f(self, x: int, *more: str) -> None: ..."),
        (unannotated, "class A:\n    @classmethod\n    def f(cls) -> None: ..."),
        (unannotated, "f = lambda x: x"),
        (undocumented, "'''M.'''\ndef _f() -> None: ...\nclass _A:\n    def f(self) -> None: ..."),
        (undocumented, "'''M.'''\nclass A:\n    '''A.'''\n    def __len__(self) -> int: ..."),
        (impure, "from importlib import resources"),
        (impure, "import urllib.parse\nfrom datetime import UTC, datetime\ndatetime.fromtimestamp(0, UTC)"),
    ],
)
def test_a_kept_rule_is_not_reported(rule: Rule, text: str) -> None:
    assert not list(rule(Source.of("linkage/link/planted.py", text)))


def test_the_core_is_what_the_design_says() -> None:
    inside = ("linkage/model.py", "linkage/normalise/phone/extractor.py", "linkage/ports/store.py")
    outside = ("linkage/settings.py", "linkage/store/sqlite/apply.py", "linkage/linked.py", "tests/model.py")
    assert [in_core(path) for path in (*inside, *outside)] == [True] * 3 + [False] * 4
