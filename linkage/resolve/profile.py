"""What ads carry, sorted as judging asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from linkage.link.bearers import Bearer
from linkage.model import Family, Kind, Verdict
from linkage.ports.graph import Context
from linkage.resolve.graph import Graph


class Profile:
    """An ad's identifiers by family, its contacts that link by default, its pictures; no warned ones."""

    __slots__ = ("_beside", "_families", "contacts", "context", "near", "pictures")

    def __init__(
        self,
        families: dict[Family, set[int]],
        contacts: frozenset[int],
        near: frozenset[int],
        context: Context,
    ) -> None:
        self.contacts = contacts
        self.near = near
        self.context = context
        self.pictures: frozenset[int] = frozenset()
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
        self._kinds: dict[int, Kind] = {}
        self._sorted = {
            kind: (rule.family, rule.family is Family.CONTACT and rule.default is Verdict.LINKING)
            for kind, rule in graph.rules.kinds.items()
        }

    def read(self, ads: Iterable[int]) -> None:
        """Read the ads that are not known yet, all at once."""
        missing = {ad for ad in ads if ad not in self._known}
        if not missing:
            return
        graph, sort, kind_of = self._graph, self._sorted, self._kinds
        warned = graph.warned if graph.rules.warned else None
        contexts = graph.view.contexts(missing)
        for ad, links in graph.links_of(missing).items():
            families: dict[Family, set[int]] = {}
            contacts: list[int] = []
            near: list[int] = []
            pictures: list[int] = []
            for link in links:
                ident = link.ident
                if warned is not None and warned(ident):
                    continue
                family, contact = sort[link.kind]
                kind_of[ident] = link.kind
                if family in families:
                    families[family].add(ident)
                else:
                    families[family] = {ident}
                if contact:
                    contacts.append(ident)
                if link.near:
                    near.append(ident)
                if link.kind is Kind.PICTURE:
                    pictures.append(ident)
            profile = self._known[ad] = Profile(families, frozenset(contacts), frozenset(near), contexts[ad])
            profile.pictures = frozenset(pictures)

    def __getitem__(self, ad: int) -> Profile:
        """Of an ad that was read."""
        return self._known[ad]

    def kind(self, ident: int) -> Kind:
        """Kind of an identifier of an ad that was read."""
        return self._kinds[ident]

    def is_contact(self, ident: int) -> bool:
        """Whether an identifier of an ad that was read is a contact of any kind."""
        return self._sorted[self._kinds[ident]][0] is Family.CONTACT

    def bearer(self, ad: int, ident: int, family: Family) -> Bearer:
        """An ad that was read, as one that carries the identifier of this family."""
        profile = self._known[ad]
        contacts = profile.contacts
        if ident in contacts:
            contacts -= {ident}
        places, first, last = profile.context
        return Bearer(ad, profile.beside(family), contacts, places, first, last, ident in profile.near)
