"""What is to be measured, and the made-up ads it is measured on."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bench.processes import linkage
from linkage.synthetic import SyntheticAd, generate, write_jsonl
from linkage.synthetic.files import HEADER
from linkage.synthetic.planted import is_repeat

SEED = 7
BATCH = 1_000
WARM_UP = 1
"""Batches that a process applies before the ones that count."""
COUNTED = 2
"""Batches of a process that count."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes in ads, ascending; how often to measure; and a folder for everything that is made."""

    folder: Path
    sizes: tuple[int, ...]
    runs: int

    @property
    def ends(self) -> tuple[int, ...]:
        """The smallest and the largest size."""
        return tuple(dict.fromkeys((self.sizes[0], self.sizes[-1])))

    @property
    def batch(self) -> int:
        """New ads in a batch: 1,000, or less where that would not be small beside the graph."""
        return min(BATCH, max(10, self.sizes[0] // 30))

    @property
    def tails(self) -> int:
        """Batches that are made to follow each size."""
        return self.runs * (WARM_UP + COUNTED)


@dataclass(frozen=True, slots=True)
class World:
    """Files of one stream of ads: its first ads, the truth about them, and the batches that follow."""

    ads: int
    records: Path
    truth: Path
    tails: tuple[Path, ...]


def world(plan: Plan, ads: int) -> World:
    """The files of this size, written once."""
    name = plan.folder / f"{ads}"
    tails = tuple(Path(f"{name}.{number}.jsonl") for number in range(plan.tails))
    made = World(ads, Path(f"{name}.jsonl"), Path(f"{name}.csv"), tails)
    if not made.records.exists():
        # One stream for both: its dates depend on its length, so a longer one is another world.
        stream = generate(ads + plan.tails * plan.batch, SEED)
        with made.truth.open("w", encoding="utf-8", newline="") as out:
            write_jsonl(made.records, _with_truth(out, until(stream, ads)))
        for tail in tails:
            write_jsonl(tail, until(stream, plan.batch))
    return made


def until(stream: Iterator[SyntheticAd], ads: int) -> Iterator[SyntheticAd]:
    """Records of the stream up to so many different ads; the stream can be read on after them."""
    seen = 0
    for ad in stream:
        yield ad
        seen += not is_repeat(ad)
        if seen == ads:
            return


def _with_truth(out: TextIO, ads: Iterable[SyntheticAd]) -> Iterator[SyntheticAd]:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADER)
    for ad in ads:
        if not is_repeat(ad):
            rows.writerow((ad.record["source"], ad.record["source_id"], ad.operator))
        yield ad


def built(plan: Plan, ads: int) -> Path:
    """A store that holds the ads of this size, made once by the command. It is not to be written to."""
    store = plan.folder / f"{ads}.db"
    if not store.exists():
        linkage("ingest", str(world(plan, ads).records), "--store", str(store), folder=plan.folder)
    return store


def scratch(plan: Plan, like: Path | None = None) -> AbstractContextManager[Path]:
    """`scratch_in` the plan's folder."""
    return scratch_in(plan.folder, like)


@contextmanager
def scratch_in(folder: Path, like: Path | None = None) -> Iterator[Path]:
    """A path for a store that is dropped afterwards; a copy of another one, or nothing yet."""
    path = folder / "scratch.db"
    drop(path)
    if like is not None:
        shutil.copyfile(like, path)
    try:
        yield path
    finally:
        drop(path)


def drop(store: Path) -> None:
    """Remove a store and its log."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)
