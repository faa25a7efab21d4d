"""People's decisions: what they do, what they contradict, and what an undo gives back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import ConflictError, InvalidInputError, LinkageError, NotFoundError
from linkage.model import Decision, Verdict, network_id
from linkage.ports import CutRow, DecisionRow
from tests.contract.conftest import Writer
from tests.support.making import DAY, NOW, cannot, email, must, of, phone, ruling, seen, undo, wrong
from tests.support.state import read_state


@pytest.fixture
def pair(write: Writer) -> None:
    """a and b share a number; c stands alone."""
    write.ads(seen("a", phone(1)), seen("b", phone(1)), seen("c", phone(2)))


@pytest.mark.usefixtures("pair")
def test_decisions_are_kept_in_order(store: StoreAndLedger, write: Writer) -> None:
    first, second = must("D-1", "a", "c"), ruling("D-2", phone(1), generic=True)
    write.decide(first)
    write.decide(second)
    write.decide(undo("U-1", "D-1"))
    assert store.decisions(standing=False) == [
        DecisionRow(first, standing=False, revision=2),
        DecisionRow(second, standing=True, revision=3),
        DecisionRow(undo("U-1", "D-1"), standing=False, revision=4),
    ]
    assert store.decisions(standing=True) == [DecisionRow(second, standing=True, revision=3)]
    assert store.counts().decisions == 3


@pytest.mark.usefixtures("pair")
def test_a_must_link_joins_and_its_undo_parts(store: StoreAndLedger, write: Writer) -> None:
    before = read_state(store)
    write.decide(must("D-1", "c", "b"))
    assert store.ads([of("c")])[of("c")].network_id == network_id(of("a"))
    write.decide(undo("U-1", "D-1"))
    assert read_state(store) == before


@pytest.mark.usefixtures("pair")
def test_a_cannot_link_cuts_and_says_where(store: StoreAndLedger, write: Writer) -> None:
    before = read_state(store)
    write.decide(cannot("D-1", "a", "b"))
    assert store.counts().networks == 0
    (cut,) = store.cuts([of("a"), of("b"), of("c")])
    assert cut.decision_id == "D-1"
    assert (cut.identifier, cut.other_ad_id) == (phone(1), None)
    links = {link.ad_id: link.cut_by for link in store.links_of_ads([of("a"), of("b")])}
    assert sorted(links.values(), key=str) == ["D-1", None]
    assert links[cut.ad_id] == "D-1"
    write.decide(undo("U-1", "D-1"))
    assert read_state(store) == before
    assert store.cuts([of("a"), of("b")]) == []


def test_a_cut_between_two_ads_is_told_at_both(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a"), seen("b"), seen("c"))
    write.decide(must("D-1", "a", "b"), must("D-2", "b", "c"))
    write.decide(cannot("D-3", "a", "c"))
    (cut,) = store.cuts([of("a"), of("b"), of("c")])
    assert cut.other_ad_id is not None
    assert cut == CutRow(cut.ad_id, None, cut.other_ad_id, "D-3")
    assert {cut.ad_id, cut.other_ad_id} in ({of("a"), of("b")}, {of("b"), of("c")})
    assert store.cuts([cut.ad_id]) == store.cuts([cut.other_ad_id]) == [cut]
    assert store.cuts([]) == []


@pytest.mark.usefixtures("pair")
def test_a_generic_identifier_parts_its_ads(store: StoreAndLedger, write: Writer) -> None:
    write.decide(ruling("D-1", phone(1), generic=True))
    assert store.identifiers([phone(1)])[phone(1)].holders[0].verdict is Verdict.GENERIC
    assert store.counts().networks == 0
    write.decide(undo("U-1", "D-1"))
    write.decide(ruling("D-2", phone(1), generic=False))
    assert store.identifiers([phone(1)])[phone(1)].holders[0].verdict is Verdict.LINKING
    assert store.counts().networks == 1


@pytest.mark.usefixtures("pair")
def test_a_wrong_extraction_counts_for_nothing_but_stays_to_see(store: StoreAndLedger, write: Writer) -> None:
    before = read_state(store)
    write.decide(wrong("D-1", "b", phone(1)))
    (link,) = store.links_of_ads([of("b")])
    assert (link.wrong, link.observations) == (True, 1)
    assert [link.wrong for link in store.links_of_identifier(phone(1), None, 9)].count(True) == 1
    assert store.identifiers([phone(1)])[phone(1)].ads == 1
    assert [row[1] for row in store.iter_links()] == ["a", "c"]
    assert len(store.evidence(of("b"), phone(1))) == 1
    write.decide(undo("U-1", "D-1"))
    assert read_state(store) == before


@pytest.mark.usefixtures("pair")
def test_a_wrong_extraction_stays_wrong_in_later_records(store: StoreAndLedger, write: Writer) -> None:
    write.decide(wrong("D-1", "b", phone(1)))
    write.ads(seen("b", phone(1), email("bo"), at=NOW + 9 * DAY), seen("d", phone(1)))
    links = {link.value: link for link in store.links_of_ads([of("b")])}
    assert (links[phone(1).value].wrong, links[phone(1).value].observations) == (True, 2)
    assert not links[email("bo").value].wrong
    row = store.identifiers([phone(1)])[phone(1)]
    assert (row.ads, row.last_seen) == (2, NOW)
    assert store.network(network_id(of("b"))) != store.network(network_id(of("a")))
    write.decide(undo("U-1", "D-1"))
    assert store.identifiers([phone(1)])[phone(1)].ads == 3
    assert store.counts().largest == 3
    assert store.check() == []


def test_an_identifier_of_wrong_extractions_only_is_none(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a", phone(1)))
    write.decide(wrong("D-1", "a", phone(1)))
    assert store.identifiers([phone(1)])[phone(1)].ads == 0
    assert list(store.iter_identifiers()) == []
    assert store.counts().identifiers == 0
    write.ads(seen("b", phone(1)))
    assert store.identifiers([phone(1)])[phone(1)].ads == 1
    assert store.check() == []


BAD: list[tuple[Decision, type[LinkageError]]] = [
    (must("D-2", "a", "nobody"), NotFoundError),
    (cannot("D-2", "nobody", "a"), NotFoundError),
    (must("D-2", "a", "a"), InvalidInputError),
    (replace(must("D-2", "a", "b"), ad_b=None), InvalidInputError),
    (ruling("D-2", phone(9), generic=True), NotFoundError),
    (replace(ruling("D-2", phone(1), generic=True), identifier=None), InvalidInputError),
    (wrong("D-2", "a", phone(2)), NotFoundError),
    (wrong("D-2", "nobody", phone(1)), NotFoundError),
    (replace(wrong("D-2", "a", phone(1)), identifier=None), InvalidInputError),
    (undo("D-2", "nothing"), NotFoundError),
    (must("D-2", "c", "b"), ConflictError),
    (must("D-2", "b", "c"), ConflictError),
    (cannot("D-2", "c", "b"), ConflictError),
    (must("D-1", "a", "b"), ConflictError),
]


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(("bad", "error"), BAD)
def test_what_cannot_be_decided(
    store: StoreAndLedger, write: Writer, bad: Decision, error: type[LinkageError]
) -> None:
    write.decide(must("D-1", "b", "c"))
    before = read_state(store)
    with pytest.raises(error):
        write.decide(ruling("D-0", phone(1), generic=True), bad)
    assert read_state(store) == before
    assert [row.decision.decision_id for row in store.decisions(standing=False)] == ["D-1"]


@pytest.mark.usefixtures("pair")
def test_contrary_and_equal_rulings_conflict(write: Writer) -> None:
    write.decide(ruling("D-1", phone(1), generic=True), wrong("D-2", "a", phone(1)))
    for again in (
        ruling("D-3", phone(1), generic=True),
        ruling("D-3", phone(1), generic=False),
        wrong("D-3", "a", phone(1)),
    ):
        with pytest.raises(ConflictError, match="D-"):
            write.decide(again)
    write.decide(ruling("D-4", phone(2), generic=True), wrong("D-5", "b", phone(1)))


@pytest.mark.usefixtures("pair")
def test_an_undo_is_final_and_a_decision_can_be_taken_again(store: StoreAndLedger, write: Writer) -> None:
    write.decide(must("D-1", "b", "c"))
    write.decide(undo("U-1", "D-1"))
    with pytest.raises(ConflictError):
        write.decide(undo("U-2", "D-1"))
    with pytest.raises(InvalidInputError):
        write.decide(undo("U-2", "U-1"))
    write.decide(must("D-2", "b", "c"))
    assert store.counts().largest == 3


@pytest.mark.usefixtures("pair")
def test_decisions_sleep_while_an_end_is_gone(store: StoreAndLedger, write: Writer) -> None:
    write.decide(cannot("D-1", "a", "b"), must("D-2", "b", "c"), wrong("D-3", "c", phone(2)))
    write.erase(of("b"))
    assert store.cuts([of("a")]) == []
    assert all(link.cut_by is None for link in store.links_of_ads([of("a")]))
    assert [row.decision.decision_id for row in store.decisions(standing=True)] == ["D-1", "D-2", "D-3"]
    write.erase(of("c"))
    write.decide(undo("U-1", "D-1"), undo("U-2", "D-2"), undo("U-3", "D-3"))
    assert store.decisions(standing=True) == []
    assert store.check() == []
