"""The project's own source as syntax trees, and the house rules as functions over them.

Each rule takes a `Source` and answers its violations as `path:line what`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("linkage", "api", "schemas")
FOLDERS = (*SHIPPED, "bench", "tests")
CORE = tuple(f"linkage/{name}" for name in ("model", "errors", "ports", "normalise", "link", "resolve"))

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 50
CLOCKS = frozenset({"now", "utcnow", "today"})
BACK_DOORS = frozenset({"__import__", "eval", "exec", "compile"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """One file: its path below the root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """Parse. Raises SyntaxError."""
        return cls(path, text, ast.parse(text, path))

    @property
    def lines(self) -> int:
        """Number of lines."""
        return len(self.text.splitlines())

    def at(self, node: ast.AST, what: str) -> str:
        """A violation at a node."""
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}"


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file in the folders below the root, by path."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(Source.of(str(p.relative_to(ROOT)), p.read_text(encoding="utf-8")) for p in paths)


def in_core(path: str) -> bool:
    """Whether a path below the root belongs to the core."""
    return any(path == f"{part}.py" or path.startswith(f"{part}/") for part in CORE)


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def too_long(source: Source) -> Iterator[str]:
    """A file or a function of too many lines; a function's signature and docstring count."""
    if source.lines > MAX_FILE_LINES:
        yield f"{source.path}:1 file of {source.lines} lines"
    for function in functions(source.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MAX_FUNCTION_LINES:
            yield source.at(function, f"{function.name} has {lines} lines")


def unannotated(source: Source) -> Iterator[str]:
    """A parameter or a result without an annotation; `self` and `cls` need none."""
    bound = {
        id(method)
        for owner in ast.walk(source.tree)
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, Function) and "staticmethod" not in _decorators(method)
    }
    for function in functions(source.tree):
        if function.returns is None:
            yield source.at(function, f"{function.name} has no result type")
        for parameter in _parameters(function)[id(function) in bound :]:
            if parameter.annotation is None:
                yield source.at(parameter, f"{function.name}({parameter.arg}) has no type")


def _parameters(function: Function) -> list[ast.arg]:
    spec = function.args
    starred = [arg for arg in (spec.vararg, spec.kwarg) if arg]
    return [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *starred]


def _decorators(node: Function | ast.ClassDef) -> set[str]:
    """Last names of the decorators: `typing.overload` is "overload"."""
    called = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return {ast.unparse(decorator).rsplit(".", 1)[-1] for decorator in called}


def undocumented(source: Source) -> Iterator[str]:
    """A public module, class, function or method without a docstring."""
    stem = Path(source.path).stem
    if not _public(stem) and stem not in {"__init__", "__main__"}:
        return
    if not ast.get_docstring(source.tree):
        yield f"{source.path}:1 module without a docstring"
    yield from _undocumented(source, source.tree.body)


def _undocumented(source: Source, body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _undocumented(source, node.body)
        if not isinstance(node, Function | ast.ClassDef) or not _public(node.name):
            continue
        if not ast.get_docstring(node) and _decorators(node).isdisjoint({"overload", "setter"}):
            yield source.at(node, f"{node.name} has no docstring")
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(source, node.body)


def _public(name: str) -> bool:
    return not name.startswith("_")


def impure(source: Source) -> Iterator[str]:
    """What the import contracts cannot see: a clock, salted hashes, a submodule, a back door."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(attr=name) if name in CLOCKS:
                yield source.at(node, f"reads a clock: .{name}")
            case ast.Call(func=ast.Name(id="hash")) if "def __hash__" not in source.text:
                yield source.at(node, "hash() differs from process to process")
            case ast.Call(func=ast.Name(id=name)) if name in BACK_DOORS:
                yield source.at(node, f"calls {name}")
            case ast.Import() | ast.ImportFrom():
                yield from (source.at(node, f"imports {name}") for name in _imported(node) if _hidden(name))
            case _:
                pass


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Full dotted names; relative imports stay inside the project and are left out."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [f"{node.module}.{name.name}" for name in node.names if node.module]


def _hidden(name: str) -> bool:
    """Whether it opens a way out that a contract on top-level names has to leave open."""
    ways = ("urllib.request", "importlib.import_module", "importlib.util")
    return name == "importlib" or any(name == way or name.startswith(f"{way}.") for way in ways)


def loose_regexes(source: Source) -> Iterator[str]:
    """A pattern that is not compiled once, when the module is imported, and so escapes the checks."""
    inside = {id(n) for function in functions(source.tree) for n in ast.walk(function)}
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr="compile")) if id(node) in inside:
                yield source.at(node, "re.compile inside a function")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in _ONE_OFF:
                yield source.at(node, f"re.{name} with a pattern that nothing checks")
            case ast.ImportFrom(module="re"):
                yield source.at(node, "import re, so that its calls are recognised")
            case _:
                pass


_ONE_OFF = frozenset({"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
