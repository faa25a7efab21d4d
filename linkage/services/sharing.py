"""What two ads both carry, as sentences with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from linkage.link.rules import Rules
from linkage.link.weak import strength
from linkage.model import Decision, DecisionKind, Identifier, Kind, Verdict
from linkage.ports import COVERED, STRAY, UNDATED, AdRow, EvidenceRow, IdentifierRow, Store, StoredLink
from linkage.services.alike import alike_words, texts_alike, values_alike
from linkage.services.one_picture import gathered
from linkage.services.standing import standing_words, standings
from linkage_schemas.answers import AlikeOut, EvidenceOut, HolderOut, SharedOut, StandingOut, WhyDecision
from linkage_schemas.from_rows import evidence_out, holder_of
from linkage_schemas.reasons import COVERED_WORDS, STRAY_WORDS
from linkage_schemas.words import count, date, named, period, quote, writing_words

Effect = Literal["links", "near", "weak", "cut", "stray", "other-tenure", "covered", "generic", "wrong"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""What sharing an identifier may do, what says most first."""
VOID: frozenset[Effect] = frozenset({"cut", "other-tenure", "generic", "wrong"})
"""Effects of what says nothing of two ads."""
SUGGESTED: frozenset[Effect] = frozenset({"weak", "stray"})
"""What is shown but not followed, without a person or a date against it."""
MAX_EVIDENCE = 3
"""Pieces of evidence shown of each ad for one identifier: the best ones."""

_BY_VERDICT: Mapping[Verdict, Effect] = {
    Verdict.LINKING: "links",
    Verdict.WEAK: "weak",
    Verdict.GENERIC: "generic",
}
_BY_MARK: Mapping[int, Effect] = {STRAY: "stray", COVERED: "covered"}


class Side(NamedTuple):
    """An ad, its link to the shared identifier, and that link's holder."""

    ad: AdRow
    link: StoredLink
    holder: HolderOut | None

    @property
    def own(self) -> Identifier:
        """What the ad carries itself: the identifier, or what is like it."""
        return Identifier(self.link.kind, self.link.via or self.link.value)


