"""Neo4j that answers late, not at all or half, and Neo4j whose disk is full."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from linkage.bootstrap import build
from linkage.errors import DiskFullError, StoreBusyError, StoreUnavailableError
from linkage.ports import GraphView, Resolution, Resolver, Touched
from linkage.security import Role
from linkage.services.audit import Actor
from linkage.settings import Settings
from linkage.store.neo4j import Neo4jStore
from linkage.store.neo4j import connection as connections
from linkage.store.sqlite import SqliteStore
from tests.api.asking import NDJSON, Asking, service
from tests.fault.conftest import batch, fill, until
from tests.support.making import NOW
from tests.support.neo4j import Place
from tests.support.proxy import Proxy
from tests.support.resolvers import Acting
from tests.support.small_disk import server_on_a_small_disk
from tests.support.state import read_state

PATIENCE = 40.0
"""Seconds within which somebody who looks something up must be told that the server does not answer."""
RECORD = b'{"source":"site","source_id":"new","body":"Call 202-555-0123"}\n'


@pytest.fixture
def proxy(own_place: Place) -> Iterator[Proxy]:
    assert own_place.server is not None
    with Proxy(own_place.server.port) as slow:
        yield slow


def check_away(response: Response, *statuses: int) -> None:
    """The problem of a store that cannot be asked now."""
    assert response.status_code in statuses, response.text
    assert response.headers["content-type"] == "application/problem+json"
    if response.status_code == 503:
        assert int(response.headers["retry-after"]) > 0


def test_a_slow_server_is_only_slow(proxy: Proxy, resolver: Resolver) -> None:
    with closing(Neo4jStore.open(proxy.url)) as store:
        proxy.delay = 0.01
        assert store.apply(batch(0), "batch-0", resolver, NOW).ads_new == 8
        assert (store.revision(), store.counts().ads) == (1, 8)
        assert len(list(store.iter_links())) == 16
        assert list(store.check()) == []


def test_a_server_that_stops_answering_is_told_in_time(proxy: Proxy) -> None:
    with (
        build(Settings(store=proxy.url)) as app,
        closing(Neo4jStore.open(proxy.url)) as store,
        TestClient(service(app), raise_server_exceptions=False) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        asking = Asking(app, client)
        assert asking.ask("/v1/networks").status_code == 200
        assert store.revision() == 0
        proxy.stall()
        began = time.monotonic()
        try:
            asked = pool.submit(asking.ask, "/v1/networks")
            with pytest.raises((StoreBusyError, StoreUnavailableError), match="the revision"):
                store.revision()
            check_away(asked.result(), 503)
            assert time.monotonic() - began < PATIENCE
            assert asking.ask("/healthz", role=None).status_code == 200
        finally:
            proxy.flow()
        assert until(lambda: asking.ask("/v1/networks").status_code == 200)
        assert store.revision() == 0


def test_a_batch_outlasts_a_stall_and_lands_once(proxy: Proxy, resolver: Resolver) -> None:
    """Longer than a connection is waited for; what had been sent before may arrive after it."""
    with closing(Neo4jStore.open(proxy.url)) as store:
        stalls = iter([25.0])

        def stalling(view: GraphView, touched: Touched) -> Resolution:
            for seconds in stalls:
                proxy.stall()
                threading.Timer(seconds, proxy.flow).start()
            return resolver(view, touched)

        applied = store.apply(batch(0), "batch-0", Acting(stalling), NOW)
        assert (applied.ads_new, applied.replay) == (8, False)
        assert (store.revision(), store.counts().ads, list(store.check())) == (1, 8, [])


@pytest.mark.parametrize("sent", [5_000, 60_000])
def test_an_export_that_is_cut_appears_not_at_all(
    place: Place, proxy: Proxy, resolver: Resolver, tmp_path: Path, sent: int
) -> None:
    with closing(place.open()) as store:
        store.apply(batch(0, size=1_000), "batch-0", resolver, NOW)
    by, out = Actor("ana", "a test"), tmp_path / "links.csv"
    with build(Settings(store=proxy.url)) as app:
        proxy.cut_after(sent)
        with pytest.raises(StoreUnavailableError, match="reading all links"):
            app.export.export("links", str(out), by=by)
        assert list(tmp_path.iterdir()) == []
        assert app.export.export("links", str(out), by=by).rows == 2_000
        assert out.read_bytes().count(b"\n") == 2_001


def test_a_full_disk_is_told_and_room_lets_it_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resolver: Resolver
) -> None:
    """Neo4j gives up until it is restarted; then the batch that it was at is there as a whole, or not."""
    monkeypatch.setattr(connections, "WRITE_PATIENCE", 1.0)
    monkeypatch.setattr("linkage.store.neo4j.store.WRITE_PATIENCE", 1.0)
    with (
        server_on_a_small_disk(tmp_path, monkeypatch) as (server, disk),
        build(Settings(store=server.url)) as app,
        TestClient(service(app), raise_server_exceptions=False) as client,
        closing(Neo4jStore.open(server.url)) as store,
    ):
        asking = Asking(app, client)
        store.apply(batch(0), "batch-0", resolver, NOW)
        disk.fill()
        landed = fill_up(store, resolver)
        check_away(asking.ask("/v1/networks"), 503)
        sent = asking.ask("/v1/ads", Role.INGEST, method="POST", headers=NDJSON, content=RECORD)
        check_away(sent, 503, 507)
        disk.free()
        server.kill()
        server.start()
        assert until(lambda: asking.ask("/v1/networks").status_code == 200)
        known = {n for n in range(landed + 1) if store.batch(f"batch-{n}") is not None}
        assert known >= set(range(landed)), "an acknowledged batch is gone"
        assert (store.revision(), store.counts().ads) == (len(known), len(known) * 8)
        for number in range(landed + 3):
            store.apply(batch(number), f"batch-{number}", resolver, NOW)
        assert list(store.check()) == []
        with closing(SqliteStore.open(tmp_path / "whole.db")) as whole:
            fill(whole, range(landed + 3), resolver)
            assert read_state(store) == read_state(whole)
            assert store.events(0, None, 10_000) == whole.events(0, None, 10_000)
        assert asking.post(RECORD)["ads_new"] == 1


def fill_up(store: Neo4jStore, resolver: Resolver) -> int:
    """Apply batches from the second on until one does not go in; its number, which the error tells."""
    for number in range(1, 200):
        try:
            store.apply(batch(number), f"batch-{number}", resolver, NOW)
        except (DiskFullError, StoreUnavailableError) as error:
            assert f"batch-{number}" in str(error)  # noqa: PT017 - not every batch raises
            return number
    pytest.fail("the disk is not full")
