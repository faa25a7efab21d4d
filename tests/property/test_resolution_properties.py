"""What must hold of any world, on every store, by the independent oracle in tests/support.

`Replay.verify` compares everything that a store answers with the oracle, looks up every network id that
was ever returned and asks for the store's own check; most properties are statements about when it holds.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from hypothesis import strategies as st

from linkage.export import EXPORTS, Request
from linkage.link.rules import DEFAULT_RULES, Rules
from linkage.model import Decision, DecisionKind, Delta, Identifier, Observation
from linkage.ports import EventRow, Moved
from tests.property.conftest import ForAll, Replays
from tests.support.oracle import solve
from tests.support.replay import Replay, without
from tests.support.state import PAGE, groups, read_state
from tests.support.worlds import (
    MAX_ADS,
    POOL,
    Shape,
    batchings,
    compatible,
    crowds,
    decision,
    decisions,
    observation,
    rules,
    shapes,
)

World = tuple[Rules, Shape, list[Observation]]


def any_world(data: st.DataObject, max_ads: int = MAX_ADS) -> World:
    shape = data.draw(shapes(max_ads))
    return data.draw(rules()), shape, data.draw(crowds(shape))


def any_decisions(data: st.DataObject, shape: Shape, most: int = 4) -> list[Decision]:
    return compatible(data.draw(st.lists(decisions(shape), min_size=1, max_size=most)))


def play(replay: Replay, batches: Sequence[Sequence[Observation]], wanted: Sequence[Decision]) -> None:
    """Ingest, taking each decision as soon as what it names is there."""
    for batch in batches:
        replay.ingest(batch)
        for one in wanted:
            if one.decision_id not in replay.standing and replay.possible(one):
                replay.decide(one)


def exports(replay: Replay) -> dict[str, bytes]:
    found = {}
    for name in ("membership", "links", "identifiers"):
        out = io.BytesIO()
        EXPORTS[name](replay.store, out, Request(replay.rules))
        found[name] = out.getvalue()
    return found


def events(replay: Replay) -> Sequence[EventRow]:
    return replay.store.events(0, None, PAGE)


def test_neither_order_nor_batches_matter(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, shape, seen = any_world(data)
        repeats = data.draw(st.lists(st.sampled_from(seen), max_size=5))
        batches = data.draw(batchings([*seen, *repeats]))
        with replays(rules_) as replay:
            play(replay, batches, any_decisions(data, shape))
            replay.verify()

    for_all(holds, 60)


def test_ingesting_twice_changes_nothing(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, shape, seen = any_world(data, max_ads=20)
        with replays(rules_) as replay:
            play(replay, data.draw(batchings(seen)), any_decisions(data, shape))
            before = replay.verify(), exports(replay), events(replay)
            for batch in data.draw(batchings(data.draw(st.permutations(seen)))):
                applied = replay.ingest(batch)
                assert (applied.observations_new, applied.identifiers_new, applied.events) == (0, 0, 0)
            assert (replay.verify(), exports(replay), events(replay)) == before

    for_all(holds, 15)


def test_a_batch_lands_once(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, _, seen = any_world(data, max_ads=10)
        with replays(rules_) as replay:
            first = replay.ingest(seen)
            before = replay.verify(), replay.store.counts(), events(replay)
            again = replay.repeat(Delta(observations=tuple(seen[:1])))
            assert again.replay
            assert again.revision == first.revision
            assert again.ads_new == first.ads_new
            assert (replay.verify(), replay.store.counts(), events(replay)) == before

    for_all(holds, 5)


def test_an_erased_ad_was_never_there(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, shape, seen = any_world(data)
        here = sorted({o.ad_id for o in seen})
        victims = data.draw(st.lists(st.sampled_from(here), unique=True, min_size=1, max_size=6))
        wanted = any_decisions(data, shape)
        with replays(rules_) as replay, replays(rules_) as other:
            play(replay, data.draw(batchings(seen)), wanted)
            replay.verify()
            for step in data.draw(st.sampled_from([[victims], [[ad] for ad in victims]])):
                replay.erase_ads(step)
                replay.verify()
            play(other, [[o for o in seen if o.ad_id not in victims]], wanted)
            never = other.verify()
            assert read_state(replay.store) == never
            refused = replay.ingest(seen)
            assert refused.refused == sum(o.ad_id in victims for o in seen)
            assert all(replay.store.is_erased(ad) for ad in victims)
            assert replay.verify() == never

    for_all(holds, 25)


def test_an_erased_identifier_was_never_there(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, shape, seen = any_world(data)
        here = sorted({Identifier(e.kind, e.value) for o in seen for e in o.evidence})
        victims = data.draw(st.lists(st.sampled_from(here), unique=True, min_size=1, max_size=4))
        wanted = any_decisions(data, shape)
        late = data.draw(crowds(shape))
        with replays(rules_) as replay, replays(rules_) as other:
            play(replay, data.draw(batchings(seen)), wanted)
            replay.verify()
            for step in data.draw(st.sampled_from([[victims], [[i] for i in victims]])):
                replay.erase_identifiers(step)
                replay.verify()
            play(other, [[without(o, victims) for o in seen]], wanted)
            assert read_state(replay.store) == other.verify()
            assert all(replay.store.is_identifier_erased(i) for i in victims)
            replay.ingest([*seen, *late])
            other.ingest([without(o, victims) for o in late])
            assert replay.verify() == other.verify()

    for_all(holds, 25)


def test_an_undone_decision_was_never_taken(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, shape, seen = any_world(data)
        with replays(rules_) as replay:
            play(replay, [seen], ())
            before = replay.verify(), exports(replay)
            for one in any_decisions(data, shape, most=6):
                if replay.possible(one):
                    replay.decide(one)
                    replay.verify()
            for decision_id in data.draw(st.permutations(list(replay.standing))):
                replay.undo(decision_id)
                replay.verify()
            assert (read_state(replay.store), exports(replay)) == before

    for_all(holds, 20)


def apart(data: st.DataObject, rules_: Rules, seen: Sequence[Observation], most: int) -> list[Decision]:
    """Cannot-links between ads that evidence would bring together."""
    pairs = [
        tuple(data.draw(st.permutations(sorted(part)))[:2])
        for part in sorted(map(sorted, solve(seen, [], rules_).partition))
        if len(part) > 1
        for _ in range(data.draw(st.integers(1, most)))
    ]
    return compatible([decision(DecisionKind.CANNOT_LINK, *sorted(two)) for two in pairs])


def test_cannot_links_hold_whatever_arrives(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, shape, seen = any_world(data)
        forbidden = apart(data, rules_, seen, most=3)
        others = any_decisions(data, shape)
        with replays(rules_) as replay:
            for batch in data.draw(batchings(seen)):
                play(replay, [batch], compatible([*forbidden, *others]))
                networks = replay.verify().networks
                for one in replay.standing.values():
                    if one.kind is DecisionKind.CANNOT_LINK and one.ad_a and one.ad_b:
                        assert networks[one.ad_a] != networks[one.ad_b]

    for_all(holds, 30)


def test_a_network_keeps_its_id_while_it_grows(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        rules_, _, seen = any_world(data)
        with replays(rules_) as replay:
            old: dict[str, set[str]] = {}
            for batch in data.draw(batchings(seen)):
                replay.ingest(batch)
                networks = replay.verify().networks
                new = groups(networks)
                for network, members in old.items():
                    now = {networks[ad] for ad in members}
                    if len(now) > 1:
                        continue
                    (current,) = now
                    grown = current == network
                    merged = replay.store.network(network) == Moved(current)
                    assert grown or merged
                    older = replay.arrived.index(min(new[current], key=replay.arrived.index))
                    assert grown == (older >= min(map(replay.arrived.index, members)))
                old = new

    for_all(holds, 20)


LENIENT = replace(
    DEFAULT_RULES, version="lenient", linked=0.0, linked_alone=0.0, linked_silent=0.0, warned=frozenset()
)
"""Whatever two ads share joins them."""


def test_erasing_one_side_of_a_cannot_link_voids_its_cuts(replays: Replays) -> None:
    """Found by the machine: the component of the erased ad was empty, so nothing led to the other side."""
    phone = POOL[0]
    strong, faint = observation(0, 0, None, [(phone, 1.0)]), observation(1, 0, None, [(phone, 0.5)])
    with replays(LENIENT) as replay:
        replay.ingest([strong, faint])
        replay.decide(decision(DecisionKind.CANNOT_LINK, strong.ad_id, faint.ad_id))
        (cut,) = replay.verify().cuts
        (other,) = {strong.ad_id, faint.ad_id} - {cut.ad_id}
        replay.erase_ads([other])
        assert replay.verify().cuts == set()


def test_an_undated_ad_leaves_a_large_network_whose_phone_changed_hands(replays: Replays) -> None:
    """Found in a long run: the search began at the new ad, which had never been in the network."""
    phone = POOL[0]
    worlds = [
        observation(number, day, None, [(phone, 1.0)]) for number, day in ((0, 0), (27, None), (16, 9_000))
    ]
    for order in permutations(worlds):
        with replays(LENIENT) as replay:
            replay.search_from(0)
            for one in order:
                replay.ingest([one])
            assert len(set(replay.verify().networks.values())) == 3
