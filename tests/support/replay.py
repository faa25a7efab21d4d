"""A store driven step by step beside the plain list of what went in, and their comparison by the oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pytest

from linkage.errors import GoneError, NotFoundError
from linkage.link.rules import Rules
from linkage.model import (
    Applied,
    Decision,
    DecisionKind,
    Delta,
    EventKind,
    Identifier,
    Observation,
    founder_of,
    network_id,
)
from linkage.ports import EventRow, Moved, NetworkRow, Resolver, Store
from linkage.resolve import make_resolver
from tests.support.oracle import Solution, solve
from tests.support.oracle_world import Key, World, earliest, latest
from tests.support.state import PAGE, LinkFigures, State, assert_same, groups, read_state
from tests.support.worlds import undo


class Replay:
    """One store, and beside it what survives of everything that it was told."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self.store = store
        self.rules = rules
        self.arrived: list[str] = []
        self.surviving: dict[tuple[str, bytes], Observation] = {}
        self.standing: dict[str, Decision] = {}
        self.erased_ads: set[str] = set()
        self.erased_identifiers: set[Identifier] = set()
        self.ids: set[str] = set()
        # By the rules' digest, so that an example repeats: small classes are searched as large ones are.
        whole = (0, 3, 500)[int(rules.digest(), 16) % 3]
        self._resolver: Resolver = make_resolver(rules, whole=whole)
        self._batches = 0
        self._taken: Counter[str] = Counter()
        self._sizes: Mapping[str, int] = {}
        self._followed = 0
        self._verified = 0

    def search_from(self, whole: int) -> None:
        """Search classes of more ads than this from where they lost evidence, as large ones are."""
        self._resolver = make_resolver(self.rules, whole=whole)

    def apply(self, delta: Delta) -> Applied:
        self._batches += 1
        return self.store.apply(delta, f"batch-{self._batches}", self._resolver, at=1_700_000_000)

    def repeat(self, delta: Delta) -> Applied:
        """Apply something under the id of the last batch."""
        return self.store.apply(delta, f"batch-{self._batches}", self._resolver, at=1_700_000_002)

    def ingest(self, batch: Sequence[Observation]) -> Applied:
        """Ingest, and check what the store says it took."""
        fresh: dict[tuple[str, bytes], Observation] = {}
        before = len(self.arrived)
        for seen in batch:
            key = (seen.ad_id, seen.sha256)
            if seen.ad_id in self.erased_ads or key in self.surviving:
                continue
            if seen.ad_id not in self.arrived:
                self.arrived.append(seen.ad_id)
            fresh[key] = without(seen, self.erased_identifiers)
        self.surviving |= fresh
        applied = self.apply(Delta(observations=tuple(batch)))
        assert applied.refused == sum(seen.ad_id in self.erased_ads for seen in batch)
        assert applied.observations_new == len(fresh)
        assert applied.ads_new == len(self.arrived) - before
        return applied

    def possible(self, decision: Decision) -> bool:
        """Whether everything that a decision names is here."""
        ads = {ad for ad in (decision.ad_a, decision.ad_b) if ad is not None}
        present = {o.ad_id for o in self.surviving.values()}
        if not ads <= present:
            return False
        carried = {
            (o.ad_id, Identifier(e.kind, e.value)) for o in self.surviving.values() for e in o.evidence
        }
        if decision.kind is DecisionKind.WRONG_EXTRACTION:
            return (decision.ad_a, decision.identifier) in carried
        return decision.identifier is None or decision.identifier in {i for _, i in carried}

    def decide(self, decision: Decision) -> None:
        """Decide; a decision taken again after its undo is another decision with an id of its own."""
        times = self._taken[decision.decision_id]
        self._taken[decision.decision_id] += 1
        if times:
            decision = replace(decision, decision_id=f"{decision.decision_id}-{times}")
        self.apply(Delta(decisions=(decision,)))
        self.standing[decision.decision_id] = decision

    def undo(self, decision_id: str) -> None:
        self.apply(Delta(decisions=(undo(self.standing.pop(decision_id), str(self._batches)),)))

    def erase_ads(self, ads: Sequence[str]) -> None:
        applied = self.apply(Delta(erase_ads=tuple(ads)))
        assert applied.ads_erased == len(set(ads))
        self.erased_ads |= set(ads)
        self.arrived = [ad for ad in self.arrived if ad not in ads]
        self.surviving = {key: o for key, o in self.surviving.items() if o.ad_id not in ads}

    def erase_identifiers(self, identifiers: Sequence[Identifier]) -> None:
        applied = self.apply(Delta(erase_identifiers=tuple(identifiers)))
        assert applied.identifiers_erased == len(set(identifiers))
        self.erased_identifiers |= set(identifiers)
        self.surviving = {key: without(o, identifiers) for key, o in self.surviving.items()}

    def verify(self) -> State:
        """The store's state, after comparing all of it with the oracle's and looking up every old id."""
        state = read_state(self.store)
        expected = self._expected()
        assert_same(state, expected)
        self.ids |= set(state.networks.values())
        self._look_up_ids(groups(state.networks))
        self._follow_events({row.network_id: row.ads for row in state.sizes})
        counts = self.store.counts()
        assert (counts.ads, counts.observations) == (len(state.networks), len(self.surviving))
        assert (counts.links, counts.identifiers) == (len(state.live), len(state.identifiers))
        assert counts.networks == len(state.sizes)
        assert counts.networks == 0 or counts.largest == state.sizes[0].ads
        problems = list(self.store.check())
        assert not problems, problems
        return state

    def _expected(self) -> State:
        seen, decisions = list(self.surviving.values()), list(self.standing.values())
        solution = solve(seen, decisions, self.rules)
        world = solution.world
        networks = {
            ad: network_id(min(part, key=self.arrived.index)) for part in solution.partition for ad in part
        }
        return State(
            networks=networks,
            identifiers={
                i: (len(ads), *_span(world, [(ad, i) for ad in ads]), solution.verdicts[i])
                for i, ads in world.carriers.items()
            },
            links=_expected_links(solution),
            live=sorted((*self._name(ad), str(i.kind), i.value) for ad, i in world.links),
            evidence={(o.ad_id, o.sha256, o.posted_at, o.crawled_at, e) for o in seen for e in o.evidence},
            cuts=set(solution.cuts),
            sizes=self._expected_sizes(networks),
        )

    def _expected_sizes(self, networks: dict[str, str]) -> list[NetworkRow]:
        spans = {
            network: [o for o in self.surviving.values() if o.ad_id in ads]
            for network, ads in groups(networks).items()
            if len(ads) > 1
        }
        rows = [
            NetworkRow(
                network,
                len({o.ad_id for o in seen}),
                earliest(o.first_seen for o in seen),
                latest(o.last_seen for o in seen),
            )
            for network, seen in spans.items()
        ]
        return sorted(rows, key=lambda row: (-row.ads, row.network_id))

    def _name(self, ad: str) -> tuple[str, str]:
        return next((o.source, o.source_id) for o in self.surviving.values() if o.ad_id == ad)

    def _look_up_ids(self, current: dict[str, set[str]]) -> None:
        """Every id ever returned is current, points at where its founding ad is now, or is gone with it."""
        for old in self.ids:
            founder = founder_of(old)
            if founder in self.erased_ads:
                with pytest.raises(GoneError):
                    self.store.network(old)
                continue
            answer = self.store.network(old)
            if isinstance(answer, Moved):
                assert old not in current
                assert founder in current[answer.network_id]
                page = self.store.members(answer.network_id, None, PAGE)
                assert {ad.ad_id for ad in page} == current[answer.network_id]
            else:
                assert (answer.network_id, answer.ads) == (old, len(current[old]))
        with pytest.raises(NotFoundError):
            self.store.network(network_id("0" * 32))

    def _follow_events(self, current: Mapping[str, int]) -> None:
        """The log alone tells which networks of two ads or more there are, and lies about no size."""
        told: set[str] = set()
        log = self.store.events(0, None, PAGE)
        assert [event.sequence for event in log] == list(range(1, len(log) + 1))
        for event in log:
            if event.kind is EventKind.DISSOLVED:
                told.remove(event.network_id)
                continue
            told.add(event.network_id)
            if event.kind is EventKind.MERGED:
                told.remove(str(event.other_id))
        assert told == current.keys()
        revision = self.store.revision()
        if revision == self._verified + 1:
            for event in log[self._followed :]:
                self._check_size(event, current)
        self._sizes, self._followed, self._verified = current, len(log), revision

    def _check_size(self, event: EventRow, current: Mapping[str, int]) -> None:
        """An event of the one batch since the last look says what the network is now, and how it changed."""
        before = self._sizes.get(event.network_id, 0)
        if event.kind is not EventKind.DISSOLVED:
            assert event.ads == current[event.network_id]
        if event.kind in {EventKind.GROWN, EventKind.SHRUNK}:
            assert before
            assert (event.ads > before) == (event.kind is EventKind.GROWN)
            assert event.ads != before
        assert event.kind is not EventKind.CREATED or not before


def _expected_links(solution: Solution) -> dict[Key, LinkFigures]:
    world = solution.world
    cut = {(c.ad_id, c.identifier): c.decision_id for c in solution.cuts}
    found: dict[Key, LinkFigures] = {}
    for key, link in (world.found | world.links).items():
        tenure, belief = solution.standings.get(key, (0, None))
        found[key] = LinkFigures(
            tenure,
            link.first,
            link.last,
            link.observations,
            link.confidence,
            key not in world.links,
            cut.get(key),
            belief,
            None if link.via is None else link.via.value,
        )
    return found


def _span(world: World, links: Iterable[tuple[str, Identifier]]) -> tuple[int | None, int | None]:
    found = [world.links[link] for link in links]
    return earliest(link.first for link in found), latest(link.last for link in found)


def without(seen: Observation, identifiers: Iterable[Identifier]) -> Observation:
    """An observation as if the identifiers had never been found in it."""
    gone = set(identifiers)
    return seen._replace(
        evidence=tuple(e for e in seen.evidence if Identifier(e.kind, e.value) not in gone),
        sketches=tuple(s for s in seen.sketches if Identifier(s.kind, s.value) not in gone),
    )
