"""Identifiers that are like one another, with what they are compared by.

Texts with real MinHash sketches, some of them a word or two apart; pictures some bits apart; vectors of two
models, one of which the rules of `worlds` know. `TWINS` are in one bucket, whatever they say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from linkage.model import Identifier, Kind, Sketch
from linkage.normalise.sketches import picture_sketch, text_sketch, vector_sketch

KNOWN_MODEL, OTHER_MODEL = "face", "voice"

_STUDIO = (
    "friendly massage studio visiting the old town this week with a quiet room and warm oil open late "
    "every day but sunday near the station please call first"
)
_GARDEN = (
    "garden work of every kind hedges and lawns roses and fruit trees with my own tools and a friendly "
    "word for everyone who stops by"
)
_PHRASES = (_STUDIO, _GARDEN)
_OTHER_WORDS = ("alder", "birch", "cedar", "elm", "fir", "hazel")


def _digest(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()[:32]


def _text(phrase: int, changed: Sequence[int]) -> Sketch:
    """A phrase with words in other words' places."""
    words = _PHRASES[phrase].split()
    for place in changed:
        words[place] = _OTHER_WORDS[place % len(_OTHER_WORDS)]
    masked = " ".join(words)
    return text_sketch(_digest(masked), masked)


def _picture(base: str, flipped: Sequence[int]) -> Sketch:
    """A hash that looks like chance, with bits turned over."""
    number = int(hashlib.sha256(base.encode()).hexdigest(), 16)
    for bit in flipped:
        number ^= 1 << bit
    return picture_sketch(f"pdq:{number:064x}")


def _vector(model: str, name: str, numbers: Sequence[float]) -> Sketch:
    return vector_sketch(f"{model}:{_digest(f'{model} {name}')}", numbers)


TEXTS = (
    *(_text(0, changed) for changed in ((), (3,), (3, 17), (9, 10, 11), (1, 6, 13, 20, 25), range(14))),
    *(_text(1, changed) for changed in ((), (5,), (5, 12, 19))),
)
PICTURES = (
    *(_picture("a", flipped) for flipped in ((), (0, 1), range(9), range(20), range(32, 48))),
    *(_picture("b", flipped) for flipped in ((), range(31), range(30, 64))),
)
VECTORS = (
    _vector(KNOWN_MODEL, "a", (1.0, 0.0, 0.2, 0.0, -0.3, 0.1, 0.0, 0.5)),
    _vector(KNOWN_MODEL, "b", (1.0, 0.02, 0.2, 0.01, -0.3, 0.1, 0.0, 0.52)),
    _vector(KNOWN_MODEL, "c", (0.9, 0.1, 0.3, 0.0, -0.3, 0.1, 0.1, 0.5)),
    _vector(KNOWN_MODEL, "d", (-1.0, 0.4, 0.2, 0.3, 0.6)),
    _vector(OTHER_MODEL, "a", (1.0, 0.0, 0.2)),
    _vector(OTHER_MODEL, "b", (1.0, 0.01, 0.2)),
)
TWINS = tuple(
    sketch._replace(value=_digest(f"twin of {sketch.value}"), keys=(*sketch.keys[:-1], 7))
    for sketch in (TEXTS[1], TEXTS[4], TEXTS[6])
)

SKETCHES: Mapping[Identifier, Sketch] = MappingProxyType(
    {Identifier(one.kind, one.value): one for one in (*TEXTS, *PICTURES, *VECTORS, *TWINS)}
)
OF_KIND: Mapping[Kind, tuple[Identifier, ...]] = MappingProxyType(
    {kind: tuple(i for i in SKETCHES if i.kind is kind) for kind in (Kind.TEXT, Kind.PICTURE, Kind.VECTOR)}
)


def sketches_of(identifiers: Sequence[Identifier]) -> tuple[Sketch, ...]:
    """What of the identifiers can be compared, ordered by kind and value."""
    return tuple(SKETCHES[i] for i in sorted(set(identifiers)) if i in SKETCHES)
