"""A network asked for at a higher confidence than the rules': nothing is resolved again, nothing stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from itertools import islice
from threading import Lock

from linkage.errors import InvalidInputError, NotFoundError
from linkage.link.rules import Rules
from linkage.model import founder_of, network_id
from linkage.ports import AdRow, Moved, NetworkRow, Store
from linkage.services.chain import Edge
from linkage.services.dendrogram import Dendrogram, Level
from linkage.services.evidence_graph import edges
from linkage.services.views import ads_by_id
from linkage_schemas.answers import AdsOut, LevelOut, NetworkPartOut, NetworkPartsOut
from linkage_schemas.from_rows import ad_brief, network_out
from linkage_schemas.words import chance_number, count

MAX_LINKS = 500_000
"""Links of the largest network that is cut: about a quarter of a minute, and 300 MB while it is read."""
MEMBERS = 1_000
KEPT = 8
"""Spanning trees kept for the next question: a person tries one threshold after another."""
WEAKEST = 10
SIZES = 10
"""Sizes of parts shown of each level."""


class Thresholds:
    """Cuts networks at thresholds. Keeps the trees of the networks last asked for, by revision."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self._store = store
        self._rules = rules
        self._kept: OrderedDict[tuple[str, int], Dendrogram] = OrderedDict()
        self._lock = Lock()

    def parts(
        self, wanted: str, least: float, after: int, limit: int, revision: int
    ) -> NetworkPartsOut | Moved:
        """A page of the parts of a network, those behind the first `after`; or where the network moved."""
        row = self._store.network(wanted)
        if isinstance(row, Moved):
            return row
        tree = self._tree(row, revision)
        found = tree.parts(least)
        page = found[after : after + limit]
        ads = ads_by_id(self._store, {ad for part in page for ad in part})
        return NetworkPartsOut(
            network=network_out(row, revision),
            min_confidence=least,
            parts=[_part([ads[ad] for ad in part]) for part in page],
            total_parts=len(found),
            alone=sum(len(part) == 1 for part in found),
            weakest=[_level(level) for level in tree.weakest(WEAKEST)],
            next=after + limit if len(found) > after + limit else None,
            revision=revision,
        )

    def ads(
        self, wanted: str, least: float, part: str | None, after: str | None, limit: int, revision: int
    ) -> AdsOut | Moved:
        """A page of the ads of one part, which is named like a network; without a name, the founder's."""
        row = self._store.network(wanted)
        if isinstance(row, Moved):
            return row
        founder = founder_of(part or row.network_id)
        for group in self._tree(row, revision).parts(least):
            if group[0] == founder:
                break
        else:
            raise NotFoundError("the network has no part of that name at that confidence")
        ordered = [ad for ad in sorted(group) if after is None or ad > after]
        shown = ordered[:limit]
        rows = ads_by_id(self._store, set(shown))
        return AdsOut(
            network_id=part or row.network_id,
            ads=[ad_brief(rows[ad]) for ad in shown],
            total=len(group),
            next=shown[-1] if len(ordered) > limit else None,
            revision=revision,
        )

    def _tree(self, row: NetworkRow, revision: int) -> Dendrogram:
        key = (row.network_id, revision)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        tree = _read(self._store, self._rules, row)
        with self._lock:
            self._kept[key] = tree
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return tree


def _read(store: Store, rules: Rules, row: NetworkRow) -> Dendrogram:
    links = list(islice(store.network_links(row.network_id), MAX_LINKS + 1))
    if len(links) > MAX_LINKS:
        raise InvalidInputError(f"a network of more than {MAX_LINKS:,} links is not cut at a confidence")
    ads: dict[str, int] = {}
    after: str | None = None
    while page := store.members(row.network_id, after, MEMBERS):
        ads.update((ad.ad_id, ad.arrival) for ad in page)
        after = page[-1].ad_id

    def inside(edge: Edge) -> bool:
        """Whether it is between ads of the network: must-links come of all networks."""
        return all(node[0] != "ad" or node[1] in ads for node in (edge.a, edge.b))

    # What the rules follow is followed, even where an unsure reading makes it worth less than they ask for.
    followed = (
        edge._replace(strength=max(edge.strength, rules.linked)) for edge in edges(store, rules, links)
    )
    return Dendrogram(ads, filter(inside, followed))


def _part(ads: Sequence[AdRow]) -> NetworkPartOut:
    """A part from its ads in order of arrival."""
    dates = [at for ad in ads for at in (ad.first_seen, ad.last_seen) if at is not None]
    return NetworkPartOut(
        network_id=network_id(ads[0].ad_id),
        founder=ad_brief(ads[0]),
        ads=len(ads),
        first_seen=min(dates, default=None),
        last_seen=max(dates, default=None),
    )


def _level(level: Level) -> LevelOut:
    shown = list(level.sizes[:SIZES])
    told = ", ".join(f"{size:,}" for size in shown) + (", …" if len(level.sizes) > SIZES else "")
    return LevelOut(
        confidence=level.confidence,
        parts=len(level.sizes),
        sizes=shown,
        sentence=(
            f"Where more than {chance_number(level.confidence)} is asked for, the network is in "
            f"{count(len(level.sizes), 'part')}, of {told} ads."
        ),
    )
