"""A world in the making: its ads, who is behind them, and what operators share."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TextIO

from bench.accuracy.foreign.draft import Draft
from bench.accuracy.foreign.pictures import Key, Picture
from bench.accuracy.foreign.places import AREA_CODES
from bench.accuracy.foreign.words import made_word

_PLATFORMS = ("telegram", "instagram", "snapchat", "twitter", "facebook")
_MAIL_HOSTS = tuple(
    f"{name}.example.{top}"
    for name in ("post", "mail", "inbox", "letters", "box", "web")
    for top in ("com", "net", "org")
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class _Ad(NamedTuple):
    line: str
    source: str
    source_id: str
    operator: str


class World:
    """Collects ads. Its `rng` decides everything, so that equal worlds come of equal calls."""

    def __init__(self, name: str, seed: int, sites: Sequence[str]) -> None:
        self.rng = Random(f"independent-world/{name}/{seed}")
        self.sites = sites
        self._ads: list[_Ad] = []
        self._ids: set[tuple[str, str]] = set()
        self._hubs: dict[Key, set[str]] = {}
        self._taken: set[str] = set()
        # Numbers that are reserved for fiction; there are not enough of them for large worlds.
        self._american = [f"+1{code}55501{n:02d}" for code in AREA_CODES for n in range(100)]
        self._british = [f"+447700900{n:03d}" for n in range(1_000)]
        self.rng.shuffle(self._american)
        self.rng.shuffle(self._british)

    def __len__(self) -> int:
        return len(self._ads)

    def phone(self, country: str = "US") -> str:
        """A number that was not given out before; outside North America often a British one."""
        if country not in {"US", "CA"} and self._british and self.rng.random() < 0.7:
            return self._british.pop()
        if self._american:
            return self._american.pop()
        while True:
            phone = f"+1{self.rng.choice(AREA_CODES)}555{self.rng.randrange(200, 10_000):04d}"
            if not phone.endswith("1212") and self._is_new(phone):  # 555-1212 is directory assistance
                return phone

    def phones(self, count: int, country: str = "US") -> list[str]:
        """So many new numbers."""
        return [self.phone(country) for _ in range(count)]

    def email(self) -> str:
        """A new address."""
        rng = self.rng
        while True:
            start = made_word(rng) + rng.choice((".", "", "_")) + made_word(rng, 1, 3)
            number = str(rng.randrange(10, 9_999))
            email = f"{start}{rng.choice(('', number))}@{rng.choice(_MAIL_HOSTS)}"
            if self._is_new(email):
                return email

    def emails(self, count: int) -> list[str]:
        """So many new addresses."""
        return [self.email() for _ in range(count)]

    def handle(self) -> str:
        """A new handle, `platform:name`."""
        rng = self.rng
        while True:
            handle = (
                f"{rng.choice(_PLATFORMS)}:{made_word(rng)}{rng.choice(('', '_'))}{rng.randrange(1, 999)}"
            )
            if self._is_new(handle):
                return handle

    def handles(self, count: int) -> list[str]:
        """So many new handles."""
        return [self.handle() for _ in range(count)]

    def share(self, kind: str, value: str) -> None:
        """Plant an identifier that says nothing about who is behind an ad."""
        self._hubs[kind, value] = set()

    def share_picture(self, shared: Picture) -> None:
        """Plant a picture that says nothing about who is behind an ad."""
        for key in shared.identifiers():
            self.share(*key)

    def draft(self) -> Draft:
        """An empty ad."""
        return Draft(self.rng)

    def emit(self, operator: str, ad: Draft, source: str | None = None) -> None:
        """Add the ad of an operator, on any of the sites if none is named."""
        source = source or self.rng.choice(self.sites)
        while True:
            source_id = str(self.rng.randrange(10**7, 10**9))
            if (source, source_id) not in self._ids:
                break
        self._ids.add((source, source_id))
        for key in ad.shown:
            if key in self._hubs:
                self._hubs[key].add(operator)
        line = _encode({"source": source, "source_id": source_id, **ad.fields})
        self._ads.append(_Ad(line, source, source_id, operator))

    def write(self, folder: Path) -> None:
        """Write the ads in any order, their operators, and what at least two operators shared."""
        self.rng.shuffle(self._ads)
        folder.mkdir(parents=True, exist_ok=True)
        with _opened(folder / "ads.jsonl") as records:
            records.writelines(f"{ad.line}\n" for ad in self._ads)
        _table(folder / "truth.csv", ("source", "source_id", "operator"), (ad[1:] for ad in self._ads))
        shared = sorted(key for key, operators in self._hubs.items() if len(operators) > 1)
        _table(folder / "hubs.csv", ("kind", "value"), shared)

    def _is_new(self, value: str) -> bool:
        if value in self._taken:
            return False
        self._taken.add(value)
        return True


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with _opened(path) as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def pareto_sizes(rng: Random, ads: int, alpha: float, most: int, least: int = 1) -> list[int]:
    """Ads of each operator, Pareto-distributed between the bounds; the last takes what is left."""
    sizes: list[int] = []
    left = ads
    while left:
        size = min(most, max(least, int(least * rng.paretovariate(alpha))), left)
        sizes.append(size)
        left -= size
    rng.shuffle(sizes)
    return sizes
