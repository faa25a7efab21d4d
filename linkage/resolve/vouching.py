"""What vouches for single ads around an identifier, as judging sees it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from linkage.link.bearers import Bearer, Core, core_of
from linkage.link.holding import vouchers, was_near
from linkage.link.rules import Rules
from linkage.model import Identifier
from linkage.ports.graph import COVERED, STRAY, GraphView
from linkage.resolve.graph import Graph
from linkage.resolve.profile import Profiles

MARKS = (STRAY, COVERED)


class Vouching(NamedTuple):
    """What speaks for and against an ad among the ads around an identifier.

    `mates`: how many other ads hang together; without any, how many others were looked at. `hangs`: whether
    any do. `shared`: what the ad carries that others of them carry, with how many do, most first. `place`:
    whether another of them was in one place with it. `own`: whether it names contacts that none of them has.
    """

    mates: int
    hangs: bool
    shared: tuple[tuple[Identifier, int], ...]
    place: bool
    own: bool


def vouching(
    view: GraphView, rules: Rules, name: Identifier, tenure: int, ads: Collection[int]
) -> Mapping[int, Vouching]:
    """What vouches for each of the ads, by number; reads the identifier's sample and nothing else of it.

    Links that are marked as not followed no longer say whose tenure they were in; for `tenure` such a mark,
    the ads are looked at among those of the holder with most ads.
    """
    ident = view.numbers((name,))[name]
    graph = Graph(view, rules)
    if tenure in MARKS:
        (state,) = view.identifiers((ident,))
        tenure = max(state.holders, key=lambda holder: holder.ads).tenure
    profiles = Profiles(graph)
    sampled = view.samples((ident,), rules.sample)[ident]
    sample = [one.ad for one in sampled if one.tenure in {tenure, *MARKS}]
    if not sample:
        return {}
    profiles.read({*sample, *ads})
    family = rules.kinds[name.kind].family
    core = core_of([profiles.bearer(ad, ident, family) for ad in sample], profiles.is_contact, profiles.kind)
    bearers = {ad: profiles.bearer(ad, ident, family) for ad in ads}
    wanted = {
        ident for bearer in bearers.values() for group in vouchers(bearer, core, rules) for ident in group
    }
    names = {state.ident: Identifier(state.kind, state.value) for state in view.identifiers(wanted)}
    return {ad: _of(bearer, core, sample, names, rules) for ad, bearer in bearers.items()}


def _of(
    bearer: Bearer, core: Core, sample: Collection[int], names: Mapping[int, Identifier], rules: Rules
) -> Vouching:
    others, contacts = vouchers(bearer, core, rules)
    inside = 1 if bearer.ad in core.ads else 0
    shared = {names[ident]: core.shared[ident] - inside for ident in (*others, *contacts)}
    return Vouching(
        mates=len(set(core.ads or sample) - {bearer.ad}),
        hangs=bool(core.ads),
        shared=tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0]))),
        place=was_near(bearer, core, rules),
        own=not bearer.contacts <= core.template and not contacts,
    )
