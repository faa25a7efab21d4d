"""Identifiers by verdict and reach."""

from __future__ import annotations

from linkage.bootstrap import StoreAndLedger
from linkage.model import Identifier, Kind, Verdict
from linkage.ports import IdentifierRow
from tests.contract.conftest import Writer
from tests.support.making import crowd, email, handle, phone, ruling, seen, strangers, undo, wrong

HOTLINE = [f"h-{n:02}" for n in range(25)]


def names(rows: list[IdentifierRow]) -> list[Identifier]:
    return [Identifier(row.kind, row.value) for row in rows]


def every(
    store: StoreAndLedger, verdict: Verdict, kind: Kind | None = None, limit: int = 2
) -> list[Identifier]:
    """All pages of a list."""
    found: list[IdentifierRow] = []
    while True:
        last = found[-1] if found else None
        after = (last.ads, Identifier(last.kind, last.value)) if last else None
        page = store.identifiers_by_reach(verdict, kind, after, limit)
        assert len(page) <= limit
        found += page
        if not page:
            assert [row.ads for row in found] == sorted((row.ads for row in found), reverse=True)
            return names(found)


def test_identifiers_are_listed_by_verdict_most_ads_first(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*strangers(HOTLINE, phone(9)))
    write.ads(*crowd(["a", "b", "c"], email("b"), phone(1)), *crowd(["d", "e"], email("a"), handle("a")))
    write.ads(seen("f", email("alone")), seen("g", phone(1)))
    linking = [phone(1), email("b"), email("a"), handle("a")]
    for limit in (1, 2, 3, 100):
        assert every(store, Verdict.LINKING, limit=limit) == linking
    assert every(store, Verdict.LINKING, Kind.EMAIL) == [email("b"), email("a")]
    assert every(store, Verdict.GENERIC) == [phone(9)]
    assert every(store, Verdict.GENERIC, Kind.EMAIL) == every(store, Verdict.WEAK) == []
    (row,) = store.identifiers_by_reach(Verdict.GENERIC, None, None, 5)
    assert row == store.identifiers([phone(9)])[phone(9)]
    assert (row.ads, row.holders[0].sampled) == (25, 25)
    assert list(store.identifiers_by_reach(Verdict.GENERIC, None, None, 0)) == []


def test_equal_reach_goes_by_value_then_kind(store: StoreAndLedger, write: Writer) -> None:
    same = [Identifier(Kind.WALLET, "m"), Identifier(Kind.HANDLE, "m")]
    write.ads(*crowd(["a", "b"], *same, email("z"), email("A")))
    assert every(store, Verdict.LINKING, limit=1) == [email("A"), same[1], same[0], email("z")]


def test_a_decision_moves_an_identifier_between_lists(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*strangers(HOTLINE, phone(9)), seen("f", email("alone")))
    assert every(store, Verdict.GENERIC) == [phone(9)]
    write.decide(ruling("D-1", phone(9), generic=False))
    assert every(store, Verdict.GENERIC) == []
    assert every(store, Verdict.LINKING) == [phone(9)]
    write.decide(undo("D-2", "D-1"), ruling("D-3", email("alone"), generic=True))
    assert every(store, Verdict.GENERIC) == [phone(9), email("alone")]
    write.decide(wrong("D-4", "f", email("alone")))
    assert every(store, Verdict.GENERIC) == [phone(9)]
