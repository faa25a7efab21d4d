from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import middle, quantile, spread
from bench.machine import Load, facts
from bench.processes import Memory, Run, measured, memory

numbers = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=40)


@given(values=numbers, share=st.sampled_from([0.0, 0.01, 0.5, 0.9, 0.99, 1.0]))
def test_a_quantile_is_the_least_value_that_enough_do_not_exceed(values: list[float], share: float) -> None:
    got = quantile(values, share)
    assert got in values
    assert sum(value <= got for value in values) >= share * len(values)
    assert all(sum(value <= less for value in values) < share * len(values) for less in values if less < got)


def test_the_worst_of_two_is_no_median() -> None:
    assert quantile([1.0, 9.0], 0.5) == 1.0
    assert middle([1.0, 9.0]) == 5.0
    assert spread([3.25, 1.0], ".1f") == "1.0 - 3.2"


def test_others_at_work_are_noticed() -> None:
    assert not Load(0.4, 2).busy
    assert Load(1.0, 2).busy


def test_the_machine_is_described(tmp_path: Path) -> None:
    told = facts(tmp_path)
    assert f"Python {sys.version.split()[0]}" in told
    assert "0 GiB" not in told.split(", ")
    assert told.rpartition(" on ")[2]


def written(folder: Path, text: str) -> Run:
    """A module of bench that is this text."""
    package = folder / "bench"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "made.py").write_text(text, encoding="utf-8")
    return measured("made", "argument", folder=folder)


WORK = """
import time
held = b"x" * (64 << 20)
while time.process_time() < 0.6:
    pass
"""
PARENT = f"""
import json, subprocess, sys
held = b"x" * (64 << 20)
subprocess.run([sys.executable, "-c", {WORK!r}], check=True)
json.dump({{"told": sys.argv[1]}}, sys.stdout)
"""


def test_memory_and_cpu_are_those_of_the_whole_tree(tmp_path: Path) -> None:
    run = written(tmp_path, PARENT)
    assert run.answer == {"told": "argument"}
    assert 128 < run.peak.anonymous < 400
    assert run.peak.total >= run.peak.anonymous
    assert run.cpu > 0.2
    assert run.seconds > 0.5


def test_a_failure_is_told_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"ended with 1(.|\n)*the reason"):
        written(tmp_path, "raise SystemExit('the reason')")


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert memory(2**22 + 1) == Memory(0.0, 0.0)
