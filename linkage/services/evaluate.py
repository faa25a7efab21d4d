"""How right the graph is, for whoever knows who is behind some of its ads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from linkage.analyse.generic import GenericTally
from linkage.analyse.reliability import reliability
from linkage.analyse.scoring import Score, score
from linkage.errors import InvalidInputError
from linkage.ingest.truth import read_hubs, read_truth
from linkage.link.rules import Rules
from linkage.model import Identifier
from linkage.ports import AdRow, Ledger, Store
from linkage.services.audit import Actor, Audit
from linkage.services.hubs import hubs_among
from linkage.services.measuring import (
    SaidPair,
    carried,
    generic_tallies,
    holders_by_key,
    said_pairs,
    violated,
)
from linkage_schemas.answers import (
    BinOut,
    EvaluationOut,
    GenericScoreOut,
    ReliabilityOut,
    SaidOut,
    ScoreOut,
)

ALL = "all"
"""Stands for the kind in the sum over kinds."""


class EvaluateService:
    """Compares the graph with a truth."""

    def __init__(self, store: Store, ledger: Ledger, rules: Rules, clock: Callable[[], int]) -> None:
        self._store = store
        self._rules = rules
        self._audit = Audit(ledger, clock)

    def evaluate(self, truth: str, *, by: Actor, hubs: str | None = None) -> EvaluationOut:
        """Score the networks, verdicts and confidences against a file of operators.

        `truth` is the path of a CSV file with source, source_id and operator, `hubs` of one with kind
        and value of identifiers that are generic whatever their ads say. Reads the whole store and
        holds the links of the ads it knows, about 300 bytes each. Raises StoreError, and
        InvalidInputError for files that cannot be read or know none of the ads.
        """
        with self._audit.reading(by, "evaluate", truth) as tally:
            known = read_truth(truth)
            generic = read_hubs(hubs) if hubs is not None else None
            answer = self._store.at_one_revision(
                lambda revision: _evaluated(self._store, self._rules, known, generic, revision)
            )
            tally.results = answer.ads
        return answer


def _evaluated(
    store: Store,
    rules: Rules,
    known: Mapping[tuple[str, str], str],
    named: Collection[Identifier] | None,
    revision: int,
) -> EvaluationOut:
    ads: list[AdRow] = []
    unknown = 0
    for ad in store.iter_ads():
        if (ad.source, ad.source_id) in known:
            ads.append(ad)
        else:
            unknown += 1
    if not ads:
        raise InvalidInputError("the truth names no ad of this store")
    operators = {ad.ad_id: known[ad.source, ad.source_id] for ad in ads}
    links = carried(store, operators)
    holders = holders_by_key(store, links)
    hubs, told = hubs_among(named or (), links)
    scores = score(operators.items(), ((ad.ad_id, ad.network_id) for ad in ads))
    decisions, broken = violated(store)
    return EvaluationOut(
        ads=len(ads),
        absent=len(known) - len(ads),
        unknown=unknown,
        operators=scores.operators,
        networks=scores.networks,
        largest_network=scores.largest,
        largest_operator=scores.largest_operator,
        ratio=scores.ratio,
        pairwise=_score(scores.pairwise),
        bcubed=_score(scores.bcubed),
        exact=_score(scores.exact),
        over_merged=scores.over_merged,
        foreign=scores.foreign,
        under_merged=scores.under_merged,
        generic=_generic(generic_tallies(operators, links, holders, hubs)),
        hubs=None if named is None else told,
        reliability=_reliability(list(said_pairs(operators, links, holders, rules))),
        decisions=decisions,
        violated=list(broken),
        rules_version=rules.version,
        revision=revision,
    )


def _score(score_: Score) -> ScoreOut:
    return ScoreOut(
        precision=score_.precision if score_.claimed else None,
        recall=score_.recall if score_.wanted else None,
        f1=score_.f1 if score_.claimed or score_.wanted else None,
    )


def _generic(tallies: Mapping[str, GenericTally]) -> list[GenericScoreOut]:
    """The sum over kinds, then each kind."""
    whole = _summed(tallies.values())
    return [
        GenericScoreOut(
            kind=kind,
            found=tally.found,
            missed=tally.missed,
            wrong=tally.wrong,
            contested=tally.contested,
            score=_score(tally.score),
        )
        for kind, tally in ((ALL, whole), *tallies.items())
    ]


def _summed(tallies: Iterable[GenericTally]) -> GenericTally:
    whole = GenericTally()
    for one in tallies:
        whole.found += one.found
        whole.missed += one.missed
        whole.wrong += one.wrong
        whole.right += one.right
        whole.contested += one.contested
    return whole


def _reliability(pairs: Sequence[SaidPair]) -> ReliabilityOut:
    whole = reliability((pair.said, pair.true) for pair in pairs)
    by: dict[str, list[tuple[float, bool]]] = {}
    for pair in pairs:
        by.setdefault(pair.by, []).append((pair.said, pair.true))
    each = {name: reliability(links) for name, links in sorted(by.items())}
    return ReliabilityOut(
        links=whole.links,
        brier=whole.brier if whole.links else None,
        calibration_error=whole.calibration_error if whole.links else None,
        bins=[
            BinOut(low=one.low, high=one.high, links=one.links, said=one.said, true=one.true)
            for one in whole.bins
        ],
        kinds=[
            SaidOut(
                by=name,
                links=one.links,
                said=one.said,
                true=one.true,
                calibration_error=one.calibration_error,
            )
            for name, one in each.items()
        ],
    )
