"""Every error is a problem with a stable code; what nobody outside can mend stays inside."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from linkage.bootstrap import App
from linkage.errors import (
    ConflictError,
    DiskFullError,
    GoneError,
    InvalidInputError,
    LinkageError,
    NotFoundError,
    RulesMismatchError,
    SchemaTooNewError,
    StoreBusyError,
    StoreError,
    StoreUnavailableError,
)
from tests.api.asking import Asking, check_problem, service

INSIDE = "+12025550123 in /srv/linkage.db"


class Failing:
    """A service whose every use case fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def search(self, *_: object, **__: object) -> None:
        raise self.error


@pytest.fixture
def error() -> Exception:
    return ValueError(INSIDE)


@pytest.fixture
def failing(app: App, error: Exception) -> Iterator[Asking]:
    broken = replace(app, query=Failing(error))  # type: ignore[arg-type]  # all that is asked of it
    with TestClient(service(broken), raise_server_exceptions=False) as client:
        yield Asking(app, client)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The API's log at INFO, wherever another test may have sent the project's logs."""
    logger = logging.getLogger("linkage.api")
    logger.addHandler(caplog.handler)
    with caplog.at_level(logging.INFO, "linkage.api"):
        yield caplog
    logger.removeHandler(caplog.handler)


@pytest.mark.parametrize(
    ("error", "status", "code", "told"),
    [
        (NotFoundError("no such ad"), 404, "not-found", True),
        (ConflictError("undo that first"), 409, "conflict", True),
        (GoneError("that ad was erased"), 410, "erased", True),
        (InvalidInputError("a limit is from 1"), 422, "invalid-input", True),
        (StoreBusyError(INSIDE), 503, "store-busy", False),
        (StoreUnavailableError(INSIDE), 503, "store-unavailable", False),
        (DiskFullError(INSIDE), 507, "disk-full", False),
        (StoreError(INSIDE), 500, "store-error", False),
        (SchemaTooNewError(INSIDE), 500, "schema-too-new", False),
        (RulesMismatchError(INSIDE), 500, "rules-mismatch", False),
        (LinkageError(INSIDE), 500, "error", False),
        (ValueError(INSIDE), 500, "internal", False),
        (RecursionError(INSIDE), 500, "internal", False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_each_error_has_its_status_and_code(
    failing: Asking, error: Exception, status: int, code: str, *, told: bool
) -> None:
    response = failing.ask("/v1/search?q=x")
    body = check_problem(response, status, code)
    assert body.get("detail") == (str(error) if told else None)
    assert ("Retry-After" in response.headers) == (status == 503)


@pytest.mark.parametrize("error", [ValueError(INSIDE), StoreError(INSIDE)])
def test_the_log_names_the_request_and_the_place_never_what_was_searched(
    failing: Asking, logged: pytest.LogCaptureFixture
) -> None:
    body = failing.ask("/v1/search?q=%2B12025550123").json()
    told = "\n".join(logged.messages) + str([record.exc_info for record in logged.records])
    assert body["request_id"] in told
    assert "12025550123" not in told


def test_a_bug_can_be_found_from_the_log(failing: Asking, logged: pytest.LogCaptureFixture) -> None:
    failing.ask("/v1/search?q=x")
    assert "ValueError at " in logged.text
    assert "test_problems.py" in logged.text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/search", "query.q"),
        ("/v1/search?q=", "query.q"),
        ("/v1/search?q=x&limit=0", "query.limit"),
        ("/v1/search?q=x&limit=1001", "query.limit"),
        ("/v1/search?q=x&limit=ten", "query.limit"),
        ("/v1/search?q=x&limit=1e400", "query.limit"),
        ("/v1/search?q=x&limit=" + "9" * 5_000, "query.limit"),
        ("/v1/search?q=x&region=Utopia", "query.region"),
        ("/v1/search?q=x&region=US%0A", "query.region"),
        ("/v1/search?q=x&limt=3", "query.limt"),
        ("/v1/search?q=x&q=y", "query.q"),
        ("/v1/identifiers/fax/1", "path.kind"),
        ("/v1/networks?min_ads=1", "query.min_ads"),
        ("/v1/networks?min_ads=-5", "query.min_ads"),
        ("/v1/networks/N-x/graph?max_nodes=999999", "query.max_nodes"),
        ("/v1/why?a=x", "query.b"),
        ("/v1/events?since=-1", "query.since"),
        ("/v1/events?since=99999999999999999999999", "query.since"),
    ],
)
def test_a_wrong_request_is_told_which_field(asking: Asking, path: str, field: str) -> None:
    body = check_problem(asking.ask(path), 422, "invalid-input")
    assert [error["field"] for error in body["errors"]] == [field]
    assert body["errors"][0]["reason"]


def test_what_was_sent_is_not_echoed(asking: Asking) -> None:
    response = asking.ask("/v1/search?q=x&limit=%3Cscript%3E")
    assert "script" not in check_problem(response, 422, "invalid-input")["errors"][0]["reason"]


def test_many_errors_are_cut(asking: Asking) -> None:
    path = "/v1/search?q=x&" + "&".join(f"p{n}{'x' * 200}=1" for n in range(100))
    body = check_problem(asking.ask(path), 422, "invalid-input")
    assert len(body["errors"]) == 20
    assert all(len(error["field"]) <= 100 for error in body["errors"])


def test_unknown_routes_and_methods(asking: Asking) -> None:
    check_problem(asking.ask("/v1/nothing"), 404, "no-such-route")
    check_problem(asking.ask("/v1/search/"), 404, "no-such-route")
    response = asking.ask("/v1/search?q=x", method="DELETE")
    check_problem(response, 405, "method-not-allowed")
    assert response.headers["Allow"] == "GET"
    check_problem(asking.ask("/healthz", None, method="POST"), 405, "method-not-allowed")


def test_missing_things(asking: Asking) -> None:
    for path in (
        "/v1/ads/site:nobody",
        "/v1/ads/" + "0" * 32,
        "/v1/identifiers/phone/+12025550100",
        "/v1/networks/N-" + "0" * 32,
        "/v1/networks/nonsense",
        "/v1/networks/N-x/ads",
        "/v1/networks/N-x/graph",
        "/v1/why?a=site:old&b=site:nobody",
    ):
        check_problem(asking.ask(path), 404, "not-found")
    check_problem(asking.ask("/v1/ads/"), 422, "invalid-input")
    check_problem(asking.ask("/v1/search?q=%20"), 422, "invalid-input")
