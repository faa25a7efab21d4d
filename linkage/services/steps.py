"""A chain of nodes as steps from ad to ad, each a sentence with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from linkage.link.rules import Rules
from linkage.model import Identifier, Kind
from linkage.ports import AdRow, IdentifierRow, Store, StoredLink
from linkage.services.chain import Chain, Node
from linkage.services.evidence_graph import MUST, holders_of, weak_pairs
from linkage.services.one_picture import gathered
from linkage.services.sharing import Sharing, ad_words, decision_out
from linkage.services.views import ads_by_id
from linkage_schemas.answers import SharedOut, StepOut
from linkage_schemas.from_rows import ad_brief
from linkage_schemas.words import chance_number, date, named, quote

Links = Mapping[str, Mapping[Identifier, StoredLink]]


class Steps:
    """Puts a chain into words. Made anew for every question."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self._store = store
        self._rules = rules
        self._sharing = Sharing(store, rules)

    def of(self, chain: Chain) -> list[StepOut]:
        """The steps of a chain, in its order."""
        nodes = chain.nodes
        ids = [str(node[1]) for node in nodes[::2]]
        rows = ads_by_id(self._store, set(ids))
        links: dict[str, dict[Identifier, StoredLink]] = {ad: {} for ad in ids}
        for link in self._store.links_of_ads(set(ids)):
            links[link.ad_id][Identifier(link.kind, link.value)] = link
        return [
            self._step(nodes[2 * place + 1], rows[a], rows[b], links)
            for place, (a, b) in enumerate(pairwise(ids))
        ]

    def _step(self, through: Node, a: AdRow, b: AdRow, links: Links) -> StepOut:
        if through[0] == "must":
            return self._must(str(through[3]), a, b)
        if through[0] == "weak":
            return self._weak(a, b, links)
        name = Identifier(Kind(str(through[1])), str(through[2]))
        shared = self._shared(name, a, b, links, self._store.identifiers((name,)))
        return StepOut(
            a=ad_brief(a),
            b=ad_brief(b),
            type="identifier",
            sentence=shared.sentence,
            strength=shared.strength,
            shared=[shared],
        )

    def _shared(
        self,
        name: Identifier,
        a: AdRow,
        b: AdRow,
        links: Links,
        known: Mapping[Identifier, IdentifierRow],
    ) -> SharedOut:
        left, right = links[a.ad_id][name], links[b.ad_id][name]
        return self._sharing.describe(a, left, b, right, known.get(name))

    def _weak(self, a: AdRow, b: AdRow, links: Links) -> StepOut:
        both = [*links[a.ad_id].values(), *links[b.ad_id].values()]
        pair = weak_pairs(both, holders_of(self._store, both), self._rules)[0]
        names = [name for name, _ in pair.holders]
        known = self._store.identifiers(names)
        shared = gathered([self._shared(name, a, b, links, known) for name in names])
        things = " and the ".join(named(one.kind, one.value) for one in shared if one.same_as is None)
        sentence = (
            f"{_start(a, b)} share weak evidence of different kinds, the {things}: together it is "
            f"worth {chance_number(pair.probability)}, and from {chance_number(self._rules.linked)} on weak "
            "evidence links."
        )
        return StepOut(
            a=ad_brief(a),
            b=ad_brief(b),
            type="weak",
            sentence=sentence,
            strength=pair.probability,
            shared=shared,
        )

    def _must(self, decision_id: str, a: AdRow, b: AdRow) -> StepOut:
        decision = next(one for one in self._sharing.standing() if one.decision_id == decision_id)
        sentence = (
            f"{quote(decision.actor)} decided on {date(decision.at)} that {ad_words(a)} and {ad_words(b)}"
            f" belong together ({quote(decision.reason)})."
        )
        return StepOut(
            a=ad_brief(a),
            b=ad_brief(b),
            type="must-link",
            sentence=sentence,
            strength=MUST,
            shared=[],
            decision=decision_out(decision),
        )


def _start(a: AdRow, b: AdRow) -> str:
    words = f"{ad_words(a)} and {ad_words(b)}"
    return words[0].upper() + words[1:]
