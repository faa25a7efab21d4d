"""Embeddings of faces, voices or styles of writing, computed elsewhere and only compared here."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from math import hypot, isfinite

from linkage.model import LEAST_LENGTH, MOST_LENGTH, Evidence, Identifier, Kind, Record, Sketch
from linkage.normalise.sketches import vector_sketch
from linkage.normalise.spans import Passage

NAME, VERSION = "vector", 1
LABEL = f"{NAME}/{VERSION}"
MAX_SIZE = 4_096
"""Numbers of the longest vector that is read."""
DIGITS = 32

_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_VALUE = re.compile(rf"([A-Za-z0-9][A-Za-z0-9._-]{{0,63}}):([0-9a-f]{{{DIGITS}}})")


def canonical_vector(value: str) -> Identifier | None:
    """`model:hex` as an identifier."""
    match = _VALUE.fullmatch(value.strip())
    return Identifier(Kind.VECTOR, match.group(0)) if match else None


def model_of(value: str) -> str:
    """The model that computed the vector of a value."""
    return value.rpartition(":")[0]


def find(record: Record) -> Iterator[tuple[Evidence, Sketch]]:
    """The embeddings of a record; none without a direction, and none that no model is named for."""
    for model, vector in record.embeddings:
        usable = 0 < len(vector) <= MAX_SIZE and all(map(isfinite, vector)) and _MODEL.fullmatch(model)
        if not usable or not LEAST_LENGTH <= hypot(*vector) <= MOST_LENGTH:
            continue
        digest = hashlib.sha256(struct.pack(f"<{len(vector)}d", *vector)).hexdigest()[:DIGITS]
        found = Identifier(Kind.VECTOR, f"{model}:{digest}")
        field = Passage(f"embeddings.{model}", found.value, structured=True)
        yield field.whole(found, LABEL, 1.0), vector_sketch(found.value, vector)
