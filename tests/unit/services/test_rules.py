"""A store meets other rules: refused, explained by the doctor, put in force."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from linkage.bootstrap import build
from linkage.errors import InvalidInputError, RulesMismatchError
from linkage.services.audit import Actor
from linkage.settings import Settings
from tests.support.ads import PLAIN_RULES, land, world

BY = Actor("ines", "new rules")
LENIENT = replace(PLAIN_RULES, version="lenient", generic=1.0)
"""By these nothing is generic."""


def test_rules_are_put_in_force_and_taken_back(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "x.db"))
    with build(settings, rules=PLAIN_RULES) as app:
        land(app.store, world(), rules=PLAIN_RULES)
        before = app.query.networks(by=BY).networks
    with pytest.raises(RulesMismatchError, match="linkage rules apply"):
        build(settings, rules=LENIENT)
    with build(settings, rules=LENIENT, other_rules=True) as app:
        check = next(one for one in app.doctor.check(by=BY).checks if one.name == "rules")
        assert not check.ok
        assert "linkage rules apply" in check.detail
        with pytest.raises(InvalidInputError, match="reason"):
            app.rulebook.apply(by=Actor("ines"))
        done = app.rulebook.apply(by=BY)
        assert (done.changed, done.before, done.digest) == (True, PLAIN_RULES.digest(), LENIENT.digest())
        assert [(event.kind, event.ads) for event in done.events] == [("created", 40)]
        assert app.store.batch(f"rules:{LENIENT.digest()}@1") is not None
        again = app.rulebook.apply(by=BY)
        assert (again.changed, again.revision, again.events) == (False, done.revision, [])
        assert app.doctor.check(by=BY).healthy
        entries = [entry for _, entry in app.store.audit_entries(0, 100)]
        assert [entry.results for entry in entries if entry.action == "rules apply"] == [1]
    for rules in (PLAIN_RULES, LENIENT, PLAIN_RULES):
        with build(settings, rules=rules, other_rules=True) as app:
            assert app.rulebook.apply(by=BY).changed
    with build(settings, rules=PLAIN_RULES) as app:
        assert [net.network_id for net in app.query.networks(by=BY).networks] == [
            net.network_id for net in before
        ]


def test_an_empty_store_takes_the_rules_without_a_revision(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "x.db"))
    with build(settings, rules=LENIENT, other_rules=True) as app:
        done = app.rulebook.apply(by=BY)
        assert (done.changed, done.before, done.revision) == (False, None, 0)
    build(settings, rules=LENIENT).close()
