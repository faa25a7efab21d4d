"""The `linkage` command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ("membership", "links", "identifiers")


def environment() -> dict[str, str]:
    """The environment of the tests, without settings of whoever runs them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINKAGE_")}
    kept["PYTHONPATH"] = os.pathsep.join(str(ROOT / part) for part in ("", "api", "schemas"))
    return kept


def start(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start the command."""
    return subprocess.Popen(
        [sys.executable, "-m", "linkage", *arguments],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments: str, cwd: Path, code: int = 0) -> str:
    """Run the command to its end; its standard output. The exit code must be `code`."""
    process = start(*arguments, cwd=cwd)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, (arguments, process.returncode, err)
    assert "Traceback" not in err, err
    return out


def exported(store: str, cwd: Path) -> list[bytes]:
    """All tables of a store."""
    for what in EXPORTS:
        run("export", what, "--out", f"{what}.csv", "--store", store, cwd=cwd)
    return [(cwd / f"{what}.csv").read_bytes() for what in EXPORTS]
