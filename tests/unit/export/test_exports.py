"""What the exports hold, over a real store."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.bootstrap import App, build
from linkage.errors import GoneError, InvalidInputError, NotFoundError, StoreBusyError
from linkage.model import ad_id, network_id
from linkage.services.audit import Actor
from linkage.settings import Settings
from tests.support.ads import NOW, PLAIN_RULES, ad, land, world

BY = Actor("ines", "case 7")
CHAIN = network_id(ad_id("site", "chain-1"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with build(Settings(store=str(tmp_path / "linkage.db")), clock=lambda: NOW, rules=PLAIN_RULES) as built:
        land(built.store, world(), rules=PLAIN_RULES)
        yield built


def rows(app: App, what: str, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / f"{what}.csv"
    answer = app.export.export(what, str(path), by=BY)
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert answer.rows == len(read)
    assert answer.revision == app.store.revision()
    return read


def test_membership_holds_every_ad_once(app: App, tmp_path: Path) -> None:
    read = rows(app, "membership", tmp_path)
    assert list(read[0]) == ["source", "source_id", "ad_id", "network_id"]
    assert len(read) == len(world()) == len({row["ad_id"] for row in read})
    home = {row["source_id"]: row["network_id"] for row in read}
    assert home["chain-1"] == home["chain-2"] == home["chain-3"] == CHAIN
    assert home["lonely"] == network_id(ad_id("site", "lonely"))
    hostile = next(row for row in read if row["source"] == "'@sum")
    assert hostile["source_id"] == "'=cmd()"


def test_links_hold_plain_phone_numbers(app: App, tmp_path: Path) -> None:
    read = rows(app, "links", tmp_path)
    assert list(read[0]) == ["source", "source_id", "kind", "value"]
    values = {(row["source_id"], row["kind"], row["value"]) for row in read}
    assert ("chain-1", "phone", "+12025550123") in values
    assert ("chain-2", "email", "rosa@example.com") in values
    assert sum(row["value"] == "+12025550199" for row in read) == 40


def test_identifiers_hold_verdicts_with_reasons_one_row_a_tenure(app: App, tmp_path: Path) -> None:
    read = rows(app, "identifiers", tmp_path)
    assert list(read[0]) == ["kind", "value", "verdict", "reason", "ads"]
    by_value: dict[str, list[dict[str, str]]] = {}
    for row in read:
        by_value.setdefault(row["value"], []).append(row)
    (hotline,) = by_value["+12025550199"]
    assert (hotline["verdict"], hotline["ads"]) == ("generic", "40")
    assert "of 32 sampled ads" in hotline["reason"]
    changed = by_value["+12025550142"]
    assert [row["ads"] for row in changed] == ["1", "1"]
    assert [row["reason"][:8] for row in changed] == ["tenure 1", "tenure 2"]


def document(app: App, tmp_path: Path, network: str) -> dict[str, list[dict[str, object]]]:
    path = tmp_path / "network.json"
    app.export.export("network", str(path), by=BY, network_id=network)
    assert path.read_bytes().isascii()
    read: dict[str, list[dict[str, object]]] = json.loads(path.read_text())
    return read


def test_a_network_comes_with_evidence_events_and_decisions(app: App, tmp_path: Path) -> None:
    taken = app.decide.decide("must-link", by=BY, ad_a="site:chain-1", ad_b="site:chain-3")
    app.decide.decide("must-link", by=BY, ad_a="site:lonely", ad_b="site:old")
    app.decide.undo(taken.decision.decision_id, by=BY)
    read = document(app, tmp_path, CHAIN)
    assert {one["source_id"] for one in read["ads"]} == {"chain-1", "chain-2", "chain-3"}
    assert {one["value"] for one in read["identifiers"]} == {"+12025550123", "rosa@example.com"}
    assert [one["kind"] for one in read["events"]] == ["created"]
    assert [one["kind"] for one in read["decisions"]] == ["must-link", "undo"]
    assert not any(one["standing"] for one in read["decisions"])
    for one in read["ads"]:
        assert one["records"]
        for link in one["links"]:  # type: ignore[attr-defined]
            assert link["evidence"]


def test_a_network_that_merged_is_exported_under_its_old_id(app: App, tmp_path: Path) -> None:
    app.decide.decide("must-link", by=BY, ad_a="site:chain-3", ad_b="site:hostile-2")
    old = network_id(ad_id("@sum", "=cmd()"))
    assert len(document(app, tmp_path, old)["ads"]) == 5


@pytest.mark.parametrize("what", ["membership", "links", "identifiers", "network"])
def test_the_same_revision_gives_the_same_bytes(app: App, tmp_path: Path, what: str) -> None:
    for name in ("one", "two"):
        app.export.export(what, str(tmp_path / name), by=BY, network_id=CHAIN)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_cannot_be_exported(app: App, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(InvalidInputError):
        app.export.export("everything", str(out), by=BY)
    with pytest.raises(InvalidInputError):
        app.export.export("network", str(out), by=BY)
    with pytest.raises(NotFoundError):
        app.export.export("network", str(out), by=BY, network_id=network_id("0" * 32))
    app.erase.erase_ad("site:chain-1", by=BY)
    with pytest.raises(GoneError):
        app.export.export("network", str(out), by=BY, network_id=CHAIN)
    assert not out.exists()


@pytest.mark.parametrize("times", [1, 99])
def test_a_network_that_changes_meanwhile_is_begun_anew_but_not_for_ever(
    app: App, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], times: int
) -> None:
    real = type(app.store).events
    landed: list[int] = []

    def events(*arguments: object) -> object:
        if len(landed) < times:
            landed.append(1)
            land(app.store, [ad(f"late-{len(landed)}")], f"late-{len(landed)}")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(app.store), "events", events)
    monkeypatch.setattr("linkage.services.retry.PAUSES", (0.0, 0.0))
    if times > 1:
        with pytest.raises(StoreBusyError):
            app.export.export("network", "-", by=BY, network_id=CHAIN)
        assert capfdbinary.readouterr().out == b""
    else:
        assert app.export.export("network", "-", by=BY, network_id=CHAIN).revision == 2
        assert json.loads(capfdbinary.readouterr().out)["revision"] == 2
