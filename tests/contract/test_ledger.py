"""Keys and the audit chain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import ConflictError, NotFoundError
from linkage.ports import ApiKey, AuditEntry
from tests.contract.conftest import Opener
from tests.support.making import NOW

KEY = ApiKey("k-1", "desk", "investigator", b"\x00digest\xff", NOW)


def entry(number: int) -> AuditEntry:
    return AuditEntry(NOW + number, "ana", "search", f"phone:{number}", "case 7", number)


def test_keys_are_added_found_and_revoked(store: StoreAndLedger) -> None:
    assert (store.key("k-1"), store.keys()) == (None, [])
    store.add_key(KEY)
    other = replace(KEY, key_id="k-2", created_at=NOW + 1)
    store.add_key(other)
    assert (store.key("k-1"), store.keys()) == (KEY, [KEY, other])
    store.revoke_key("k-1", NOW + 5)
    store.revoke_key("k-1", NOW + 9)
    assert store.key("k-1") == replace(KEY, revoked_at=NOW + 5)
    assert store.key("k-2") == other


def test_a_key_id_is_given_once(store: StoreAndLedger) -> None:
    store.add_key(KEY)
    with pytest.raises(ConflictError):
        store.add_key(replace(KEY, name="another"))
    with pytest.raises(NotFoundError):
        store.revoke_key("k-9", NOW)
    assert store.keys() == [KEY]


def test_each_store_has_its_own_secret(opener: Opener, store: StoreAndLedger) -> None:
    assert opener().secret() == store.secret()
    assert len(store.secret()) == 32
    assert len(set(store.secret())) > 8


def test_the_audit_log_is_numbered_paged_and_whole(opener: Opener) -> None:
    store = opener()
    assert (store.audit_entries(0, 10), store.verify_audit()) == ([], None)
    assert [store.audit(entry(n)) for n in range(1, 6)] == [1, 2, 3, 4, 5]
    assert store.audit_entries(0, 10) == [(n, entry(n)) for n in range(1, 6)]
    assert store.audit_entries(2, 2) == [(3, entry(3)), (4, entry(4))]
    assert store.audit_entries(5, 2) == []
    again = opener()
    assert again.audit(entry(6)) == 6
    assert store.verify_audit() is None


def test_odd_text_is_kept_as_it_is(store: StoreAndLedger) -> None:
    odd = AuditEntry(NOW, "ana\x00", "search", 'quote " \u2028 \U0001f600', "", -1)
    store.audit(odd)
    store.audit(replace(odd, reason="\\u0000"))
    assert store.audit_entries(0, 1) == [(1, odd)]
    assert store.verify_audit() is None
