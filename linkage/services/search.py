"""One box for everything: what a pasted text may be, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from linkage.errors import NotFoundError
from linkage.link.rules import Rules
from linkage.model import Identifier, founder_of
from linkage.ports import AdRow, IdentifierRow, Store, StoredLink
from linkage.services.refs import MAX_REF, ads_named, readings
from linkage.services.views import network_row, networks_of
from linkage_schemas.answers import IdentifierHit, NamedOut, NetworkOut, SearchOut, TextMatch
from linkage_schemas.from_rows import ad_brief, identifier_brief, network_out

MAX_TEXT = 20_000
MAX_READINGS = 50


def search(store: Store, rules: Rules, text: str, region: str | None, limit: int, revision: int) -> SearchOut:
    """Identifiers, ads and networks that the text names; when there are none, ads by words."""
    named = readings(text, region)
    rows = _identifiers(store, text, named[:MAX_READINGS])
    hits = [identifier_hit(store, rules, row, limit, revision) for row in rows]
    network = _network(store, text, revision)
    ads = [] if network else _ads(store, text, limit + 1)
    texts = [] if rows or ads or network else _texts(store, text, limit + 1)
    found = {Identifier(row.kind, row.value) for row in rows}
    reasons = _reasons(hits, ads=len(ads) > limit, texts=len(texts) > limit, named=len(named) > MAX_READINGS)
    ads, texts = ads[:limit], texts[:limit]
    return SearchOut(
        query=text,
        identifiers=hits,
        ads=[ad_brief(row) for row in ads],
        networks=[network] if network else networks_of(store, ads, revision),
        texts=texts,
        missing=_missing(store, named[:MAX_READINGS], found),
        total=len(hits) + len(ads) + len(texts) + (1 if network else 0),
        truncated=bool(reasons),
        truncated_reason="; ".join(reasons) or None,
        revision=revision,
    )


def _reasons(hits: Sequence[IdentifierHit], *, ads: bool, texts: bool, named: bool) -> list[str]:
    """What a limit cut."""
    told = {
        "an identifier is on more ads than the limit": any(hit.truncated for hit in hits),
        "more ads have an id that begins so": ads,
        "more ads hold these words than the limit": texts,
        f"only the first {MAX_READINGS} identifiers in the text were looked up": named,
    }
    return [reason for reason, holds in told.items() if holds]


def _identifiers(store: Store, text: str, named: Sequence[Identifier]) -> list[IdentifierRow]:
    """Stored identifiers that the text reads as, or whose value it is."""
    rows = store.identifiers(named)
    found = {name: rows[name] for name in named if name in rows}
    if len(text) <= MAX_REF:
        for row in store.identifiers_of_value(text):
            found.setdefault(Identifier(row.kind, row.value), row)
    return list(found.values())


def identifier_hit(
    store: Store, rules: Rules, row: IdentifierRow, limit: int, revision: int
) -> IdentifierHit:
    """An identifier with its first `limit` ads and their networks, those of what is like it among them."""
    links = store.links_of_identifier(Identifier(row.kind, row.value), None, limit)
    return hit_of(store, rules, row, links, row.ads, revision)


def hit_of(
    store: Store, rules: Rules, row: IdentifierRow, links: Sequence[StoredLink], total: int, revision: int
) -> IdentifierHit:
    """An identifier with the ads of these links, out of `total`, and their networks."""
    present = store.ads([link.ad_id for link in links])
    ads = [present[link.ad_id] for link in links if link.ad_id in present]
    return IdentifierHit(
        identifier=identifier_brief(row, rules),
        ads=[ad_brief(ad) for ad in ads],
        networks=networks_of(store, ads, revision),
        ads_total=total,
        truncated=total > len(links),
    )


def _network(store: Store, text: str, revision: int) -> NetworkOut | None:
    """The network of that id, wherever it moved. Raises GoneError when it was erased."""
    if founder_of(text) is None:
        return None
    try:
        return network_out(network_row(store, text), revision)
    except NotFoundError:
        return None


def _ads(store: Store, text: str, limit: int) -> list[AdRow]:
    """Ads by id, by the beginning of one, or by source and id. Raises GoneError."""
    return ads_named(store, text, limit) if len(text) <= MAX_REF else []


def _texts(store: Store, text: str, limit: int) -> list[TextMatch]:
    hits = store.search_text(text, limit)
    rows = store.ads([hit.ad_id for hit in hits])
    return [
        TextMatch(ad=ad_brief(rows[hit.ad_id]), snippet=hit.snippet, score=hit.score)
        for hit in hits
        if hit.ad_id in rows
    ]


def _missing(store: Store, named: Sequence[Identifier], found: set[Identifier]) -> list[NamedOut]:
    """Erased identifiers that the text names; failing any find, also its surest reading."""
    absent = [name for name in named if name not in found]
    erased = [name for name in absent if store.is_identifier_erased(name)]
    told = [NamedOut(kind=name.kind, value=name.value, state="erased") for name in erased]
    if not found and absent and absent[0] not in erased:
        told.append(NamedOut(kind=absent[0].kind, value=absent[0].value, state="unknown"))
    return told
