"""A client for tests: one key a role over one application."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from linkage.bootstrap import App
from linkage.security import Role
from linkage_api import key_service
from linkage_api.app import create_app
from tests.support.ads import NOW

NDJSON = {"Content-Type": "application/x-ndjson"}
_serial = itertools.count()


class Asking:
    """Asks the service as any role; `key` None asks without."""

    def __init__(self, app: App, client: TestClient) -> None:
        self.app = app
        self.client = client
        keys = key_service(app, clock=lambda: NOW)
        made = {role: keys.create(f"{role} {next(_serial)}", role) for role in Role}
        self.key_ids = {role: key.key_id for role, (key, _) in made.items()}
        self.keys = {role: text for role, (_, text) in made.items()}

    def ask(
        self,
        path: str,
        role: Role | None = Role.ANALYST,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | Sequence[tuple[str, str | bytes]] = (),
        **more: Any,
    ) -> Response:
        """The response, redirects not followed."""
        sent: list[tuple[str, str | bytes]] = list(
            headers.items() if isinstance(headers, Mapping) else headers
        )
        if role is not None:
            sent.append(("Authorization", f"Bearer {self.keys[role]}"))
        return self.client.request(method, path, headers=sent, follow_redirects=False, **more)  # type: ignore[arg-type]  # str and bytes mixed

    def get(self, path: str, **query: object) -> Any:
        """The JSON of an answer that must be good, as an analyst."""
        response = self.ask(path, params=query)
        assert response.status_code == 200, response.text
        return response.json()

    def post(self, lines: bytes) -> Any:
        """The JSON of a batch that must be taken."""
        response = self.ask("/v1/ads", Role.INGEST, method="POST", headers=NDJSON, content=lines)
        assert response.status_code == 200, response.text
        return response.json()


def service(app: App, **options: Any) -> FastAPI:
    """The service with a clock that stands still."""
    return create_app(app, clock=lambda: NOW, **options)


def check_problem(response: Response, status: int, code: str) -> Any:
    """The problem body, after looking at all that every problem must have."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert set(body) - {"detail"} == {"type", "title", "status", "code", "request_id", "errors"}
    assert (body["status"], body["code"]) == (status, code)
    assert body["request_id"] == response.headers["X-Request-Id"]
    return body
