"""How alike two texts, two pictures or two vectors are, and from where on that is evidence."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from math import fsum
from types import MappingProxyType

from rapidfuzz.distance import Indel

from linkage.link.rules import Rules
from linkage.model import Kind
from linkage.normalise.sketches import bigrams, picture_sketch
from linkage.normalise.vector import model_of

COMPARED: tuple[Kind, ...] = (Kind.TEXT, Kind.PICTURE, Kind.VECTOR)
"""Kinds whose values may be alike without being equal."""
PDQ_BITS = 256


def bands(kind: Kind, value: str) -> tuple[int, ...]:
    """The buckets of a value that is its own sketch; none for kinds whose sketch the record must bring."""
    return picture_sketch(value).keys if kind is Kind.PICTURE else ()


def hamming(a: bytes, b: bytes) -> int:
    """Bits in which two hashes of one length differ."""
    return (int.from_bytes(a) ^ int.from_bytes(b)).bit_count()


def bits_apart(a: str, b: str) -> int:
    """Bits in which two pictures' values, `pdq:` and hex digits, differ."""
    return hamming(*(bytes.fromhex(value.partition(":")[2]) for value in (a, b)))


def jaccard(a: bytes, b: bytes) -> float:
    """Share of common bigrams among all bigrams of two text sketches."""
    left, right = bigrams(a), bigrams(b)
    return len(left & right) / len(left | right)


def sorted_ratio(a: bytes, b: bytes) -> float:
    """How alike two text sketches are whatever the order of their words, from 0 to 1 (Indel)."""
    return Indel.normalized_similarity(sorted(_words(a)), sorted(_words(b)))


def cosine(a: bytes, b: bytes) -> float:
    """Of two vectors of length 1; -1 where they have different dimensions."""
    left, right = array("f", a), array("f", b)
    if len(left) != len(right):
        return -1.0
    return fsum(x * y for x, y in zip(left, right, strict=True))


def _words(body: bytes) -> array[int]:
    return array("I", body)


def likeness(kind: Kind, value: str, a: bytes, b: bytes, rules: Rules) -> float | None:
    """How alike two sketches of a kind are, in (0, 1]; None when too little to be evidence.

    `value` is one of the two identifiers; of a vector it names the model.
    """
    return _MEASURES[kind](value, a, b, rules)


def _texts(_value: str, a: bytes, b: bytes, rules: Rules) -> float | None:
    shared = jaccard(a, b)
    if shared < rules.text_jaccard or sorted_ratio(a, b) < rules.text_ratio:
        return None
    return shared


def _pictures(_value: str, a: bytes, b: bytes, rules: Rules) -> float | None:
    distance = hamming(a, b)
    return 1.0 - distance / PDQ_BITS if distance <= rules.picture_near else None


def _vectors(value: str, a: bytes, b: bytes, rules: Rules) -> float | None:
    least = rules.vectors.get(model_of(value))
    if least is None or len(a) != len(b):
        return None
    found = cosine(a, b)
    return min(found, 1.0) if found >= least else None


_MEASURES: Mapping[Kind, Callable[[str, bytes, bytes, Rules], float | None]] = MappingProxyType(
    {Kind.TEXT: _texts, Kind.PICTURE: _pictures, Kind.VECTOR: _vectors}
)
