"""The rules of a store: bound, kept with every batch, and replaced by others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import RulesMismatchError
from linkage.link.rules import DEFAULT_RULES, Rules, warning
from linkage.link.warned import WarningList
from linkage.model import Applied, Delta, RulesText, Verdict
from linkage.resolve import make_resolver
from tests.contract.conftest import Opener, Writer
from tests.support.making import NOW, crowd, email, must, of, phone, ruling, seen, strangers

HOTLINE = [f"h-{n:02}" for n in range(25)]
LENIENT = replace(
    DEFAULT_RULES, version="lenient", generic=1.0, linked=0.0, linked_alone=0.0, linked_silent=0.0
)
"""Whatever two ads share joins them."""


def text_of(rules: Rules) -> RulesText:
    return RulesText(rules.digest(), rules.canonical())


def put_in_force(store: StoreAndLedger, rules: Rules, batch: str) -> Applied:
    return store.apply(Delta(rules=text_of(rules)), batch, make_resolver(rules), NOW)


def networks(store: StoreAndLedger) -> list[int]:
    return [row.ads for row in store.networks(2, None, 100)]


def test_every_revision_knows_its_rules(store: StoreAndLedger, write: Writer) -> None:
    assert store.rules() is None
    write.ads(seen("before", phone(1)))
    assert store.rules(1) is None
    store.bind_rules(*text_of(DEFAULT_RULES))
    write.ads(seen("a", phone(1)))
    put_in_force(store, LENIENT, "rules")
    assert store.rules() == store.rules(3) == text_of(LENIENT)
    assert store.rules(2) == text_of(DEFAULT_RULES)
    assert store.rules(1) is store.rules(9) is None


def test_other_rules_join_and_part_in_one_revision(store: StoreAndLedger, write: Writer) -> None:
    store.bind_rules(*text_of(DEFAULT_RULES))
    write.ads(*strangers(HOTLINE, phone(9)), *crowd(["a", "b"], email("x")))
    assert networks(store) == [2]
    applied = put_in_force(store, LENIENT, "rules-1")
    assert (applied.revision, applied.ads_new, applied.observations_new) == (2, 0, 0)
    assert networks(store) == [25, 2]
    assert [(event.revision, event.kind, event.ads) for event in store.events(1, None, 9)] == [
        (2, "created", 25)
    ]
    (row,) = store.identifiers_by_reach(Verdict.LINKING, None, None, 1)
    assert (row.value, row.holders[0].reason, row.holders[0].sampled) == (phone(9).value, "uncontested", 25)
    put_in_force(store, DEFAULT_RULES, "rules-2")
    assert networks(store) == [2]
    assert [(event.revision, event.kind, event.ads) for event in store.events(2, None, 9)] == [
        (3, "dissolved", 1)
    ]
    assert not list(store.check())


def test_decisions_stand_whatever_the_rules(store: StoreAndLedger, write: Writer) -> None:
    store.bind_rules(*text_of(DEFAULT_RULES))
    write.ads(
        *crowd(["a", "b"], email("x")), *crowd(["c", "d"], email("y")), seen("bare"), seen("e", phone(3))
    )
    write.decide(ruling("D-1", email("x"), generic=False), must("D-2", "bare", "e"), must("D-3", "c", "e"))
    warned = WarningList("ours", "1", "here", {email("x"): "ours", email("y"): "ours"})
    put_in_force(store, warning(DEFAULT_RULES, [warned]), "rules")
    assert networks(store) == [3, 2]
    ads = store.ads([of(name) for name in ("a", "b", "c", "d", "bare", "e")])
    home = {name: ads[of(name)].network_id for name in ("a", "b", "c", "d", "bare", "e")}
    assert home["a"] == home["b"]
    assert home["bare"] == home["e"] == home["c"]
    assert home["c"] != home["d"]


def test_who_goes_by_other_rules_cannot_write(store: StoreAndLedger, opener: Opener) -> None:
    store.bind_rules(*text_of(DEFAULT_RULES))
    late = opener()
    late.bind_rules(*text_of(DEFAULT_RULES))
    put_in_force(store, LENIENT, "rules")
    with pytest.raises(RulesMismatchError, match="linkage rules apply"):
        late.apply(Delta((seen("a", phone(1)),)), "late", make_resolver(DEFAULT_RULES), NOW)
    assert store.counts().ads == 0
    with pytest.raises(RulesMismatchError, match="linkage rules apply"):
        opener().bind_rules(*text_of(DEFAULT_RULES))
    store.apply(Delta((seen("a", phone(1)),)), "on", make_resolver(LENIENT), NOW)
    assert store.counts().ads == 1


def test_the_same_change_lands_once(store: StoreAndLedger, write: Writer) -> None:
    store.bind_rules(*text_of(DEFAULT_RULES))
    write.ads(*strangers(HOTLINE, phone(9)))
    first = put_in_force(store, LENIENT, "rules")
    again = put_in_force(store, LENIENT, "rules")
    assert again.replay
    assert again.revision == first.revision == store.revision()
