"""Finds the chain between two ads of one network, however large the network is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from linkage.errors import StoreBusyError
from linkage.link.rules import Rules
from linkage.model import Identifier, Verdict
from linkage.ports import AdRow, Store, StoredLink
from linkage.services.chain import Chain, strongest
from linkage.services.evidence_graph import ad_node, edges, followed, live, must_links

WHOLE = 20_000
"""Up to this many links a network is read whole, which takes about half a second."""
PAGE = 5_000


class Reached(NamedTuple):
    """`exhaustive`: the whole network was looked at."""

    chain: Chain
    exhaustive: bool


def chain_between(store: Store, rules: Rules, one: AdRow, two: AdRow, whole: int = WHOLE) -> Reached:
    """The strongest chain between two ads of one network.

    In a network of more than `whole` links it is the strongest among what a search from both ends
    had seen when they met. Raises StoreBusyError when the network came apart meanwhile.
    """
    start, end = ad_node(one.ad_id), ad_node(two.ad_id)
    links = list(islice(store.network_links(one.network_id), whole + 1))
    if len(links) <= whole:
        chain = strongest(edges(store, rules, links), start, end)
        if chain is not None:
            return Reached(chain, exhaustive=True)
    else:
        chain = _Meeting(store, rules, one.ad_id, two.ad_id).chain()
        if chain is not None:
            return Reached(chain, exhaustive=False)
    raise StoreBusyError("the network changed while it was being read; try again")


class _Meeting:
    """Breadth first from both ends, level by level, the smaller front first."""

    def __init__(self, store: Store, rules: Rules, a: str, b: str) -> None:
        self._store = store
        self._rules = rules
        self._ends = (a, b)
        self._seen: tuple[set[str], set[str]] = ({a}, {b})
        self._front: tuple[set[str], set[str]] = ({a}, {b})
        self._links: dict[str, list[StoredLink]] = {}
        self._carriers: dict[tuple[Identifier, int], set[str]] = {}
        self._must: dict[str, set[str]] = {}
        for left, right, _ in must_links(store):
            self._must.setdefault(left, set()).add(right)
            self._must.setdefault(right, set()).add(left)

    def chain(self) -> Chain | None:
        """Expand until the ends are joined; None when both fronts run dry first."""
        start, end = map(ad_node, self._ends)
        while any(self._front):
            sizes = [(not front, len(front), side) for side, front in enumerate(self._front)]
            self._expand(min(sizes)[2])
            if self._seen[0] & self._seen[1]:
                self._read(self._seen[0] | self._seen[1])
                links = [link for rows in self._links.values() for link in rows]
                chain = strongest(edges(self._store, self._rules, links), start, end)
                if chain is not None:
                    return chain
        return None

    def _read(self, ads: Iterable[str]) -> None:
        """Learn all links of the ads."""
        missing = sorted(set(ads) - self._links.keys())
        for ad in missing:
            self._links[ad] = []
        for first in range(0, len(missing), PAGE):
            for link in self._store.links_of_ads(missing[first : first + PAGE]):
                self._links[link.ad_id].append(link)

    def _expand(self, side: int) -> None:
        front, seen = self._front[side], self._seen[side]
        self._read(front)
        reached: set[str] = set()
        for ad in front:
            reached |= self._must.get(ad, set())
            for link in self._links[ad]:
                if followed(link) or (live(link) and link.verdict is Verdict.WEAK):
                    reached |= self._ads_on(link)
        fresh = reached - seen
        seen |= fresh
        self._front[side].clear()
        self._front[side].update(fresh)

    def _ads_on(self, link: StoredLink) -> set[str]:
        """Ads of the holder. Weak evidence on more ads than form pairs reaches nobody."""
        key = (Identifier(link.kind, link.value), link.tenure)
        if key in self._carriers:
            return self._carriers[key]
        most = self._rules.small if link.verdict is Verdict.WEAK else None
        size = PAGE if most is None else 10 * most
        found: set[str] = set()
        after: str | None = None
        while True:
            page = self._store.links_of_identifier(key[0], after, size)
            found |= {one.ad_id for one in page if live(one) and one.tenure == link.tenure}
            if len(page) < size or (most is not None and len(found) > most):
                break
            after = page[-1].ad_id
        if most is not None and len(found) > most:
            found = set()
        self._carriers[key] = found
        return found
