"""Networks that may belong to one: what is shown but not followed, weighed pair by pair."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from linkage.link.rules import Rules
from linkage.link.weak import strength
from linkage.model import DecisionKind, Identifier, Verdict
from linkage.ports import Moved, Store, StoredLink
from linkage.services.evidence_graph import pair_confidence, worth_of
from linkage.services.sharing import SUGGESTED, ad_words, effect_of
from linkage.services.views import ads_by_id, network_row
from linkage_schemas.answers import PossibleOut, SharedBrief, SuggestionOut
from linkage_schemas.from_rows import ad_brief, network_out
from linkage_schemas.words import asked_words, chance_number, chance_words, named

MAX_LINKS = 100_000
"""Links of a network that are read."""
MAX_IDENTIFIERS = 1_000
"""Identifiers looked at, those on the fewest ads first: they say most."""
INSIDE, OUTSIDE = 20, 50
"""Ads of the network, and of others, that are paired over one identifier."""
TOLD = 3

Pair = tuple[str, str]


class _Best(NamedTuple):
    """The pair of ads that says most for another network, the one of this network first."""

    probability: float
    pair: Pair


def possible(store: Store, rules: Rules, wanted: str, limit: int, revision: int) -> PossibleOut | Moved:
    """Suggestions for a network, most probable first, or where the network moved."""
    row = store.network(wanted)
    if isinstance(row, Moved):
        return row
    links = list(islice(store.network_links(row.network_id), MAX_LINKS + 1))
    inside = _by_identifier(links[:MAX_LINKS])
    names = _reaching_out(store, inside)
    pairs = _pairs(store, rules, inside, names[:MAX_IDENTIFIERS], {link.ad_id for link in links})
    best = _best(store, rules, row.network_id, pairs)
    told = [_suggestion(store, rules, other, one, revision) for other, one in best[:limit]]
    cut = len(links) > MAX_LINKS or len(names) > MAX_IDENTIFIERS
    reason = "the network is too large for all of it to be looked at" if cut else None
    if len(best) > limit:
        reason = f"{len(best):,} networks; shown are the {limit:,} most probable"
    return PossibleOut(
        network=network_out(row, revision),
        suggestions=told,
        total=len(best),
        truncated=reason is not None,
        truncated_reason=reason,
        revision=revision,
    )


def _by_identifier(links: Iterable[StoredLink]) -> Mapping[Identifier, list[StoredLink]]:
    """Links that may say something, by identifier: not ruled wrong, not cut."""
    found: dict[Identifier, list[StoredLink]] = {}
    for link in links:
        if not link.wrong and link.cut_by is None:
            found.setdefault(Identifier(link.kind, link.value), []).append(link)
    return found


def _reaching_out(store: Store, inside: Mapping[Identifier, Sequence[StoredLink]]) -> list[Identifier]:
    """Identifiers that ads of other networks carry too and that are not generic, rarest first."""
    rows = store.identifiers(inside.keys())
    out = [
        (row.ads, name)
        for name, row in rows.items()
        if row.ads > len(inside[name]) and any(one.verdict is not Verdict.GENERIC for one in row.holders)
    ]
    return [name for _, name in sorted(out)]


def _pairs(
    store: Store,
    rules: Rules,
    inside: Mapping[Identifier, Sequence[StoredLink]],
    names: Sequence[Identifier],
    own: Collection[str],
) -> Mapping[Pair, list[tuple[Identifier, float]]]:
    """What each pair of an ad of the network and one of another shares without being joined by it."""
    found: dict[Pair, list[tuple[Identifier, float]]] = {}
    for name in names:
        page = store.links_of_identifier(name, None, INSIDE + OUTSIDE + len(inside[name]))
        others = [link for link in page if link.ad_id not in own and not link.wrong and not link.cut_by]
        mine = sorted(inside[name], key=lambda link: (-worth_of(link, rules), link.ad_id))[:INSIDE]
        for a in mine:
            for b in others[:OUTSIDE]:
                if effect_of(a, b) in SUGGESTED:
                    value = strength(worth_of(a, rules), worth_of(b, rules))
                    found.setdefault((a.ad_id, b.ad_id), []).append((name, value))
    return found


def _best(
    store: Store, rules: Rules, network: str, pairs: Mapping[Pair, list[tuple[Identifier, float]]]
) -> list[tuple[str, _Best]]:
    """The best pair for each other network, most probable first, those that a person ruled out left out."""
    ads = ads_by_id(store, {b for _, b in pairs})
    ruled = _ruled_out(store, network)
    best: dict[str, _Best] = {}
    for pair, shared in pairs.items():
        other = ads[pair[1]].network_id
        said = _Best(pair_confidence(((name.kind, value) for name, value in shared), rules), pair)
        if said.probability >= rules.possible and other not in ruled:
            known = best.get(other)
            if known is None or (-said.probability, pair) < (-known.probability, known.pair):
                best[other] = said
    return sorted(best.items(), key=lambda item: (-item[1].probability, item[0]))


def _ruled_out(store: Store, network: str) -> set[str]:
    """Networks of which a person decided that some ad does not belong with one of this network."""
    decided = [row.decision for row in store.decisions(standing=True)]
    apart = [
        (one.ad_a, one.ad_b)
        for one in decided
        if one.kind is DecisionKind.CANNOT_LINK and one.ad_a and one.ad_b
    ]
    ads = store.ads({ad for pair in apart for ad in pair})
    found: set[str] = set()
    for a, b in apart:
        if a in ads and b in ads:
            one, other = ads[a].network_id, ads[b].network_id
            found.update({one: (other,), other: (one,)}.get(network, ()))
    return found


def _suggestion(store: Store, rules: Rules, other: str, best: _Best, revision: int) -> SuggestionOut:
    rows = ads_by_id(store, best.pair)
    one, two = (rows[ad] for ad in best.pair)
    shared = sorted(
        _shared(store, rules, best.pair), key=lambda item: (-item.strength, item.kind, item.value)
    )
    probability = pair_confidence(((item.kind, item.strength) for item in shared), rules)
    things = [f"the {named(item.kind, item.value)} ({chance_number(item.strength)})" for item in shared]
    more = f" and {len(things) - TOLD:,} more" if len(things) > TOLD else ""
    sentence = (
        f"{ad_words(one)} and {ad_words(two)} share {', '.join(things[:TOLD])}{more}: that they belong "
        f"together is {chance_words(probability)}, and {asked_words(probability, rules.linked)}."
    )
    return SuggestionOut(
        network=network_out(network_row(store, other), revision),
        a=ad_brief(one),
        b=ad_brief(two),
        probability=probability,
        sentence=sentence[0].upper() + sentence[1:],
        shared=shared,
    )


def _shared(store: Store, rules: Rules, pair: Pair) -> Iterator[SharedBrief]:
    """Everything that the two share and that counts."""
    links: dict[str, dict[Identifier, StoredLink]] = {ad: {} for ad in pair}
    for link in store.links_of_ads(pair):
        links[link.ad_id][Identifier(link.kind, link.value)] = link
    one, two = (links[ad] for ad in pair)
    for name in one.keys() & two.keys():
        effect = effect_of(one[name], two[name])
        if effect in SUGGESTED:
            value = strength(worth_of(one[name], rules), worth_of(two[name], rules))
            yield SharedBrief(kind=name.kind, value=name.value, effect=effect, strength=value)
