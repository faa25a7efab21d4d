"""Output that would destroy what it is made from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from linkage.errors import InvalidInputError

BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a store."""


def spare(out: str, location: str, inputs: Iterable[str] = ()) -> None:
    """Raise InvalidInputError when writing to `out` would replace the store or an input."""
    from linkage.bootstrap import file_of  # noqa: PLC0415 - heavy
    from linkage.export.files import expanded  # noqa: PLC0415 - heavy

    if out == "-":
        return
    store = file_of(location)
    kept = [Path(one) for one in inputs if one != "-"]
    if store is not None:
        kept += [store.with_name(store.name + suffix) for suffix in BESIDE]
    target = expanded(out)
    if any(_same(target, one) for one in kept):
        raise InvalidInputError(f"writing to {out} would replace the store or what is being read")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except OSError:  # one of them is not there
        return False
