"""Finds the patterns that the core compiles, and what in them could run away.

Run as a program it imports the core, attacks every pattern and prints what it found as JSON, in
a process of its own because a pattern that runs away cannot be stopped from within.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any, NamedTuple

from tests.architecture.source import in_core, sources

ATTACK_LENGTHS = (8, 12, 16, 20, 24, 28, 100, 1_000, 10_000)
MAX_CPU_SECONDS = 0.25
CLASSICS = ("1", "1 ", "@", "a.a.a", "one two ", "a\u0301", "-", "<a ", "&#1")
"""Tried on every pattern, whatever its own letters."""
MAX_LETTERS = 6

_parser: Any = importlib.import_module("re._parser")
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class Found(NamedTuple):
    """A compiled pattern, where, and the CPU seconds that the worst attack took."""

    module: str
    pattern: str
    flags: int
    seconds: float


def unbounded(pattern: str, flags: int = 0) -> bool:
    """Whether a repeat in the pattern has no upper bound."""
    return any(most == _parser.MAXREPEAT for most, _ in _repeats(_parser.parse(pattern, flags), 1))


def nested(pattern: str, flags: int = 0) -> bool:
    """Whether an unbounded repeat stands inside a repeat: the shape of catastrophic backtracking."""
    return any(
        most == _parser.MAXREPEAT and around > 1
        for most, around in _repeats(_parser.parse(pattern, flags), 1)
    )


def _repeats(parsed: Iterable[Any], around: int) -> Iterator[tuple[int, int]]:
    """(most, the largest `most` of the repeats around it) of every repeat."""
    for op, value in parsed:
        inner = around
        if str(op) in _REPEATS:
            most = int(value[1])
            yield most, around
            inner = max(around, most)
        for part in _parts(value):
            yield from _repeats(part, inner)


def _parts(value: Any) -> Iterator[Any]:
    """Every sub-pattern in an operation's argument, however it is packed."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _parts(item)


def letters(pattern: str, flags: int = 0) -> list[str]:
    """A few characters that the pattern accepts somewhere, from its literals and sets."""
    found: dict[str, None] = {}
    stack = [_parser.parse(pattern, flags)]
    while stack:
        for op, value in stack.pop():
            if str(op) == "LITERAL":
                found.setdefault(chr(value))
            elif str(op) == "IN":
                found.update(dict.fromkeys(_of_set(value)))
            stack.extend(_parts(value))
    return [*found, "a"][:MAX_LETTERS]


def _of_set(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    classes = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    for op, value in items:
        if str(op) == "LITERAL":
            yield chr(value)
        elif str(op) == "RANGE":
            yield chr(value[0])
        elif str(op) == "CATEGORY":
            yield classes.get(str(value), "!")


def worst_seconds(compiled: re.Pattern[str]) -> float:
    """CPU seconds of the slowest scan over runs and alternations of the pattern's letters.

    The texts grow until one takes too long, so that an exponential pattern ends too.
    """
    some = letters(compiled.pattern, compiled.flags)
    units = [*some, *("".join(pair) for pair in permutations(some, 2)), *CLASSICS]
    worst = 0.0
    for length in ATTACK_LENGTHS:
        for unit in units:
            text = unit * (length // len(unit)) + "\x00"
            start = time.process_time()
            for _ in compiled.finditer(text):
                pass
            worst = max(worst, time.process_time() - start)
            if worst > MAX_CPU_SECONDS:
                return worst
    return worst


def core_modules() -> list[str]:
    """Dotted names of all modules of the core."""
    paths = (s.path for s in sources("linkage") if in_core(s.path))
    return [p.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for p in paths]


def compiled_by(modules: Iterable[str]) -> list[tuple[str, re.Pattern[str]]]:
    """Import the modules and catch every text pattern that they, not their libraries, compile."""
    caught: list[tuple[str, re.Pattern[str]]] = []
    original = re.compile

    def record(pattern: Any, flags: Any = 0) -> Any:
        made = original(pattern, flags)
        caller = str(sys._getframe(1).f_globals.get("__name__"))
        if caller.startswith("linkage.") and isinstance(made.pattern, str):
            caught.append((caller, made))
        return made

    re.compile = record
    try:
        for module in modules:
            importlib.import_module(module)
    finally:
        re.compile = original
    return caught


def main() -> None:
    """Print every pattern of the core, with its worst case, as JSON."""
    found = [
        Found(module, made.pattern, made.flags, worst_seconds(made))
        for module, made in compiled_by(core_modules())
    ]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
