"""Identifiers by verdict and reach, with the figures that a person judges the verdict by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linkage.errors import InvalidInputError
from linkage.link.rules import Rules
from linkage.link.verdicts import DECISION, WARNED
from linkage.model import DecisionKind, Identifier, Kind, Verdict
from linkage.ports import IdentifierRow, Store
from linkage_schemas.answers import VerdictOut, VerdictsOut
from linkage_schemas.from_rows import identifier_brief

SAMPLE = 100
"""So many ads of an identifier, those of smallest id, are looked at for its sites and texts."""
MAX_VERDICTS = 200
DAY = 86_400
_RULINGS = frozenset({DecisionKind.GENERIC, DecisionKind.NOT_GENERIC})

After = tuple[int, Identifier]


def cursor_of(row: IdentifierRow) -> str:
    """Where a page ended."""
    return f"{row.ads}.{row.kind}.{row.value}"


def read_cursor(cursor: str | None) -> After | None:
    """The (ads, identifier) that a cursor stands for. Raises InvalidInputError."""
    if cursor is None:
        return None
    ads, _, name = cursor.partition(".")
    kind, _, value = name.partition(".")
    if not (ads.isascii() and ads.isdigit()) or len(ads) > 12 or kind not in set(Kind) or not value:
        raise InvalidInputError("that is no cursor of a list of identifiers")
    return int(ads), Identifier(Kind(kind), value)


def by_reach(
    store: Store,
    rules: Rules,
    verdict: Verdict,
    kind: Kind | None,
    after: After | None,
    limit: int,
    revision: int,
) -> VerdictsOut:
    """A page of identifiers of a verdict, most ads first."""
    rows = store.identifiers_by_reach(verdict, kind, after, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    decided = _rulings(store) if rows else {}
    return VerdictsOut(
        identifiers=[_verdict(store, rules, row, decided) for row in rows],
        sample=SAMPLE,
        next=cursor_of(rows[-1]) if more else None,
        revision=revision,
    )


def _rulings(store: Store) -> Mapping[Identifier, str]:
    return {
        row.decision.identifier: row.decision.decision_id
        for row in store.decisions(standing=True)
        if row.decision.kind in _RULINGS and row.decision.identifier is not None
    }


def _verdict(store: Store, rules: Rules, row: IdentifierRow, decided: Mapping[Identifier, str]) -> VerdictOut:
    name = Identifier(row.kind, row.value)
    reasons = {holder.reason for holder in row.holders}
    listed = rules.listed.get(name) if WARNED in reasons else None
    links = store.links_of_identifier(name, None, SAMPLE)
    ads = [link.ad_id for link in links if not link.wrong]
    return VerdictOut(
        identifier=identifier_brief(row, rules),
        span_days=_days(row),
        looked_at=len(ads),
        sites=len({ad.source for ad in store.ads(ads).values()}),
        texts=_texts(store, ads),
        decision_id=decided.get(name) if DECISION in reasons else None,
        warning_list=None if listed is None else listed.name,
    )


def _texts(store: Store, ads: Sequence[str]) -> int:
    links = store.links_of_ads(ads)
    return len({link.value for link in links if link.kind is Kind.TEXT and not link.wrong})


def _days(row: IdentifierRow) -> int | None:
    if row.first_seen is None or row.last_seen is None:
        return None
    return (row.last_seen - row.first_seen) // DAY
