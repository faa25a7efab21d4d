"""Request ids, headers on every response, and the reason that reaches the audit."""

from __future__ import annotations

import pytest

from linkage.errors import InvalidInputError
from linkage.ports import AuditEntry
from linkage.security import Role
from linkage_api.deps import stated_reason
from tests.api.asking import Asking, check_problem
from tests.support.ads import NOW

PATHS = ["/v1/search?q=garden", "/v1/search", "/v1/nothing", "/healthz", "/v1/ads/site:nobody"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", [Role.ANALYST, None])
def test_every_response_carries_the_headers(asking: Asking, path: str, role: Role | None) -> None:
    headers = asking.ask(path, role, headers={"Origin": "https://example.com"}).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert len(headers["X-Request-Id"]) == 32
    assert not [name for name in headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("given", ["abc", "a" * 64, "0a1b-2.c_d"])
def test_a_plain_request_id_is_kept(asking: Asking, given: str) -> None:
    assert asking.ask("/v1/nothing", headers={"X-Request-Id": given}).json()["request_id"] == given


@pytest.mark.parametrize(
    "given", ["", "a" * 65, "-a", "a b", "a\tb", "a,b", "<a>", "a/b", b"\xe9", b"\xff" * 9]
)
def test_a_malformed_request_id_is_replaced(asking: Asking, given: str | bytes) -> None:
    response = asking.ask("/v1/nothing", headers=[("X-Request-Id", given)])
    assert len(check_problem(response, 404, "no-such-route")["request_id"]) == 32


def test_two_request_ids_are_none(asking: Asking) -> None:
    response = asking.ask("/healthz", headers=[("X-Request-Id", "one"), ("X-Request-Id", "two")])
    assert response.headers["X-Request-Id"] not in {"one", "two"}


def entries(asking: Asking) -> list[AuditEntry]:
    """What the audit holds, the making of keys left out."""
    held = (entry for _, entry in asking.app.store.audit_entries(0, 10_000))
    return [entry for entry in held if entry.action != "key-create"]


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("/v1/search?q=garden", "search"),
        ("/v1/ads/site:lonely", "ad"),
        ("/v1/identifiers/phone/+12025550123", "identifier"),
        ("/v1/networks", "networks"),
        ("/v1/events", "events"),
        ("/v1/why?a=site:old&b=site:new", "why"),
    ],
)
def test_every_read_is_audited_with_who_and_why(asking: Asking, path: str, action: str) -> None:
    response = asking.ask(path, headers={"X-Reason": "case 12/2026"})
    assert response.status_code == 200
    (entry,) = entries(asking)
    assert (entry.at, entry.action, entry.reason) == (NOW, action, "case 12/2026")
    assert entry.actor.endswith(f"({asking.key_ids[Role.ANALYST]})")
    assert entry.results >= 1


def test_reads_of_networks_are_audited(asking: Asking) -> None:
    name = asking.get("/v1/ads/site:chain-1")["network"]["network_id"]
    for part in ("", "/ads", "/graph"):
        asking.get(f"/v1/networks/{name}{part}")
    assert [(e.action, e.subject) for e in entries(asking)[1:]] == [
        ("network", name),
        ("network-ads", name),
        ("graph", name),
    ]


def test_a_question_that_finds_nothing_is_audited(asking: Asking) -> None:
    asking.ask("/v1/ads/site:nobody")
    assert [(entry.subject, entry.results) for entry in entries(asking)] == [("site:nobody", 0)]


def test_health_leaves_no_entry(asking: Asking) -> None:
    asking.ask("/healthz", None)
    asking.ask("/readyz", None)
    assert entries(asking) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"", ""),
        (b"  case 1  ", "case 1"),
        ("Fall Müller, Köln".encode(), "Fall Müller, Köln"),
        (b"UTF-8''Fall%20M%C3%BCller", "Fall Müller"),
        (b"utf-8''100%25", "100%"),
        (b"100%25", "100%25"),
    ],
)
def test_a_reason_may_be_in_any_language(asking: Asking, sent: bytes, kept: str) -> None:
    assert asking.ask("/v1/search?q=garden", headers=[("X-Reason", sent)]).status_code == 200
    assert [entry.reason for entry in entries(asking)] == [kept]


@pytest.mark.parametrize("sent", [b"UTF-8''%FF", b"UTF-8''two%0Alines", b"UTF-8''%E2%80%AE", b"x" * 2_001])
def test_an_unusable_reason_is_refused_before_anything_is_read(asking: Asking, sent: bytes) -> None:
    check_problem(asking.ask("/v1/search?q=garden", headers=[("X-Reason", sent)]), 422, "invalid-input")
    assert entries(asking) == []


def test_bytes_that_are_not_utf8_are_no_reason() -> None:
    # The test client encodes headers anew, so this asks the function.
    assert stated_reason(["K\u00c3\u00b6ln"]) == "K\u00f6ln"
    with pytest.raises(InvalidInputError):
        stated_reason(["\xff\xfe"])


def test_two_reasons_are_refused(asking: Asking) -> None:
    twice = [("X-Reason", "one"), ("X-Reason", "two")]
    check_problem(asking.ask("/v1/search?q=garden", headers=twice), 422, "invalid-input")
