"""Hypothesis strategies for small rich worlds: rules with low thresholds, ads that share a small pool of
identifiers over years and places, and the decisions a person might take about them.

Observations are built directly, with evidence and sketches; no normaliser is involved. Two observations of
an ad have equal hashes exactly when they are equal. The weights of the models are of these worlds: what the
shipped ones are fitted to is no business of a test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from linkage.link.features import FEATURES, GENERIC_FEATURES
from linkage.link.rules import DAY, KindRule, Rules
from linkage.model import (
    Decision,
    DecisionKind,
    Evidence,
    Family,
    Identifier,
    Kind,
    Observation,
    Verdict,
    ad_id,
)
from tests.support.sketched import KNOWN_MODEL, OF_KIND, sketches_of

SILENCE = 100 * DAY
MAX_ADS = 40

# On, just over and far over the silence, from one another.
DAYS = (0, 40, 100, 101, 140, 200, 201, 302, 450, 1000)
# Products with the purities below meet on purpose, so that cuts have ties to break.
CONFIDENCES = (0.5, 0.8, 0.9, 1.0)

POOL = tuple(
    Identifier(kind, f"{value}{number}")
    for kind, value, count in (
        (Kind.PHONE, "+1202555010", 5),
        (Kind.NATIONAL, "770090000", 4),
        (Kind.EMAIL, "salon@mail.example/", 4),
        (Kind.HANDLE, "chat:garden", 2),
        (Kind.USERNAME, "gardener", 3),
        (Kind.URL, "example.org/", 3),
        (Kind.WALLET, "btc:example", 1),
        (Kind.IMAGE, "sha256:0", 4),
        (Kind.TEXT, "unsketched", 2),
    )
    for number in range(count)
)
ALIKE = tuple(identifier for identifiers in OF_KIND.values() for identifier in identifiers)

SUGGESTING = (
    *(i for i in POOL if i.kind in {Kind.NATIONAL, Kind.USERNAME, Kind.URL, Kind.TEXT}),
    *ALIKE,
)
LOOKS = (
    *OF_KIND[Kind.TEXT],
    *OF_KIND[Kind.PICTURE],
    *(i for i in POOL if i.kind in {Kind.IMAGE, Kind.PHONE}),
)
EVERYTHING = (*POOL, *ALIKE)

City = tuple[str, str | None, str]
"""Country, region and city."""
CITIES: tuple[City | None, ...] = (None, ("US", "NY", "Albany"), ("US", "NY", "Troy"), ("IT", None, "Milan"))

WEIGHTS = {
    "base": 4.0,
    "text": 1.0,
    "weak_contact": 0.5,
    "near": -0.6,
    "by_other": 0.7,
    "by_contact": 0.4,
    "place": 1.0,
    "town": 1.0,
    "elsewhere": -0.4,
    "abroad": -1.3,
    "two_families": 2.0,
    "other_support": 0.4,
    "contact_support": 0.3,
    "silent": -1.5,
    "silent_crowd": -1.0,
    "conflict": -4.0,
    "conflict_strangers": 0.9,
    "conflict_picture": 0.5,
    "conflict_place": 0.4,
    "partial": -0.7,
    "crowd": -1.0,
    "spread": -0.8,
    "mixed": -1.5,
    "lone_many": -0.4,
    "many_town": 0.3,
    "silent_bare": 0.4,
    "conflict_alone": 0.5,
    "alone_many": -0.6,
    "voices": -0.3,
    "kin_voices": -0.3,
    "picture_strangers": -0.2,
}
GENERIC_WEIGHTS = {
    "base": -1.5, "picture": -1.0, "belief": -2.0, "followed": -1.0, "core": -1.5, "spread": 1.0,
    "mixed": 2.0, "size": 0.5, "crowd": 1.5, "many_parties": 2.0, "spread_doubt": 2.0, "share": -2.0,
    "parties": 0.2, "many_contact": 0.5, "outside_contact": 0.4, "voices": -0.2,
    "crowd_outside": 0.4, "town_contact": 2.0, "near_parties": -0.5,
    "near_contact": 0.6, "relay_contact": -0.6, "relay": -0.8,
}  # fmt: skip


def ad_name(number: int) -> tuple[str, str]:
    """Source and source id of the world's n-th ad."""
    return ("board", "forum")[number % 2], f"ad-{number}"


def ad_number(number: int) -> str:
    return ad_id(*ad_name(number))


