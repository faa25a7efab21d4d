"""Opening stores, and what is wrong with those that do not open."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.bootstrap import build, file_of, open_store
from linkage.errors import InvalidInputError, RulesMismatchError, StoreUnavailableError
from linkage.link.rules import DEFAULT_RULES
from linkage.model import Identifier, Kind
from linkage.services.audit import Actor
from linkage.settings import Settings
from tests.support.ads import ad, land

BY = Actor("ines", "case 7")


def test_a_path_and_a_url_name_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with build(Settings(store=str(path))) as app:
        land(app.store, [ad("1")])
    with build(Settings(store=f"sqlite://{path}"), create=False) as app:
        assert app.doctor.counts().ads == 1


def test_a_missing_store_is_not_made_up(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with pytest.raises(StoreUnavailableError, match="no store at"):
        build(Settings(store=str(path)), create=False)
    assert not path.exists()


def test_unusable_places(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none" / "x.db"):
        with pytest.raises(StoreUnavailableError):
            open_store(str(place))
    with pytest.raises(StoreUnavailableError, match="Neo4j"):
        open_store("bolt://127.0.0.1:7687")
    with pytest.raises(InvalidInputError, match="oracle"):
        open_store("oracle://somewhere")
    assert file_of("neo4j+s://somewhere") is None


def test_the_stored_rules_are_what_the_digest_is_of() -> None:
    warned = frozenset({Identifier(Kind.PHONE, "+12025550100")})
    for rules in (DEFAULT_RULES, replace(DEFAULT_RULES, warned=warned)):
        text = rules.canonical()
        assert hashlib.sha256(text.encode()).hexdigest() == rules.digest()
        assert json.loads(text)["version"] == rules.version


def test_other_rules_are_refused(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "x.db"))
    build(settings).close()
    with pytest.raises(RulesMismatchError):
        build(settings, rules=replace(DEFAULT_RULES, small=21))


def test_the_doctor_finds_a_healthy_store_healthy(tmp_path: Path) -> None:
    with build(Settings(store=str(tmp_path / "x.db"))) as app:
        land(app.store, [ad("1", phones=("+12025550111",)), ad("2", phones=("+12025550111",))])
        answer = app.doctor.check(by=BY)
    assert answer.healthy
    assert {check.name for check in answer.checks} == {
        "python",
        "free disk",
        "write-ahead log",
        "store and graph",
        "audit chain",
        "rules",
    }
    assert (answer.counts.ads, answer.counts.networks, answer.counts.largest) == (2, 1, 2)
    assert answer.rules_digest == DEFAULT_RULES.digest()
    assert "." in answer.versions["pydantic"]


def test_the_doctor_finds_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with build(Settings(store=str(tmp_path / "x.db"))) as app:
        monkeypatch.setattr(type(app.store), "check", lambda _self: ["a link without an ad"])
        monkeypatch.setattr(type(app.store), "verify_audit", lambda _self: 3)
        answer = app.doctor.check(by=BY)
    assert not answer.healthy
    assert {check.name: check.detail for check in answer.checks if not check.ok} == {
        "store and graph": "a link without an ad",
        "audit chain": "broken at entry 3",
    }
