"""Batches over HTTP: what lands, what does not and why, and what is refused whole."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

import anyio
import pytest
from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient
from starlette.types import Message

from linkage.bootstrap import App
from linkage.security import Role
from linkage_api import body
from tests.api.asking import NDJSON, Asking, check_problem, service

LIMIT = 100_000


def record(number: int, **more: object) -> bytes:
    """One line."""
    fields = {"source": "api", "source_id": f"ad-{number}", "country": "US"} | more
    return json.dumps(fields).encode() + b"\n"


@pytest.fixture
def small(empty: App) -> Iterator[Asking]:
    """A service that takes small bodies, over an empty store."""
    with TestClient(service(empty, max_body=LIMIT), raise_server_exceptions=False) as client:
        yield Asking(empty, client)


def test_records_land_and_link(small: Asking) -> None:
    done = small.post(b"".join(record(n, phones=["+12025550133"]) for n in range(3)))
    assert (done["records"], done["ads_new"], done["rejects"]) == (3, 3, 0)
    assert small.get("/v1/ads/api:ad-0")["network"]["ads"] == 3
    assert small.get("/v1/events")["events"]


def test_the_same_again_changes_nothing(small: Asking) -> None:
    lines = b"".join(record(n, phones=["+12025550133"]) for n in range(3))
    first, again = small.post(lines), small.post(lines)
    assert (again["ads_new"], again["observations_new"]) == (0, 0)
    assert small.app.store.counts().ads == 3
    assert again["revision"] - first["revision"] in {0, 1}


def test_bad_records_are_told_and_the_others_land(small: Asking) -> None:
    lines = [
        record(1),
        b"not json\n",
        b'{"source": "api"}\n',
        record(2, phones="not a list"),
        b'{"source": "api", "source_id": "x", "title": "\\ud800"}\n',
        b'{"source": "api", "source_id": "y", "price": NaN}\n',
        b"\xff\xfe\n",
        record(3),
    ]
    done = small.post(b"".join(lines))
    assert (done["records"], done["ads_new"], done["rejects"]) == (2, 2, 6)
    told = done["reject_list"]
    assert [reject["line"] for reject in told] == [2, 3, 4, 5, 6, 7]
    assert [reject["field"] for reject in told[1:3]] == ["source_id", "phones"]
    assert all(reject["reason"] for reject in told)


@pytest.mark.parametrize("content", [b"", b"\n\n", record(1).rstrip(b"\n")])
def test_odd_bodies_are_taken(small: Asking, content: bytes) -> None:
    assert small.post(content)["rejects"] == 0


def chunks(size: int) -> Iterator[bytes]:
    """A body of unannounced length."""
    while size > 0:
        yield record(size)
        size -= len(record(size))


@pytest.mark.parametrize("pieces", [False, True])
def test_too_large_a_body_is_refused_whole(small: Asking, pieces: bool) -> None:
    content = chunks(LIMIT + 1_000) if pieces else b"".join(chunks(LIMIT + 1_000))
    response = small.ask("/v1/ads", Role.INGEST, method="POST", headers=NDJSON, content=content)
    check_problem(response, 413, "body-too-large")
    assert small.app.store.counts().ads == 0


def test_an_announced_body_that_is_too_large_is_not_even_read(small: Asking) -> None:
    headers = {
        "content-type": "application/x-ndjson",
        "content-length": str(LIMIT + 1),
        "x-api-key": small.keys[Role.INGEST],
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/ads",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the body was asked for")

    async def send(message: Message) -> None:
        sent.append(message)

    anyio.run(small.client.app, scope, receive, send)
    assert sent[0]["status"] == 413


def test_a_body_of_exactly_the_limit_is_taken(small: Asking) -> None:
    lines = b"".join(chunks(LIMIT - 500))
    assert small.post(lines + b"\n" * (LIMIT - len(lines)))["ads_new"] > 1_000


@pytest.mark.parametrize("announced", ["-1", "1e3", "\u0661".encode().decode("latin-1"), "9" * 40, "+5"])
def test_an_announced_length_that_is_none_is_refused(announced: str) -> None:
    request = Request({"type": "http", "headers": [(b"content-length", announced.encode("latin-1"))]})
    with pytest.raises(HTTPException) as refused:
        body.check_length(request, LIMIT)
    assert refused.value.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "application/json"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        NDJSON | {"Content-Encoding": "gzip"},
    ],
)
def test_other_media_types_are_refused(small: Asking, headers: dict[str, str]) -> None:
    content = gzip.compress(record(1))
    response = small.ask("/v1/ads", Role.INGEST, method="POST", headers=headers, content=content)
    check_problem(response, 415, "unsupported-media-type")


def test_a_media_type_may_have_parameters(small: Asking) -> None:
    headers = {"Content-Type": "Application/X-NDJSON; charset=utf-8"}
    response = small.ask("/v1/ads", Role.INGEST, method="POST", headers=headers, content=record(1))
    assert response.status_code == 200


def receiving(messages: list[Message], monkeypatch: pytest.MonkeyPatch, limit: int = LIMIT) -> bytes:
    """What `receive` keeps of these messages; the last one is followed by silence."""
    monkeypatch.setattr(body, "PAUSE", 0.05)

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await anyio.sleep_forever()
        raise AssertionError

    async def run() -> bytes:
        with SpooledTemporaryFile[bytes](max_size=body.IN_MEMORY) as spool:
            await body.receive(Request({"type": "http", "headers": []}, receive), spool, limit)
            return spool.read()

    return anyio.run(run)


def test_a_body_that_stops_arriving_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: Message = {"type": "http.request", "body": b"{", "more_body": True}
    with pytest.raises(HTTPException) as refused:
        receiving([begun], monkeypatch)
    assert refused.value.status_code == 408


def test_a_client_that_goes_away_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: Message = {"type": "http.request", "body": b"{", "more_body": True}
    with pytest.raises(ClientDisconnect):
        receiving([begun, {"type": "http.disconnect"}], monkeypatch)


def test_a_large_body_goes_through_a_file_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [bytes([n]) * (body.IN_MEMORY // 2) for n in range(5)]
    messages: list[Message] = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request"})
    assert receiving(messages, monkeypatch, 10 * body.IN_MEMORY) == b"".join(parts)


def test_who_sent_a_batch_is_audited(small: Asking) -> None:
    small.post(record(1))
    actors = [entry.actor for _, entry in small.app.store.audit_entries(0, 100) if entry.action == "ingest"]
    assert len(actors) == 1
    assert small.key_ids[Role.INGEST] in actors[0]
