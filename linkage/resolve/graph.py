"""The graph as it is during one resolution: the store's view with fresh verdicts laid over it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from linkage.link.rules import Rules
from linkage.link.verdicts import fixed
from linkage.link.weak import enumerable
from linkage.model import Identifier, Verdict
from linkage.ports.graph import Carrier, GraphView, Holder, IdentState, LinkRow


class Graph:
    """Reads through a view, remembers what it read, and prefers what was decided since.

    `holders` and `standings` are this resolution's verdicts; the store still has the old ones.
    `retenured` are the links whose tenure is another one now.
    """

    def __init__(self, view: GraphView, rules: Rules) -> None:
        self.view = view
        self.rules = rules
        self.holders: dict[int, tuple[Holder, ...]] = {}
        self.standings: dict[tuple[int, int], tuple[int, float | None]] = {}
        self.retenured: set[tuple[int, int]] = set()
        self.speakers: dict[int, int] = {}
        """A carrier that speaks for an identifier's followed links, where any carrier would not do."""
        self._retold_ads: set[int] = set()
        self._retold: set[int] = set()
        self._states: dict[int, IdentState] = {}
        self._links: dict[int, list[LinkRow]] = {}
        self._carriers: dict[int, list[Carrier]] = {}
        self._warned: frozenset[int] | None = None

    def states(self, idents: Collection[int]) -> Iterable[IdentState]:
        """States of the identifiers, read once each."""
        missing = [ident for ident in idents if ident not in self._states]
        if missing:
            for state in self.view.identifiers(missing):
                self._states[state.ident] = state
        return (self._states[ident] for ident in idents if ident in self._states)

    def know(self, idents: Collection[int]) -> None:
        """Read the states of identifiers about to be asked for, all at once."""
        for _ in self.states(idents):
            pass

    def state(self, ident: int) -> IdentState:
        """State of one identifier already read by `states`."""
        return self._states[ident]

    def holder(self, ident: int, tenure: int) -> Holder | None:
        """Current holder of a tenure; None for links that belong to no tenure."""
        holders = self.holders.get(ident)
        if holders is None:
            if ident not in self._states:
                self.know((ident,))
            holders = self._states[ident].holders
        for holder in holders:
            if holder.tenure == tenure:
                return holder
        return None

    def follows(self, ident: int, tenure: int) -> bool:
        """Whether links into this tenure join networks."""
        holder = self.holder(ident, tenure)
        return holder is not None and holder.verdict is Verdict.LINKING

    def pairs(self, ident: int, tenure: int) -> bool:
        """Whether this tenure is weak evidence on few enough ads to form pairs."""
        holder = self.holder(ident, tenure)
        return holder is not None and enumerable(holder, self.rules)

    def warned(self, ident: int) -> bool:
        """Whether the identifier is on the warning list."""
        if not self.rules.warned:
            return False
        state = self._states.get(ident)
        if state is not None:
            return Identifier(state.kind, state.value) in self.rules.warned
        if self._warned is None:
            # By name, once: most identifiers of the ads that are looked at beside others are not read at all.
            self._warned = frozenset(self.view.numbers(self.rules.warned).values())
        return ident in self._warned

    def fixed(self, state: IdentState) -> tuple[Verdict, str] | None:
        """Verdict of an identifier that no figure can change, with its reason."""
        return fixed(state.kind, ruling=state.ruling, warned=self.warned(state.ident), rules=self.rules)

    def links_of(self, ads: Collection[int]) -> dict[int, list[LinkRow]]:
        """Live links of each ad, with current tenures."""
        missing = [ad for ad in ads if ad not in self._links]
        if missing:
            for ad in missing:
                self._links[ad] = []
            for link in self.view.links_of(missing):
                self._links[link.ad].append(link)
        known, retold = self._links, self._retold_ads
        return {
            ad: [self._current_link(link) for link in known[ad]] if ad in retold else known[ad] for ad in ads
        }

    def set_standing(
        self, ident: int, ad: int, tenure: int, belief: float | None, *, moved: bool = True
    ) -> None:
        """Decide the tenure of a link and the belief in it; `moved`: the tenure is another one now."""
        self.standings[ident, ad] = (tenure, belief)
        if moved:
            self.retenured.add((ident, ad))
        self._retold_ads.add(ad)
        self._retold.add(ident)

    def _current_link(self, link: LinkRow) -> LinkRow:
        standing = self.standings.get((link.ident, link.ad))
        return link if standing is None else link._replace(tenure=standing[0], belief=standing[1])

    def stored_carriers(self, idents: Collection[int]) -> dict[int, list[Carrier]]:
        """Live carriers of each identifier, with the tenures of before this resolution."""
        missing = [ident for ident in idents if ident not in self._carriers]
        if missing:
            for ident in missing:
                self._carriers[ident] = []
            for carrier in self.view.carriers(missing):
                self._carriers[carrier.ident].append(carrier)
        return {ident: self._carriers[ident] for ident in idents}

    def carriers(self, idents: Collection[int]) -> dict[int, list[Carrier]]:
        """Live carriers of each identifier, with current tenures."""
        return {
            ident: [self._current_carrier(carrier) for carrier in carriers]
            if ident in self._retold
            else carriers
            for ident, carriers in self.stored_carriers(idents).items()
        }

    def _current_carrier(self, carrier: Carrier) -> Carrier:
        standing = self.standings.get((carrier.ident, carrier.ad))
        return carrier if standing is None else carrier._replace(tenure=standing[0], belief=standing[1])
