"""Every step of any interleaving equals a rebuild from nothing."""

from __future__ import annotations

from contextlib import ExitStack

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from linkage.link.rules import Rules
from linkage.model import Decision, DecisionKind, Identifier
from tests.property.conftest import Replays
from tests.support.replay import Replay
from tests.support.state import groups
from tests.support.worlds import Shape, compatible, decision, decisions, observations, rules, shapes

DATA = st.data()


class Machine(RuleBasedStateMachine):
    """Batches, second looks, decisions, undos and erasures in any order, the oracle asked after each."""

    def __init__(self, replays: Replays) -> None:
        super().__init__()
        self._replays = replays
        self._open = ExitStack()
        self.replay: Replay
        self.shape: Shape

    @initialize(rules_=rules(), shape=shapes(max_ads=16))
    def start(self, rules_: Rules, shape: Shape) -> None:
        self.replay = self._open.enter_context(self._replays(rules_))
        self.shape = shape

    @property
    def ads(self) -> list[str]:
        return sorted(self.replay.arrived)

    @property
    def identifiers(self) -> list[Identifier]:
        seen = self.replay.surviving.values()
        return sorted({Identifier(e.kind, e.value) for o in seen for e in o.evidence})

    @property
    def together(self) -> list[list[str]]:
        networks = groups({ad.ad_id: ad.network_id for ad in self.replay.store.iter_ads()})
        return sorted(sorted(ads) for ads in networks.values() if len(ads) > 1)

    @rule(data=DATA)
    def batch(self, data: st.DataObject) -> None:
        self.replay.ingest(data.draw(st.lists(observations(self.shape), min_size=1, max_size=12)))

    @precondition(lambda self: self.ads)
    @rule(data=DATA)
    def old_batch_again(self, data: st.DataObject) -> None:
        seen = sorted(self.replay.surviving.values())
        self.replay.ingest(data.draw(st.lists(st.sampled_from(seen), max_size=3)))

    @precondition(lambda self: self.ads)
    @rule(data=DATA)
    def decide(self, data: st.DataObject) -> None:
        self._take(data.draw(decisions(self.shape)))

    @precondition(lambda self: self.together)
    @rule(data=DATA)
    def part(self, data: st.DataObject) -> None:
        network = data.draw(st.sampled_from(self.together))
        two = data.draw(st.permutations(network))[:2]
        self._take(decision(DecisionKind.CANNOT_LINK, *sorted(two)))

    def _take(self, new: Decision) -> None:
        """Decide unless it repeats or contradicts what stands."""
        standing = list(self.replay.standing.values())
        if self.replay.possible(new) and compatible([*standing, new])[-1] is new:
            self.replay.decide(new)

    @precondition(lambda self: self.replay.standing)
    @rule(data=DATA)
    def undo(self, data: st.DataObject) -> None:
        self.replay.undo(data.draw(st.sampled_from(sorted(self.replay.standing))))

    @precondition(lambda self: self.ads)
    @rule(data=DATA)
    def erase_ads(self, data: st.DataObject) -> None:
        some = st.lists(st.sampled_from(self.ads), unique=True, min_size=1, max_size=2)
        self.replay.erase_ads(data.draw(some))

    @precondition(lambda self: self.identifiers)
    @rule(data=DATA)
    def erase_identifier(self, data: st.DataObject) -> None:
        self.replay.erase_identifiers([data.draw(st.sampled_from(self.identifiers))])

    @invariant()
    def equals_a_rebuild(self) -> None:
        self.replay.verify()

    def teardown(self) -> None:
        self._open.close()


def test_every_step_equals_a_rebuild(replays: Replays, effort: int, slowness: int) -> None:
    run_state_machine_as_test(
        lambda: Machine(replays),  # type: ignore[arg-type]  # any factory will do
        settings=settings(max_examples=max(2, 25 * effort // slowness), stateful_step_count=20),
    )
