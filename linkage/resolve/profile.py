"""What ads carry, sorted as judging asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from linkage.model import Family, Verdict
from linkage.resolve.graph import Graph


class Profile:
    """An ad's identifiers by family, warned ones left out, and its contacts that link by default."""

    __slots__ = ("_beside", "_families", "contacts")

    def __init__(self, families: dict[Family, set[int]], contacts: frozenset[int]) -> None:
        self.contacts = contacts
        self._families = families
        self._beside: dict[Family, frozenset[int]] = {}

    def beside(self, family: Family) -> frozenset[int]:
        """The identifiers of every other family."""
        found = self._beside.get(family)
        if found is None:
            others = [idents for own, idents in self._families.items() if own is not family]
            found = self._beside[family] = frozenset().union(*others)
        return found


class Profiles:
    """Profiles of ads, read once each."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[int, Profile] = {}
        self._sorted = {
            kind: (rule.family, rule.family is Family.CONTACT and rule.default is Verdict.LINKING)
            for kind, rule in graph.rules.kinds.items()
        }

    def read(self, ads: Iterable[int]) -> None:
        """Read the ads that are not known yet, all at once."""
        missing = {ad for ad in ads if ad not in self._known}
        graph, sort = self._graph, self._sorted
        warned = graph.warned if graph.rules.warned else None
        for ad, links in graph.links_of(missing).items():
            families: dict[Family, set[int]] = {}
            contacts: list[int] = []
            for link in links:
                ident = link.ident
                if warned is not None and warned(ident):
                    continue
                family, contact = sort[link.kind]
                if family in families:
                    families[family].add(ident)
                else:
                    families[family] = {ident}
                if contact:
                    contacts.append(ident)
            self._known[ad] = Profile(families, frozenset(contacts))

    def __getitem__(self, ad: int) -> Profile:
        """Of an ad that was read."""
        return self._known[ad]
