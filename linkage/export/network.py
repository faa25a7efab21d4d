"""One network with everything that holds it together, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from linkage.errors import InvalidInputError
from linkage.export.base import Request, unchanged, write_lines
from linkage.link.rules import Rules
from linkage.model import Decision, Identifier
from linkage.ports import AdRow, DecisionRow, EventRow, Moved, NetworkRow, Store
from linkage_schemas.from_rows import (
    ad_brief,
    decision_brief,
    event_out,
    evidence_out,
    identifier_brief,
    link_out,
    network_out,
    observation_out,
)
from linkage_schemas.wire import Answer
from linkage_schemas.words import CAVEAT

FORMAT = "linkage-network/1"
PAGE = 500


def export(store: Store, out: BinaryIO, request: Request) -> int:
    """JSON of one network: ads with records, links and evidence; identifiers; events; decisions.

    An id that moved exports the network that answers for it. Everything is in an order of its own,
    escaped to ASCII, one item a line. Returns the ads. Raises InvalidInputError without an id,
    NotFoundError, GoneError, and StoreBusyError when a batch lands meanwhile.
    """
    if request.network_id is None:
        raise InvalidInputError("the network export needs the id of a network")
    row = store.network(request.network_id)
    if isinstance(row, Moved):
        row = store.network(row.network_id)
    if isinstance(row, Moved):
        raise InvalidInputError("that network moved on while it was being read; try again")
    write_lines(out, unchanged(store, _document(store, request.rules, row)))
    return row.ads


def _document(store: Store, rules: Rules, row: NetworkRow) -> Iterator[str]:
    revision = store.revision()
    network = row.network_id
    named = sorted({Identifier(link.kind, link.value) for link in store.network_links(network)})
    yield "{\n"
    yield f' "format": {json.dumps(FORMAT)},\n'
    yield f' "caveat": {json.dumps(CAVEAT)},\n'
    yield f' "revision": {revision},\n'
    yield f' "rules": {json.dumps({"version": rules.version, "digest": rules.digest()})},\n'
    yield f' "network": {_json(network_out(row, revision))},\n'
    yield from _array("ads", _ads(store, network))
    yield ",\n"
    yield from _array("identifiers", _identifiers(store, rules, named))
    yield ",\n"
    yield from _array("events", map(_json, map(event_out, _events(store, network))))
    yield ",\n"
    yield from _array("decisions", map(_json, map(decision_brief, _decisions(store, network, set(named)))))
    yield "\n}\n"


def _array(name: str, items: Iterable[str]) -> Iterator[str]:
    yield f' "{name}": ['
    between = "\n  "
    for item in items:
        yield between + item
        between = ",\n  "
    yield "]" if between == "\n  " else "\n ]"


def _json(answer: Answer) -> str:
    return json.dumps(answer.model_dump(mode="json"))


def _members(store: Store, network: str) -> Iterator[AdRow]:
    after: str | None = None
    while page := store.members(network, after, PAGE):
        yield from page
        after = page[-1].ad_id


def _ads(store: Store, network: str) -> Iterator[str]:
    """Every ad with its records, and its links with their evidence."""
    for ad in _members(store, network):
        evidence: dict[Identifier, list[object]] = {}
        for piece in store.evidence(ad.ad_id):
            name = Identifier(piece.kind, piece.value)
            told = evidence_out(piece, ad).model_dump(mode="json", exclude={"ad_id", "source", "source_id"})
            evidence.setdefault(name, []).append(told)
        links = [
            link_out(link).model_dump(mode="json", exclude={"holder"})
            | {"evidence": evidence.get(Identifier(link.kind, link.value), [])}
            for link in store.links_of_ads((ad.ad_id,))
        ]
        records = [observation_out(one).model_dump(mode="json") for one in store.observations(ad.ad_id)]
        yield json.dumps(ad_brief(ad).model_dump(mode="json") | {"records": records, "links": links})


def _identifiers(store: Store, rules: Rules, named: list[Identifier]) -> Iterator[str]:
    for first in range(0, len(named), PAGE):
        page = named[first : first + PAGE]
        rows = store.identifiers(page)
        for name in page:
            if name in rows:
                yield _json(identifier_brief(rows[name], rules))


def _events(store: Store, network: str) -> Iterator[EventRow]:
    since = 0
    while page := store.events(since, network, PAGE):
        yield from page
        since = page[-1].sequence


def _decisions(store: Store, network: str, named: set[Identifier]) -> list[DecisionRow]:
    """Decisions, undone ones too, on the network's ads and identifiers, and what undid them."""
    ads = {ad.ad_id for ad in _members(store, network)}
    every = store.decisions(standing=False)
    chosen = {row.decision.decision_id for row in every if _concerns(row.decision, ads, named)}
    return [row for row in every if row.decision.decision_id in chosen or row.decision.undoes in chosen]


def _concerns(decision: Decision, ads: set[str], named: set[Identifier]) -> bool:
    if decision.ad_a is not None or decision.ad_b is not None:
        return decision.ad_a in ads or decision.ad_b in ads
    return decision.identifier in named