@st.composite
def rules(draw: st.DrawFn, warning_list: bool = True) -> Rules:
    """Rules whose every threshold is crossed by a handful of ads."""
    contact, picture, text, vector = Family.CONTACT, Family.PICTURE, Family.TEXT, Family.VECTOR
    linking, weak = Verdict.LINKING, Verdict.WEAK
    forgetful = draw(st.sampled_from([None, SILENCE]))
    kinds = {
        Kind.PHONE: KindRule(contact, linking, 0.9, SILENCE),
        Kind.NATIONAL: KindRule(contact, weak, 0.8, SILENCE),
        Kind.EMAIL: KindRule(contact, linking, 0.9, forgetful),
        Kind.HANDLE: KindRule(contact, linking, 0.8),
        Kind.USERNAME: KindRule(contact, weak, 0.6),
        Kind.URL: KindRule(contact, weak, 0.8),
        Kind.WALLET: KindRule(contact, linking, 1.0),
        Kind.IMAGE: KindRule(picture, linking, 0.9),
        Kind.PICTURE: KindRule(picture, weak, 0.8, forgetful),
        Kind.TEXT: KindRule(text, weak, 0.8, forgetful),
        Kind.VECTOR: KindRule(vector, weak, 0.6),
    }
    warned = st.frozensets(st.sampled_from(EVERYTHING), max_size=3) if warning_list else st.just(frozenset())
    scale, trust = draw(st.sampled_from([0.5, 1.0, 1.5])), draw(st.sampled_from([-2.0, 0.0, 2.0]))
    return Rules(
        version="test",
        small=draw(st.integers(2, 6)),
        sample=draw(st.integers(3, 8)),
        linked=draw(st.sampled_from([0.5, 0.8, 0.92, 0.97])),
        linked_alone=draw(st.sampled_from([0.4, 0.8, 0.95])),
        linked_silent=draw(st.sampled_from([0.5, 0.9, 0.97])),
        linked_picture=draw(st.sampled_from([0.5, 0.9, 0.995])),
        linked_weak=draw(st.sampled_from([0.5, 0.9, 1.0])),
        linked_town=draw(st.sampled_from([0.5, 0.95])),
        generic=draw(st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0])),
        strangers=draw(st.integers(2, 4)),
        support=draw(st.sampled_from([0.0, 0.125, 0.6])),
        place_days=draw(st.sampled_from([0, 14, 100])),
        text_jaccard=draw(st.sampled_from([0.4, 0.6, 0.8])),
        text_ratio=draw(st.sampled_from([0.5, 0.8])),
        picture_near=draw(st.sampled_from([1, 16, 31])),
        vectors=draw(st.sampled_from([{}, {KNOWN_MODEL: 0.9}, {KNOWN_MODEL: 0.9999}])),
        weights=dict.fromkeys(FEATURES, 0.0)
        | {name: scale * weight for name, weight in WEIGHTS.items()}
        | {"base": scale * WEIGHTS["base"] + trust},
        generic_weights=dict.fromkeys(GENERIC_FEATURES, 0.0) | GENERIC_WEIGHTS,
        kinds=kinds,
        warned=draw(warned),
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """What a world's observations are drawn from.

    `bundles` are identifiers that come together, as those of one advertiser do; any of `pool` strays.
    """

    ads: int
    pool: tuple[Identifier, ...]
    bundles: tuple[tuple[Identifier, ...], ...]


@st.composite
def shapes(draw: st.DrawFn, max_ads: int = MAX_ADS) -> Shape:
    """From a crowd around few identifiers to loners among many."""
    sizes = [size for size in (2, 5, 9, 14, 20, 30) if size < max_ads]
    known = draw(st.sampled_from([POOL, SUGGESTING, LOOKS, EVERYTHING]))
    pool = draw(st.lists(st.sampled_from(known), unique=True, min_size=draw(st.sampled_from([3, 8, 16]))))
    bundle = st.lists(st.sampled_from(pool), unique=True, min_size=1, max_size=4).map(tuple)
    bundles = st.lists(bundle, min_size=draw(st.sampled_from([1, 4, 8])), max_size=10)
    return Shape(
        ads=draw(st.sampled_from(sizes).flatmap(lambda size: st.integers(size, min(2 * size, max_ads)))),
        pool=tuple(pool),
        bundles=tuple(draw(bundles)),
    )


Found = Sequence[tuple[Identifier, float]]
WRITTEN = (("plain", None), ("number words", "location"), ("glued", None))
"""Forms and sources of the country, in turn."""


def placed(found: Found) -> tuple[str, str, tuple[Evidence, ...]]:
    """Title and body that spell the identifiers out, in turn, and the evidence that stands in them."""
    texts = {"title": "visiting this week", "body": "massage and gardening"}
    evidence: list[Evidence] = []
    for place, (identifier, confidence) in enumerate(found):
        field = ("title", "body")[place % 2]
        raw = identifier.value.upper()
        start = len(texts[field]) + 1
        texts[field] += f" {raw}"
        extractor = f"{identifier.kind}/1"
        how = WRITTEN[place % len(WRITTEN)]
        piece = Evidence(*identifier, field, start, start + len(raw), raw, extractor, confidence, *how)
        evidence.append(piece)
    return texts["title"], texts["body"], tuple(evidence)


