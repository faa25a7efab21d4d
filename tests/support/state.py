"""Everything a store answers that follows from its input, as comparable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from linkage.model import Evidence, Identifier
from linkage.ports import CutRow, Holder, NetworkRow, Store
from tests.support.oracle_world import pair

PAGE = 1000


class LinkFigures(NamedTuple):
    """What a store says of one link, the verdict of an undated one aside."""

    tenure: int
    first: int | None
    last: int | None
    observations: int
    confidence: float
    wrong: bool
    cut_by: str | None
    belief: float | None
    via: str | None


@dataclass(frozen=True, slots=True)
class State:
    """Everything a store answers that follows from its input. Order of arrival shows in `networks` only."""

    networks: dict[str, str]
    identifiers: dict[Identifier, tuple[int, int | None, int | None, tuple[Holder, ...]]]
    links: dict[tuple[str, Identifier], LinkFigures]
    live: list[tuple[str, str, str, str]]
    evidence: set[tuple[str, bytes, int | None, int | None, Evidence]]
    cuts: set[CutRow]
    sizes: list[NetworkRow]

    @property
    def partition(self) -> frozenset[frozenset[str]]:
        return frozenset(map(frozenset, groups(self.networks).values()))


def groups(networks: Mapping[str, str]) -> dict[str, set[str]]:
    """Ads of each network."""
    found: dict[str, set[str]] = {}
    for ad, network in networks.items():
        found.setdefault(network, set()).add(ad)
    return found


def read_state(store: Store) -> State:
    networks = {ad.ad_id: ad.network_id for ad in store.iter_ads()}
    return State(
        networks=networks,
        identifiers={
            Identifier(row.kind, row.value): (row.ads, row.first_seen, row.last_seen, row.holders)
            for row in store.iter_identifiers()
        },
        links={
            (link.ad_id, Identifier(link.kind, link.value)): LinkFigures(
                link.tenure if not link.wrong else 0,
                link.first_seen,
                link.last_seen,
                link.observations,
                link.confidence,
                link.wrong,
                link.cut_by,
                link.belief,
                link.via,
            )
            for link in store.links_of_ads(networks)
        },
        live=[(source, name, str(kind), value) for source, name, kind, value in store.iter_links()],
        evidence={
            (
                row.ad_id,
                bytes.fromhex(row.sha256),
                row.posted_at,
                row.crawled_at,
                Evidence(
                    row.kind,
                    row.value,
                    row.field,
                    row.start,
                    row.end,
                    row.raw,
                    row.extractor,
                    row.confidence,
                    row.form,
                    row.region_source,
                ),
            )
            for ad in networks
            for row in store.evidence(ad)
        },
        cuts={_ordered(cut) for cut in store.cuts(networks)},
        sizes=list(store.networks(2, None, PAGE)),
    )


def _ordered(cut: CutRow) -> CutRow:
    """A cut pair named by its smaller ad."""
    if cut.other_ad_id is None:
        return cut
    one, other = pair(cut.ad_id, cut.other_ad_id)
    return CutRow(one, None, other, cut.decision_id)


def assert_same(found: State, expected: State) -> None:
    """Raise AssertionError with what is only in one of them."""
    problems = []
    for field in fields(State):
        ours, theirs = getattr(found, field.name), getattr(expected, field.name)
        if ours == theirs:
            continue
        if isinstance(ours, dict):
            ours, theirs = ours.items(), theirs.items()
        missing = [it for it in theirs if it not in ours]
        extra = [it for it in ours if it not in theirs]
        problems.append(f"{field.name}: found {extra or 'another order'}, expected {missing}")
    assert not problems, "\n".join(problems)
