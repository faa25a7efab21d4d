"""A store meets other rules: refused, explained by the doctor, put in force."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from linkage.bootstrap import build
from linkage.errors import InvalidInputError, RulesMismatchError
from linkage.services.audit import Actor
from linkage.settings import Settings
from tests.support.ads import NOW, PLAIN_RULES, land, world

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


def test_what_reads_goes_by_the_rules_of_the_store_and_what_writes_is_refused(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "x.db"))
    with build(settings, rules=PLAIN_RULES, clock=lambda: NOW) as app:
        land(app.store, world(), rules=PLAIN_RULES)
        said = app.explain.why("site:hotline-01", "site:hotline-02", by=BY)
        maybe = app.explain.why("site:maybe-1", "site:maybe-2", by=BY)
    lower = replace(LENIENT, linked=0.5)
    with build(settings, rules=lower, reading=True, clock=lambda: NOW) as app:
        assert app.mismatch is not None
        assert "linkage rules apply" in app.mismatch
        assert app.rules.digest() == PLAIN_RULES.digest()
        assert app.explain.why("site:hotline-01", "site:hotline-02", by=BY) == said
        assert app.explain.why("site:maybe-1", "site:maybe-2", by=BY) == maybe
        assert app.query.verdicts(by=BY).identifiers
        with pytest.raises(RulesMismatchError, match="nothing is written"):
            app.decide.decide("must-link", by=BY, ad_a="site:maybe-1", ad_b="site:maybe-2")
        with pytest.raises(RulesMismatchError):
            app.erase.erase_ad("site:lonely", by=BY)
        assert app.store.revision() == said.revision
    with build(settings, rules=PLAIN_RULES, reading=True) as app:
        assert app.mismatch is None


def test_a_store_whose_rules_nobody_can_read_is_refused(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "x.db"))
    with build(settings, rules=LENIENT, other_rules=True) as app:
        app.store.bind_rules("0" * 64, "of long ago")
    with pytest.raises(RulesMismatchError):
        build(settings, rules=LENIENT, reading=True)


def test_an_empty_store_takes_the_rules_without_a_revision(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "x.db"))
    with build(settings, rules=LENIENT, other_rules=True) as app:
        done = app.rulebook.apply(by=BY)
        assert (done.changed, done.before, done.revision) == (False, None, 0)
    build(settings, rules=LENIENT).close()