class Sharing:
    """Describes shared identifiers. Reads decisions once; made anew for every question."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self._store = store
        self._rules = rules
        self._decisions: list[Decision] | None = None

    def between(self, one: AdRow, two: AdRow) -> list[SharedOut]:
        """Everything that both ads carry, strongest first."""
        links: dict[str, dict[Identifier, StoredLink]] = {one.ad_id: {}, two.ad_id: {}}
        for link in self._store.links_of_ads((one.ad_id, two.ad_id)):
            links[link.ad_id][Identifier(link.kind, link.value)] = link
        both = sorted(links[one.ad_id].keys() & links[two.ad_id].keys())
        known = self._store.identifiers(both)
        shared = [
            self.describe(one, links[one.ad_id][name], two, links[two.ad_id][name], known.get(name))
            for name in both
        ]
        return gathered(sorted(shared, key=lambda item: (EFFECTS.index(item.effect), -item.strength)))

    def describe(
        self,
        one: AdRow,
        link_a: StoredLink,
        two: AdRow,
        link_b: StoredLink,
        row: IdentifierRow | None,
    ) -> SharedOut:
        """One identifier on two ads: the evidence on each, and what resolution makes of it."""
        a = Side(one, link_a, holder_of(row, link_a.tenure, self._rules))
        b = Side(two, link_b, holder_of(row, link_b.tenure, self._rules))
        name = Identifier(link_a.kind, link_a.value)
        effect = effect_of(link_a, link_b)
        decision = self._decision(effect, a, b, name)
        left, more_left = self._evidence(a)
        right, more_right = self._evidence(b)
        alike = self._alike(name, (a, left), (b, right))
        worths = standings(self._store, self._rules, name, (a, b))
        dates = [t for t in (link_a.first_seen, link_b.first_seen) if t is not None]
        until = [t for t in (link_a.last_seen, link_b.last_seen) if t is not None]
        told = [
            _sentence(name, (a, left), (b, right)),
            alike_words(alike),
            _verdict(effect, a, b, decision),
            *_standings_words(effect, worths, self._rules),
        ]
        return SharedOut(
            kind=name.kind,
            value=name.value,
            effect=effect,
            sentence=" ".join(filter(None, told)),
            strength=strength(*(one.worth for one in worths)),
            holder=a.holder,
            other_holder=b.holder if link_a.tenure != link_b.tenure else None,
            first_seen=min(dates, default=None),
            last_seen=max(until, default=None),
            standing_a=worths[0],
            standing_b=worths[1],
            alike=alike,
            evidence_a=left,
            evidence_b=right,
            more_evidence=more_left + more_right,
            decision=decision_out(decision) if decision else None,
        )

    def standing(self) -> list[Decision]:
        """Every standing decision."""
        if self._decisions is None:
            self._decisions = [row.decision for row in self._store.decisions(standing=True)]
        return self._decisions

    def _evidence(self, side: Side) -> tuple[list[EvidenceOut], int]:
        """The best pieces of evidence on an ad, and how many more there are."""
        found = self._pieces(side)
        shown = [evidence_out(piece, side.ad) for piece in found[:MAX_EVIDENCE]]
        return shown, len(found) - len(shown)

    def _pieces(self, side: Side) -> list[EvidenceRow]:
        """All evidence for a link, the best first; for a near link that of what the ad carries itself."""
        return sorted(self._store.evidence(side.ad.ad_id, side.own), key=_worth)

    def _alike(
        self, name: Identifier, a: tuple[Side, Sequence[EvidenceOut]], b: tuple[Side, Sequence[EvidenceOut]]
    ) -> AlikeOut | None:
        """How alike the two are, where their kind can be compared."""
        if name.kind is not Kind.TEXT:
            return values_alike(self._store, a[0].own, b[0].own, self._rules)
        texts = [self._text(side, pieces[0]) for side, pieces in (a, b) if pieces]
        known = [text for text in texts if text is not None]
        return texts_alike(*known) if len(known) == 2 else None

    def _text(self, side: Side, piece: EvidenceOut) -> str | None:
        """The text that a piece of evidence stands for, of which itself it keeps only the beginning."""
        for row in self._store.observations(side.ad.ad_id):
            if row.sha256 == piece.sha256:
                return row.body[piece.start : piece.end]
        return None

    def _decision(self, effect: Effect, a: Side, b: Side, name: Identifier) -> Decision | None:
        """The decision that made the effect what it is, if one did."""
        if effect == "cut":
            voids = {link.cut_by for link in (a.link, b.link)} - {None}
            return _first(one for one in self.standing() if one.decision_id in voids)
        if effect == "wrong":
            ads = {side.ad.ad_id for side in (a, b) if side.link.wrong}
            kinds = (DecisionKind.WRONG_EXTRACTION,)
            about = self._about(kinds, name)
            return _first(one for one in about if one.ad_a in ads)
        if a.holder is None or a.holder.reason != "decision":
            return None
        return _first(self._about((DecisionKind.GENERIC, DecisionKind.NOT_GENERIC), name))

    def _about(self, kinds: tuple[DecisionKind, ...], name: Identifier) -> list[Decision]:
        return [one for one in self.standing() if one.kind in kinds and one.identifier == name]


def decision_out(decision: Decision) -> WhyDecision:
    """A decision as explanations show it."""
    return WhyDecision(
        decision_id=decision.decision_id,
        kind=decision.kind,
        actor=decision.actor,
        reason=decision.reason,
        at=decision.at,
    )


def ad_words(ad: AdRow) -> str:
    """An ad in a sentence."""
    return f"ad {quote(f'{ad.source}:{ad.source_id}')}"


def _first(decisions: Iterable[Decision]) -> Decision | None:
    return next(iter(decisions), None)


def _worth(piece: EvidenceRow) -> tuple[float, int, str, int]:
    return -piece.confidence, piece.observation, piece.field, piece.start


def effect_of(a: StoredLink, b: StoredLink) -> Effect:
    """What resolution does between two ads with an identifier that both link to."""
    if a.wrong or b.wrong:
        return "wrong"
    for mark, effect in _BY_MARK.items():
        if mark in {a.tenure, b.tenure}:
            return effect
    if a.verdict is Verdict.GENERIC and b.verdict is Verdict.GENERIC:
        return "generic"
    if a.tenure != b.tenure or UNDATED in {a.tenure, b.tenure}:
        return "other-tenure"
    return "cut" if a.cut_by or b.cut_by else _joining(a, b)


def _joining(a: StoredLink, b: StoredLink) -> Effect:
    """Of two links into one tenure that nobody voided."""
    near = a.verdict is Verdict.LINKING and (a.via or b.via)
    return "near" if near else _BY_VERDICT[a.verdict]


def _sentence(
    name: Identifier, a: tuple[Side, Sequence[EvidenceOut]], b: tuple[Side, Sequence[EvidenceOut]]
) -> str:
    near = any(side.link.via for side, _ in (a, b))
    like = " or something like it" if near else ""
    start = f"{ad_words(a[0].ad)} and {ad_words(b[0].ad)} carry the {named(*name)}{like}"
    quotes = "; ".join(
        f"in the {which}, {_evidence_words(pieces[0])}"
        for which, (_, pieces) in (("first", a), ("second", b))
        if pieces
    )
    return f"{start[0].upper()}{start[1:]}: {quotes}." if quotes else f"{start[0].upper()}{start[1:]}."


def _standings_words(effect: Effect, worths: Sequence[StandingOut], rules: Rules) -> list[str]:
    """What vouches for each of the two, where a person's decision or a date does not decide anyway."""
    if effect in {"cut", "wrong", "other-tenure"}:
        return []
    return [
        standing_words(which, worth, rules) for which, worth in zip(("first", "second"), worths, strict=True)
    ]


