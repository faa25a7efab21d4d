"""What a resolver reads and writes inside one transaction.

Here ads and identifiers go by arrival number: a positive integer that a store gives once and
never again. The outside names them by `ad_id` and by (kind, value); see `linkage.ports.rows`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from linkage.model import EventKind, Identifier, Kind, Verdict

UNDATED = -1
"""Tenure of a link whose date is unknown while its identifier changed hands: it never links."""
STRAY = -2
"""Tenure of a link that a linking identifier does not follow: by all signs the ad is somebody else's."""
COVERED = -3
"""Tenure of a link that says nothing which another link of the ad does not say of more ads."""


class Holder(NamedTuple):
    """One tenure of an identifier with its verdict and the figures it was decided on.

    `segments` counts the periods of use (gaps longer than the kind's silence part them).
    `sampled` and what follows are None while the kind's default applied: ads looked at, the share of
    their pairs that carry something else together, the part of them in the core, the largest rank among them,
    the parties that name contacts, and the mean belief that such an ad is the holder's.
    """

    tenure: int
    verdict: Verdict
    reason: str
    ads: int
    first: int | None
    last: int | None
    segments: int = 1
    sampled: int | None = None
    share: float | None = None
    cohesion: float | None = None
    bound: int | None = None
    parties: int | None = None
    purity: float | None = None


class IdentState(NamedTuple):
    """An identifier inside a transaction, after the delta's links were written.

    `ads` counts live links. `holders` are those stored by the last resolution (empty when new).
    `ruling` is True where a person said generic, False for not generic, None without a word.
    `representative` is a live carrier, one from before this delta whenever there is any.
    """

    ident: int
    kind: Kind
    value: str
    ads: int
    first: int | None
    last: int | None
    representative: int | None
    ruling: bool | None
    holders: tuple[Holder, ...]


class Carrier(NamedTuple):
    """An ad that carries an identifier, seen from the identifier.

    `belief` is the probability that the ad is the holder's, None before it was judged. `near`: the ad
    carries something like the identifier, not the identifier itself.
    """

    ident: int
    ad: int
    rank: int
    first: int | None
    last: int | None
    tenure: int
    confidence: float
    belief: float | None = None
    near: bool = False


class LinkRow(NamedTuple):
    """A live link, seen from the ad. `belief`, `near`: as in `Carrier`."""

    ad: int
    ident: int
    kind: Kind
    tenure: int
    confidence: float
    belief: float | None = None
    near: bool = False


class Anchor(NamedTuple):
    """What an identifier that can be compared is like.

    `head`: the identifier that stands for those like it, None when it is like no other or is one itself;
    `heads`: whether it stands for others.
    """

    head: int | None
    heads: bool


class Context(NamedTuple):
    """Where and when an ad says it is: places as its records name them, and the period it was seen in."""

    places: frozenset[str]
    first: int | None
    last: int | None


class TouchedLink(NamedTuple):
    """A live link of a touched ad after the delta. `new` when this delta made it."""

    ident: int
    ad: int
    rank: int
    first: int | None
    last: int | None
    new: bool


class LostLink(NamedTuple):
    """A link that this delta removed: erased, or an extraction ruled wrong."""

    ident: int
    ad: int
    rank: int


class Touched(NamedTuple):
    """What a delta touched.

    `links` holds every live link of every touched ad. `idents` are the identifiers on touched
    ads, those of lost links, and those with a changed ruling. `decided` are the ads whose
    must-links or cannot-links came or went, also by the erasure of the other ad. `gone` maps each
    erased ad to the component it was in. `kindred` are identifiers that are like others or no longer so.
    `anew`: the rules are others than those that what is stored was decided by; then `links` and `idents`
    are all there are.
    """

    links: Sequence[TouchedLink]
    lost: Sequence[LostLink]
    idents: Collection[int]
    decided: Collection[int]
    gone: Mapping[int, int]
    kindred: Collection[int] = ()
    anew: bool = False


class Component(NamedTuple):
    """A network inside a transaction.

    `label` is internal and may be any integer; `founder` is the member of smallest arrival number.
    A component of one ad is implied by the ad and has no row of its own.
    """

    label: int
    founder: int
    ads: int


