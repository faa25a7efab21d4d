from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.architecture import regexes
from tests.architecture.regexes import Found
from tests.architecture.source import ROOT, Source, in_core, loose_regexes, sources


@pytest.fixture(scope="module")
def found() -> list[Found]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture.regexes"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Found(*entry) for entry in json.loads(done.stdout)]


def test_no_unbounded_repeat_stands_inside_another(found: list[Found]) -> None:
    assert [f for f in found if regexes.nested(f.pattern, f.flags)] == []


def test_normalisers_bound_every_repeat(found: list[Found]) -> None:
    ours = [f for f in found if f.module.startswith("linkage.normalise")]
    assert ours, "the probe found no pattern at all"
    assert [f for f in ours if regexes.unbounded(f.pattern, f.flags)] == []


def test_no_pattern_is_slow_on_hostile_text(found: list[Found]) -> None:
    assert [f for f in found if f.seconds > regexes.MAX_CPU_SECONDS] == []


def test_patterns_of_the_core_are_compiled_on_import() -> None:
    core = [s for s in sources("linkage") if in_core(s.path)]
    assert [v for s in core for v in loose_regexes(s)] == []


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(?:a*b?)*", r"(?:x(?:\d{2,}))+", r"(?:(?=a+)b){2}", r"(a|b+){2,9}"]
)
def test_a_nested_repeat_is_seen(pattern: str) -> None:
    assert regexes.nested(pattern)


@pytest.mark.parametrize("pattern", [r"a+b*", r"(a{1,9}b){1,9}", r"(?:a+)?", r"[a+]+"])
def test_an_innocent_repeat_is_not(pattern: str) -> None:
    assert not regexes.nested(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"), [(r"a{1,64}", False), (r"a{3,}", True), (r"(?:b|c*)", True)]
)
def test_an_unbounded_repeat_is_seen(pattern: str, expected: bool) -> None:
    assert regexes.unbounded(pattern) is expected


@pytest.mark.parametrize(
    "pattern", [r"[0-9]{1,2000}[0-9.]{1,99}x", r"(?:[a-c]{1,9}b?){1,30}!", r"(\w+\s?)+$"]
)
def test_the_attack_sees_a_slow_pattern(pattern: str) -> None:
    assert regexes.worst_seconds(re.compile(pattern)) > regexes.MAX_CPU_SECONDS


def test_the_attack_passes_a_fast_pattern() -> None:
    assert regexes.worst_seconds(re.compile(r"(?:\+|00)[0-9](?:[ .-]?[0-9]){7,14}")) < regexes.MAX_CPU_SECONDS


@pytest.mark.parametrize(
    "text", ["import re\ndef f():\n    re.compile('a')", "import re\nre.sub('a', 'b', 'c')"]
)
def test_a_pattern_out_of_sight_is_seen(text: str) -> None:
    assert list(loose_regexes(Source.of("linkage/link/x.py", text)))