@st.composite
def observations(draw: st.DrawFn, shape: Shape, number: int | None = None) -> Observation:
    """One observation of the ad `number`, or of any."""
    if number is None:
        number = draw(st.integers(0, shape.ads - 1))
    posted, crawled = draw(
        st.one_of(
            st.tuples(st.sampled_from(DAYS), st.none()),
            st.tuples(st.none(), st.sampled_from(DAYS)),
            st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)),
            st.just((None, None)),
        )
    )
    confidence = draw(st.sampled_from(CONFIDENCES))
    found = [(identifier, confidence) for identifier in draw(st.sampled_from(shape.bundles))]
    stray = st.tuples(st.sampled_from(shape.pool), st.sampled_from(CONFIDENCES))
    found += draw(st.lists(stray, max_size=2, unique=True))
    return observation(number, posted, crawled, found, draw(st.sampled_from(CITIES)))


def observation(
    number: int, posted_day: int | None, crawled_day: int | None, found: Found, city: City | None = None
) -> Observation:
    """An observation of the n-th ad whose raw bytes hold everything in it."""
    source, source_id = ad_name(number)
    title, body, evidence = placed(found)
    raw = repr((source, source_id, posted_day, crawled_day, city, evidence)).encode()
    return Observation(
        ad_id=ad_id(source, source_id),
        source=source,
        source_id=source_id,
        sha256=hashlib.sha256(raw).digest(),
        posted_at=None if posted_day is None else posted_day * DAY,
        crawled_at=None if crawled_day is None else crawled_day * DAY,
        url=None,
        title=title,
        body=body,
        country=city and city[0],
        region=city and city[1],
        city=city and city[2],
        raw=raw,
        evidence=evidence,
        sketches=sketches_of([identifier for identifier, _ in found]),
    )


@st.composite
def crowds(draw: st.DrawFn, shape: Shape) -> list[Observation]:
    """At least one observation of each ad and up to three, in any order."""
    seen = [draw(observations(shape, number)) for number in range(shape.ads)]
    seen += draw(st.lists(observations(shape), max_size=shape.ads))
    return draw(st.permutations(seen))


@st.composite
def batchings(draw: st.DrawFn, seen: Sequence[Observation]) -> list[list[Observation]]:
    """Any cut of a sequence into batches."""
    batches: list[list[Observation]] = []
    rest = list(seen)
    while rest:
        size = draw(st.sampled_from([1, 2, 3, 7, len(rest)]))
        batches.append(rest[:size])
        rest = rest[size:]
    return batches


def decision(kind: DecisionKind, first: str | Identifier, second: str | Identifier | None = None) -> Decision:
    """A decision whose id follows from what it says, so that equal worlds have equal ids."""
    subject = (str(kind), first, second)
    ads = [it for it in (first, second) if isinstance(it, str)]
    identifiers = [it for it in (first, second) if isinstance(it, Identifier)]
    return Decision(
        decision_id="D-" + hashlib.sha256(repr(subject).encode()).hexdigest()[:16],
        kind=kind,
        actor="analyst",
        reason="a test",
        at=1_700_000_000,
        ad_a=ads[0] if ads else None,
        ad_b=ads[1] if len(ads) > 1 else None,
        identifier=identifiers[0] if identifiers else None,
    )


def undo(standing: Decision, nonce: str) -> Decision:
    """An undo; `nonce` tells two undos of equal decisions apart."""
    return Decision(
        decision_id=f"U-{nonce}-{standing.decision_id}",
        kind=DecisionKind.UNDO,
        actor="analyst",
        reason="a test",
        at=1_700_000_001,
        undoes=standing.decision_id,
    )


@st.composite
def pair_decisions(draw: st.DrawFn, shape: Shape, kind: DecisionKind) -> Decision:
    """A must-link or a cannot-link between two of the world's ads."""
    one = draw(st.integers(0, shape.ads - 2))
    other = draw(st.integers(one + 1, shape.ads - 1))
    return decision(kind, ad_number(one), ad_number(other))


@st.composite
def decisions(draw: st.DrawFn, shape: Shape) -> Decision:
    """Any one decision about the world's ads and identifiers."""
    kind = draw(st.sampled_from([k for k in DecisionKind if k is not DecisionKind.UNDO]))
    if kind in {DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK}:
        return draw(pair_decisions(shape, kind))
    identifier = draw(st.sampled_from(shape.pool))
    if kind is DecisionKind.WRONG_EXTRACTION:
        return decision(kind, ad_number(draw(st.integers(0, shape.ads - 1))), identifier)
    return decision(kind, identifier)


def compatible(wanted: Sequence[Decision]) -> list[Decision]:
    """The decisions without those that repeat or contradict an earlier one."""
    kept: dict[object, Decision] = {}
    for d in wanted:
        wrong = d.kind is DecisionKind.WRONG_EXTRACTION
        kept.setdefault((wrong, frozenset((d.ad_a, d.ad_b)), d.identifier), d)
    return list(kept.values())
