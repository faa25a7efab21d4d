"""Small worlds of ads, written as records and read by the real normalisers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from linkage.link.features import FEATURES, GENERIC_FEATURES
from linkage.link.rules import DEFAULT_RULES, Rules
from linkage.model import Applied, Delta, Observation, Record, ad_id
from linkage.normalise import identify
from linkage.ports import Store
from linkage.resolve import make_resolver

DAY = 86_400
NOW = 1_767_225_600
"""2026-01-01T00:00:00Z."""
PLAIN_RULES = replace(
    DEFAULT_RULES,
    linked=0.95,
    weights=dict.fromkeys(FEATURES, 0.0)
    | {"base": 3.0, "picture": -1.2, "text": -1.6, "weak_contact": -2.0, "abroad": -4.0},
    generic_weights=dict.fromkeys(GENERIC_FEATURES, 0.0) | {"base": 5.0, "core": -10.0},
)
"""Rules whose answers can be told in advance, whatever was fitted.

A contact is worth 0.95, a picture 0.86, a text 0.80, a weak contact 0.73, each far less on an ad in another
country than the others; generic is what five ads carry that have nothing else in common.
"""


def observe(record: Record) -> Observation:
    """The record as an ingest would hand it to a store."""
    raw = json.dumps({name: getattr(record, name) for name in ("source", "source_id", "title", "body")})
    key = f"{raw}{record!r}".encode()
    found = identify(record)
    return Observation(
        ad_id=ad_id(record.source, record.source_id),
        source=record.source,
        source_id=record.source_id,
        sha256=sha256(key).digest(),
        posted_at=record.posted_at,
        crawled_at=record.crawled_at,
        url=record.url,
        title=record.title,
        body=record.body,
        country=record.country,
        region=record.region,
        city=record.city,
        raw=raw.encode(),
        evidence=found.evidence,
        sketches=found.sketches,
    )


def ad(source_id: str, **fields: object) -> Record:
    """A record of the source "site", posted on `NOW` unless told otherwise."""
    given: dict[str, object] = {"source": "site", "posted_at": NOW, "country": "US"} | fields
    return Record(source_id=source_id, **given)  # type: ignore[arg-type]  # fields of a Record


def land(
    store: Store, records: Iterable[Record], batch: str = "batch-1", rules: Rules | None = None
) -> Applied:
    """Apply the records as one batch, by these rules or those of these two that the store is bound to."""
    if rules is None:
        bound = store.rules()
        plain = bound is not None and bound.digest == PLAIN_RULES.digest()
        rules = PLAIN_RULES if plain else DEFAULT_RULES
    delta = Delta(observations=tuple(map(observe, records)), origin="tests")
    return store.apply(delta, batch, make_resolver(rules), NOW)


def world() -> list[Record]:
    """A dozen situations that an explanation must tell apart.

    chain-1 to chain-3: joined by a phone and an e-mail address, in two steps. hotline-00 to
    hotline-39: one number that nothing corroborates. old and new: one number, two holders, years
    apart. maybe-1 and maybe-2: weak evidence of two kinds. lonely: shares nothing. The rest: text
    that attacks whoever displays or exports it.
    """
    hotline = [
        ad(
            f"hotline-{n:02}",
            body=f"{WORDS[n % 11]} {WORDS[(n * 7 + 3) % 11]} today",
            phones=("+12025550199",),
        )
        for n in range(40)
    ]
    return [
        ad("chain-1", title="Relaxing massage", body="Call 202-555-0123 any time"),
        ad("chain-2", body="Now on (202) 555.0123, or rosa@example.com", posted_at=NOW + 5 * DAY),
        ad("chain-3", body="Write to Rosa@Example.com", posted_at=NOW + 9 * DAY),
        *hotline,
        ad("old", phones=("+12025550142",), posted_at=NOW - 900 * DAY),
        ad("new", phones=("+12025550142",)),
        ad("maybe-1", body=MAYBE.format("@gardenhelp"), posted_at=NOW + DAY),
        ad("maybe-2", body=MAYBE.format("@gardenhelp"), posted_at=NOW + 2 * DAY),
        ad("lonely", body="Tidy garden, fair price"),
        ad("=cmd()", source="@sum", title="\u202e\x1b[31m=1+1", body="Call 202-555-0177 \u2066<b>now</b>"),
        ad("hostile-2", body="Same number: 202 555 0177"),
    ]


WORDS = ("garden", "hedge", "lawn", "roof", "paint", "window", "floor", "piano", "yoga", "cake", "soup")
MAYBE = (
    "Visiting this week for garden work of every kind, hedges and lawns, roses and fruit trees, "
    "with my own tools and a friendly word for everyone who stops by, write {} and ask for a day"
)
