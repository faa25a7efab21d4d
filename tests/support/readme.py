"""README.md as data, and its commands run as a reader would run them."""

from __future__ import annotations

import errno
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from tests.support.command import ROOT, environment

README = ROOT / "README.md"
WIDTH = "110"
_EXAMPLE = re.compile(r"<!-- example: (?P<name>[\w.-]+) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)
_RUN = re.compile(r"<!-- run -->\n```sh\n(?P<text>.*?)```", re.DOTALL)


def examples() -> dict[str, str]:
    """Example files by name."""
    return {match["name"]: match["text"] for match in _EXAMPLE.finditer(README.read_text(encoding="utf-8"))}


def commands() -> list[str]:
    """Every command of the blocks that are to be run, in order."""
    blocks = _RUN.findall(README.read_text(encoding="utf-8"))
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def shown(name: str) -> str:
    """The output that stands between the markers of this name."""
    text = README.read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n```text\n(.*?)```\n<!-- /{name} -->", text, re.DOTALL)
    assert found is not None, f"README has no block {name}"
    return found[1]


def show(name: str, output: str) -> None:
    """Put output between the markers of this name."""
    text = README.read_text(encoding="utf-8")
    block = f"<!-- {name} -->\n```text\n{output.strip()}\n```\n<!-- /{name} -->"
    pattern = rf"<!-- {name} -->\n```text\n.*?```\n<!-- /{name} -->"
    README.write_text(re.sub(pattern, lambda _: block, text, flags=re.DOTALL), encoding="utf-8")


def script_folder(folder: Path) -> None:
    """Put a `linkage` command into a folder, for commands that name it."""
    folder.mkdir(exist_ok=True)
    command = folder / "linkage"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m linkage "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def on_terminal(command: str, folder: Path) -> tuple[int, str]:
    """Run a command of the shell on a terminal of 110 columns; its exit code and what it showed."""
    script_folder(folder / ".bin")
    env = {**environment(), "COLUMNS": WIDTH, "LINES": "50", "TERM": "dumb", "NO_COLOR": "1"}
    env["PATH"] = f"{folder / '.bin'}{os.pathsep}{env['PATH']}"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["/bin/bash", "-c", command],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65_536):
            parts.append(part)
    except OSError as error:  # Linux tells the end of a terminal so
        if error.errno != errno.EIO:
            raise
    os.close(ours)
    text = b"".join(parts).decode("utf-8").replace("\r\n", "\n")
    return process.wait(timeout=120), "\n".join(line.rstrip() for line in text.splitlines())


def refresh(folder: Path) -> None:
    """Put what the commands really print into README.md."""
    for name, text in examples().items():
        (folder / name).write_text(text, encoding="utf-8")
    for command in commands():
        _, output = on_terminal(command, folder)
        if command.startswith("linkage explain"):
            show("explain", output)
    _, output = on_terminal("linkage demo --no-serve", folder)
    show("demo", output.replace("   linkage ", "   .venv/bin/linkage "))


if __name__ == "__main__":
    refresh(Path(sys.argv[1]))