def _evidence_words(piece: EvidenceOut) -> str:
    """Where a piece of evidence stands and what it says."""
    when = [
        f"{what} {date(at)}"
        for what, at in (("posted", piece.posted_at), ("crawled", piece.crawled_at))
        if at is not None
    ]
    how = writing_words(piece.form, piece.region_source)
    return (
        f"field {quote(piece.field)}, characters {piece.start} to {piece.end}, says {quote(piece.raw)}{how}"
        f" (record {piece.sha256[:12]}, {', '.join(when) or 'undated'}; read by {quote(piece.extractor)}"
        f" with confidence {piece.confidence:.2f})"
    )


def _verdict(effect: Effect, a: Side, b: Side, decision: Decision | None) -> str:
    """What resolution makes of it, and why."""
    if effect in ("cut", "wrong"):
        said = "ruled this extraction wrong" if effect == "wrong" else "parted what it would join"
        return f"It is not followed: {_who(decision)} {said}{_because(decision)}."
    if effect == "stray":
        return f"It does not join {_strays(a, b)}: {STRAY_WORDS}."
    if effect == "covered":
        return f"It is not followed: {COVERED_WORDS}."
    if effect == "other-tenure":
        return f"It changed hands: {_tenure_words('first', a)}, {_tenure_words('second', b)}."
    if a.holder is None:
        return "It has no verdict yet."
    on = f"It is on {count(a.holder.ads, 'ad')}, seen {period(a.holder.first_seen, a.holder.last_seen)}"
    does = {
        "links": "it links",
        "near": "it links",
        "weak": "it is weak",
        "generic": "it is generic and never links",
    }
    why = f"{_who(decision)} decided so{_because(decision)}" if decision else a.holder.words
    return f"{on}; {does[effect]}: {why}."


def _strays(a: Side, b: Side) -> str:
    strays = [which for which, side in (("first", a), ("second", b)) if side.link.tenure == STRAY]
    return " or ".join(f"the {which} ad" for which in strays)


def _who(decision: Decision | None) -> str:
    return quote(decision.actor) if decision else "a person"


def _because(decision: Decision | None) -> str:
    return f" ({quote(decision.reason)})" if decision else ""


def _tenure_words(which: str, side: Side) -> str:
    if side.link.tenure == UNDATED:
        return f"the {which} ad has no date and belongs to no tenure"
    when = period(side.holder.first_seen, side.holder.last_seen) if side.holder else "unknown"
    return f"the {which} ad belongs to its tenure {side.link.tenure + 1}, seen {when}"
