"""The resolver: what a delta does to verdicts, networks and their history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from linkage.link.rules import Rules
from linkage.link.similar import likeness
from linkage.model import Kind
from linkage.ports.graph import (
    Change,
    Component,
    Constraint,
    GraphView,
    Holder,
    Merge,
    Resolution,
    Resolver,
    Touched,
)
from linkage.resolve.anew import Blank, as_arrived, changed_holders, changed_standings, parts_of
from linkage.resolve.connect import Connector, Joined
from linkage.resolve.graph import Graph
from linkage.resolve.identity import Part, life
from linkage.resolve.judge import Judge
from linkage.resolve.local import Search
from linkage.resolve.rebuild import Rebuilder, Rebuilt
from linkage.resolve.settle import settle

WHOLE = 500
"""Up to this many ads a shaken class is read whole: one query for all such beats a search of each."""


def make_resolver(rules: Rules, *, whole: int = WHOLE) -> Resolver:
    """A resolver by these rules. `whole` trades queries for reading and never changes an answer."""
    return _ByRules(rules, whole)


class _ByRules:
    """See `Resolver`."""

    def __init__(self, rules: Rules, whole: int) -> None:
        self._rules = rules
        self._whole = whole

    def __call__(self, view: GraphView, touched: Touched) -> Resolution:
        """See there."""
        resolving = _Resolving(view, touched, self._rules, self._whole)
        return resolving.resolve_anew() if touched.anew else resolving.resolve()

    def likeness(self, kind: Kind, value: str, a: bytes, b: bytes) -> float | None:
        """See there."""
        return likeness(kind, value, a, b, self._rules)


def _resolved_whole(
    labels: Sequence[int], joined: Joined, known: Mapping[int, Component], whole: int
) -> bool:
    """Whether a class is to be gathered and partitioned from nothing."""
    if joined.seeds.keys().isdisjoint(labels):
        return False
    return sum(known[label].ads for label in labels if label in known) <= whole


class _Resolving:
    """One resolution in progress."""

    def __init__(self, view: GraphView, touched: Touched, rules: Rules, whole: int) -> None:
        self._whole = whole
        self._view = view
        self._touched = touched
        self._graph = Graph(view, rules)
        self._merges: list[Merge] = []
        self._moves: list[tuple[int, int]] = []
        self._components: list[Component] = []
        self._dropped: list[int] = []
        self._changes: list[Change] = []

    def resolve(self) -> Resolution:
        """Judge, connect, rebuild what was shaken, merge the rest."""
        graph, touched = self._graph, self._touched
        judged = Judge(graph, touched).judge(touched.idents)
        constraints = self._view.constraints()
        joined = Connector(graph, touched).connect(judged, constraints)
        known = self._view.components({label for labels in joined.classes for label in labels})
        deep = [labels for labels in joined.classes if not joined.deep.isdisjoint(labels)]
        bound = Rebuilder(graph, joined, constraints).rebuild(chain.from_iterable(deep), closed=False)
        self._rebuilt(bound)
        left = [labels for labels in joined.classes if bound.labels.isdisjoint(labels)]
        small = [labels for labels in left if _resolved_whole(labels, joined, known, self._whole)]
        whole = Rebuilder(graph, joined, constraints).rebuild(chain.from_iterable(small), closed=True)
        self._rebuilt(whole)
        left = [labels for labels in left if whole.labels.isdisjoint(labels)]
        self._merged([labels for labels in left if joined.seeds.keys().isdisjoint(labels)], known)
        searched = [labels for labels in left if not joined.seeds.keys().isdisjoint(labels)]
        self._searched(searched, joined, known, constraints)
        return Resolution(
            holders=self._new_holders(),
            standings=[(*key, *standing) for key, standing in graph.standings.items()],
            merges=self._merges,
            moves=self._moves,
            components=self._components,
            dropped=self._dropped,
            uncut=bound.source.keys() | whole.source.keys(),
            cuts=bound.cuts,
            changes=self._changes,
        )

    def resolve_anew(self) -> Resolution:
        """Resolve from nothing, then place what came of it in the components there are."""
        view, blank = self._view, Blank(self._view)
        all_of_it = as_arrived(self._touched, view.constraints())
        found = _Resolving(blank, all_of_it, self._graph.rules, self._whole).resolve()
        ads = sorted({link.ad for link in all_of_it.links}.union(all_of_it.decided))
        source = dict(view.labels_of(ads))
        self._rebuilt(Rebuilt(set(source.values()), source, parts_of(ads, found), list(found.cuts)))
        old = view.components(set(source.values()))
        moved = {label for _, label in self._moves}
        components = [one for one in self._components if one.label in moved or one != old.get(one.label)]
        dropped = [label for label in self._dropped if label in old and old[label].ads > 1]
        return Resolution(
            holders=changed_holders(blank, found),
            standings=changed_standings(view.links_of(ads), found),
            moves=self._moves,
            components=components,
            dropped=dropped,
            uncut=ads,
            cuts=found.cuts,
            changes=self._changes,
        )

    def _new_holders(self) -> list[tuple[int, tuple[Holder, ...]]]:
        graph = self._graph
        return [
            (ident, holders)
            for ident, holders in graph.holders.items()
            if holders != graph.state(ident).holders
        ]

    def _searched(
        self,
        classes: Sequence[Sequence[int]],
        joined: Joined,
        known: Mapping[int, Component],
        constraints: Sequence[Constraint],
    ) -> None:
        """Large components that lost evidence: search from where they lost it."""
        must: dict[int, list[int]] = {}
        for one in constraints:
            if one.must:
                must.setdefault(one.a, []).append(one.b)
                must.setdefault(one.b, []).append(one.a)
        bonds: dict[int, list[tuple[int, int]]] = {}
        for a, b in joined.bonds:
            for label in {joined.labels[a], joined.labels[b]}:
                bonds.setdefault(label, []).append((a, b))
        for labels in classes:
            shaken = [label for label in labels if label in joined.seeds]
            within = {bond for label in labels for bond in bonds.get(label, ())}
            search = Search(self._graph, shaken, sorted(within), joined.labels, must)
            outcome = search.run({ad for label in shaken for ad in joined.seeds[label]})
            settled = settle(self._view, labels, shaken, outcome, known, self._touched.gone)
            self._merges.extend(settled.merges)
            self._moves.extend(settled.moves)
            self._components.extend(settled.components)
            self._dropped.extend(settled.dropped)
            self._changes.extend(settled.changes)

    def _merged(self, classes: Sequence[Sequence[int]], known: Mapping[int, Component]) -> None:
        """Components that only grew together keep the largest one's label and the oldest one's id."""
        for labels in classes:
            if len(labels) == 1:
                continue
            old = [known[label] for label in labels]
            into = max(old, key=lambda component: (component.ads, -component.founder))
            founder = min(component.founder for component in old)
            ads = sum(component.ads for component in old)
            others = tuple(component.label for component in old if component.label != into.label)
            self._merges.append(Merge(into.label, others))
            self._components.append(Component(into.label, founder, ads))
            self._dropped.extend(component.label for component in old if component.label in others)
            source = {component.founder: component.label for component in old}
            home = dict.fromkeys(source, founder)
            self._changes.extend(life(old, [Part(founder, ads)], home, source))

    def _rebuilt(self, rebuilt: Rebuilt) -> None:
        """Place the parts: a label stays with the part that holds most of its ads."""
        if not rebuilt.labels:
            return
        parts = sorted(rebuilt.parts, key=lambda part: (-len(part), min(part)))
        taken: set[int] = set()
        unnamed: list[list[int]] = []
        for part in parts:
            counts: dict[int, int] = {}
            for ad in part:
                counts[rebuilt.source[ad]] = counts.get(rebuilt.source[ad], 0) + 1
            free = [(count, label) for label, count in counts.items() if label not in taken]
            if free:
                label = max(free)[1]
                taken.add(label)
                self._settle(part, label, rebuilt)
            else:
                unnamed.append(part)
        for part, label in zip(unnamed, self._view.fresh_labels(len(unnamed)), strict=True):
            self._settle(part, label, rebuilt)
        kept = {component.label for component in self._components}
        self._dropped.extend(label for label in sorted(rebuilt.labels) if label not in kept)
        self._tell(rebuilt)

    def _settle(self, part: Sequence[int], label: int, rebuilt: Rebuilt) -> None:
        self._moves.extend((ad, label) for ad in part if rebuilt.source[ad] != label)
        if len(part) > 1:
            self._components.append(Component(label, min(part), len(part)))

    def _tell(self, rebuilt: Rebuilt) -> None:
        """Log what became of the old components."""
        old = list(self._view.components(rebuilt.labels).values())
        home = {ad: min(part) for part in rebuilt.parts for ad in part}
        parts = [Part(min(part), len(part)) for part in rebuilt.parts]
        source = {part.founder: rebuilt.source[part.founder] for part in parts}
        self._changes.extend(life(old, parts, home, source))
