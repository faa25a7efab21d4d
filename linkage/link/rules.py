"""The linking rules as data: versioned, digested, and stored with every run."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib import resources
from types import MappingProxyType

from linkage.errors import InvalidInputError
from linkage.link.plain import Bounds, Reader, plain
from linkage.link.warned import Listed, WarningList, shipped_lists
from linkage.model import Family, Identifier, Kind, Verdict

DAY = 86_400


@dataclass(frozen=True, slots=True)
class KindRule:
    """How one kind links.

    `purity` is the prior chance that two ads sharing such a value belong together (defaults are
    a judgement, not yet calibrated). `silence` is the gap in seconds after which a value that has
    nothing else in common across it belongs to a new holder; None means values of this kind do
    not change hands.
    """

    family: Family
    default: Verdict
    purity: float
    silence: int | None = None


def _kinds() -> Mapping[Kind, KindRule]:
    contact, picture, text = Family.CONTACT, Family.PICTURE, Family.TEXT
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
        }
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """Every number that decides what links.

    `small`: up to this many ads an identifier keeps its kind's default verdict.
    `sample`: how many ads (those of smallest id) stand for a larger identifier.
    `min_share`: least share of the sampled pairs that must share an identifier of another family.
    `min_cohesion`: least part of the sample that must hang together through such identifiers;
    unlike the share of pairs, it does not let one busy operator vouch for a switchboard.
    `linked`: the combined probability from which weak evidence links.
    `warned`: identifiers of the shipped and local warning lists. `listed` says of them which and why; it
    decides nothing, so it counts neither for equality nor for the digest.
    """

    version: str = "2026.1"
    small: int = 20
    sample: int = 32
    min_share: float = 0.03
    min_cohesion: float = 0.5
    linked: float = 0.95
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
        "min_share": (0.0, 1.0),
        "min_cohesion": (0.0, 1.0),
        "linked": (0.0, 1.0),
        "purity": (0.0, 1.0),
        "silence": (DAY, 100 * 366 * DAY),
    }
)
"""Least and greatest value of every number in the rules; no bounds for a number that may be anything."""
LOCAL = "+local"


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
        return reader.whole(Rules, data)
    found = reader.over(base, data)
    same = found.digest() == base.digest()
    return found if same or "version" in data else replace(found, version=base.version + LOCAL)


def warning(rules: Rules, lists: Iterable[WarningList]) -> Rules:
    """The rules with exactly these warning lists; of two lists the later one says why."""
    listed = {name: entry for one in lists for name, entry in one.listed().items()}
    return replace(rules, warned=frozenset(listed), listed=MappingProxyType(listed))


SHIPPED = "rules.toml"
SHIPPED_LISTS = shipped_lists()
DEFAULT_RULES = warning(
    read_rules(resources.files("linkage.link").joinpath(SHIPPED).read_text("utf-8"), SHIPPED), SHIPPED_LISTS
)
