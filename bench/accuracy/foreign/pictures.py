"""Pictures as hashes, and other files of the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

Key = tuple[str, str]
"""Kind and value of an identifier."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One file of a picture."""

    sha256: str
    pdq: str | None = None
    pdq_quality: int | None = None

    def wire(self) -> dict[str, object]:
        """As a record has it."""
        if self.pdq is None:
            return {"sha256": self.sha256}
        return {"sha256": self.sha256, "pdq": self.pdq, "pdq_quality": self.pdq_quality}

    def identifiers(self) -> list[Key]:
        """What it is known by."""
        file = ("image", f"sha256:{self.sha256}")
        return [file] if self.pdq is None else [file, ("picture", f"pdq:{self.pdq}")]


def picture(rng: Random) -> Picture:
    """A new picture."""
    return Picture(
        sha256=f"{rng.getrandbits(256):064x}",
        pdq=f"{rng.getrandbits(256):064x}",
        pdq_quality=rng.randint(80, 100),
    )


def recoded(rng: Random, original: Picture, least: int = 1, most: int = 8) -> Picture:
    """Another file of the same picture, its PDQ hash so many bits away. It must have one."""
    assert original.pdq is not None
    pdq = int(original.pdq, 16)
    for bit in rng.sample(range(256), rng.randint(least, most)):
        pdq ^= 1 << bit
    return Picture(
        sha256=f"{rng.getrandbits(256):064x}",
        pdq=f"{pdq:064x}",
        pdq_quality=rng.randint(80, 100),
    )


class Album:
    """An operator's pictures, of which some ads show other files: of each there are a few."""

    def __init__(self, rng: Random, pictures: Sequence[Picture], *, anew: float, files: int) -> None:
        self._rng = rng
        self._pictures = pictures
        self._anew = anew
        self._files = files
        self._made: dict[tuple[int, int], Picture] = {}

    def some(self, most: int) -> list[Picture]:
        """One to `most` different pictures."""
        numbers = range(len(self._pictures))
        count = min(len(numbers), self._rng.randint(1, most))
        return [self._file(number) for number in self._rng.sample(numbers, count)]

    def _file(self, number: int) -> Picture:
        original = self._pictures[number]
        if self._rng.random() >= self._anew:
            return original
        key = (number, self._rng.randrange(self._files))
        if key not in self._made:
            self._made[key] = recoded(self._rng, original)
        return self._made[key]
