"""The truth about identifiers: which planted values stand on the ads of strangers."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from linkage.model import Kind
from linkage.normalise import normalise
from linkage.synthetic.labels import HUBS, Trap, trap_of
from linkage.synthetic.world import SyntheticAd
from linkage_schemas.record import RecordIn

HEADER = ("kind", "value", "trap", "ads", "operators")
FEWEST_OPERATORS = 2


class Hub(NamedTuple):
    """An identifier as a store holds it, the trap it belongs to, and how far it reaches."""

    kind: Kind
    value: str
    trap: Trap
    ads: int
    operators: int


class Hubs:
    """Planted shared values of a stream. Memory: the names of the operators of each value."""

    def __init__(self) -> None:
        self._found: dict[tuple[Kind, str, Trap], tuple[int, set[str]]] = {}

    def add(self, ad: SyntheticAd) -> None:
        """Note the shared values of one record; one that repeats an ad has no label of any."""
        for text in ad.traps:
            trap = trap_of(text)
            if trap not in HUBS:
                continue
            for kind, value in _identifiers(ad.record, trap, text.partition(":")[2]):
                ads, operators = self._found.get((kind, value, trap), (0, set()))
                operators.add(ad.operator)
                self._found[kind, value, trap] = ads + 1, operators

    def watch(self, stream: Iterable[SyntheticAd]) -> Iterator[SyntheticAd]:
        """The same stream, noted as it passes."""
        for ad in stream:
            self.add(ad)
            yield ad

    def shared(self) -> list[Hub]:
        """Values on ads of at least two operators, by kind and value."""
        return sorted(
            Hub(kind, value, trap, ads, len(operators))
            for (kind, value, trap), (ads, operators) in self._found.items()
            if len(operators) >= FEWEST_OPERATORS
        )

    def write(self, out: TextIO) -> int:
        """Write `kind,value,trap,ads,operators` as CSV; answers the rows. Raises OSError."""
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(HEADER)
        shared = self.shared()
        rows.writerows(shared)
        return len(shared)


def _identifiers(record: dict[str, object], trap: Trap, value: str) -> Iterator[tuple[Kind, str]]:
    """What the store will hold for a label, as far as the record still shows it."""
    if trap is Trap.STOCK_PICTURE:
        images = record.get("images")
        for image in images if isinstance(images, list) else []:
            if image.get("sha256") == value:
                yield from _hashes(image)
    elif trap is Trap.BOILERPLATE:
        known = RecordIn.model_validate_json(json.dumps(record)).to_record()
        yield from ((e.kind, e.value) for e in normalise(known) if e.kind is Kind.TEXT)
    else:
        yield (Kind.EMAIL if trap is Trap.SITE_CONTACT else Kind.PHONE), value


def _hashes(image: dict[str, object]) -> Iterator[tuple[Kind, str]]:
    for name in ("sha256", "md5"):
        if image.get(name):
            yield Kind.IMAGE, f"{name}:{image[name]}"
    if image.get("pdq"):
        yield Kind.PICTURE, f"pdq:{image['pdq']}"
