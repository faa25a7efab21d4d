"""No read unlogged, no value of an erased identifier kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.bootstrap import App
from linkage.errors import InvalidInputError, NotFoundError, StoreBusyError, StoreError
from linkage.model import ad_id, network_id
from linkage.ports import AuditEntry
from linkage.services.audit import Actor, Audit
from linkage.services.retry import PAUSES, patiently
from tests.support.ads import NOW

BY = Actor("ines", "case 7")
NETWORK = network_id(ad_id("site", "chain-1"))
MAYBE = network_id(ad_id("site", "maybe-1"))
READS: dict[str, tuple[Callable[[App], object], int]] = {
    "search": (lambda app: app.query.search("202 555 0123", by=BY, region="US"), 1),
    "ad": (lambda app: app.query.ad("site:chain-1", by=BY), 1),
    "identifier": (lambda app: app.query.identifier("phone", "+12025550199", by=BY), 40),
    "network": (lambda app: app.query.network(NETWORK, by=BY), 1),
    "network-ads": (lambda app: app.query.network_ads(NETWORK, by=BY), 3),
    "graph": (lambda app: app.query.graph(NETWORK, by=BY), 5),
    "networks": (lambda app: app.query.networks(by=BY), 2),
    "parts": (lambda app: app.networks.parts(NETWORK, 0.99, by=BY), 3),
    "part-ads": (lambda app: app.networks.part_ads(NETWORK, 0.5, by=BY), 3),
    "possible": (lambda app: app.networks.possible(MAYBE, by=BY), 1),
    "events": (lambda app: app.query.events(by=BY), 2),
    "why": (lambda app: app.explain.why("site:chain-1", "site:chain-3", by=BY), 2),
    "decisions": (lambda app: app.decide.list(by=BY), 0),
    "doctor": (lambda app: app.doctor.check(by=BY), 0),
}


def entries(app: App) -> list[AuditEntry]:
    return [entry for _, entry in app.store.audit_entries(0, 1_000)]


@pytest.mark.parametrize("action", READS)
def test_every_read_leaves_an_entry(app: App, action: str) -> None:
    read, results = READS[action]
    read(app)
    (entry,) = entries(app)
    assert (entry.at, entry.actor, entry.action, entry.reason) == (NOW, "ines", action, "case 7")
    assert entry.results == results
    assert entry.subject
    assert app.store.verify_audit() is None


def test_questions_that_find_nothing_are_logged(app: App) -> None:
    with pytest.raises(NotFoundError):
        app.query.ad("site:nobody", by=BY)
    assert [(entry.action, entry.subject, entry.results) for entry in entries(app)] == [
        ("ad", "site:nobody", 0)
    ]


def test_exports_are_logged_before_and_after(app: App, tmp_path: Path) -> None:
    app.export.export("links", str(tmp_path / "links.csv"), by=BY)
    assert [(entry.action, entry.results) for entry in entries(app)] == [("export-start", 0), ("export", 52)]


def test_nothing_is_told_when_the_audit_cannot_be_written(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, _entry: AuditEntry) -> int:
        raise StoreError("no")

    monkeypatch.setattr(type(app.store), "audit", fail)
    for read, _ in READS.values():
        with pytest.raises(StoreError):
            read(app)


def test_an_erasure_does_not_write_down_what_it_erases(app: App) -> None:
    app.erase.erase_identifier("phone", "+12025550123", by=BY)
    (entry,) = entries(app)
    assert entry.action == "erase"
    assert "2025550123" not in entry.subject
    assert entry.subject.startswith("phone:hmac-")


def test_half_characters_do_not_stop_the_audit(app: App) -> None:
    with pytest.raises(InvalidInputError):
        app.query.ad("site:\udcff", by=BY)
    (entry,) = entries(app)
    assert entry.subject == "site:\\udcff"


def test_long_subjects_are_cut(app: App) -> None:
    Audit(app.store, lambda: 0).write(BY, "search", "x" * 10_000, 0)
    assert len(entries(app)[0].subject) == 501


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "\ud800"])
def test_nobody_is_anonymous(name: str) -> None:
    with pytest.raises(InvalidInputError):
        Actor(name)


def test_a_busy_store_is_tried_again_but_not_for_ever() -> None:
    slept: list[float] = []
    tries = iter([StoreBusyError(), StoreBusyError(), None])

    def act() -> str:
        error = next(tries)
        if error is not None:
            raise error
        return "done"

    def busy() -> str:
        raise StoreBusyError

    assert patiently(act, sleep=slept.append) == "done"
    assert slept == list(PAUSES[:2])
    slept.clear()
    with pytest.raises(StoreBusyError):
        patiently(busy, sleep=slept.append)
    assert slept == list(PAUSES)
    slept.clear()
    with pytest.raises(StoreBusyError):
        patiently(busy, sleep=slept.append, should_stop=lambda: True)
    assert slept == []
