"""Why a holder has its verdict and a link its standing, in words with the figures they were decided on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from linkage.link.rules import Rules
from linkage.link.verdicts import (
    CORROBORATED,
    COVERED,
    DECISION,
    DEFAULT,
    LEAST_FOLLOWED,
    STRANGERS,
    UNCONTESTED,
    UNCORROBORATED,
    WARNED,
)
from linkage.link.warned import Listed
from linkage.model import Identifier, Kind, Verdict
from linkage.ports import graph
from linkage.ports.graph import Holder
from linkage_schemas.words import a_kind, chance_number, chance_words, count, period, quote

STRAY_WORDS = "too little says that the ad belongs with the other ads that carry this"
_IN_ITS_PLACE = (
    "such as the perceptual hash of the same picture or the wording that this text varies, which is on more "
    "ads and is judged in its place"
)
COVERED_WORDS = f"it repeats another identifier of the ad, {_IN_ITS_PLACE}"
UNDATED_WORDS = "it changed hands and these ads have no date, so nobody can say whose it was then"
_MARKS: Mapping[int, str] = {
    graph.STRAY: f"the ad is not joined by it: {STRAY_WORDS}",
    graph.COVERED: f"the ad is not joined by it: {COVERED_WORDS}",
    graph.UNDATED: UNDATED_WORDS,
}


def reason_words(name: Identifier, holder: Holder, rules: Rules) -> str:
    """Why a holder has its verdict, with the figures it was decided on."""
    mark = _MARKS.get(holder.tenure)
    if mark is not None:
        return mark
    if holder.reason == WARNED:
        return _warned(rules.listed.get(name))
    return _WORDS.get(holder.reason, _other)(name.kind, holder, rules)


def holder_words(name: Identifier, holder: Holder, rules: Rules, *, several: bool) -> str:
    """The reason, after which tenure it is when the identifier has `several`."""
    words = reason_words(name, holder, rules)
    if not several or holder.tenure in {graph.STRAY, graph.COVERED}:
        return words
    if holder.tenure == graph.UNDATED:
        return f"undated ads: {words}"
    return f"tenure {holder.tenure + 1}, seen {period(holder.first, holder.last)}: {words}"


def _default(kind: Kind, holder: Holder, rules: Rules) -> str:
    del rules
    if holder.ads < LEAST_FOLLOWED:
        return "only one ad carries it"
    if holder.verdict is Verdict.WEAK:
        return f"{a_kind(kind)} is weak evidence, which links only beside evidence of another kind"
    return f"{a_kind(kind)} links by default"


def _average(holder: Holder) -> str:
    return f"that such an ad is its holder's is {chance_words(holder.purity or 0.0)} on average"


def _together(holder: Holder) -> str:
    sampled = holder.sampled or 0
    together = round((holder.cohesion or 0.0) * sampled)
    return f"of {count(sampled, 'sampled ad')}, {together or 'none'} hang together through other evidence"


def _corroborated(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    return f"{_together(holder)}; {_average(holder)}"


def _uncontested(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    return f"{_together(holder)}, but nothing speaks against it either; {_average(holder)}"


def _uncorroborated(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind
    least = chance_number(rules.linked)
    return (
        f"{_together(holder)}; {_average(holder)}, and it takes {LEAST_FOLLOWED} ads with {least} or more "
        "to link by itself"
    )


def _strangers(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    parties = f"{holder.parties or 0:,} parties with contacts of their own use it"
    return f"of {count(holder.sampled or 0, 'sampled ad')}, {parties}; {_average(holder)}"


def _covered(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, holder, rules
    return f"on each of its ads it repeats another identifier, {_IN_ITS_PLACE}"


def _decision(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    said = "generic" if holder.verdict is Verdict.GENERIC else "not generic"
    return f"a person decided that it is {said}"


def _warned(listed: Listed | None) -> str:
    """A list may have changed since; until the store is resolved by the new one, its verdict stands."""
    if listed is None:
        return "it is on a warning list of values that identify nobody"
    return f"it is on the warning list {quote(listed.name)} {quote(listed.version)}: {quote(listed.reason)}"


def _other(kind: Kind, holder: Holder, rules: Rules) -> str:
    del kind, rules
    return quote(holder.reason)


_WORDS: Mapping[str, Callable[[Kind, Holder, Rules], str]] = {
    DEFAULT: _default,
    CORROBORATED: _corroborated,
    UNCONTESTED: _uncontested,
    UNCORROBORATED: _uncorroborated,
    STRANGERS: _strangers,
    COVERED: _covered,
    DECISION: _decision,
}
