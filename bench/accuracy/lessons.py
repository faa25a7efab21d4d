"""The worlds that the shipped weights are fitted to. None of them is measured on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.accuracy.foreign import FOREIGN, write_foreign
from linkage.synthetic import WORLDS, write_world


@dataclass(frozen=True, slots=True)
class Lesson:
    """A world: `changed` rates of its profile, and fields that no record of it has (`pdq`: of no picture).

    `weight`: how much an identifier of it counts for the model of what is generic.
    """

    world: str
    seed: int
    ads: int = 10_000
    without: tuple[str, ...] = ()
    changed: Mapping[str, float] = field(default_factory=dict)
    weight: float = 1.0


def _whole(world: str, seed: int) -> Lesson:
    return Lesson(world, seed, ads=20_000, weight=4.0)


_COPYCATS = {"agency_text": 0.3, "agency_texts": 12, "boilerplate": 0.08, "stock_picture": 0.08}
_CELLS = {"phone": 0.4, "email": 0.15, "handle": 0.1, "weak_cells": 0.5, "phone_chain": 0.6}
_ERRORS = {"wrong_number": 0.03, "borrowed_picture": 0.06, "switchboard": 0.03, "site_contact": 0.02}
_GUESTS = {"venue_guest": 0.2, "thief": 0.15, "fresh_texts": 0.2}
_CONTACTS = ("emails", "handles", "urls", "wallets")
LESSONS: tuple[Lesson, ...] = (
    *(_whole(world, seed) for world in ("hard", "default") for seed in (101, 102)),
    _whole("easy", 101),
    # Ads are not all as complete as the generator's: what models may not lean on.
    Lesson("hard", 301, without=("location",)),
    Lesson("default", 302, without=("location", "posted_at", "crawled_at")),
    Lesson("easy", 303, without=("pdq",)),
    Lesson("hard", 304, without=("city", "images")),
    Lesson("default", 305, without=("images", "body", *_CONTACTS, "title")),
    Lesson("hard", 306, without=("images", "body")),
    Lesson("hard", 307, changed=_COPYCATS),
    Lesson("hard", 308, changed=_CELLS),
    Lesson("default", 309, changed=_ERRORS),
    Lesson("easy", 310, without=("emails", "handles", "images")),
    Lesson("hard", 311, without=("location", "posted_at", "crawled_at", "images")),
    Lesson("hard", 312, without=("emails", "handles"), changed=_GUESTS),
    *(Lesson(world, 1, ads=20_000) for world in ("touring", "labour", "sparse")),
)


def write_lesson(folder: Path, lesson: Lesson, share: float = 1.0) -> None:
    """Write its `ads.jsonl` and `truth.csv`, or those of a smaller world of its kind."""
    ads = max(200, int(share * lesson.ads))
    if lesson.world in FOREIGN:
        write_foreign(folder, lesson.world, ads=ads, seed=lesson.seed)
        return
    profile = replace(WORLDS[lesson.world], **lesson.changed)  # type: ignore[arg-type]  # rates by name
    write_world(folder, ads=ads, seed=lesson.seed, profile=profile)
    if lesson.without:
        path = folder / "ads.jsonl"
        lines = path.read_text("utf-8").splitlines()
        path.write_text("".join(f"{_thinned(line, lesson.without)}\n" for line in lines), "utf-8")


def _thinned(line: str, without: tuple[str, ...]) -> str:
    """A record without some fields; a line that is none as it is."""
    try:
        record = json.loads(line)
    except ValueError:
        return line
    for name in without:
        if name == "pdq":
            for image in record.get("images") or ():
                image.pop("pdq", None)
        elif name == "city":
            record["location"] = {"country": (record.get("location") or {}).get("country")}
        else:
            record.pop(name, None)
    return json.dumps(record, ensure_ascii=False)
