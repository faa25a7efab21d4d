"""The linking rules as data: versioned, digested, and stored with every run."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib import resources
from types import MappingProxyType
from typing import Any

from linkage.errors import InvalidInputError
from linkage.link.features import FEATURES, GENERIC_FEATURES
from linkage.link.plain import NONE, Bounds, Reader, plain
from linkage.link.warned import Listed, WarningList, shipped_lists
from linkage.model import Family, Identifier, Kind, Verdict

DAY = 86_400


@dataclass(frozen=True, slots=True)
class KindRule:
    """How one kind links.

    `purity` is the prior chance that two ads sharing such a value belong together, for want of figures.
    `silence` is the gap in seconds after which a value that has
    nothing else in common across it belongs to a new holder; None means values of this kind do
    not change hands.
    """

    family: Family
    default: Verdict
    purity: float
    silence: int | None = None


def _kinds() -> Mapping[Kind, KindRule]:
    contact, picture, text, vector = Family.CONTACT, Family.PICTURE, Family.TEXT, Family.VECTOR
    linking, weak = Verdict.LINKING, Verdict.WEAK
    nine_months = 274 * DAY
    return MappingProxyType(
        {
            Kind.PHONE: KindRule(contact, linking, 0.95, nine_months),
            Kind.NATIONAL: KindRule(contact, weak, 0.85, nine_months),
            Kind.EMAIL: KindRule(contact, linking, 0.95),
            Kind.HANDLE: KindRule(contact, linking, 0.90),
            Kind.USERNAME: KindRule(contact, weak, 0.60),
            Kind.URL: KindRule(contact, weak, 0.80),
            Kind.WALLET: KindRule(contact, linking, 0.95),
            Kind.IMAGE: KindRule(picture, linking, 0.90),
            Kind.PICTURE: KindRule(picture, weak, 0.80),
            Kind.TEXT: KindRule(text, weak, 0.80),
            Kind.VECTOR: KindRule(vector, weak, 0.60),
        }
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """Every number that decides what links.

    `small`: weak evidence on more ads than this is not enumerated pair by pair.
    `sample`: how many ads (those of smallest id) stand for a larger identifier.
    `linked`: the probability from which a link is followed. Where nothing that the ad shares with the others
    vouches for it, another one may be asked for: `linked_alone` and `linked_silent` on an ad with a contact
    that links by default and no contact that contradicts, where no two ads hang together and where some do;
    `linked_picture` for a picture in another town, `linked_weak` for any other kind in another town where no
    two ads hang together, `linked_town` for such a kind in the town of another ad.
    `possible`: the probability from which two ads are shown as possibly belonging together.
    `generic`: the probability from which an identifier is generic; `strangers`: so many parties that have
    nothing else to do with each other count as many.
    `support`: least part of the core that has to carry an identifier for it to vouch.
    `place_days`: two ads were in one place together when seen there at most so many days apart.
    `text_jaccard`, `text_ratio`: least share of common bigrams, and least likeness of the sorted words, of
    two texts that are alike. `picture_near`, `picture_wide`: bits of a PDQ hash up to which two pictures are
    alike, and up to which a look-up shows them. `vectors`: least cosine by model.
    `weights`, `generic_weights`: the models of `linkage.link.belief` and `linkage.link.generic`, by feature.
    `warned`: identifiers of the shipped and local warning lists. `listed` says of them which and why; it
    decides nothing, so it counts neither for equality nor for the digest.
    """

    version: str = "2026.4"
    small: int = 20
    sample: int = 32
    linked: float = 0.98
    linked_alone: float = 0.8
    linked_silent: float = 0.97
    linked_picture: float = 0.995
    linked_weak: float = 1.0
    linked_town: float = 0.95
    possible: float = 0.1
    generic: float = 0.6
    strangers: int = 3
    support: float = 0.125
    place_days: int = 14
    text_jaccard: float = 0.6
    text_ratio: float = 0.8
    picture_near: int = 31
    picture_wide: int = 60
    vectors: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    generic_weights: Mapping[str, float] = field(default_factory=dict)
    kinds: Mapping[Kind, KindRule] = field(default_factory=_kinds)
    warned: frozenset[Identifier] = frozenset()
    listed: Mapping[Identifier, Listed] = field(default_factory=dict, compare=False)

    def canonical(self) -> str:
        """Every rule as canonical JSON: what a store keeps beside its graph."""
        data = {one.name: plain(getattr(self, one.name)) for one in fields(self) if one.compare}
        return json.dumps(data, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """SHA-256 over the canonical JSON: two stores agree when it is equal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


