"""Other rules put in force: as if everything had been ingested by them."""

from __future__ import annotations

from hypothesis import strategies as st

from linkage.link.rules import Rules
from linkage.model import Delta, RulesText
from tests.property.conftest import ForAll, Replays
from tests.property.test_resolution_properties import any_decisions, any_world, play
from tests.support.replay import Replay
from tests.support.state import State, groups, read_state
from tests.support.worlds import batchings, crowds, rules


def put_in_force(replay: Replay, new: Rules, whole: int) -> None:
    replay.rules = new
    replay.search_from(whole)
    replay.apply(Delta(rules=RulesText(new.digest(), new.canonical())))


def test_other_rules_are_as_if_they_had_always_been(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        old, shape, seen = any_world(data)
        wanted = any_decisions(data, shape)
        with replays(old) as replay:
            play(replay, data.draw(batchings(seen)), wanted)
            replay.verify()
            for _ in range(2):
                put_in_force(replay, data.draw(rules()), data.draw(st.sampled_from([0, 3, 500])))
                replay.verify()
            play(replay, data.draw(batchings(data.draw(crowds(shape)))), wanted)
            replay.verify()
            put_in_force(replay, old, 500)
            replay.verify()

    for_all(holds, 60)


def test_the_same_rules_change_nothing(replays: Replays, for_all: ForAll) -> None:
    def holds(data: st.DataObject) -> None:
        old, shape, seen = any_world(data)
        with replays(old) as replay:
            play(replay, data.draw(batchings(seen)), any_decisions(data, shape))
            before = replay.verify()
            events = len(replay.store.events(0, None, 100_000))
            put_in_force(replay, old, 500)
            assert replay.verify() == before
            assert len(replay.store.events(0, None, 100_000)) == events

    for_all(holds, 20)


def test_a_second_store_that_never_knew_other_rules_says_the_same(replays: Replays, for_all: ForAll) -> None:
    """Without the oracle: the resolver against itself."""

    def holds(data: st.DataObject) -> None:
        old, shape, seen = any_world(data)
        new = data.draw(rules())
        with replays(old) as replay, replays(new) as other:
            play(replay, data.draw(batchings(seen)), any_decisions(data, shape))
            put_in_force(replay, new, data.draw(st.sampled_from([0, 3, 500])))
            play(other, [seen], ())
            for one in replay.standing.values():
                other.apply(Delta(decisions=(one,)))
            found, expected = read_state(replay.store), read_state(other.store)
            assert parts(found) == parts(expected)
            assert found.identifiers == expected.identifiers
            assert found.links == expected.links
            assert found.cuts == expected.cuts
            assert not list(replay.store.check())

    for_all(holds, 40)


def parts(state: State) -> list[list[str]]:
    return sorted(sorted(ads) for ads in groups(state.networks).values())
