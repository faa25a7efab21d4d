"""One picture on two ads is one piece of evidence, by however many of its hashes the two agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from linkage.model import Kind
from linkage_schemas.answers import EvidenceOut, SharedOut

HASHES: Mapping[str, str] = {"pdq": "PDQ", "md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256"}
"""How people write the algorithms, in the order in which a sentence names them."""
_SAYING = frozenset({"links", "near", "weak", "stray", "covered"})
"""Effects of which the first one tells enough. Any other goes with its like alone."""

Place = tuple[str, str]
"""A record, and one of the pictures in it."""


@dataclass(slots=True)
class _Picture:
    """A picture of both ads: the first hash that tells of it, where it stands, and its other hashes."""

    lead: SharedOut
    a: frozenset[Place]
    b: frozenset[Place]
    others: list[SharedOut] = field(default_factory=list)

    def has(self, shared: SharedOut, a: frozenset[Place], b: frozenset[Place]) -> bool:
        """Whether this is another hash of it, with nothing to say that the first one does not."""
        told = shared.effect == self.lead.effect or {shared.effect, self.lead.effect} <= _SAYING
        return told and not self.a.isdisjoint(a) and not self.b.isdisjoint(b)


def gathered(shared: Sequence[SharedOut]) -> list[SharedOut]:
    """The same in the same order; of the hashes of one picture the first one's sentence names the others.

    The others point to it by `same_as`. What a person decided about speaks for itself.
    """
    pictures: list[_Picture] = []
    by_value: dict[str, _Picture] = {}
    for one in shared:
        if not _is_equal_picture(one):
            continue
        a, b = _places(one.evidence_a), _places(one.evidence_b)
        known = next((picture for picture in pictures if picture.has(one, a, b)), None)
        if known is None:
            pictures.append(_Picture(one, a, b))
        else:
            known.others.append(one)
            by_value[one.value] = known
    leads = {picture.lead.value: picture for picture in pictures if picture.others}
    return [_told(one, leads.get(one.value), by_value.get(one.value)) for one in shared]


def _told(one: SharedOut, led: _Picture | None, of: _Picture | None) -> SharedOut:
    if of is not None:
        return one.model_copy(update={"same_as": of.lead.value})
    if led is None:
        return one
    return one.model_copy(update={"sentence": f"{one.sentence} {_words(led.others)}"})


def _words(others: Iterable[SharedOut]) -> str:
    names = {other.value.partition(":")[0] for other in others}
    ordered = [name for algorithm, name in HASHES.items() if algorithm in names]
    many = len(ordered) > 1
    listed = f"{', '.join(ordered[:-1])} and {ordered[-1]}" if many else ordered[0]
    return (
        f"The {listed} of the same picture {'agree' if many else 'agrees'} as well: "
        "one picture is one piece of evidence, by however many hashes."
    )


def _is_equal_picture(one: SharedOut) -> bool:
    near = one.standing_a.via or one.standing_b.via
    return one.kind in {Kind.IMAGE, Kind.PICTURE} and not near and one.decision is None


def _places(evidence: Iterable[EvidenceOut]) -> frozenset[Place]:
    return frozenset((piece.sha256, piece.field.rpartition(".")[0]) for piece in evidence)
