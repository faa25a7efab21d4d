"""What a search of a large component means for labels, sizes, founders and history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from linkage.ports.graph import Change, Component, GraphView, Merge
from linkage.resolve.identity import Part, life
from linkage.resolve.local import Broken, Outcome


class Settled(NamedTuple):
    """The part of a `Resolution` that concerns one class of components."""

    merges: list[Merge]
    moves: list[tuple[int, int]]
    components: list[Component]
    dropped: list[int]
    changes: list[Change]


class Placed(NamedTuple):
    """A part of the outcome: its future label, founder, size, and the label its founder was in."""

    label: int
    founder: int
    ads: int
    source: int


def settle(
    view: GraphView,
    labels: Sequence[int],
    shaken: Collection[int],
    outcome: Outcome,
    known: Mapping[int, Component],
    gone: Mapping[int, int],
) -> Settled:
    """Labels for the pieces and the rest: the rest keeps a label, whole components keep one of theirs."""
    merges: list[Merge] = []
    moves: list[tuple[int, int]] = []
    placed: list[Placed] = []
    fresh = iter(view.fresh_labels(sum(not piece.labels for piece in outcome.pieces)))
    was = view.labels_of({ad for piece in outcome.pieces for ad in piece.ads})
    for piece in outcome.pieces:
        label = _join(piece.labels, known, merges) if piece.labels else next(fresh)
        moves.extend((ad, label) for ad in piece.ads)
        sources = [(ad, was[ad]) for ad in piece.ads] + [(known[one].founder, one) for one in piece.labels]
        founder, source = min(sources)
        size = len(piece.ads) + sum(known[one].ads for one in piece.labels)
        placed.append(Placed(label, founder, size, source))
    if outcome.rest:
        placed.append(_rest(view, labels, shaken, outcome.pieces, known, gone, merges))
    components = [Component(part.label, part.founder, part.ads) for part in placed if part.ads > 1]
    kept = {component.label for component in components}
    dropped = [label for label in labels if label not in kept]
    changes = _tell(labels, outcome.pieces, placed, known, gone, rest=outcome.rest)
    return Settled(merges, moves, components, dropped, changes)


def _join(labels: Sequence[int], known: Mapping[int, Component], merges: list[Merge]) -> int:
    """Merge whole components into the largest of them; its label."""
    into = max(labels, key=lambda label: (known[label].ads, -known[label].founder))
    others = tuple(label for label in labels if label != into)
    if others:
        merges.append(Merge(into, others))
    return into


def _rest(
    view: GraphView,
    labels: Sequence[int],
    shaken: Collection[int],
    pieces: Sequence[Broken],
    known: Mapping[int, Component],
    gone: Mapping[int, int],
    merges: list[Merge],
) -> Placed:
    """What nobody had to read: the shaken components without the pieces, and what is bound to them."""
    apart = {label for piece in pieces for label in piece.labels}
    mine = [label for label in labels if label not in apart and label in known]
    off = {ad for piece in pieces for ad in piece.ads}
    into = _join(mine, known, merges)
    ads = sum(known[label].ads for label in mine) - len(off)
    ads -= sum(label in shaken for label in gone.values() if label in mine)
    oldest: list[tuple[int, int]] = []
    for label in mine:
        founder: int | None = known[label].founder
        if founder in off or founder in gone:
            founder = view.oldest(label, off)
        if founder is not None:
            oldest.append((founder, label))
    return Placed(into, *_first(oldest, ads))


def _first(oldest: Sequence[tuple[int, int]], ads: int) -> tuple[int, int, int]:
    founder, source = min(oldest)
    return founder, ads, source


def _tell(
    labels: Sequence[int],
    pieces: Sequence[Broken],
    placed: Sequence[Placed],
    known: Mapping[int, Component],
    gone: Mapping[int, int],
    *,
    rest: bool,
) -> list[Change]:
    """Events: every old founder that is still there is in a piece, or else in the rest."""
    place: dict[int, int] = {}
    for piece, part in zip(pieces, placed, strict=False):
        place.update(dict.fromkeys(piece.ads, part.founder))
        place.update({known[label].founder: part.founder for label in piece.labels})
    old = [known[label] for label in labels if label in known]
    home = dict(place)
    for component in old:
        if rest and component.founder not in place and component.founder not in gone:
            home[component.founder] = placed[-1].founder
    parts = [Part(part.founder, part.ads) for part in placed]
    return life(old, parts, home, {part.founder: part.source for part in placed})
