"""Links of which it is known whose they are: from a truth, or from what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from linkage.link.rules import Rules
from linkage.model import DecisionKind, Identifier
from linkage.ports import GraphView, Store
from linkage.resolve import Witnessed, witness

AT_ONCE = 20_000
"""Identifiers looked at together, which bounds what is held of their ads."""
MOST = 64
"""Links of one identifier that are labelled, so that a hub does not speak for all: twice a sample."""
FOLDS = 5
"""Parts of the labelled links; each is measured by weights fitted to the others."""

Same = Callable[[int, int], bool | None]
"""Whether two ads, by arrival number, belong together; None where nobody knows."""
Tally = dict[tuple[float, ...], tuple[int, float]]
"""How many links there are and the sum of their labels, by their numbers."""


def by_operator(operators: Mapping[int, str]) -> Same:
    """What the operator of each ad says."""

    def same(a: int, b: int) -> bool | None:
        one, other = operators.get(a), operators.get(b)
        return None if one is None or other is None else one == other

    return same


def by_decision(store: Store) -> tuple[Same, set[Identifier]]:
    """What standing must-links and cannot-links say, and the identifiers that such pairs share."""
    decided = [
        (one.ad_a, one.ad_b, one.kind is DecisionKind.MUST_LINK)
        for one in (row.decision for row in store.decisions(standing=True))
        if one.kind in {DecisionKind.MUST_LINK, DecisionKind.CANNOT_LINK} and one.ad_a and one.ad_b
    ]
    ads = store.ads({ad for a, b, _ in decided for ad in (a, b)})
    carried: dict[str, set[Identifier]] = {}
    for link in store.links_of_ads(ads.keys()):
        if not link.wrong:
            carried.setdefault(link.ad_id, set()).add(Identifier(link.kind, link.value))
    said: dict[tuple[int, int], bool] = {}
    names: set[Identifier] = set()
    for a, b, together in decided:
        if a in ads and b in ads:
            one, other = ads[a].arrival, ads[b].arrival
            said[one, other] = said[other, one] = together
            names |= carried.get(a, set()) & carried.get(b, set())
    return lambda a, b: said.get((a, b)), names


def either(first: Same, second: Same) -> Same:
    """What the first says and, where it says nothing, the second."""

    def same(a: int, b: int) -> bool | None:
        known = first(a, b)
        return second(a, b) if known is None else known

    return same


def shared_names(store: Store) -> Iterator[Identifier]:
    """Every identifier on two ads or more."""
    return (Identifier(row.kind, row.value) for row in store.iter_identifiers() if row.ads > 1)


def tallies(view: GraphView, rules: Rules, names: Iterable[Identifier], same: Same) -> list[Tally]:
    """The labelled links of these identifiers in `FOLDS` parts, those of one identifier in one part."""
    folds: list[Tally] = [{} for _ in range(FOLDS)]
    rest = iter(names)
    while chunk := list(islice(rest, AT_ONCE)):
        idents = list(view.numbers(chunk).values())
        for one in witness(view, rules, idents, MOST):
            tally = folds[one.ident % FOLDS]
            for numbers, label in labels(one, same):
                count, total = tally.get(numbers, (0, 0.0))
                tally[numbers] = (count + 1, total + label)
    return folds


def labels(one: Witnessed, same: Same) -> Iterator[tuple[tuple[float, ...], float]]:
    """Numbers of each link of which something is known, and the share of its mates it belongs to."""
    for ad, numbers in one.links:
        known = _known(same, ad, one.mates)
        if known:
            yield numbers, sum(known) / len(known)


def _known(same: Same, ad: int, mates: Iterable[int]) -> Sequence[bool]:
    return [said for mate in mates if mate != ad and (said := same(ad, mate)) is not None]
