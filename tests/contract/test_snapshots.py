"""Readers beside a writer: each sees one committed state, and neither waits for the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from linkage.bootstrap import StoreAndLedger
from linkage.errors import StoreError
from linkage.model import Delta, network_id
from linkage.ports import GraphView, Resolution, Touched
from tests.contract.conftest import Opener, Writer
from tests.support.making import NOW, email, of, phone, seen
from tests.support.resolvers import Acting


def first_of_each(store: StoreAndLedger) -> list[tuple[object, Callable[[], int]]]:
    """Every stream with its first row read, and how many rows are left in it."""
    network = network_id(of("n0"))
    streams = (store.iter_ads(), store.iter_links(), store.iter_identifiers(), store.network_links(network))
    return [(next(s), lambda s=s: sum(1 for _ in s)) for s in streams]  # type: ignore[misc]  # bound at once


def test_a_stream_stays_on_its_snapshot(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*(seen(f"n{n}", phone(n)) for n in range(3)))
    started = first_of_each(store)
    write.ads(*(seen(f"m{n}", phone(n)) for n in range(3)))
    write.erase(of("n1"))
    assert [rest() for _, rest in started] == [2, 2, 2, 0]
    assert sum(1 for _ in store.iter_ads()) == 5


def test_an_abandoned_stream_is_in_nobodys_way(store: StoreAndLedger, write: Writer) -> None:
    write.ads(*(seen(f"n{n}", phone(n)) for n in range(3)))
    for stream in (store.iter_ads(), store.iter_links()):
        with closing(stream):  # type: ignore[type-var]  # a generator
            next(stream)
    assert write.ads(seen("later")).ads_new == 1
    assert len(store.ads([of("later")])) == 1


def test_a_batch_is_seen_whole_or_not_at_all(opener: Opener) -> None:
    store, reader = opener(), opener()
    write = Writer(store)
    write.ads(seen("a", phone(1)))
    looked: list[tuple[int, int]] = []

    def resolver(view: GraphView, touched: Touched) -> Resolution:
        looked.append((reader.revision(), reader.counts().ads))
        return write.resolver(view, touched)

    store.apply(Delta((seen("b", phone(1)),)), "mine", Acting(resolver), NOW)
    assert looked == [(1, 1)]
    assert (reader.revision(), reader.counts().ads) == (2, 2)


def test_readers_and_a_writer_side_by_side(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("n0", phone(1), email("ada")))
    stop, wrong, looks = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            members = store.members(network_id(of("n0")), None, 100)
            links = {link.ad_id for link in store.network_links(network_id(of("n0")))}
            looks.append(len(members))
            if {ad.ad_id for ad in members} - links or len({ad.network_id for ad in members}) != 1:
                wrong.append((members, links))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in readers:
        thread.start()
    for n in range(1, 15):
        write.ads(seen(f"n{n}", phone(1), email("ada")))
    stop.set()
    for thread in readers:
        thread.join()
    assert not wrong
    assert len(looks) >= 3
    assert store.counts().largest == 15


def test_several_reads_are_of_one_revision(opener: Opener) -> None:
    store, other = opener(), opener()
    write = Writer(other)
    write.ads(seen("n1"))
    stop = threading.Event()

    def land() -> None:
        for n in range(2, 1_000):
            if stop.is_set():
                return
            write.ads(seen(f"n{n}"))

    def read(revision: int) -> tuple[int, int, int, int]:
        first = store.counts().ads
        time.sleep(0.05)
        return revision, first, sum(1 for _ in store.iter_ads()), store.counts().revision

    writer = threading.Thread(target=land)
    writer.start()
    try:
        for _ in range(8):
            told = store.at_one_revision(read)
            assert len(set(told)) == 1
    finally:
        stop.set()
        writer.join()
    assert store.revision() > 2


def test_threads_that_write_take_turns(store: StoreAndLedger, write: Writer) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for n in range(5):
                one = seen(f"{name}{n}", phone(1), email("ada"))
                store.apply(Delta((one,)), f"{name}-{n}", write.resolver, NOW)
        except BaseException as error:  # noqa: BLE001 - told to the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert (store.revision(), store.counts().largest) == (15, 15)
    assert store.check() == []


def test_a_closed_store_says_so(store: StoreAndLedger, write: Writer) -> None:
    write.ads(seen("a"))
    started = store.iter_ads()
    store.close()
    for act in (store.revision, store.counts, lambda: write.ads(seen("b")), lambda: next(started)):
        with pytest.raises(StoreError):
            act()
