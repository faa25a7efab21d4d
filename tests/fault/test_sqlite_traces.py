"""What erasure leaves in the files, how a changed audit log shows, and what `check` finds."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from linkage.model import Delta
from linkage.ports import AuditEntry, Resolver
from linkage.store.audit import chain
from linkage.store.sqlite import SqliteStore
from tests.fault.conftest import fill
from tests.support.making import NOW, email, of, phone, ruling, seen


def bytes_of(path: Path) -> bytes:
    files = [path.with_name(path.name + end) for end in ("", "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def test_no_byte_of_what_was_erased_is_in_the_files(path: Path, resolver: Resolver) -> None:
    gone = seen("secretname", phone(77), title="Marigold Zinnia", words="chrysanthemum " * 40)
    kept = seen("kept", phone(78), email("blacked"), title="Tulip", words="delphinium")
    with closing(SqliteStore.open(path)) as store:
        fill(store, range(20), resolver)
        store.apply(Delta((gone, kept)), "both", resolver, NOW)
        store.apply(Delta(decisions=(ruling("D-1", phone(77), generic=True),)), "word", resolver, NOW)
        for trace in ("secretname", "marigold", "chrysanthemum", "blacked", phone(77).value):
            assert trace.encode() in bytes_of(path)
        erased = Delta(erase_ads=(of("secretname"),), erase_identifiers=(phone(77), email("blacked")))
        store.apply(erased, "erase", resolver, NOW)
        fill(store, range(20, 22), resolver)
        left = bytes_of(path)
        for trace in ("secretname", "arigold", "innia", "hrysanthemum", "blacked@", phone(77).value[1:]):
            assert trace.encode() not in left, trace
        assert b"delphinium" in left
        assert b"blacked" not in left
        assert store.check() == []


def entry(number: int) -> AuditEntry:
    return AuditEntry(NOW + number, "ana", "search", f"phone:{number}", "case 7", number)


SWAP = """
UPDATE audit SET sequence = 0 WHERE sequence = {n};
UPDATE audit SET sequence = {n} WHERE sequence = {n} + 1;
UPDATE audit SET sequence = {n} + 1 WHERE sequence = 0;
"""
TAMPER = [
    ("UPDATE audit SET actor = 'eve' WHERE sequence = {n}", 0),
    ("UPDATE audit SET at = at + 1 WHERE sequence = {n}", 0),
    ("UPDATE audit SET results = 0, subject = 'phone:0' WHERE sequence = {n}", 0),
    ("UPDATE audit SET reason = reason || ' ' WHERE sequence = {n}", 0),
    ("UPDATE audit SET chain = zeroblob(32) WHERE sequence = {n}", 0),
    ("DELETE FROM audit WHERE sequence = {n}", 0),
    ("DELETE FROM audit WHERE sequence < {n}", None),
    (SWAP, 0),
]


@pytest.mark.parametrize(("how", "where"), TAMPER)
@pytest.mark.parametrize("number", [2, 11, 19])
def test_a_changed_audit_log_shows_where(path: Path, how: str, where: int | None, number: int) -> None:
    with closing(SqliteStore.open(path)) as store:
        for n in range(1, 21):
            store.audit(entry(n))
        with closing(apsw.Connection(str(path))) as other:
            other.execute(how.format(n=number))
        assert store.verify_audit() == (1 if where is None else number + where)


@pytest.mark.long
def test_a_thousand_changes_of_the_audit_log_show(path: Path) -> None:
    dice = random.Random(5)
    with closing(SqliteStore.open(path)) as store, closing(apsw.Connection(str(path))) as other:
        for n in range(1, 51):
            store.audit(entry(n))
        for _ in range(1_000):
            number = dice.randint(1, 49)
            other.execute("BEGIN")
            other.execute(dice.choice([how for how, where in TAMPER if where == 0]).format(n=number))
            other.execute("COMMIT")
            assert store.verify_audit() == number
            other.execute("DELETE FROM audit")
            for n in range(1, 51):
                store.audit(entry(n))


BREAKS = {
    "count of ads is not": "UPDATE identifier SET ads = ads + 1 WHERE ident = 1",
    "without a link": (
        "INSERT INTO identifier (ident, kind, value, ads, tenures) VALUES (999, 'url', 'x', 0, 0)"
    ),
    "representative does not carry": "UPDATE identifier SET representative = 9999 WHERE ident = 1",
    "without a verdict": "UPDATE identifier SET verdict = NULL WHERE ident = 1",
    "period is not": "UPDATE identifier SET last_seen = last_seen + 1 WHERE ident = 1",
    "links of no ad": "DELETE FROM identifier WHERE ident = 1",
    "evidence of no record": (
        "INSERT INTO evidence VALUES (9999, 1, 'body', 0, 1, 'x', 'x/1', 0.5, 'plain', NULL)"
    ),
    "links whose count of records": "UPDATE link SET observations = 7 WHERE ident = 1",
    "ads whose count of records": "UPDATE ad SET observations = 7 WHERE ad = 1",
    "records of no ad": "UPDATE observation SET ad = 9999 WHERE observation = 1",
    "size or founder": "UPDATE component SET ads = ads + 1",
    "founder is not": "UPDATE component SET founder = founder + 1",
    "are no network": "DELETE FROM component",
    "do not add up": (
        "INSERT INTO holder (ident, tenure, verdict, reason, ads, segments) VALUES (1, 0, 'weak', 'x', 1, 1)"
    ),
    "cuts at ads": "INSERT INTO cut VALUES (9999, 1, 0, NULL, 'D-1')",
    "gaps in the event log": "DELETE FROM event WHERE sequence = 1",
    "full-text": "INSERT INTO words (words, rowid, title, body) VALUES ('delete', 1, 'Garden work', 'bed')",
}


@pytest.mark.parametrize("found", BREAKS)
def test_check_finds_what_does_not_hold_together(path: Path, resolver: Resolver, found: str) -> None:
    with closing(SqliteStore.open(path)) as store:
        fill(store, range(3), resolver)
        assert store.check() == []
        with closing(apsw.Connection(str(path))) as other:
            other.execute(BREAKS[found])
        problems = store.check()
        assert any(found in problem for problem in problems), problems


def test_an_entry_rewritten_with_its_hash_breaks_the_next(path: Path) -> None:
    with closing(SqliteStore.open(path)) as store:
        for n in range(1, 11):
            store.audit(entry(n))
        with closing(apsw.Connection(str(path))) as other:
            before = other.execute("SELECT chain FROM audit WHERE sequence = 4").get
            forged = replace(entry(5), actor="eve")
            other.execute(
                "UPDATE audit SET actor = ?, chain = ? WHERE sequence = 5",
                (forged.actor, chain(before, 5, forged)),
            )
        assert store.verify_audit() == 6
