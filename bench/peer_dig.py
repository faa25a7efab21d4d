"""DIG's phone extractor (digPhoneExtractor 0.3.7, 2017) as published, on the Python 2.7 that it needs.

`LINKAGE_PYTHON27` names an interpreter and `LINKAGE_DIG` the folder of the unpacked package. The
`phonenumbers` that it imports is the one of this process, which still supports 2.7.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import phonenumbers

FORMATS = ("list", "obfuscation")
PYTHON, FOLDER = "LINKAGE_PYTHON27", "LINKAGE_DIG"

SCRIPT = """
import json, sys, time
from pnmatcher import PhoneNumberMatcher

matcher = PhoneNumberMatcher(_output_format=sys.argv[1])
for line in sys.stdin:
    ads = json.loads(line)
    began = time.clock()
    found = []
    for ad in ads:
        mine = matcher.match(ad["text"].split(), source_type="text")
        if ad["url"]:
            mine = mine + matcher.match(ad["url"], source_type="url")
        found.append(mine)
    print(json.dumps({"seconds": time.clock() - began, "found": found}))
"""
"""In Python 2.7, where `clock` is the process's CPU time. It wants tokens, not a string."""


@dataclass(frozen=True, slots=True)
class Ad:
    """What the extractor reads."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one list of ads: CPU seconds, and the digits found in each ad."""

    seconds: float
    found: tuple[tuple[str, ...], ...]


def missing() -> str | None:
    """Why it cannot be run here, or None where it can."""
    for variable in (PYTHON, FOLDER):
        if not os.environ.get(variable):
            return f"{variable} is not set"
    if not _package().is_dir():
        return f"{FOLDER} holds no digPhoneExtractor/pnmatcher"
    return None


def run(output: str, lists: Iterable[Sequence[Ad]]) -> list[Answer]:
    """Its answers for each list of ads, in one process, with one of its output `FORMATS`.

    Raises RuntimeError when the process fails.
    """
    lines = "".join(json.dumps([{"text": a.text, "url": a.url} for a in ads]) + "\n" for ads in lists)
    with _environment() as environment:
        done = subprocess.run(
            [os.environ[PYTHON], "-B", "-c", SCRIPT, output],
            input=lines,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"DIG's extractor ended with {done.returncode}: {done.stderr[-2_000:]}")
    return [_answer(line) for line in done.stdout.splitlines()]


def _answer(line: str) -> Answer:
    read = json.loads(line)
    return Answer(read["seconds"], tuple(tuple(numbers) for numbers in read["found"]))


def _package() -> Path:
    return Path(os.environ[FOLDER]) / "digPhoneExtractor" / "pnmatcher"


@contextmanager
def _environment() -> Iterator[dict[str, str]]:
    """A path on which there are the extractor and `phonenumbers`, and nothing else of this Python."""
    with tempfile.TemporaryDirectory(prefix="linkage-dig-") as folder:
        for package in (_package(), Path(phonenumbers.__file__).parent):
            (Path(folder) / package.name).symlink_to(package.resolve(), target_is_directory=True)
        yield {"PYTHONPATH": folder, "PYTHONIOENCODING": "utf-8", "PATH": os.environ.get("PATH", "")}
