"""Many clients at once over real sockets: readers while batches land, and a read that is slow."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import httpx2
import uvicorn

from linkage.bootstrap import App
from linkage.security import Role
from linkage_api import create_app, key_service
from linkage_api.serve import address, listening
from linkage_schemas.answers import SearchOut

READERS = 8
BATCHES = 6
ADS = 40


@contextmanager
def live(app: App) -> Iterator[str]:
    """The address of a running service."""
    config = uvicorn.Config(create_app(app), lifespan="off", log_config=None, ws="none")
    server = uvicorn.Server(config)
    with listening("127.0.0.1", 0, allow_remote=False) as sock:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            yield address(sock)
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


def client(app: App, url: str, role: Role) -> httpx2.Client:
    """A client with a key of its own."""
    _, key = key_service(app).create(f"{role} client", role)
    return httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30)


def batch(number: int) -> bytes:
    """Ads that share one phone, all batches alike: one network that grows."""
    return b"".join(
        json.dumps(
            {
                "source": "live",
                "source_id": f"{number}-{n}",
                "phones": ["+12025550144"],
                "emails": [f"op{n % 3}@example.com"],
            }
        ).encode()
        + b"\n"
        for n in range(ADS)
    )


def test_eight_readers_while_batches_land(app: App) -> None:
    done = threading.Event()
    paths = [
        "/v1/search?q=garden",
        "/v1/search?q=%2B12025550144",
        "/v1/networks",
        "/v1/ads/site:chain-1",
        "/v1/identifiers/phone/+12025550123",
        "/v1/why?a=site:chain-1&b=site:chain-3",
        "/v1/events",
        "/readyz",
    ]

    def read(url: str, path: str) -> list[tuple[int, int]]:
        """(status, revision) of every answer, at least one of them after the last batch."""
        told = []
        with client(app, url, Role.ANALYST) as asking:
            while True:
                last = done.is_set()
                response = asking.get(path)
                told.append((response.status_code, response.json().get("revision", 0)))
                if last:
                    return told

    def write(url: str) -> list[int]:
        with client(app, url, Role.INGEST) as sending:
            headers = {"Content-Type": "application/x-ndjson"}
            try:
                told = [sending.post("/v1/ads", content=batch(n), headers=headers) for n in range(BATCHES)]
            finally:
                done.set()
            return [response.json()["ads_new"] for response in told]

    with live(app) as url, ThreadPoolExecutor(READERS + 1) as pool:
        reading = [pool.submit(read, url, path) for path in paths]
        assert pool.submit(write, url).result(60) == [ADS] * BATCHES
        told = [future.result(60) for future in reading]
    assert Counter(status for answers in told for status, _ in answers).keys() == {200}
    for answers in told:
        revisions = [revision for _, revision in answers]
        assert revisions == sorted(revisions)
    assert app.store.counts().ads >= ADS * BATCHES


class Slow:
    """A search that ends when it is told to."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.end = threading.Event()

    def search(self, text: str, **_: object) -> SearchOut:
        self.begun.set()
        assert self.end.wait(20)
        return SearchOut(
            query=text,
            identifiers=[],
            ads=[],
            networks=[],
            texts=[],
            missing=[],
            total=0,
            truncated=False,
            truncated_reason=None,
            revision=0,
        )


def test_a_slow_read_holds_nobody_up(app: App) -> None:
    slow = Slow()
    with (
        live(replace(app, query=slow)) as url,  # type: ignore[arg-type]  # all that is asked of it
        client(app, url, Role.ANALYST) as asking,
        ThreadPoolExecutor(1) as pool,
    ):
        waiting = pool.submit(asking.get, "/v1/search?q=x")
        assert slow.begun.wait(20)
        started = time.monotonic()
        for path in ("/healthz", "/readyz", "/v1/why?a=site:old&b=site:new"):
            assert asking.get(path).status_code == 200
        assert time.monotonic() - started < 15
        assert not waiting.done()
        slow.end.set()
        assert waiting.result(20).status_code == 200