APART = ("warned", "listed")
"""Fields that no rules file sets: warning lists have files of their own."""
BOUNDS: Bounds = MappingProxyType(
    {
        "small": (1, 100_000),
        "sample": (2, 1_000),
        "linked": (0.0, 1.0),
        "linked_alone": (0.0, 1.0),
        "linked_silent": (0.0, 1.0),
        "linked_picture": (0.0, 1.0),
        "linked_weak": (0.0, 1.0),
        "linked_town": (0.0, 1.0),
        "possible": (0.0, 1.0),
        "generic": (0.0, 1.0),
        "strangers": (2, 1_000),
        "support": (0.0, 1.0),
        "place_days": (0, 3_660),
        "text_jaccard": (0.0, 1.0),
        "text_ratio": (0.0, 1.0),
        "picture_near": (0, 31),
        "picture_wide": (0, 128),
        "purity": (0.0, 1.0),
        "silence": (DAY, 100 * 366 * DAY),
    }
)
"""Least and greatest value of every number in the rules; no bounds for a number that may be anything."""
LOCAL = "+local"
_FIELDS = frozenset(one.name for one in fields(Rules))


def read_rules(text: str, origin: str, base: Rules | None = None) -> Rules:
    """Rules from a TOML text: all of them or, over a `base`, those that it says otherwise.

    A text that changes something and gives no version gets the base's with LOCAL behind it. Raises
    InvalidInputError that names `origin`, the key and what is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInputError(f"{origin} is not valid TOML: {error}") from error
    reader = Reader(origin, BOUNDS, APART, explicit=True)
    if base is None:
        return _weighed(reader.whole(Rules, data), origin)
    found = _weighed(reader.over(base, data), origin)
    same = found.digest() == base.digest()
    return found if same or "version" in data else replace(found, version=base.version + LOCAL)


def kept_rules(text: str) -> Rules:
    """The rules whose canonical text a store keeps; `listed` says nothing of them.

    Of an older linkage's what it did not know is as shipped. Raises InvalidInputError for any other text.
    """
    origin = "the rules of the store"
    try:
        data = json.loads(text)
        warned = frozenset(Identifier(Kind(kind), value) for kind, value in data.pop("warned", ()))
        said = {name: _said(value) for name, value in data.items() if name in _FIELDS}
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidInputError(f"{origin} cannot be read") from error
    return replace(Reader(origin, BOUNDS, APART).over(DEFAULT_RULES, said), warned=warned)


def _said(value: Any) -> Any:
    """A value of canonical JSON as a file says it."""
    if isinstance(value, dict):
        return {key: _said(one) for key, one in value.items()}
    return NONE if value is None else value


def _weighed(rules: Rules, origin: str) -> Rules:
    """The rules. Raises InvalidInputError unless each model has a weight for each feature, and no more.

    So it does for a cosine that no two vectors or any two reach.
    """
    for model, least in rules.vectors.items():
        if not 0.0 < least <= 1.0:
            raise InvalidInputError(f"{origin}: vectors.{model} must be above 0 and at most 1, not {least}")
    for table, weights, names in (
        ("weights", rules.weights, FEATURES),
        ("generic_weights", rules.generic_weights, GENERIC_FEATURES),
    ):
        for name in names:
            if name not in weights:
                raise InvalidInputError(f"{origin}: {table}.{name} is missing")
        for name in weights:
            if name not in names:
                raise InvalidInputError(f"{origin}: unknown key {table}.{name}")
    return rules


def warning(rules: Rules, lists: Iterable[WarningList]) -> Rules:
    """The rules with exactly these warning lists; of two lists the later one says why."""
    listed = {name: entry for one in lists for name, entry in one.listed().items()}
    return replace(rules, warned=frozenset(listed), listed=MappingProxyType(listed))


SHIPPED = "rules.toml"
SHIPPED_LISTS = shipped_lists()
DEFAULT_RULES = warning(
    read_rules(resources.files("linkage.link").joinpath(SHIPPED).read_text("utf-8"), SHIPPED), SHIPPED_LISTS
)
