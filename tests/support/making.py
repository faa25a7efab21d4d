"""Observations put together by hand, with evidence that really stands in their text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from linkage.model import (
    Decision,
    DecisionKind,
    Evidence,
    Identifier,
    Kind,
    Observation,
    ad_id,
)
from linkage.normalise.sketches import picture_sketch

DAY = 86_400
NOW = 1_767_225_600
"""2026-01-01T00:00:00Z."""


def phone(number: int) -> Identifier:
    """One of a hundred fictional numbers."""
    return Identifier(Kind.PHONE, f"+120255501{number:02}")


def email(name: str) -> Identifier:
    """An address of a domain that nobody owns."""
    return Identifier(Kind.EMAIL, f"{name}@example.com")


def image(number: int) -> Identifier:
    """A picture by its hash."""
    return Identifier(Kind.IMAGE, f"sha256:{number:064x}")


def handle(name: str) -> Identifier:
    """A name on a platform that is none."""
    return Identifier(Kind.HANDLE, f"site:{name}")


def picture(*flipped: int) -> Identifier:
    """One picture, with these of its 256 bits the other way round."""
    bits = int.from_bytes(hashlib.sha256(b"a picture").digest())
    for bit in flipped:
        bits ^= 1 << bit
    return Identifier(Kind.PICTURE, f"pdq:{bits:064x}")


def of(name: str, source: str = "site") -> str:
    """Ad id of the ad called `name`."""
    return ad_id(source, name)


def seen(
    name: str,
    *carried: Identifier,
    at: int | None = NOW,
    crawled: int | None = None,
    title: str = "Garden work",
    words: str = "hedges and lawns",
    source: str = "site",
) -> Observation:
    """An ad whose body is the words and then every identifier that it carries."""
    body, evidence = words, []
    for kind, value in carried:
        start = len(body) + 1
        body = f"{body} {value}"
        evidence.append(Evidence(kind, value, "body", start, len(body), value, f"{kind}/1", 0.9))
    raw = f"{source}|{name}|{at}|{crawled}|{title}|{body}".encode()
    return Observation(
        ad_id=ad_id(source, name),
        source=source,
        source_id=name,
        sha256=hashlib.sha256(raw).digest(),
        posted_at=at,
        crawled_at=crawled,
        url=f"https://ads.example/{name}",
        title=title,
        body=body,
        country="US",
        region="NY",
        city="Albany",
        raw=raw,
        evidence=tuple(evidence),
        sketches=tuple(picture_sketch(value) for kind, value in carried if kind is Kind.PICTURE),
    )


def written(one: Observation, form: str, region_source: str | None = None) -> Observation:
    """The observation with all that it carries written in this form, and what told the country."""
    pieces = tuple(e._replace(form=form, region_source=region_source) for e in one.evidence)
    return one._replace(evidence=pieces)


def crowd(names: Sequence[str], *carried: Identifier) -> list[Observation]:
    """One ad a name, all carrying the same."""
    return [seen(name, *carried) for name in names]


def strangers(names: Sequence[str], *carried: Identifier) -> list[Observation]:
    """One ad a name, all carrying the same, each with an address of its own."""
    return [seen(name, *carried, email(f"own-{name}")) for name in names]


def must(name: str, one: str, other: str) -> Decision:
    """Two ads belong together."""
    return Decision(name, DecisionKind.MUST_LINK, "ana", "same voice", NOW, of(one), of(other))


def cannot(name: str, one: str, other: str) -> Decision:
    """Two ads do not belong together."""
    return Decision(name, DecisionKind.CANNOT_LINK, "ana", "two cities", NOW, of(one), of(other))


def ruling(name: str, identifier: Identifier, *, generic: bool) -> Decision:
    """A word on an identifier."""
    kind = DecisionKind.GENERIC if generic else DecisionKind.NOT_GENERIC
    return Decision(name, kind, "ana", "a switchboard", NOW, identifier=identifier)


def wrong(name: str, ad: str, identifier: Identifier) -> Decision:
    """An identifier was never in an ad."""
    return Decision(
        name, DecisionKind.WRONG_EXTRACTION, "ana", "a price", NOW, ad_a=of(ad), identifier=identifier
    )


def undo(name: str, decision: str) -> Decision:
    """A decision taken back."""
    return Decision(name, DecisionKind.UNDO, "ana", "a mistake", NOW, undoes=decision)
