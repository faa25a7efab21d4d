"""Hash lists come back as they were written, whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import NotFoundError
from linkage.ports import HashListRow, Packed, packed_digest
from linkage.store import hashlists
from linkage.store.moving import Copied, Moving, Part, copy
from tests.contract.conftest import Maker, Opener, Writer
from tests.contract.test_moving import BEGAN, nothing
from tests.support.making import NOW, seen


def listed(name: str, **packed: bytes) -> tuple[HashListRow, Packed]:
    counts = {
        algorithm: len(packed.get(algorithm, b"")) // size
        for algorithm, size in (("md5", 16), ("sha1", 20), ("sha256", 32), ("pdq", 32))
    }
    return HashListRow(name, packed_digest(packed), NOW, **counts), packed


MD5 = bytes(range(16)) + b"\xff" * 16
PDQ = bytes(range(256)) * 3


def test_lists_are_kept_by_name(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlists, "PIECE_BYTES", 64)
    store = opener()
    assert (store.hash_lists(), store.hash_list("b")) == ([], None)
    b, a = listed("b", md5=MD5, pdq=PDQ), listed("a", sha1=b"\x80" * 20)
    store.put_hash_list(*b)
    store.put_hash_list(*a)
    again = opener()
    assert again.hash_lists() == [a[0], b[0]]
    assert (again.hash_list("a"), again.hash_list("b")) == (a, b)
    assert store.check() == []


def test_a_list_is_replaced_whole(store: StoreAndLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlists, "PIECE_BYTES", 64)
    store.put_hash_list(*listed("a", md5=MD5, pdq=PDQ))
    for after in (listed("a", pdq=PDQ[:160]), listed("a", sha256=PDQ)):
        store.put_hash_list(*after)
        assert store.hash_list("a") == after
        store.put_hash_list(*after)
        assert store.hash_list("a") == after
    assert len(store.hash_lists()) == 1


def test_a_removed_list_is_gone(store: StoreAndLedger) -> None:
    kept = listed("b", md5=MD5)
    store.put_hash_list(*listed("a", pdq=PDQ))
    store.put_hash_list(*kept)
    store.remove_hash_list("a")
    assert (store.hash_list("a"), store.hash_lists()) == (None, [kept[0]])
    with pytest.raises(NotFoundError):
        store.remove_hash_list("a")
    fresh = listed("a", sha1=b"\x01" * 20)
    store.put_hash_list(*fresh)
    assert store.hash_list("a") == fresh


def test_lists_make_no_revision(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("n1"))
    before = (store.revision(), store.counts())
    store.put_hash_list(*listed("a", md5=MD5))
    store.remove_hash_list("a")
    assert (store.revision(), store.counts()) == before


def test_a_copy_that_was_cut_off_follows_lists_that_changed_meanwhile(
    store: StoreAndLedger, write: Writer, sqlite_maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashlists, "PIECE_BYTES", 64)
    write.ads(seen("n1"))
    store.put_hash_list(*listed("gone", md5=MD5))
    store.put_hash_list(*listed("changed", pdq=PDQ))

    def cut(moving: Moving) -> None:
        if moving.doing == "compare" and moving.part is Part.BATCHES:
            raise KeyboardInterrupt

    target = sqlite_maker()()
    with pytest.raises(KeyboardInterrupt):
        copy(store, target, BEGAN, cut)
    assert len(target.hash_lists()) == 2
    store.remove_hash_list("gone")
    changed = listed("changed", pdq=PDQ[:96], md5=MD5)
    changed = (replace(changed[0], added_at=NOW + 1), changed[1])
    store.put_hash_list(*changed)
    copied: dict[Part, Copied] = {one.part: one for one in copy(store, target, BEGAN, nothing)}
    assert copied[Part.HASH_LISTS].entries == 3
    assert target.hash_lists() == [changed[0]]
    assert target.hash_list("changed") == changed
    target.close()
