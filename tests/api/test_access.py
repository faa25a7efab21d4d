"""Nobody anonymous, deny by default: every route against every role."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from linkage.bootstrap import App
from linkage.errors import StoreUnavailableError
from linkage.security import NotAuthenticatedError, Role
from linkage_api import key_service
from linkage_api.access import ACCESS, PUBLIC
from tests.api.asking import NDJSON, Asking, check_problem, service

LOOKING = {Role.INVESTIGATOR, Role.ANALYST}
ALLOWED: dict[tuple[str, str], tuple[str, set[Role]]] = {
    ("POST", "/v1/ads"): ("/v1/ads", {Role.INGEST}),
    ("GET", "/v1/ads/{ref:path}"): ("/v1/ads/site:lonely", LOOKING),
    ("GET", "/v1/events"): ("/v1/events", {Role.ANALYST}),
    ("GET", "/v1/identifiers/{kind}/{value:path}"): ("/v1/identifiers/phone/+12025550123", LOOKING),
    ("GET", "/v1/networks"): ("/v1/networks", {Role.ANALYST}),
    ("GET", "/v1/verdicts"): ("/v1/verdicts", {Role.ANALYST}),
    ("GET", "/v1/networks/{network_id}"): ("/v1/networks/N-x", LOOKING),
    ("GET", "/v1/networks/{network_id}/ads"): ("/v1/networks/N-x/ads", LOOKING),
    ("GET", "/v1/networks/{network_id}/graph"): ("/v1/networks/N-x/graph", LOOKING),
    ("GET", "/v1/networks/{network_id}/possible"): ("/v1/networks/N-x/possible", LOOKING),
    ("GET", "/v1/openapi.json"): ("/v1/openapi.json", set(Role)),
    ("GET", "/v1/pictures/{hash}"): ("/v1/pictures/" + "0123456789abcdef" * 2, LOOKING),
    ("GET", "/v1/search"): ("/v1/search?q=garden", LOOKING),
    ("GET", "/v1/why"): ("/v1/why?a=site:old&b=site:new", LOOKING),
}
"""Who may use each route, written down again on purpose, with a path that it answers."""


def walked(api: FastAPI) -> set[tuple[str, str]]:
    """Every (method, path template) that the service routes."""
    return {
        (method, str(route.path))
        for route in iter_route_contexts(api.routes)
        for method in route.methods or ["?"]
    }


def test_every_route_is_listed_and_every_listed_route_is_there(app: App) -> None:
    routes = walked(service(app))
    assert routes == set(ACCESS) | PUBLIC
    assert routes == set(ALLOWED) | {("GET", "/healthz"), ("GET", "/readyz")}


@pytest.mark.parametrize(("method", "template"), ALLOWED)
def test_without_a_key_there_is_nothing(asking: Asking, method: str, template: str) -> None:
    response = asking.ask(ALLOWED[method, template][0], None, method=method)
    check_problem(response, 401, "unauthorized")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="linkage"'


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/docs", "/openapi.json", "/v1/nothing", "/healthz/", "/readyz/../v1"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS", "HEAD", "BREW"])
def test_without_a_key_nobody_learns_which_routes_there_are(asking: Asking, method: str, path: str) -> None:
    assert asking.ask(path, None, method=method).status_code == 401


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_needs_no_key_and_tells_nothing(asking: Asking, path: str) -> None:
    response = asking.ask(path, None)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "template"), ALLOWED)
def test_every_route_against_every_role(asking: Asking, method: str, template: str, role: Role) -> None:
    path, allowed = ALLOWED[method, template]
    response = asking.ask(path, role, method=method, headers=NDJSON if method == "POST" else {})
    if role in allowed:
        assert response.status_code in {200, 404}
    else:
        check_problem(response, 403, "forbidden")


def test_a_refusal_is_audited_and_comes_before_the_body_is_read(asking: Asking) -> None:
    seen = len(asking.app.store.audit_entries(0, 1_000))
    asking.ask("/v1/ads", Role.ANALYST, method="POST", headers={"X-Reason": "trying"}, content=b"x" * 100)
    entries = [entry for _, entry in asking.app.store.audit_entries(0, 1_000)][seen:]
    assert [(entry.action, entry.subject, entry.reason) for entry in entries] == [
        ("denied", "POST /v1/ads", "trying")
    ]
    assert asking.key_ids[Role.ANALYST] in entries[0].actor


def test_a_route_that_nobody_listed_answers_nobody(app: App) -> None:
    api = service(app)
    api.add_api_route("/v1/new", lambda: "everything")
    with TestClient(api) as client:
        asking = Asking(app, client)
        assert asking.ask("/v1/new", None).status_code == 401
        assert {asking.ask("/v1/new", role).status_code for role in Role} == {403}


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "{key}"},
        {"Authorization": "Basic {key}"},
        {"Authorization": "Bearer {key}x"},
        {"Authorization": "Bearer {key} {key}"},
        {"Authorization": "Bearer {key}", "X-API-Key": "{key}"},
        {"X-API-Key": "Bearer {key}"},
        {"X-API-Key": ""},
        {"Cookie": "key={key}"},
    ],
)
def test_a_key_is_given_in_one_place_and_whole(asking: Asking, headers: dict[str, str]) -> None:
    key = asking.keys[Role.ANALYST]
    sent = {name: value.format(key=key) for name, value in headers.items()}
    check_problem(asking.ask("/v1/search?q=garden", None, headers=sent), 401, "unauthorized")


def test_a_key_in_the_address_is_no_key(asking: Asking) -> None:
    key = asking.keys[Role.ANALYST]
    assert asking.ask(f"/v1/search?q=garden&key={key}&access_token={key}", None).status_code == 401


def test_two_authorization_headers_are_refused(asking: Asking) -> None:
    key = f"Bearer {asking.keys[Role.ANALYST]}"
    twice = [("Authorization", key), ("Authorization", key)]
    assert asking.ask("/v1/search?q=garden", None, headers=twice).status_code == 401


@pytest.mark.parametrize("name", ["Authorization", "X-API-Key"])
def test_either_header_takes_a_key(asking: Asking, name: str) -> None:
    key = asking.keys[Role.ANALYST]
    sent = {name: f"bearer {key}" if name == "Authorization" else key}
    assert asking.ask("/v1/search?q=garden", None, headers=sent).status_code == 200


def test_a_revoked_key_is_refused_at_once(asking: Asking) -> None:
    assert asking.ask("/v1/search?q=garden").status_code == 200
    key_service(asking.app).revoke(asking.key_ids[Role.ANALYST])
    assert asking.ask("/v1/search?q=garden").status_code == 401


def test_keys_depend_on_the_pepper(asking: Asking, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKAGE_SECRET", "another pepper, long enough")
    with pytest.raises(NotAuthenticatedError):
        key_service(app).verify(asking.keys[Role.ANALYST])


class Away:
    """A ledger that has gone away once the service is up."""

    def __init__(self, app: App) -> None:
        self._store = app.store

    def key(self, key_id: str) -> None:
        raise StoreUnavailableError(f"cannot open /srv/linkage.db for {key_id}")

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_when_keys_cannot_be_read_nobody_gets_in(asking: Asking, app: App) -> None:
    away = replace(app, store=Away(app))  # type: ignore[arg-type]  # all that is asked of it
    with TestClient(service(away)) as client:
        sent = {"X-API-Key": asking.keys[Role.ANALYST]}
        response = client.get("/v1/search?q=garden", headers=sent)
    body = check_problem(response, 503, "store-unavailable")
    assert response.headers["Retry-After"] == "10"
    assert "/srv" not in str(body)