class Constraint(NamedTuple):
    """A standing must-link (`must`) or cannot-link between two present ads."""

    must: bool
    a: int
    b: int
    decision_id: str


class Cut(NamedTuple):
    """Evidence not followed because of a cannot-link.

    Either the link from `ad` to (`ident`, `tenure`), or, when `ident` is None, the pair of `ad`
    and `other` that weak evidence or a must-link joined.
    """

    ad: int
    ident: int | None
    tenure: int
    other: int | None
    decision_id: str


class Change(NamedTuple):
    """An event of a network's life, before the store gives it a revision.

    `network` and `other` are founders' arrival numbers. merged: `other` was absorbed into
    `network`; split: `network` came out of `other`; otherwise `other` is None.
    """

    kind: EventKind
    network: int
    other: int | None
    ads: int


class Merge(NamedTuple):
    """Every ad of the components `labels` moves to component `into`."""

    into: int
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a resolution decided; the store writes it in the transaction of the delta.

    Order: holders, standings, merges, moves, components, dropped, cuts, changes.
    """

    holders: Sequence[tuple[int, tuple[Holder, ...]]] = ()
    """New complete holder lists by identifier; an empty tuple for one that no ad carries."""
    standings: Sequence[tuple[int, int, int, float | None]] = ()
    """(ident, ad, tenure, belief) of links for which either changed."""
    merges: Sequence[Merge] = ()
    moves: Sequence[tuple[int, int]] = ()
    """(ad, label)."""
    components: Sequence[Component] = ()
    """The new state of components of two ads or more."""
    dropped: Sequence[int] = ()
    """Labels that no longer name a component of two ads or more."""
    uncut: Collection[int] = ()
    """Ads whose recorded cuts are void."""
    cuts: Sequence[Cut] = ()
    changes: Sequence[Change] = ()


class GraphView(Protocol):
    """What a resolver may read inside the transaction of a delta. All set-at-a-time."""

    def identifiers(self, idents: Collection[int]) -> Iterable[IdentState]:
        """State of each, in any order."""
        ...

    def numbers(self, names: Collection[Identifier]) -> Mapping[Identifier, int]:
        """Arrival numbers of the identifiers that are there."""
        ...

    def carriers(self, idents: Collection[int]) -> Iterable[Carrier]:
        """All live carriers of each, in any order."""
        ...

    def samples(self, idents: Collection[int], limit: int) -> Mapping[int, Sequence[Carrier]]:
        """The `limit` live carriers of smallest (rank, ad) of each, in that order."""
        ...

    def links_of(self, ads: Collection[int]) -> Iterable[LinkRow]:
        """All live links of the ads, in any order."""
        ...

    def anchors(self, idents: Collection[int]) -> Mapping[int, Anchor]:
        """What those of the identifiers that can be compared are like."""
        ...

    def contexts(self, ads: Collection[int]) -> Mapping[int, Context]:
        """Where and when each ad says it is."""
        ...

    def ranks(self, ads: Collection[int]) -> Mapping[int, int]:
        """Rank of each ad."""
        ...

    def labels_of(self, ads: Collection[int]) -> Mapping[int, int]:
        """Component label of each ad, as before this resolution."""
        ...

    def components(self, labels: Collection[int]) -> Mapping[int, Component]:
        """Each component, those of one ad included."""
        ...

    def members(self, labels: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Ads of each component."""
        ...

    def oldest(self, label: int, without: Collection[int]) -> int | None:
        """The member of a component with the smallest arrival number, leaving some out of account."""
        ...

    def constraints(self) -> Sequence[Constraint]:
        """Every standing must-link and cannot-link between two present ads."""
        ...

    def fresh_labels(self, count: int) -> Sequence[int]:
        """Labels never used before."""
        ...


class Resolver(Protocol):
    """Decides what follows from what a delta touched: a pure function of what it reads through the view."""

    def __call__(self, view: GraphView, touched: Touched) -> Resolution:
        """The resolution."""
        ...

    def likeness(self, kind: Kind, value: str, a: bytes, b: bytes) -> float | None:
        """How alike two sketches of a kind are, in (0, 1]; None when too little to be evidence."""
        ...
