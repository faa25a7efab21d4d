"""The worlds to measure on, and stores that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.accuracy.foreign import FOREIGN, write_foreign
from bench.processes import linkage
from linkage.synthetic import WORLDS, write_world


@dataclass(frozen=True, slots=True)
class Plan:
    """Worlds by name, seeds, the ads of each world, and a folder for everything that is made."""

    folder: Path
    worlds: tuple[str, ...]
    seeds: tuple[int, ...]
    ads: int


@dataclass(frozen=True, slots=True)
class Made:
    """A world's folder and the files in it."""

    folder: Path

    @property
    def records(self) -> Path:
        """The ads."""
        return self.folder / "ads.jsonl"

    @property
    def truth(self) -> Path:
        """Who is behind each ad."""
        return self.folder / "truth.csv"

    @property
    def store(self) -> Path:
        """A store of the ads by the rules that ship. It is not to be written to."""
        return self.folder / "linkage.db"


def made(plan: Plan, name: str, seed: int) -> Made:
    """The files of a world, written once, and its store, made once by the command."""
    world = Made(plan.folder / f"{name}-{seed}")
    if not world.folder.exists():
        if name in FOREIGN:
            write_foreign(world.folder, name, ads=plan.ads, seed=seed)
        else:
            write_world(world.folder, ads=plan.ads, seed=seed, profile=WORLDS[name])
        linkage("ingest", str(world.records), "--store", str(world.store), folder=plan.folder)
    return world


def seeds_of(plan: Plan, name: str) -> Sequence[Made]:
    """One world of each seed."""
    return [made(plan, name, seed) for seed in plan.seeds]
