"""How a piece of evidence was written, and what told its country, stay with it."""

from __future__ import annotations

from linkage.bootstrap import StoreAndLedger
from linkage.model import Observation
from linkage.ports import EvidenceRow
from tests.contract.conftest import Opener, Writer
from tests.support.making import DAY, NOW, email, of, phone, seen, written

WORDS = ("number words", "location")
PLAIN = ("plain", None)


def how(row: EvidenceRow) -> tuple[str, str | None]:
    return row.form, row.region_source


def test_both_are_read_back(store: StoreAndLedger, opener: Opener, write: Writer) -> None:
    write.ads(written(seen("a", phone(1), email("ada")), *WORDS), seen("b", phone(1)))
    for reader in (store, opener()):
        assert [how(row) for row in reader.evidence(of("a"))] == [WORDS, WORDS]
        assert [how(row) for row in reader.evidence(of("a"), phone(1))] == [WORDS]
        assert [how(row) for row in reader.evidence(of("b"))] == [PLAIN]


def test_every_record_keeps_its_own(store: StoreAndLedger, write: Writer) -> None:
    first, second = written(seen("a", phone(1)), *WORDS), seen("a", phone(1), at=NOW + DAY)
    write.ads(first)
    write.ads(second, seen("a", phone(1)))
    assert [how(row) for row in store.evidence(of("a"))] == [WORDS, PLAIN]
    (link,) = store.links_of_ads((of("a"),))
    assert link.observations == 2
    assert store.check() == []


def twice(one: Observation, *more: tuple[str, str | None]) -> Observation:
    """The observation with its only piece of evidence again for each way to have written it."""
    (piece,) = one.evidence
    again = (piece._replace(form=form, region_source=source) for form, source in more)
    return one._replace(evidence=(piece, *again))


def test_neither_is_part_of_the_key(store: StoreAndLedger, write: Writer) -> None:
    """Two readings of one place are one piece of evidence: the first that was read."""
    write.ads(
        twice(seen("a", phone(1)), ("plain", "site"), ("glued", "site")),
        twice(written(seen("b", phone(1)), "glued", "site"), ("glued", None), ("plain", None)),
    )
    assert [how(row) for row in store.evidence(of("a"))] == [PLAIN]
    assert [how(row) for row in store.evidence(of("b"))] == [("glued", "site")]
    assert store.check() == []


def test_erasing_another_identifier_leaves_both(store: StoreAndLedger, write: Writer) -> None:
    one = written(seen("a", phone(1), email("ada")), *WORDS)
    whole = one.evidence[0]._replace(field="text", start=0, end=len(one.body), raw=one.body, form="markup")
    write.ads(one._replace(evidence=(*one.evidence, whole)))
    write.erase(identifiers=(email("ada"),))
    rows = {row.field: row for row in store.evidence(of("a"))}
    assert how(rows["body"]) == WORDS
    assert how(rows["text"]) == ("markup", "location")
    assert email("ada").value not in rows["text"].raw
    assert store.check() == []


def test_an_ad_seen_again_after_its_erasing_elsewhere(store: StoreAndLedger, write: Writer) -> None:
    """What comes in after an identifier was erased is blacked out and keeps how the rest was written."""
    write.ads(seen("a", email("ada")))
    write.erase(identifiers=(email("ada"),))
    write.ads(written(seen("a", phone(1), email("ada"), at=NOW + DAY), *WORDS))
    assert [(row.value, how(row)) for row in store.evidence(of("a"))] == [(phone(1).value, WORDS)]
    assert store.check() == []
